"""A small table: words to the left, numbers to the right, a hairline between rows."""

from collections.abc import Callable, Sequence

import pygame
from pygame import Surface

from game.widgets.base import Ui, Widget
from game.widgets.wrapping import wrapped

LEAST_FIRST = 0.32  # of the width that the first column is left, if its words need it


class Table(Widget):
    """`Table(ui, ["Medida", "Antes", "Ahora"], rows)`: the first column wraps, the others are numbers in words,
    which wrap only where they would leave no room for the first.

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
        natural = [self._column(i, lambda cell: [cell]) for i in range(len(self.head))]
        broken = [self._column(i, lambda cell: cell.split(" ")) for i in range(len(self.head))]
        for i in sorted(range(1, len(natural)), key=lambda i: -natural[i]):
            if width - sum(natural[1:]) < min(natural[0], width * LEAST_FIRST):
                natural[i] = broken[i]
        return [max(self.ui.px(60), width - sum(natural[1:])), *natural[1:]]

    def _column(self, column: int, parts: Callable[[str], Sequence[str]]) -> int:
        """The width of a column whose cells may break into parts."""
        small, font = self.theme.font("small"), self.theme.font("strong" if column else "body")
        cells = [font.size(part)[0] for row in self.rows for part in parts(row[column])]
        return max([small.size(self.head[column])[0], *cells]) + (self.ui.px(16) if column else 0)

    def natural_width(self) -> int:
        return sum(self._column(i, lambda cell: [cell]) for i in range(len(self.head))) + 1

    def _row_height(self, lines: int) -> int:
        return lines * self.theme.line("body") + self.ui.px(8)

    def _cells(self, width: int) -> list[list[list[str]]]:
        """The lines of each cell of each row."""
        gap, last = self.ui.px(16), len(self.head) - 1
        rooms = [room - (gap if i else 0) for i, room in enumerate(self._widths(width))]
        fonts = [self.theme.font("strong" if i == last else "body") for i in range(len(self.head))]
        return [[wrapped(*told) for told in zip(fonts, row, rooms, strict=True)] for row in self.rows]

    def height_for(self, width: int) -> int:
        head = self.theme.line("small") + self.ui.px(4) if any(self.head) else 0
        return head + sum(self._row_height(max(map(len, row))) for row in self._cells(width))

    def paint(self, surface: Surface) -> None:
        p, width = self.palette, self.rect.width
        widths = self._widths(width)
        rights = [sum(widths[: i + 1]) for i in range(len(widths))]
        small, body, strong = (self.theme.font(style) for style in ("small", "body", "strong"))
        line, y = self.theme.line("body"), 0
        if any(self.head):
            for i, title in enumerate(self.head):
                image = small.render(title, True, p.muted)
                surface.blit(image, (0, 0) if i == 0 else image.get_rect(topright=(rights[i], 0)))
            y = self.theme.line("small") + self.ui.px(4)
        for r, row in enumerate(self._cells(width)):
            tall = self._row_height(max(map(len, row)))
            pygame.draw.line(surface, p.border, (0, y), (width, y))
            for i, lines in enumerate(row):
                font = strong if i == len(row) - 1 else body
                top = y + (tall - len(lines) * line) // 2
                for n, text in enumerate(lines):
                    image = font.render(text, True, getattr(p, self.colours.get((r, i), "ink")))
                    middle = top + n * line + line // 2
                    place = (
                        image.get_rect(midright=(rights[i], middle)) if i else image.get_rect(midleft=(0, middle))
                    )
                    surface.blit(image, place)
            y += tall
