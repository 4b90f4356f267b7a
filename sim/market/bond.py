"""A customer's relationship with the firm of the last purchase."""

import numpy as np
from numpy.typing import NDArray

from sim.market.state import Block, Single, which
from sim.market.world import World

NEUTRAL_SATISFACTION, NEUTRAL_COMMITMENT = np.float32(0.6), np.float32(0.5)
"""What counts for those who never bought: neither good nor bad."""


def bound(world: World, block: Block) -> NDArray[np.bool_]:
    """Who of a block has a contract, which is with the home firm; shape (customers of the block,)."""
    home = block.state.home
    keys = np.maximum(home, 0) * np.int64(world.customers) + np.arange(block.slots.start, block.slots.stop)
    return np.asarray((home >= 0) & (world.state.purchases.reshape(-1).take(keys) > 0))


def bond_of(world: World, block: Block, places: NDArray[np.intp]) -> tuple[Single, Single]:
    """Satisfaction and commitment of the customers at ``places`` of a block toward their home firm."""
    home = block.state.home.take(places)
    keys = home * np.int64(world.customers) + (places + block.slots.start)
    never = which(home < 0)
    keys[never] = 0  # whoever's, to be replaced
    satisfaction = world.state.satisfaction.reshape(-1).take(keys)
    commitment = world.state.commitment.reshape(-1).take(keys)
    satisfaction[never] = NEUTRAL_SATISFACTION
    commitment[never] = NEUTRAL_COMMITMENT
    return satisfaction, commitment
