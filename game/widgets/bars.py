"""Bars with their words beside them: compared rows, a waterfall of changes, a strip of parts."""

from collections.abc import Sequence
from dataclasses import dataclass

import pygame
from pygame import Rect, Surface

from game.widgets import shapes
from game.widgets.base import Ui, Widget
from game.widgets.wrapping import wrapped


@dataclass(frozen=True)
class Bar:
    """One row: a name, a length from 0 to 1, the value in words, and the palette's name of its colour."""

    name: str
    share: float
    words: str
    colour: str = "ink"


class BarChart(Widget):
    """Rows of bars with their names before and their values behind them.

    `beside` are the names in other charts above or below it, so that the bars of all begin on one line.
    """

    NAME_SHARE = 0.5  # the most of the width that names may take

    def __init__(self, ui: Ui, bars: Sequence[Bar], beside: Sequence[str] = (), style: str = "body") -> None:
        super().__init__(ui)
        self.bars, self.style = list(bars), style
        self.names = [*(bar.name for bar in bars), *beside]

    def natural_width(self) -> int:
        return self.ui.px(360)

    def _name_width(self, width: int) -> int:
        font = self.theme.font(self.style)
        return min(max((font.size(name)[0] for name in self.names), default=0), int(width * self.NAME_SHARE)) + 1

    def _rows(self, width: int) -> list[list[str]]:
        font, room = self.theme.font(self.style), self._name_width(width)
        return [wrapped(font, bar.name, room) for bar in self.bars]

    def _gap(self) -> int:
        return self.ui.px(8 if self.style == "body" else 4)

    def height_for(self, width: int) -> int:
        line = self.theme.line(self.style)
        return sum(len(lines) * line + self._gap() for lines in self._rows(width)) - self._gap() if self.bars else 0

    def paint(self, surface: Surface) -> None:
        p, px, width = self.palette, self.ui.px, self.rect.width
        font, strong = (
            self.theme.font(self.style),
            self.theme.font("strong" if self.style == "body" else "small_strong"),
        )
        line, left, thick = self.theme.line(self.style), self._name_width(width) + px(12), px(10)
        values = max((strong.size(bar.words)[0] for bar in self.bars), default=0)
        room = max(px(24), width - left - values - px(8))
        y = 0
        for bar, lines in zip(self.bars, self._rows(width), strict=True):
            for i, text in enumerate(lines):
                surface.blit(font.render(text, True, p.ink), (0, y + i * line + (line - font.get_linesize()) // 2))
            tall = len(lines) * line
            long = max(px(3), round(room * min(1.0, max(0.0, bar.share))))
            place = Rect(left, y + (tall - thick) // 2, long, thick)
            shapes.rounded(surface, place, px(3), getattr(p, bar.colour))
            image = strong.render(bar.words, True, p.ink)
            surface.blit(image, (place.right + px(8), y + (tall - image.get_height()) // 2))
            y += tall + self._gap()


@dataclass(frozen=True)
class Step:
    """One column of a waterfall: a level (total) or a change, with its name and its value in words."""

    name: str
    value: float
    words: str
    colour: str
    total: bool = False


class Waterfall(Widget):
    """From one total to the next through what was added and taken away.

    Columns named underneath; where the names would not fit under columns, rows named at the left.
    """

    def __init__(self, ui: Ui, steps: Sequence[Step], height: int = 150) -> None:
        super().__init__(ui)
        self.steps, self.height = list(steps), height

    def natural_width(self) -> int:
        return self.ui.px(80) * len(self.steps)

    def _column(self, width: int) -> int:
        return max(1, width // max(1, len(self.steps)))

    def _upright(self, width: int) -> bool:
        font, room = self.theme.font("small"), self._column(width) - self.ui.px(8)
        return all(font.size(word)[0] <= room for step in self.steps for word in step.name.split(" "))

    def _names(self, width: int) -> list[list[str]]:
        room = self._column(width) - self.ui.px(8) if self._upright(width) else int(width * 0.4)
        return [wrapped(self.theme.font("small"), step.name, room) for step in self.steps]

    def height_for(self, width: int) -> int:
        small = self.theme.line("small")
        if not self._upright(width):
            return sum(len(name) * small + self.ui.px(6) for name in self._names(width))
        lines = max((len(name) for name in self._names(width)), default=0)
        return self.ui.px(self.height) + self.theme.line("strong") + lines * small + self.ui.px(6)

    def _spans(self) -> tuple[list[tuple[float, float]], float, float]:
        """Low and high end of each column, and where the axis starts and ends.

        Small changes of a large base would be slivers: where all stays well above zero the axis starts
        higher, and the totals are drawn with a broken foot.
        """
        spans, level = [], 0.0
        for step in self.steps:
            start = 0.0 if step.total else level
            level = step.value if step.total else level + step.value
            spans.append((min(start, level), max(start, level)))
        low, high = min(a for a, _ in spans), max(b for _, b in spans)
        floor = min((a for (a, _), step in zip(spans, self.steps, strict=True) if not step.total), default=0.0)
        if low == 0 and floor > 0.6 * high:
            low = floor - (high - floor) * 0.6
        return spans, low, high

    def paint(self, surface: Surface) -> None:
        if not self.steps:
            return
        if self._upright(self.rect.width):
            self._paint_columns(surface)
        else:
            self._paint_rows(surface)

    def _paint_columns(self, surface: Surface) -> None:
        p, px, width = self.palette, self.ui.px, self.rect.width
        names, column = self._names(width), self._column(width)
        small, strong = self.theme.font("small"), self.theme.font("strong")
        foot = max(len(name) for name in names) * self.theme.line("small") + px(6)
        head = self.theme.line("strong")
        spans, low, high = self._spans()
        room = self.rect.height - foot - head
        scale = room / (high - low) if high > low else 0.0

        def y_of(value: float) -> int:
            return head + round((high - max(low, value)) * scale)

        wide, level = round(column * 0.62), 0.0
        for i, (step, (a, b)) in enumerate(zip(self.steps, spans, strict=True)):
            x = i * column + (column - wide) // 2
            bar = Rect(x, y_of(b), wide, max(px(2), y_of(a) - y_of(b)))
            pygame.draw.rect(surface, getattr(p, step.colour), bar)
            if step.total and low > 0:
                for cut in (bar.bottom - px(14), bar.bottom - px(10)):
                    pygame.draw.line(surface, p.card, (bar.x, cut + px(3)), (bar.right, cut - px(3)), px(2))
            image = strong.render(step.words, True, getattr(p, "ink" if step.total else step.colour))
            surface.blit(image, image.get_rect(midbottom=(x + wide // 2, bar.y - px(1))))
            level = step.value if step.total else level + step.value
            if i + 1 < len(self.steps):
                pygame.draw.line(surface, p.muted, (x + wide, y_of(level)), (x + column, y_of(level)))
            for n, text in enumerate(names[i]):
                image = small.render(text, True, p.muted)
                y = self.rect.height - foot + px(6) + n * self.theme.line("small")
                surface.blit(image, image.get_rect(midtop=(x + wide // 2, y)))
        pygame.draw.line(surface, p.border, (0, y_of(max(low, 0.0))), (width, y_of(max(low, 0.0))))

    def _paint_rows(self, surface: Surface) -> None:
        p, px, width = self.palette, self.ui.px, self.rect.width
        names, line = self._names(width), self.theme.line("small")
        small, strong = self.theme.font("small"), self.theme.font("small_strong")
        spans, low, high = self._spans()
        left = max(small.size(text)[0] for name in names for text in name) + px(10)
        words = max(strong.size(step.words)[0] for step in self.steps) + px(6)
        scale = max(1, width - left - words) / (high - low) if high > low else 0.0
        y = 0
        for step, name, (a, b) in zip(self.steps, names, spans, strict=True):
            tall = len(name) * line
            for n, text in enumerate(name):
                surface.blit(small.render(text, True, p.ink if step.total else p.muted), (0, y + n * line))
            start = left + round((max(low, a) - low) * scale)
            bar = Rect(start, y + px(2), max(px(2), round((b - max(low, a)) * scale)), tall - px(4))
            pygame.draw.rect(surface, getattr(p, step.colour), bar)
            image = strong.render(step.words, True, getattr(p, "ink" if step.total else step.colour))
            surface.blit(image, image.get_rect(midleft=(bar.right + px(5), bar.centery)))
            y += tall + px(6)


class Strip(Widget):
    """Parts of a whole side by side: `Strip(ui, [(3, "loss"), (1, "retention")])`."""

    def __init__(self, ui: Ui, parts: Sequence[tuple[float, str]], height: int = 8) -> None:
        super().__init__(ui)
        self.parts, self.height = list(parts), height

    def become(self, parts: Sequence[tuple[float, str]]) -> None:
        """Show other parts."""
        self.parts = list(parts)
        self.repaint()

    def natural_width(self) -> int:
        return self.ui.px(200)

    def height_for(self, width: int) -> int:
        return self.ui.px(self.height)

    def paint(self, surface: Surface) -> None:
        whole = sum(size for size, _ in self.parts)
        gap = self.ui.px(2)
        room = self.rect.width - gap * max(0, len(self.parts) - 1)
        x = 0
        for size, colour in self.parts:
            wide = round(room * size / whole) if whole > 0 else 0
            if wide > 0:
                shapes.rounded(
                    surface, Rect(x, 0, wide, self.rect.height), self.ui.px(2), getattr(self.palette, colour)
                )
                x += wide + gap
