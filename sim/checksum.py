"""The checksum of a run's state: the same bits, or the round in which two runs part.

It need not withstand ill will: whoever can make a run can make its checksums. So the customers' numbers, a megabyte
for 5,000 of them, are mixed by the quick rounds of xxHash (Collet 2014), and SHA-256 takes what comes of that.
"""

import hashlib
from dataclasses import fields
from typing import Any

import numpy as np
from numpy.typing import NDArray

from sim.market.compiling import equation, kernel
from sim.market.state import State, Traits
from sim.market.world import World

_TRAITS = tuple(field.name for field in fields(Traits))
_REST = tuple(field.name for field in fields(State) if field.name not in _TRAITS)

_AT_ONCE = 32
"""Bytes that are mixed together: four words of 64 bits, in a lane each."""

_FIRST, _SECOND = np.uint64(0x9E3779B185EBCA87), np.uint64(0xC2B2AE3D27D4EB4F)
_LEFT, _RIGHT = np.uint64(31), np.uint64(33)
Words = NDArray[np.uint64]


class Checksum:
    """Of everything that can influence what happens next in a world, as hexadecimal digits."""

    def __init__(self, world: World) -> None:
        """Traits never change, so they are read once, here."""
        self._world = world
        self._traits = hashlib.sha256()
        for name in _TRAITS:
            _add(self._traits, getattr(world.state, name))

    def now(self) -> str:
        """The checksum as things stand."""
        world, digest = self._world, self._traits.copy()
        for name in _REST:
            _add(digest, getattr(world.state, name))
        for firm, team in zip(world.firms, world.teams, strict=True):
            numbers = [
                firm.cash,
                firm.brand,
                firm.training,
                firm.design,
                firm.alignment,
                firm.feedback,
                firm.benefit,
                firm.total_profit,
                float(firm.bankrupt),
                *firm.goodwill.values(),
                firm.dividend_due,
                firm.managers,
                firm.managers_arriving,
                firm.liability,
                firm.community,
                firm.co_created,
                *firm.decision.values(),
                *firm.known.tolist(),
            ]
            numbers += [number for person in team.employees for number in (person.morale, person.skill)]
            digest.update(np.array(numbers, dtype="<f8").data)
            for aimed, weight in sorted(firm.decision.aims.items()):
                digest.update(f"{aimed}={weight!r}".encode())
        return digest.hexdigest()


def _add(digest: "hashlib._Hash", array: NDArray[np.generic]) -> None:
    """Adds an array's numbers, one after another, the least significant byte first; the last few as they are."""
    numbers = np.ascontiguousarray(array.astype(array.dtype.newbyteorder("<"), copy=False)).reshape(-1)
    data = numbers.view(np.uint8)
    whole = len(data) // _AT_ONCE * _AT_ONCE
    words = data[:whole].view("<u8").astype(np.uint64, copy=False)
    digest.update(_mixed(words).astype("<u8", copy=False).data)
    digest.update(data[whole:].data)


@kernel
def _mixed(words: Words) -> Words:
    """Four words made of all of them: whichever one differs, one of the four does."""
    a = b = c = d = _FIRST
    for place in range(0, len(words), 4):
        a, b = _round(a, words[place]), _round(b, words[place + 1])
        c, d = _round(c, words[place + 2]), _round(d, words[place + 3])
    return np.array([a, b, c, d])


@equation
def _round(lane: Any, word: Any) -> Any:
    """One to one, both in the lane and in the word."""
    lane += word * _SECOND
    return (lane << _LEFT | lane >> _RIGHT) * _FIRST
