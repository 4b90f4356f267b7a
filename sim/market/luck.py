"""The luck of a purchase: one draw for each customer and week, divided among everything that may happen."""

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from sim.market.state import Block
from sim.market.streams import Purpose, level
from sim.market.world import World

MOMENTS = slice(0, 3)
FAILURE, CONTACT, COMPLAINT, MOMENT_OF_CONTACT, WORK, BASKET, CARD = range(3, 10)
"""Rows of ``Choices.luck``, what happens once a firm is chosen."""

_LATER = 10


class PurchaseLuck(NamedTuple):
    """Draws of 16 bits; rows are what they are for, columns the buyers."""

    recall: NDArray[np.uint16]  # (F, buyers)
    offer: NDArray[np.uint16]  # (F, buyers)
    choice: NDArray[np.uint16]  # (F + 1, buyers), levels: the firms and none of them
    lanes: NDArray[np.uint16]  # (buyers, all of these and those for the rows named above)

    def later(self, bought: NDArray[np.intp]) -> NDArray[np.uint16]:
        """What may happen to those who buy, ``bought`` among the buyers; shape (10, bought)."""
        first = len(self.recall) + len(self.offer) + len(self.choice)
        return np.ascontiguousarray(self.lanes.take(bought, axis=0)[:, first : first + _LATER].T)


def purchase_luck(world: World, block: Block, buyers: NDArray[np.intp]) -> PurchaseLuck:
    """This week's luck of ``buyers``, places in the block."""
    firms = len(world.firms)
    first = 3 * firms + 1
    lanes = world.streams.lanes(Purpose.PURCHASE, world.week, block.slots, first + _LATER).take(buyers, axis=0)
    rows = np.ascontiguousarray(lanes[:, :first].T)
    return PurchaseLuck(
        recall=rows[:firms],
        offer=rows[firms : 2 * firms],
        choice=level(rows[2 * firms :]),
        lanes=lanes,
    )
