"""A firm that owes more than its credit goes bankrupt: it trades no more, and its customers look elsewhere."""

import numpy as np

from sim.market import ladder
from sim.market.state import FirmState
from sim.market.world import World, spread_money
from sim.scenario.vocabulary import Cause

BANKRUPT = "rival_bankrupt"
"""What the news call it: everybody hears of it."""


def insolvent(cash: float, credit: float) -> bool:
    """Whether a firm owes more than it can borrow."""
    return cash < -credit


def insolvency(world: World) -> None:
    """Firms that can no longer pay close when the week ends; what came before the game is not counted."""
    for index, firm in enumerate(world.firms):
        close_if_insolvent(world, index, firm)


def close_if_insolvent(world: World, index: int, firm: FirmState) -> None:
    """Shuts a firm that cannot pay: its money stops, its people and customers go, and it is soon forgotten."""
    if world.week < world.scenario.time.warm_up or firm.bankrupt or not insolvent(firm.cash, firm.spec.credit):
        return
    firm.bankrupt = True
    firm.news.append((world.week, BANKRUPT))
    spread_money(world, firm)
    world.teams[index].dismiss()
    state, slots = world.state, np.arange(world.customers, dtype=np.int64)
    ladder.leave(world, index * world.customers + slots, Cause.BANKRUPTCY)
    state.home[state.home == index] = -1
    state.awareness[index] = 0
    state.recommended[index] = False
    state.invited[index] = False
