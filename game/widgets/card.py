"""A card: white paper with a hairline border and round corners, holding other items."""

from typing import Self

from pygame import Rect, Surface

from game import theme
from game.widgets import shapes
from game.widgets.base import Ui, Widget
from game.widgets.layout import Item


class Card(Widget):
    """`Card(ui).holding(Column([...]))` draws a card behind what it holds, with air around it.

    The card is made before its content on purpose: what is made later is drawn above.
    """

    def __init__(
        self,
        ui: Ui,
        air: int | tuple[int, int] = 16,
        fill: str = "card",
        border: str = "border",
        radius: int = theme.RADIUS,
    ) -> None:
        super().__init__(ui)
        x, y = (air, air) if isinstance(air, int) else air
        self.air = (ui.px(x), ui.px(y))
        self.fill, self.border, self.radius = fill, border, ui.px(radius)
        self.content: Item | None = None

    def holding(self, content: Item) -> Self:
        self.content = content
        return self

    def natural_width(self) -> int:
        return (self.content.natural_width() if self.content else 0) + 2 * self.air[0]

    def height_for(self, width: int) -> int:
        inner = self.content.height_for(width - 2 * self.air[0]) if self.content else 0
        return inner + 2 * self.air[1]

    def place(self, rect: Rect) -> None:
        super().place(rect)
        if self.content is not None:
            self.content.place(rect.inflate(-2 * self.air[0], -2 * self.air[1]))

    def paint(self, surface: Surface) -> None:
        fill, border = getattr(self.palette, self.fill), getattr(self.palette, self.border)
        width = max(theme.HAIRLINE, self.ui.px(theme.HAIRLINE))
        shapes.rounded(surface, surface.get_rect(), self.radius, fill, border, width)
