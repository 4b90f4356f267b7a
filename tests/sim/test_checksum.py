"""The checksum of a run's state."""

from dataclasses import fields

import numpy as np
from markets import everything
from numpy.typing import NDArray

from sim.checksum import Checksum
from sim.engine import Simulation
from sim.market.state import State


def _flip(data: NDArray[np.uint8], *bits: tuple[int, int]) -> None:
    """Turns single bits over: which byte, and which bit of it."""
    for byte, bit in bits:
        data[byte] ^= 1 << bit


def test_any_bit_of_the_state_that_differs_makes_another() -> None:
    """The customers' numbers are mixed in fours of 8 bytes; what is over at the end counts as much."""
    game = Simulation(everything(101), 7, journal=False)
    usual = Checksum(game.world).now()
    for field in fields(State):
        data = getattr(game.world.state, field.name).reshape(-1).view(np.uint8)
        if not data.size:
            continue
        end = data.size - 1
        for differing in ([(0, 0)], [(end // 2, 3)], [(end, 7)], [(7, 7), (39, 7)]):
            _flip(data, *differing)
            assert Checksum(game.world).now() != usual, (field.name, differing)
            _flip(data, *differing)
    assert Checksum(game.world).now() == usual
