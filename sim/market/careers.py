"""The end of a week with a review: what a firm sees of its customers' careers since the last one.

A customer's standing is the rung and, on it, how close she is. Where customers buy wherever they like: the share
of her recent purchases that this firm got (share of wallet: Cooil et al. 2007) and how long she has come. Where
they subscribe: the payments she made, for who stays long is one who quits seldom (Fader & Hardie 2007). From how
customers of a standing fare until the next review follows what they are worth (see ``value``).
"""

from typing import Any

import numpy as np
from numpy.typing import NDArray

from sim.market.state import CLOSENESS, FirmState
from sim.market.world import World

SHARES = (0.3, 0.7)
"""Shares of recent purchases from which a customer belongs to the next class."""

WEEKS = (13, 104)
"""Weeks since joining after which a customer belongs to the next class."""

PERIODS = (1, 2, 3, 5, 8, 13, 26, 52)
"""Periods of a contract after which a customer belongs to the next class."""


TENURES = (0, 13, 52, 156)
"""Weeks since joining at which the classes begin that reports tell apart: new, under a year, three years, older."""


def tenure_class(weeks: NDArray[np.int32]) -> NDArray[np.int64]:
    """Class of tenure of those who joined ``weeks`` ago."""
    return _steps(weeks, TENURES[1:])


def standing_of(world: World, index: int, slots: NDArray[np.int64]) -> NDArray[np.int64]:
    """Standing of a firm's customers at ``slots``: rung * CLOSENESS + closeness."""
    state = world.state
    weeks = world.week - state.joined_week[index].take(slots)
    if world.contracts:
        close = _steps(weeks / world.scenario.market.contract.period_weeks, PERIODS)
    else:
        close = _steps(weeks, WEEKS) * (len(SHARES) + 1) + _steps(state.habit[index].take(slots), SHARES)
    return np.asarray(state.rung[index].take(slots).astype(np.int64) * CLOSENESS + close)


def _steps(values: NDArray[Any], steps: tuple[float, ...]) -> NDArray[np.int64]:
    """How many of ``steps`` each value has reached."""
    reached = np.zeros(len(values), dtype=np.int64)
    for step in steps:
        reached += values >= step
    return reached


def careers(world: World) -> None:
    """At a review every firm sees who has come how far since the last."""
    if not world.review:
        return
    for index, firm in enumerate(world.firms):
        _look(world, index, firm)


def _look(world: World, index: int, firm: FirmState) -> None:
    seen, weeks = firm.careers, world.scenario.ladder.review_weeks
    groups = seen.seen.shape[1]
    slots = np.flatnonzero(world.state.rung[index] >= world.rungs.first_customer)
    now = np.full(world.customers, groups, dtype=np.int16)
    now[slots] = standing_of(world, index, slots)
    again = world.state.joined_week[index] > world.week - weeks  # left and came back, or is new
    before = np.flatnonzero(seen.standing >= 0)
    after = np.where(again.take(before), groups, now.take(before)).astype(np.int64)
    place = world.state.segment.take(before).astype(np.int64) * groups + seen.standing.take(before)
    kept = max(0.0, 1.0 - weeks / world.scenario.model.value.memory)
    for past in (seen.seen, seen.margin, seen.moves):
        past *= kept
    seen.care *= kept
    seen.seen += np.bincount(place, minlength=seen.seen.size).reshape(seen.seen.shape)
    moves = np.bincount(place * (groups + 1) + after, minlength=seen.moves.size)
    seen.moves += moves.reshape(seen.moves.shape)
    now[now == groups] = -1
    seen.standing[:] = now


def count_margin(
    world: World, keys: NDArray[np.int64], slots: NDArray[np.int64], margin: NDArray[np.float64]
) -> None:
    """What customers of relationships ``keys`` (firm * N + slot) brought, by their standing at the last review."""
    firm = keys // world.customers
    segment = world.state.segment.take(slots)
    for index, each in enumerate(world.firms):
        here = np.flatnonzero(firm == index)
        standing = each.careers.standing.take(slots.take(here))
        known = np.flatnonzero(standing >= 0)
        here, standing = here.take(known), standing.take(known)
        place = segment.take(here).astype(np.int64) * each.careers.seen.shape[1] + standing
        sums = np.bincount(place, weights=margin.take(here), minlength=each.careers.margin.size)
        each.careers.margin += sums.reshape(each.careers.margin.shape)
