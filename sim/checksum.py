"""The checksum of a run's state: the same bits, or the round in which two runs part."""

import hashlib
from dataclasses import fields

import numpy as np
from numpy.typing import NDArray

from sim.market.state import State, Traits
from sim.market.world import World

_TRAITS = tuple(field.name for field in fields(Traits))
_REST = tuple(field.name for field in fields(State) if field.name not in _TRAITS)


class Checksum:
    """SHA-256 of everything that can influence what happens next in a world, as hexadecimal digits."""

    def __init__(self, world: World) -> None:
        """Traits never change, so they are read once, here."""
        self._world = world
        self._traits = hashlib.sha256()
        for name in _TRAITS:
            self._traits.update(_bytes_of(getattr(world.state, name)))

    def now(self) -> str:
        """The checksum as things stand."""
        world, digest = self._world, self._traits.copy()
        for name in _REST:
            digest.update(_bytes_of(getattr(world.state, name)))
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


def _bytes_of(array: NDArray[np.generic]) -> memoryview:
    """An array's numbers one after another, the least significant byte first."""
    return np.ascontiguousarray(array.astype(array.dtype.newbyteorder("<"), copy=False)).data
