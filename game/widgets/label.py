"""Text that wraps and is never cut."""

from typing import Literal

from pygame import Rect, Surface

from game.widgets.base import Ui, Widget
from game.widgets.wrapping import wrapped

Side = Literal["left", "centre", "right"]


class Label(Widget):
    """Words on the screen: `Label(ui, ui.text("title.name"), "title", "muted")`.

    `style` is one of theme.STYLES, `colour` the name of a palette colour. Wraps at the width it is given.
    """

    def __init__(
        self,
        ui: Ui,
        text: str,
        style: str = "body",
        colour: str = "ink",
        side: Side = "left",
        tooltip: str = "",
    ) -> None:
        super().__init__(ui, tooltip)
        self.text, self.style, self.colour, self.side = text, style, colour, side

    def say(self, text: str, colour: str | None = None) -> None:
        """Change the words; the place stays, so the caller keeps them of like length or lays out again."""
        if text != self.text or (colour and colour != self.colour):
            self.text, self.colour = text, colour or self.colour
            self.repaint()

    def natural_width(self) -> int:
        font = self.theme.font(self.style)
        return max(font.size(line)[0] for line in self.text.split("\n")) + 1

    def height_for(self, width: int) -> int:
        return len(wrapped(self.theme.font(self.style), self.text, width)) * self.theme.line(self.style)

    def paint(self, surface: Surface) -> None:
        font, line = self.theme.font(self.style), self.theme.line(self.style)
        ink = getattr(self.palette, self.colour)
        for i, text in enumerate(wrapped(font, self.text, self.rect.width)):
            image = font.render(text, True, ink)
            place = Rect(0, i * line + (line - font.get_linesize()) // 2, *image.get_size())
            if self.side == "right":
                place.right = self.rect.width
            elif self.side == "centre":
                place.centerx = self.rect.width // 2
            surface.blit(image, place)
