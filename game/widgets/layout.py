"""Boxes that place things by their measured size, so that no text is ever cut or covered.

Everything that can be placed is an Item: it says how wide it would like to be, how tall it is at a given
width, and takes a rectangle. Widgets are items; the boxes here are items made of items.
"""

from collections.abc import Sequence
from typing import Literal, Protocol, runtime_checkable

from pygame import Rect

Align = Literal["start", "centre", "end", "stretch"]


@runtime_checkable
class Item(Protocol):
    def natural_width(self) -> int:
        """Width that needs no wrapping."""
        ...

    def height_for(self, width: int) -> int:
        """Height taken at this width."""
        ...

    def place(self, rect: Rect) -> None:
        """Take this place."""
        ...


class Space:
    """Nothing, of a size."""

    def __init__(self, height: int = 0, width: int = 0) -> None:
        self.size = (width, height)

    def natural_width(self) -> int:
        return self.size[0]

    def height_for(self, width: int) -> int:
        return self.size[1]

    def place(self, rect: Rect) -> None:
        pass


class Wrapper:
    """An item around one item."""

    def __init__(self, item: Item) -> None:
        self.item = item

    def natural_width(self) -> int:
        return self.item.natural_width()

    def height_for(self, width: int) -> int:
        return self.item.height_for(width)

    def place(self, rect: Rect) -> None:
        self.item.place(rect)


class Grow(Wrapper):
    """Takes the room that its row or column has left, in proportion to its weight."""

    def __init__(self, item: Item | None = None, weight: float = 1) -> None:
        super().__init__(item or Space())
        self.weight = weight


class Fixed(Wrapper):
    """Has this width, or this height, whatever it holds."""

    def __init__(self, item: Item, width: int | None = None, height: int | None = None) -> None:
        super().__init__(item)
        self.width, self.height = width, height

    def natural_width(self) -> int:
        return self.item.natural_width() if self.width is None else self.width

    def height_for(self, width: int) -> int:
        return self.item.height_for(width) if self.height is None else self.height


class Inset(Wrapper):
    """Air around an item: one number, or (horizontal, vertical)."""

    def __init__(self, item: Item, air: int | tuple[int, int]) -> None:
        super().__init__(item)
        self.x, self.y = (air, air) if isinstance(air, int) else air

    def natural_width(self) -> int:
        return self.item.natural_width() + 2 * self.x

    def height_for(self, width: int) -> int:
        return self.item.height_for(width - 2 * self.x) + 2 * self.y

    def place(self, rect: Rect) -> None:
        self.item.place(rect.inflate(-2 * self.x, -2 * self.y))


