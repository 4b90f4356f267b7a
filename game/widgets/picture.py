"""A drawing of the staircase with people on it, for the title and the scenario cards."""

from collections.abc import Sequence

from pygame import Rect, Surface

from game.widgets import shapes
from game.widgets.base import Ui, Widget
from game.widgets.icons import icon

STEP_STAGES = (0, 0, 1, 1, 2, 3)  # stage of each of the six steps


class StairsPicture(Widget):
    """Steps rising from strangers to partners; `crowd` is how many figures stand on each, `names` what is
    written on the steps."""

    def __init__(
        self, ui: Ui, crowd: Sequence[int], height: int, figure: int = 16, names: Sequence[str] = ()
    ) -> None:
        super().__init__(ui)
        self.crowd, self.height, self.figure, self.names = list(crowd), height, figure, list(names)

    def natural_width(self) -> int:
        return self.ui.px(self.height * 1.6)

    def height_for(self, width: int) -> int:
        return self.ui.px(self.height)

    def _name_style(self, room: int) -> str | None:
        """The largest letters in which every name fits on its step; None if none do."""
        for style in ("strong", "small_strong"):
            if all(self.theme.font(style).size(name)[0] <= room for name in self.names):
                return style
        return None

    def paint(self, surface: Surface) -> None:
        p, px = self.palette, self.ui.px
        count = len(self.crowd)
        gap = px(4)
        wide = (self.rect.width - gap * (count - 1)) // count
        side, style = px(self.figure), self._name_style(wide - px(14))
        inks = (p.person, p.person, p.acquisition, p.acquisition, p.retention, p.promise)
        base, rise = round(self.rect.height * 0.08), round(self.rect.height * 0.1)
        for i, people in enumerate(self.crowd):
            tall = base + rise * i
            step = Rect(i * (wide + gap), self.rect.height - tall, wide, tall)
            shapes.rounded(surface, step, px(4), p.steps[STEP_STAGES[i]])
            if style is not None and i < len(self.names):
                words = self.theme.font(style).render(self.names[i], True, p.ink)
                surface.blit(words, (step.x + px(10), step.y + px(10)))
            across = max(1, (wide - px(8)) // round(side * 0.62))
            figure = icon("person", side, inks[i])
            for n in range(people):
                row, column = divmod(n, across)
                x = step.x + px(4) + round(column * side * 0.62)
                y = step.y - round((row + 1) * side * 0.98)
                if y >= 0:
                    surface.blit(figure, (x, y))
