"""Winning back those who left: invitations to the lost, worth more to those who stood high and left lately."""

from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from sim.market import exact
from sim.market.aim import Doubles, money_for, used
from sim.market.compiling import ONE, equation, kernel
from sim.market.state import NEVER, Single, State
from sim.market.streams import LANE, Purpose, draw_lanes, lane_at
from sim.market.world import World
from sim.scenario.others import WinBackRule
from sim.scenario.parameters import Model
from sim.scenario.vocabulary import Cause

Keys = NDArray[np.int64]

_WEEKS = np.float32(52)
"""Of a year."""

_WIN_BACK, _ADVERTISING = np.int8(Cause.WIN_BACK), np.int8(Cause.ADVERTISING)


@equation
def return_chance(years: Any, height: Any, breach: NDArray[np.bool_], offer: float, rule: WinBackRule) -> Single:
    """Chance that a lost customer accepts an invitation of a quarter: a logit.

    It falls with the ``years`` since leaving, rises with the ``height`` 0..1 once reached on the ladder and with
    the ``offer`` (0..1 of its ceiling), and is cut by a breach of trust.
    """
    inclined = height * np.float32(rule.height) - years * np.float32(rule.fading)
    ready = inclined - breach * rule.breach + (rule.base + rule.offer * offer)
    chance: Single = ONE / (ONE + exact.exp(np.float32(-ready)))
    return chance


def in_use(world: World) -> bool:
    """Whether the market keeps a memory of who left: only where somebody may win them back."""
    return bool(world.state.left_week.size)


@equation
def is_lost(joined_week: Any, purchases: Any, present: Any) -> Any:
    """Whether somebody once bought from a firm, left it, and is still in the market."""
    return (joined_week > NEVER) & (purchases == 0) & present


def win_back(world: World) -> None:
    """At reviews firms that spend on it invite the lost, for the weeks since the last review."""
    if not world.review or not used(world, "win_back"):
        return
    _invite(
        world.arrays,
        world.doubles,
        world.streams.seed,
        world.week,
        np.float32(world.scenario.ladder.review_weeks / 13),
        money_for(world, "win_back"),
        world.scenario.levers.win_back.half,
        world.rungs.first_customer,
        len(world.rungs.decay) - 1,
    )


@kernel
def _invite(
    state: State,
    doubles: Sequence[Model],
    seed: np.uint64,
    week: int,
    quarters: np.float32,
    money: Doubles,
    half: float,
    lowest: int,
    highest: int,
) -> None:
    """Invitations of so many ``quarters``; customers stand between the ``lowest`` rung and the ``highest``."""
    firms, customers = state.awareness.shape
    rule, luck = doubles[0].win_back, draw_lanes(seed, Purpose.WIN_BACK.value, week, customers, firms)
    for firm in range(firms):
        if money[firm] <= 0.0:
            continue
        lost, ready = _reached(state, firm, luck, int(quarters * np.float32(LANE)))
        offer = exact.saturation(money[firm] / max(lost, 1), half)
        awareness, invited, heard = state.awareness[firm], state.invited[firm], state.heard[firm]
        left_week, best_rung, breach = state.left_week[firm], state.best_rung[firm], state.breach[firm]
        for slot in ready:
            years = np.float32(week - left_week[slot]) / _WEEKS
            height = np.float32(best_rung[slot] - lowest) / np.float32(max(highest - lowest, 1))
            chance = return_chance(years, height, breach[slot], offer, rule)
            if lane_at(luck, slot, firm, firms) < chance * quarters * np.float32(LANE):
                awareness[slot] = ONE
                invited[slot] = True
                heard[slot] = Cause.WIN_BACK


@kernel
def _reached(state: State, firm: int, luck: NDArray[np.uint64], most: int) -> tuple[int, Keys]:
    """How many a firm has lost, and those of them whose luck, up to ``most``, lets them hear of it."""
    joined_week, purchases, present = state.joined_week[firm], state.purchases[firm], state.present
    firms, customers, lost, count = len(state.awareness), len(present), np.int32(0), 0
    gone, reached = np.empty(customers, np.bool_), np.empty(customers, np.int64)
    for slot in range(customers):
        gone[slot] = is_lost(joined_week[slot], purchases[slot], present[slot])
    for slot in range(customers):
        lost += np.int32(gone[slot])
    for slot in range(customers):
        reached[count] = slot
        count += int(gone[slot] & (lane_at(luck, slot, firm, firms) <= most))
    return int(lost), reached[:count]


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
