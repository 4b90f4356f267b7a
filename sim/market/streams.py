"""Random numbers as a function of (seed, purpose, week, slot): common random numbers, per customer.

A block of numbers for one purpose and one week comes from one counter-based generator (Philox; Salmon et al.
2011) and is indexed by slot. How many numbers are drawn never depends on the state, so a customer's luck is
the same whatever is decided, and the same when the population grows by a tail (Klein et al. 2024).
"""

from enum import IntEnum
from typing import Any

import numpy as np
from llvmlite import ir  # type: ignore[import-untyped]  # it comes with Numba, and says no types
from numba import types
from numba.extending import intrinsic
from numpy.typing import NDArray

from sim.market.compiling import HALF, equation, kernel

LEVELS = 4096
"""Values of a draw that is looked up in a table (12 of a lane's 16 bits)."""

LANES = 4
"""Lanes of 16 bits in a number of 64."""

LANE = 65536
"""Values of a lane of 16 bits."""

_PER_COUNTER = 4  # 64-bit numbers that Philox gives for each value of its counter
ALIGNMENT = _PER_COUNTER
"""Blocks of slots must start at a multiple of this."""


class Purpose(IntEnum):
    """What a draw is for. Written constants: never renumber, or every published run changes."""

    SEGMENT = 1
    PURCHASE_RATE = 2
    DROPOUT_RATE = 3
    BASKET_MEAN = 4
    TRAITS = 5
    ARRIVAL = 6
    FRIENDS = 7
    DISTANT_FRIENDS = 8
    FIRST_AWARENESS = 9
    DROPOUT = 20
    OCCASION = 21
    PURCHASE = 22
    TALK = 28
    RESIGNATION = 40
    MESSAGE = 50
    PROPOSAL = 51
    REPORT = 52
    WIN_BACK = 65
    COMMUNITY = 55
    COMMUNITY_ANSWER = 56
    IDEAS = 57
    PRESCRIBER = 66
    QUITTING = 75
    RENEWAL = 76


