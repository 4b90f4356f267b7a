"""Lines over rounds, each named where it ends."""

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass

import pygame
from pygame import Surface

from game.widgets import shapes
from game.widgets.base import Ui, Widget


@dataclass(frozen=True)
class Line:
    """A series with its name, its values (None: not yet known) and the palette's name of its colour."""

    name: str
    values: Sequence[float | None]
    colour: str = "ink"
    width: float = 2.5


class LineChart(Widget):
    """`LineChart(ui, [Line("Clientes", [611, 640])], ["T1", "T2"], text.number)`.

    The horizontal axis has a place for every label, also for rounds still to come; `written` writes a value.
    The vertical axis spans at least `least`, so that a trifle does not look like a landslide.
    """

    def __init__(
        self,
        ui: Ui,
        lines: Sequence[Line],
        labels: Sequence[str],
        written: Callable[[float], str],
        height: int = 180,
        least: float = 0.0,
    ) -> None:
        super().__init__(ui)
        self.lines, self.labels, self.written = list(lines), list(labels), written
        self.height, self.least = height, least

    def natural_width(self) -> int:
        return self.ui.px(420)

    def height_for(self, width: int) -> int:
        return self.ui.px(self.height)

    def _range(self) -> tuple[float, float]:
        known = [value for line in self.lines for value in line.values if value is not None]
        low, high = min(known, default=0.0), max(known, default=1.0)
        if high - low < self.least:
            middle = (low + high) / 2
            low, high = middle - self.least / 2, middle + self.least / 2
        if low > 0 > low - (high - low):
            low = 0.0
        if high == low:
            low, high = low - abs(low) * 0.1 - 0.5, high + abs(high) * 0.1 + 0.5
        return low, high

    def paint(self, surface: Surface) -> None:
        p, px = self.palette, self.ui.px
        small, strong = self.theme.font("small"), self.theme.font("small_strong")
        ticks = nice_ticks(*self._range())
        low, high = ticks[0], ticks[-1]
        names = [(line, *_last(line)) for line in self.lines if any(v is not None for v in line.values)]
        ends = [
            f"{line.name} · {self.written(value)}" if line.name else self.written(value) for line, _, value in names
        ]
        left = max(small.size(self.written(tick))[0] for tick in ticks) + px(10)
        last_label = small.size(self.labels[-1])[0] if self.labels else 0
        room_right = max((strong.size(words)[0] for words in ends), default=0) + px(12)
        top, bottom = small.get_linesize() // 2 + px(2), self.rect.height - self.theme.line("small") - px(4)
        right = self.rect.width - max(last_label // 2, 0) - px(2)
        # Names stand after the end of their line and need room of their own only if it reaches far right.
        count = max(2, len(self.labels))
        furthest = max((index for _, index, _ in names), default=0)
        if furthest > 0:
            fitting = (self.rect.width - room_right - left) * (count - 1) / furthest + left
            right = min(right, round(fitting))

        def at(index: int, value: float) -> tuple[float, float]:
            x = left + px(4) + (right - left - px(4)) * index / (count - 1)
            return x, bottom - (bottom - top) * (value - low) / (high - low)

        for tick in ticks:
            y = round(at(0, tick)[1])
            zero = tick == 0 and low < 0
            pygame.draw.line(surface, p.muted if zero else p.border, (left, y), (self.rect.width, y))
            image = small.render(self.written(tick), True, p.muted)
            surface.blit(image, image.get_rect(midright=(left - px(6), y)))
        widest = max((small.size(label)[0] for label in self.labels), default=0) + px(6)
        every = max(1, -(-widest * (count - 1) // max(1, right - left)))
        for i, label in enumerate(self.labels):
            if i % every:
                continue
            image = small.render(label, True, p.muted)
            surface.blit(image, image.get_rect(midtop=(at(i, low)[0], bottom + px(4))))
        for line in self.lines:
            for run in _runs(line.values):
                points = [at(i, value) for i, value in run]
                surface.blit(
                    shapes.polyline(points, getattr(p, line.colour), px(line.width), self.rect.size), (0, 0)
                )
        self._name_ends(
            surface,
            [(line, at(i, value), words) for (line, i, value), words in zip(names, ends, strict=True)],
        )

    def _name_ends(self, surface: Surface, ends: list[tuple[Line, tuple[float, float], str]]) -> None:
        """The names, moved apart where two lines end close together."""
        font, px = self.theme.font("small_strong"), self.ui.px
        step = font.get_linesize()
        ends = sorted(ends, key=lambda end: end[1][1])
        places = [end[1][1] for end in ends]
        for i in range(1, len(places)):
            places[i] = max(places[i], places[i - 1] + step)
        over = places[-1] + step / 2 - (self.rect.height - self.theme.line("small")) if places else 0
        if over > 0:
            places[-1] -= over
            for i in range(len(places) - 2, -1, -1):
                places[i] = min(places[i], places[i + 1] - step)
        for (line, point, words), y in zip(ends, places, strict=True):
            colour = getattr(self.palette, line.colour)
            dot = shapes.disc(px(7), colour)
            surface.blit(dot, dot.get_rect(center=point))
            image = font.render(words, True, colour)
            place = image.get_rect(midleft=(point[0] + px(8), y))
            pygame.draw.rect(surface, self.palette.card, place.inflate(px(4), 0))
            surface.blit(image, place)


def _last(line: Line) -> tuple[int, float]:
    """Where the line ends."""
    return max((i, value) for i, value in enumerate(line.values) if value is not None)


def _runs(values: Sequence[float | None]) -> list[list[tuple[int, float]]]:
    """The stretches without gaps."""
    runs: list[list[tuple[int, float]]] = [[]]
    for i, value in enumerate(values):
        if value is not None:
            runs[-1].append((i, value))
        elif runs[-1]:
            runs.append([])
    return [run for run in runs if run]


def nice_ticks(low: float, high: float, wanted: int = 4) -> list[float]:
    """Round numbers that span low to high: 0, 200, 400, 600."""
    rough = (high - low) / wanted
    power = 10.0 ** math.floor(math.log10(rough))
    step = next(m * power for m in (1, 2, 2.5, 5, 10) if m * power >= rough * 0.999)
    first, last = math.floor(low / step + 1e-9), math.ceil(high / step - 1e-9)
    return [step * i for i in range(first, last + 1)]
