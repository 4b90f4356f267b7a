"""The time line: the rounds, how far the game has come, the customers so far, and what happened when."""

from collections.abc import Sequence
from dataclasses import dataclass

import pygame
from pygame import Color, Rect, Surface

from game.widgets import Ui, shapes
from game.widgets.base import Widget
from game.widgets.wrapping import wrapped


@dataclass(frozen=True)
class Mark:
    """Something on the time line: at a place in rounds (2.5 is the middle of the third), with its words."""

    at: float
    words: str


class Timeline(Widget):
    """A box for each round; under them the customers as a line, and the latest mark in words."""

    def __init__(self, ui: Ui, rounds: int, weeks: int) -> None:
        super().__init__(ui)
        self._rounds, self._weeks = rounds, weeks
        self._done = 0.0
        self._customers: Sequence[float] = ()
        self._marks: Sequence[Mark] = ()
        self._now = ""

    def tell(self, done: float, customers: Sequence[float], marks: Sequence[Mark], now: str) -> None:
        """The time played, in rounds; the customers after each week; what happened; the line's name."""
        self._done, self._customers, self._marks, self._now = done, list(customers), list(marks), now
        self.repaint()

    def natural_width(self) -> int:
        return self.ui.px(420)

    def height_for(self, width: int) -> int:
        return self.theme.line("small") * 3 + self.ui.px(16 + 20)

    def paint(self, surface: Surface) -> None:
        px, palette = self.ui.px, self.palette
        each = self.rect.width / self._rounds
        top = self.theme.line("small")
        tall = px(14)
        for i in range(self._rounds):
            box = Rect(round(i * each), top, round((i + 1) * each) - round(i * each) - px(3), tall)
            label = self.theme.font("small").render(
                f"{self.ui.text('market.round_letter')}{i + 1}", True, palette.muted
            )
            surface.blit(label, (box.left + px(3), 0))
            part = min(1.0, max(0.0, self._done - i))
            pygame.draw.rect(surface, palette.quiet, box)
            shade = Color(palette.steps[1]).lerp(Color(palette.quiet), 0.35 if part == 1.0 else 0.0)
            pygame.draw.rect(surface, shade, Rect(box.left, box.top, round(box.width * part), tall))
        here = min(self.rect.width - px(2), round(self._done * each))
        pygame.draw.rect(surface, palette.ink, Rect(here, top - px(3), px(2), tall + px(6)))
        self._draw_customers(surface, each, Rect(0, top + tall + px(6), self.rect.width, px(18)))
        bar = Rect(0, top, self.rect.width, tall)
        self._draw_marks(surface, each, bar, top + tall + px(24) + self.theme.line("small") - px(3))

    def _draw_customers(self, surface: Surface, each: float, area: Rect) -> None:
        """The customers so far as a line, named where it ends."""
        values = self._customers
        font = self.theme.font("small")
        if not values:
            return
        low, high = min(values), max(values)
        spread = max(high - low, 0.08 * high, 1.0)
        points = [
            (1 + week * each / self._weeks, area.bottom - 2 - (value - low) / spread * (area.height - 4))
            for week, value in enumerate(values)
        ]
        if len(points) > 1:
            surface.blit(shapes.polyline(points, self.palette.ink, self.ui.px(2), self.rect.size), (0, 0))
        words = font.render(self._now, True, self.palette.muted)
        after = points[-1][0] + self.ui.px(6)
        if after + words.get_width() <= self.rect.width:
            y = min(points[-1][1] - words.get_height() // 2, area.bottom - words.get_height())
            surface.blit(words, (after, y))
        else:
            surface.blit(words, (self.rect.width - words.get_width(), area.bottom - self.ui.px(3)))

    def _draw_marks(self, surface: Surface, each: float, bar: Rect, top: int) -> None:
        """What happened: dots at their times on the rounds, and the last of them in words."""
        if not self._marks:
            return
        font, px = self.theme.font("small"), self.ui.px
        dot = shapes.disc(px(7), self.palette.promise)
        for mark in self._marks:
            x = min(round(mark.at * each), self.rect.width - dot.get_width())
            surface.blit(dot, dot.get_rect(midleft=(x, bar.centery)))
        last = self._marks[-1].words
        line = wrapped(font, last, self.rect.width - px(26))[0]
        words = font.render(line if line == last else f"{line} …", True, self.palette.promise)
        surface.blit(dot, (0, top + (words.get_height() - dot.get_height()) // 2))
        surface.blit(words, (px(12), top))