class Centre(Wrapper):
    """In the middle across, no wider than given; with `middle` also in the middle of the height."""

    def __init__(self, item: Item, width: int, middle: bool = False) -> None:
        super().__init__(item)
        self.width, self.middle = width, middle

    def natural_width(self) -> int:
        return min(self.width, self.item.natural_width())

    def height_for(self, width: int) -> int:
        return self.item.height_for(min(width, self.width))

    def place(self, rect: Rect) -> None:
        width = min(rect.width, self.width)
        height = min(rect.height, self.item.height_for(width)) if self.middle else rect.height
        top = rect.y + (rect.height - height) // 2
        self.item.place(Rect(rect.x + (rect.width - width) // 2, top, width, height))


class Column:
    """Items one below another."""

    def __init__(self, items: Sequence[Item], gap: int = 8, align: Align = "stretch") -> None:
        self.items, self.gap, self.align = list(items), gap, align

    def natural_width(self) -> int:
        return max((item.natural_width() for item in self.items), default=0)

    def height_for(self, width: int) -> int:
        return sum(item.height_for(width) for item in self.items) + self.gap * max(0, len(self.items) - 1)

    def place(self, rect: Rect) -> None:
        heights = [item.height_for(rect.width) for item in self.items]
        spare = rect.height - sum(heights) - self.gap * max(0, len(self.items) - 1)
        _share(heights, self.items, spare)
        y = rect.y
        for item, height in zip(self.items, heights, strict=True):
            width = rect.width if self.align == "stretch" else min(rect.width, item.natural_width())
            item.place(Rect(_aligned(rect.x, rect.width, width, self.align), y, width, height))
            y += height + self.gap


class Row:
    """Items side by side; those that may grow share what the others leave, and all wrap rather than
    overlap.
    """

    def __init__(self, items: Sequence[Item], gap: int = 8, align: Align = "centre") -> None:
        self.items, self.gap, self.align = list(items), gap, align

    def natural_width(self) -> int:
        return sum(item.natural_width() for item in self.items) + self.gap * max(0, len(self.items) - 1)

    def _widths(self, width: int) -> list[int]:
        room = max(0, width - self.gap * max(0, len(self.items) - 1))
        growing = [isinstance(item, Grow) for item in self.items]
        weights = sum(item.weight for item in self.items if isinstance(item, Grow))
        wishes = [0 if grows else item.natural_width() for item, grows in zip(self.items, growing, strict=True)]
        # What does not grow may take all but a fair part of the room when something else grows.
        limit = (
            room
            if not weights
            else max(
                room * 2 // 3,
                room - sum(item.natural_width() for item in self.items if isinstance(item, Grow)),
            )
        )
        taken = sum(wishes)
        if taken > limit:
            wishes = _shrunk(wishes, self.items, limit)
        spare = room - sum(wishes)
        widths = [
            int(spare * item.weight / weights) if isinstance(item, Grow) else wish
            for item, wish in zip(self.items, wishes, strict=True)
        ]
        return widths

    def height_for(self, width: int) -> int:
        pairs = zip(self.items, self._widths(width), strict=True)
        return max((item.height_for(share) for item, share in pairs), default=0)

    def place(self, rect: Rect) -> None:
        x = rect.x
        for item, width in zip(self.items, self._widths(rect.width), strict=True):
            height = rect.height if self.align == "stretch" else min(rect.height, item.height_for(width))
            item.place(Rect(x, _aligned(rect.y, rect.height, height, self.align), width, height))
            x += width + self.gap


class Flow:
    """Items side by side that continue on the next line when the width ends, as words do."""

    def __init__(self, items: Sequence[Item], gap: int = 8, line_gap: int | None = None) -> None:
        self.items, self.gap = list(items), gap
        self.line_gap = gap if line_gap is None else line_gap

    def natural_width(self) -> int:
        return sum(item.natural_width() for item in self.items) + self.gap * max(0, len(self.items) - 1)

    def _lines(self, width: int) -> list[list[tuple[Item, int]]]:
        lines: list[list[tuple[Item, int]]] = [[]]
        used = 0
        for item in self.items:
            wish = min(width, item.natural_width())
            if lines[-1] and used + wish > width:
                lines.append([])
                used = 0
            lines[-1].append((item, wish))
            used += wish + self.gap
        return lines

    def height_for(self, width: int) -> int:
        lines = self._lines(width)
        tall = sum(max((item.height_for(wish) for item, wish in line), default=0) for line in lines)
        return tall + self.line_gap * (len(lines) - 1)

    def place(self, rect: Rect) -> None:
        y = rect.y
        for line in self._lines(rect.width):
            tall = max((item.height_for(wish) for item, wish in line), default=0)
            x = rect.x
            for item, wish in line:
                height = item.height_for(wish)
                item.place(Rect(x, y + (tall - height) // 2, wish, height))
                x += wish + self.gap
            y += tall + self.line_gap


class Grid:
    """Columns of one width, as many as fit above the minimum; the items of a line share its height."""

    def __init__(self, items: Sequence[Item], minimum: int, gap: int = 16, columns: int | None = None) -> None:
        self.items, self.minimum, self.gap, self.most = list(items), minimum, gap, columns

    def natural_width(self) -> int:
        count = self.most or len(self.items)
        return count * self.minimum + self.gap * max(0, count - 1)

    def _columns(self, width: int) -> int:
        fit = max(1, (width + self.gap) // (self.minimum + self.gap))
        return min(fit, self.most or fit, max(1, len(self.items)))

    def _lines(self, width: int) -> tuple[int, list[list[Item]]]:
        count = self._columns(width)
        each = (width - self.gap * (count - 1)) // count
        return each, [self.items[i : i + count] for i in range(0, len(self.items), count)]

    def height_for(self, width: int) -> int:
        each, lines = self._lines(width)
        return sum(max(item.height_for(each) for item in line) for line in lines) + self.gap * max(
            0, len(lines) - 1
        )

    def place(self, rect: Rect) -> None:
        each, lines = self._lines(rect.width)
        talls = [max(item.height_for(each) for item in line) for line in lines]
        spare = rect.height - sum(talls) - self.gap * max(0, len(lines) - 1)
        extra = max(0, spare) // max(1, len(lines))
        y = rect.y
        for line, tall in zip(lines, talls, strict=True):
            for i, item in enumerate(line):
                item.place(Rect(rect.x + i * (each + self.gap), y, each, tall + extra))
            y += tall + extra + self.gap


def _share(lengths: list[int], items: Sequence[Item], spare: int) -> None:
    weights = sum(item.weight for item in items if isinstance(item, Grow))
    if spare > 0 and weights:
        for i, item in enumerate(items):
            if isinstance(item, Grow):
                lengths[i] += int(spare * item.weight / weights)


def _shrunk(wishes: list[int], items: Sequence[Item], room: int) -> list[int]:
    """Fixed widths stay; the rest give way, the widest first, until all fit."""
    fixed = [isinstance(item, Fixed) and item.width is not None for item in items]
    room_left = max(0, room - sum(wish for wish, stays in zip(wishes, fixed, strict=True) if stays))
    flexible = sorted(wish for wish, stays in zip(wishes, fixed, strict=True) if not stays)
    limit = 0
    for i, wish in enumerate(flexible):
        limit = room_left // (len(flexible) - i)
        if wish > limit:
            break
        room_left -= wish
    return [wish if stays else min(wish, limit) for wish, stays in zip(wishes, fixed, strict=True)]


def _aligned(start: int, room: int, length: int, align: Align) -> int:
    if align == "centre":
        return start + (room - length) // 2
    return start + room - length if align == "end" else start
