"""Where everything on the stage stands: steps, the bands above them, shops, and a seat for each figure.

The crowd on a step is the count, so one pitch (the distance between two figures) holds for the whole
staircase; it is the largest at which every step has room for its crowd and some more. Steps share the width
of the stage according to how many people they must hold. Nothing here draws.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from math import ceil

import numpy as np
from numpy.typing import NDArray
from pygame import Rect

WIDEST_PITCH, NARROWEST_PITCH = 18, 2
STREET = 0.068  # height of the lowest block, as a share of the stage
SUMMIT = 0.64  # height of the highest block
ROOM_FOR_MORE = 1.12  # a step is laid out for this many times its crowd ...
SHOPS_TO_A_ROW = 2
SPARE_SHARE = 0.02  # ... plus this share of everybody, so that newcomers rarely force a new layout


@dataclass(frozen=True)
class Step:
    """One rung: its block, and the seats above it, in rows from the floor up."""

    block: Rect
    left: int
    columns: int
    rows: int

    @property
    def seats(self) -> int:
        return self.columns * self.rows


@dataclass(frozen=True)
class Band:
    """The strip behind the steps of one stage of the relationship."""

    stage: str
    area: Rect


@dataclass(frozen=True)
class Layout:
    area: Rect
    pitch: tuple[int, int]
    steps: tuple[Step, ...]
    bands: tuple[Band, ...]
    shops: tuple[Rect, ...]
    head: int

    def seat_positions(self, rung: NDArray[np.integer], seat: NDArray[np.integer]) -> NDArray[np.float32]:
        """Top-left corner of each figure's cell, shape (n, 2), for figures on `rung` at `seat`."""
        columns = np.array([step.columns for step in self.steps])[rung]
        left = np.array([step.left for step in self.steps])[rung]
        floor = np.array([step.block.top for step in self.steps])[rung]
        across, up = self.pitch
        x = left + (seat % columns) * across
        y = floor - (seat // columns + 1) * up - 1
        return np.stack([x, y], axis=1).astype(np.float32)

    @property
    def captions(self) -> list[Rect]:
        """Where the steps' names and counts are written."""
        return [
            Rect(step.block.topleft, (step.block.width, min(step.block.height, 2 * self.head)))
            for step in self.steps
        ]

    def holds(self, counts: Sequence[int]) -> bool:
        """Whether every step has a seat for each of its people."""
        return all(count <= step.seats for count, step in zip(counts, self.steps, strict=True))


def lay_out(area: Rect, stages: Sequence[str], counts: Sequence[int], shops: int, *, scale: float = 1.0) -> Layout:
    """Lay the staircase out in `area`: one step for each entry of `stages`, wide enough for `counts` people.

    `stages` names the stage of each rung from the street up; `shops` is the number of rivals; `scale` is the
    text size, because labels need room too.
    """
    head = round(26 * scale)
    heights = _block_heights(area.height, len(stages), round(32 * scale))
    everybody = sum(counts)
    wanted = [ceil(count * ROOM_FOR_MORE + everybody * SPARE_SHARE) for count in counts]
    shop_height = round(54 * scale)
    shop_rows = ceil(shops / SHOPS_TO_A_ROW)
    low = sum(1 for stage in stages if stage == stages[0])
    reserved = [head + (shop_rows * (shop_height + 6) + 8 if i < low else 0) for i in range(len(stages))]
    rooms = [area.height - height - above for height, above in zip(heights, reserved, strict=True)]
    gap, pad = 4, round(8 * scale)
    narrowest = min(round(88 * scale), (area.width - gap * (len(stages) - 1)) // len(stages))
    pitch, columns = _widest_pitch(area.width - gap * (len(stages) - 1), rooms, wanted, narrowest, pad)
    widths = _share(area.width - gap * (len(stages) - 1), columns, pitch[0], narrowest, pad)

    steps = []
    x = area.left
    for width, height, room in zip(widths, heights, rooms, strict=True):
        block = Rect(x, area.bottom - height, width, height)
        fit = max(1, (width - 2 * pad) // pitch[0])
        left = x + (width - fit * pitch[0]) // 2
        steps.append(Step(block, left, fit, max(1, room // pitch[1])))
        x += width + gap
    bands = _bands(area, stages, steps)
    return Layout(area, pitch, tuple(steps), bands, _shops(bands[0], shops, head, shop_height), head)


def _block_heights(height: int, rungs: int, least: int) -> list[int]:
    street = max(least, round(height * STREET))
    rise = (height * SUMMIT - street) / (rungs - 1)
    return [round(street + rise * i) for i in range(rungs)]


def _widest_pitch(
    width: int, rooms: Sequence[int], wanted: Sequence[int], narrowest: int, pad: int
) -> tuple[tuple[int, int], list[int]]:
    """The largest pitch at which the steps fit side by side, and the columns each step then needs."""
    pitch, columns = (NARROWEST_PITCH, NARROWEST_PITCH), [1] * len(rooms)
    for across in range(WIDEST_PITCH, NARROWEST_PITCH - 1, -1):
        pitch = (across, round(across * 1.36))
        columns = [ceil(people / max(1, room // pitch[1])) for room, people in zip(rooms, wanted, strict=True)]
        if sum(max(narrowest, count * across + 2 * pad) for count in columns) <= width:
            break
    return pitch, columns


def _share(width: int, columns: Sequence[int], across: int, narrowest: int, pad: int) -> list[int]:
    """Widths that add up to `width`: what each step needs, and an equal part of what is left."""
    widths = [max(narrowest, count * across + 2 * pad) for count in columns]
    spare = width - sum(widths)
    if spare < 0:  # even the narrowest pitch does not fit: share in proportion
        widths = [max(1, size * width // sum(widths)) for size in widths]
        spare = width - sum(widths)
    return [size + spare * (i + 1) // len(widths) - spare * i // len(widths) for i, size in enumerate(widths)]


def _bands(area: Rect, stages: Sequence[str], steps: Sequence[Step]) -> tuple[Band, ...]:
    bands: list[Band] = []
    for stage, step in zip(stages, steps, strict=True):
        column = Rect(step.block.left, area.top, step.block.width, area.height)
        if bands and bands[-1].stage == stage:
            bands[-1] = Band(stage, bands[-1].area.union(column))
        else:
            bands.append(Band(stage, column))
    return tuple(bands)


def _shops(band: Band, count: int, head: int, height: int) -> tuple[Rect, ...]:
    """Two shops to a row, along the top of the strangers' band."""
    width = (band.area.width - 8 * (SHOPS_TO_A_ROW + 1)) // SHOPS_TO_A_ROW
    return tuple(
        Rect(
            band.area.left + 8 + (i % SHOPS_TO_A_ROW) * (width + 8),
            band.area.top + head + 2 + (i // SHOPS_TO_A_ROW) * (height + 6),
            width,
            height,
        )
        for i in range(count)
    )