class Streams:
    """The random numbers of one run."""

    def __init__(self, seed: int) -> None:
        """``seed`` is any integer from 0 to 2**63 - 1."""
        self.seed = np.uint64(seed)
        self._bits = np.random.Philox(key=np.array([seed, 0], dtype=np.uint64))
        self._state = self._bits.state
        self._counter = np.zeros(4, dtype=np.uint64)
        self._state["state"]["counter"] = self._counter

    def _raw(self, purpose: Purpose, week: int, slots: slice, each: int) -> NDArray[np.uint64]:
        count = (slots.stop - slots.start) * each
        self._counter[:3] = slots.start * each // _PER_COUNTER, week, purpose
        self._bits.state = self._state
        return np.asarray(self._bits.random_raw(count))

    def uniform(self, purpose: Purpose, week: int, slots: slice) -> NDArray[np.float64]:
        """One number in (0, 1) for each slot, of 52 bits."""
        raw = self._raw(purpose, week, slots, 1)
        return np.asarray(((raw >> np.uint64(12)).astype(np.float64) + 0.5) * 2.0**-52)

    def lanes(self, purpose: Purpose, week: int, slots: slice, lanes: int) -> NDArray[np.uint16]:
        """``lanes`` numbers of 16 bits for each slot: shape (slots, at least lanes)."""
        raw = self._raw(purpose, week, slots, -(-lanes // LANES))
        return raw.astype("<u8", copy=False).view("<u2").reshape(slots.stop - slots.start, -1)


def _product_of_two(_context: Any, x: Any, y: Any) -> Any:
    def generate(context: Any, builder: Any, signature: Any, factors: Any) -> Any:
        wide, half = ir.IntType(128), ir.IntType(64)
        product = builder.mul(*(builder.zext(factor, wide) for factor in factors))
        upper = builder.lshr(product, ir.Constant(wide, 64))
        return context.make_tuple(
            builder, signature.return_type, [builder.trunc(each, half) for each in (upper, product)]
        )

    return types.UniTuple(types.uint64, 2)(x, y), generate


_PRODUCT: Any = intrinsic(_product_of_two)
"""The upper and the lower half of the product of two numbers of 64 bits: one instruction gives both."""

_FACTORS = np.uint64(0xD2E7470EE14C6C93), np.uint64(0xCA5A826395121157)
_KEY_STEPS = np.uint64(0x9E3779B97F4A7C15), np.uint64(0xBB67AE8584CAA73B)
_ROUNDS = 10
_AT_ONCE = 2 * _PER_COUNTER
_NOTHING, _NEXT = np.uint64(0), np.uint64(1)


@equation
def _philox(seed: np.uint64, purpose: int, week: int, counter: int, drawn: NDArray[np.uint64]) -> None:
    """Puts into ``drawn`` what Philox 4x64-10 gives for ``counter`` and the next, four numbers for each.

    Two at once, since they need not wait for each other. NumPy counts on before it draws, and so does this.
    """
    a, b, c, d = np.uint64(counter) + _NEXT, np.uint64(week), np.uint64(purpose), _NOTHING
    e, f, g, h = a + _NEXT, b, c, d
    key, other = seed, _NOTHING
    for _ in range(_ROUNDS):
        (above, below), (over, under) = _PRODUCT(_FACTORS[0], a), _PRODUCT(_FACTORS[1], c)
        a, b, c, d = over ^ b ^ key, under, above ^ d ^ other, below
        (above, below), (over, under) = _PRODUCT(_FACTORS[0], e), _PRODUCT(_FACTORS[1], g)
        e, f, g, h = over ^ f ^ key, under, above ^ h ^ other, below
        key, other = key + _KEY_STEPS[0], other + _KEY_STEPS[1]
    drawn[0], drawn[1], drawn[2], drawn[3] = a, b, c, d
    drawn[4], drawn[5], drawn[6], drawn[7] = e, f, g, h


@equation
def _draws(numbers: int) -> int:
    """How often must be drawn where so many numbers are needed."""
    return -(-numbers // _AT_ONCE)


@kernel
def draw_all(seed: np.uint64, purpose: int, week: int, start: int, stop: int) -> NDArray[np.uint64]:
    """The numbers of ``Streams``, one of 64 bits for each slot of a block."""
    draws, counter = _draws(stop - start), start // _PER_COUNTER
    drawn = np.empty((draws, _AT_ONCE), np.uint64)
    for draw in range(draws):
        _philox(seed, purpose, week, counter + 2 * draw, drawn[draw])
    return drawn.reshape(-1)[: stop - start]


@kernel
def draw_for(seed: np.uint64, purpose: int, week: int, slots: NDArray[Any], each: int) -> NDArray[np.uint64]:
    """The numbers of ``Streams`` for single slots, ``each`` of 64 bits; shape (slots, each)."""
    numbers, draws = np.empty((len(slots), each), np.uint64), _draws(_PER_COUNTER - 1 + each)
    some = np.empty((draws, _AT_ONCE), np.uint64)
    drawn = some.reshape(-1)
    for place in range(len(slots)):
        first = slots[place] * each
        skipped = first & (_PER_COUNTER - 1)
        counter = (first - skipped) // _PER_COUNTER
        _philox(seed, purpose, week, counter, drawn)
        for draw in range(1, draws):
            _philox(seed, purpose, week, counter + 2 * draw, some[draw])
        for number in range(each):
            numbers[place, number] = drawn[skipped + number]
    return numbers


@kernel
def draw_lanes(seed: np.uint64, purpose: int, week: int, customers: int, lanes: int) -> NDArray[np.uint64]:
    """The lanes of ``Streams`` for everybody, in numbers of 64 bits: see ``lane_at``."""
    return draw_all(seed, purpose, week, 0, customers * -(-lanes // LANES))


@equation
def lane_of(number: np.uint64, lane: int) -> Any:
    """One of the four lanes of a number of 64 bits."""
    return np.uint16(number >> np.uint64(16 * lane))


@equation
def lane_at(numbers: NDArray[np.uint64], slot: int, lane: int, lanes: int) -> Any:
    """One of a slot's ``lanes``, out of everybody's."""
    return lane_of(numbers[slot * -(-lanes // LANES) + lane // LANES], lane % LANES)


@equation
def level(lane: NDArray[np.uint16]) -> NDArray[np.uint16]:
    """The place of a lane's draw in a table of LEVELS values."""
    return lane >> np.uint16(4)


_OF_LANE = np.float32(1 / LANE)


@equation
def share(lane: Any) -> Any:
    """A lane as a number in (0, 1)."""
    return (np.float32(lane) + HALF) * _OF_LANE


_FRACTION = np.float32(2.0**-24)


@equation
def fraction(number: np.uint64) -> np.float32:
    """The lower 32 bits as a number in [0, 1), of 24 bits so that float32 holds it exactly."""
    return np.float32(np.uint32(number) >> np.uint32(8)) * _FRACTION


@equation
def chances16(probability: float) -> int:
    """How many of the 65,536 values of a 16-bit draw mean yes, for ``probability``."""
    return round(min(max(probability, 0.0), 1.0) * LANE)
