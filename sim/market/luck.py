"""The luck of a purchase: one draw for each customer and week, divided among everything that may happen."""

from typing import Any

import numpy as np
from numpy.typing import NDArray

from sim.market.compiling import equation, kernel
from sim.market.state import Slots
from sim.market.streams import Purpose, draw_for, lane_of, level

MOMENTS = slice(0, 3)
FAILURE, CONTACT, COMPLAINT, MOMENT_OF_CONTACT, WORK, BASKET, CARD = range(3, 10)
"""Rows of ``Choices.luck``, what happens once a firm is chosen."""

Numbers = NDArray[np.uint64]
"""Draws of single customers, in rows: lanes for the recall of each firm, their offers, the choice, and later."""

_LATER = 10
_PURCHASE = int(Purpose.PURCHASE)


@kernel
def purchase_luck(seed: np.uint64, week: int, slots: Slots, firms: int) -> Numbers:
    """This week's luck of single buyers where so many firms sell."""
    lanes = 3 * firms + 1 + _LATER
    return draw_for(seed, _PURCHASE, week, slots, (lanes + 3) // 4)


@equation
def recall(luck: Numbers, place: int, firm: int) -> Any:
    """16 bits: whether a firm comes to mind."""
    return _lane(luck, place, firm)


@equation
def offer(luck: Numbers, place: int, firm: int, firms: int) -> Any:
    """16 bits: whether an introductory offer is made."""
    return _lane(luck, place, firms + firm)


@equation
def choice(luck: Numbers, place: int, option: int, firms: int) -> Any:
    """A level: what an option is worth beyond what is known of it; after the firms comes none of them."""
    return level(_lane(luck, place, 2 * firms + option))


@kernel
def later(luck: Numbers, places: Slots, firms: int) -> NDArray[np.uint16]:
    """What may happen to those who buy, at ``places`` among the buyers; shape (10, bought)."""
    lanes = np.empty((_LATER, len(places)), np.uint16)
    for row in range(_LATER):
        for place in range(len(places)):
            lanes[row, place] = _lane(luck, places[place], 3 * firms + 1 + row)
    return lanes


@equation
def _lane(luck: Numbers, place: int, lane: int) -> Any:
    return lane_of(luck[place, lane // 4], lane % 4)
