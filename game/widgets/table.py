"""A small table: words to the left, numbers to the right, a hairline between rows."""

from collections.abc import Sequence

import pygame
from pygame import Rect, Surface

from game.widgets.base import Ui, Widget
from game.widgets.wrapping import wrapped


class Table(Widget):
    """`Table(ui, ["Medida", "Antes", "Ahora"], rows)`: the first column wraps, the others are numbers in
    words.

    `colours` may name a palette colour per (row, column).
    """

    def __init__(
        self,
        ui: Ui,
        head: Sequence[str],
        rows: Sequence[Sequence[str]],
        colours: dict[tuple[int, int], str] | None = None,
    ) -> None:
        super().__init__(ui)
        self.head, self.rows = list(head), [list(row) for row in rows]
        self.colours = colours or {}

    def _widths(self, width: int) -> list[int]:
        small, body = self.theme.font("small"), self.theme.font("strong")
        gap = self.ui.px(16)
        widths = []
        for column, title in enumerate(self.head):
            cells = [body.size(row[column])[0] for row in self.rows]
            widths.append(max([small.size(title)[0], *cells]) + (gap if column else 0))
        return [max(self.ui.px(60), width - sum(widths[1:])), *widths[1:]]

    def natural_width(self) -> int:
        body = self.theme.font("body")
        names = max([self.theme.font("small").size(self.head[0])[0], *(body.size(row[0])[0] for row in self.rows)])
        return names + sum(self._widths(0)[1:]) + 1

    def _row_height(self) -> int:
        return self.theme.line("body") + self.ui.px(8)

    def _cells(self, width: int) -> list[list[str]]:
        first = self._widths(width)[0]
        return [wrapped(self.theme.font("body"), row[0], first) for row in self.rows]

    def height_for(self, width: int) -> int:
        extra = sum((len(lines) - 1) * self.theme.line("body") for lines in self._cells(width))
        head = self.theme.line("small") + self.ui.px(4) if any(self.head) else 0
        return head + self._row_height() * len(self.rows) + extra

    def paint(self, surface: Surface) -> None:
        p, width = self.palette, self.rect.width
        widths = self._widths(width)
        rights = [sum(widths[: i + 1]) for i in range(len(widths))]
        small, body, strong = (self.theme.font(style) for style in ("small", "body", "strong"))
        y = 0
        if any(self.head):
            for i, title in enumerate(self.head):
                image = small.render(title, True, p.muted)
                surface.blit(image, (0, 0) if i == 0 else image.get_rect(topright=(rights[i], 0)))
            y = self.theme.line("small") + self.ui.px(4)
        for r, (row, lines) in enumerate(zip(self.rows, self._cells(width), strict=True)):
            tall = self._row_height() + (len(lines) - 1) * self.theme.line("body")
            pygame.draw.line(surface, p.border, (0, y), (width, y))
            for n, text in enumerate(lines):
                image = body.render(text, True, getattr(p, self.colours.get((r, 0), "ink")))
                surface.blit(image, (0, y + self.ui.px(4) + n * self.theme.line("body")))
            for i, text in enumerate(row[1:], start=1):
                font = strong if i == len(row) - 1 else body
                image = font.render(text, True, getattr(p, self.colours.get((r, i), "ink")))
                place = Rect(image.get_rect(midright=(rights[i], y + tall // 2)))
                surface.blit(image, place)
            y += tall
