"""How many stand on each step of the ladder and how many went up and down between steps."""

from collections.abc import Sequence
from dataclasses import dataclass

from pygame import Rect, Surface

from game.widgets import shapes
from game.widgets.base import Ui, Widget
from game.widgets.wrapping import wrapped


@dataclass(frozen=True)
class Tread:
    """One step: its name, how many stand on it in words, its stage (0..3), and who crossed to the next step.

    `up` and `down` are in words; the top step has none.
    """

    name: str
    count: str
    stage: int
    up: str = ""
    down: str = ""
    up_colour: str = "retention"


class FlowStairs(Widget):
    """The staircase as a chart of flows; rows, from the top down, where columns would be too narrow to
    read.
    """

    def __init__(self, ui: Ui, treads: Sequence[Tread], height: int = 210) -> None:
        super().__init__(ui)
        self.treads, self.height = list(treads), height

    def natural_width(self) -> int:
        return self.ui.px(400)

    def _column(self, width: int) -> int:
        return max(1, width // len(self.treads))

    def _upright(self, width: int) -> bool:
        font, room = self.theme.font("small"), self._column(width) - self.ui.px(6)
        return all(font.size(word)[0] <= room for tread in self.treads for word in tread.name.split(" "))

    def height_for(self, width: int) -> int:
        if self._upright(width):
            return self.ui.px(self.height)
        row = self.theme.line("body") + self.ui.px(8)
        return row * len(self.treads) + self.theme.line("small") * (len(self.treads) - 1)

    def paint(self, surface: Surface) -> None:
        if self._upright(self.rect.width):
            self._paint_stairs(surface)
        else:
            self._paint_rows(surface)

    def _paint_stairs(self, surface: Surface) -> None:
        p, px = self.palette, self.ui.px
        column, small, strong = self._column(self.rect.width), self.theme.font("small"), self.theme.font("strong")
        flow = self.theme.font("small_strong")
        names = [wrapped(small, tread.name, column - px(5)) for tread in self.treads]
        lowest = max(len(name) for name in names) * self.theme.line("small") + self.theme.line("strong") + px(10)
        arrows = 2 * flow.get_linesize() + px(6)
        rise = max(0, self.rect.height - lowest - arrows) // max(1, len(self.treads) - 1)
        for i, (tread, name) in enumerate(zip(self.treads, names, strict=True)):
            tall = lowest + rise * i
            step = Rect(i * column, self.rect.height - tall, column - px(2), tall)
            shapes.rounded(surface, step, px(4), p.steps[tread.stage])
            surface.blit(strong.render(tread.count, True, p.ink), (step.x + px(3), step.y + px(5)))
            for n, text in enumerate(name):
                y = step.y + px(5) + self.theme.line("strong") + n * self.theme.line("small")
                surface.blit(small.render(text, True, p.ink), (step.x + px(3), y))
            # Who crossed to the next step is written above the edge between the two.
            y = step.y - px(4)
            for words, colour in ((tread.down, p.loss), (tread.up, getattr(p, tread.up_colour))):
                if words:
                    image = flow.render(words, True, colour)
                    y -= image.get_height()
                    surface.blit(image, image.get_rect(topright=(step.right - px(2), y)))

    def _paint_rows(self, surface: Surface) -> None:
        p, px = self.palette, self.ui.px
        body, strong, flow = self.theme.font("body"), self.theme.font("strong"), self.theme.font("small_strong")
        row, y = self.theme.line("body") + px(8), 0
        for i in range(len(self.treads) - 1, -1, -1):
            tread = self.treads[i]
            shapes.rounded(surface, Rect(0, y, self.rect.width, row), px(4), p.steps[tread.stage])
            surface.blit(body.render(tread.name, True, p.ink), (px(8), y + px(5)))
            image = strong.render(tread.count, True, p.ink)
            surface.blit(image, image.get_rect(topright=(self.rect.width - px(8), y + px(5))))
            y += row
            if i:
                below = self.treads[i - 1]
                image = flow.render(below.up, True, getattr(p, below.up_colour))
                surface.blit(image, (px(24), y))
                surface.blit(flow.render(below.down, True, p.loss), (px(24) + image.get_width() + px(16), y))
                y += self.theme.line("small")
