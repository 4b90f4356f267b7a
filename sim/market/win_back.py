"""Winning back those who left: invitations to the lost, worth more to those who stood high and left lately."""

import numpy as np
from numpy.typing import NDArray

from sim.market import exact
from sim.market.aim import pressure
from sim.market.compiling import equation
from sim.market.state import NEVER, Single, State, which
from sim.market.streams import Purpose
from sim.market.world import World
from sim.scenario.others import WinBackRule
from sim.scenario.vocabulary import Cause

Keys = NDArray[np.int64]

_WIN_BACK, _ADVERTISING = np.int8(Cause.WIN_BACK), np.int8(Cause.ADVERTISING)


def return_chance(
    years: Single, height: Single, breach: NDArray[np.bool_], offer: float, rule: WinBackRule
) -> Single:
    """Chance that a lost customer accepts an invitation of a quarter: a logit.

    It falls with the ``years`` since leaving, rises with the ``height`` 0..1 once reached on the ladder and with
    the ``offer`` (0..1 of its ceiling), and is cut by a breach of trust.
    """
    ready = height * rule.height - years * rule.fading - breach * rule.breach + (rule.base + rule.offer * offer)
    return np.asarray(1 / (1 + exact.exp(np.asarray(-ready, dtype=np.float32))))


def in_use(world: World) -> bool:
    """Whether the market keeps a memory of who left: only where somebody may win them back."""
    return bool(world.state.left_week.size)


def lost_pool(world: World, index: int) -> NDArray[np.bool_]:
    """Who once bought from a firm, left it, and is still in the market; shape (N,)."""
    state = world.state
    return np.asarray((state.joined_week[index] > NEVER) & (state.purchases[index] == 0) & state.present)


def win_back(world: World) -> None:
    """At reviews firms that spend on it invite the lost, for the weeks since the last review."""
    if not world.review or not any(firm.weekly["win_back"] > 0 for firm in world.firms):
        return
    state, rule = world.state, world.scenario.model.win_back
    luck = world.streams.lanes(Purpose.WIN_BACK, world.week, world.everyone, len(world.firms))
    quarters = np.float32(world.scenario.ladder.review_weeks / 13)
    top = len(world.rungs.decay) - 1 - world.rungs.first_customer
    for index, firm in enumerate(world.firms):
        if firm.weekly["win_back"] <= 0:
            continue
        lost = which(lost_pool(world, index))
        years = (world.week - state.left_week[index].take(lost)).astype(np.float32) / np.float32(52)
        height = (state.best_rung[index].take(lost) - world.rungs.first_customer).astype(np.float32) / max(top, 1)
        offer = pressure(world, firm, "win_back", float(len(lost)))
        chance = return_chance(years, height.astype(np.float32), state.breach[index].take(lost), offer, rule)
        back = lost[luck[lost, index] < chance * quarters * 65536]
        state.awareness[index, back] = 1
        state.invited[index, back] = True
        state.heard[index, back] = Cause.WIN_BACK


@equation
def accept(state: State, firm: int, slot: int) -> None:
    """Who begins to buy again has taken up the invitation: the next time they come, it is not for that."""
    if state.invited.size:
        state.invited[firm, slot] = False
        if state.heard[firm, slot] == _WIN_BACK:
            state.heard[firm, slot] = _ADVERTISING


def remember_leaving(world: World, keys: Keys) -> None:
    """When a customer left, and whether the last purchase had broken the promise."""
    if not in_use(world):
        return
    state, tolerance = world.state, np.float32(world.scenario.model.trust.tolerance)
    promise = np.array([firm.decision["promise"] for firm in world.firms], dtype=np.float32)
    state.left_week.reshape(-1)[keys] = world.week
    state.breach.reshape(-1)[keys] = state.received.reshape(-1)[keys] < promise[keys // world.customers] - tolerance
