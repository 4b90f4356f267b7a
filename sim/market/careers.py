"""The end of a week with a review: what a firm sees of its customers' careers since the last one.

A customer's standing is the rung and, on it, how close she is. Where customers buy wherever they like: the share
of her recent purchases that this firm got (share of wallet: Cooil et al. 2007) and how long she has come. Where
they subscribe: the payments she made, for who stays long is one who quits seldom (Fader & Hardie 2007). From how
customers of a standing fare until the next review follows what they are worth (see ``value``).
"""

from math import prod
from typing import Any

import numpy as np
from numpy.typing import NDArray

from sim.market.state import CLOSENESS
from sim.market.world import World

SHARES = (0.3, 0.7)
"""Shares of recent purchases from which a customer belongs to the next class."""

WEEKS = (13, 104)
"""Weeks since joining after which a customer belongs to the next class."""

PERIODS = (1, 2, 3, 5, 8, 13, 26, 52)
"""Periods of a contract after which a customer belongs to the next class."""


TENURES = (0, 13, 52, 156)
"""Weeks since joining at which the classes begin that reports tell apart: new, under a year, three years, older."""


def tenure_class(weeks: NDArray[np.int32]) -> NDArray[np.int8]:
    """Class of tenure of those who joined ``weeks`` ago."""
    return _steps(weeks, TENURES[1:])


def standing_of(world: World, keys: NDArray[np.int64]) -> NDArray[np.int16]:
    """Standing of the customers of relationships ``keys`` (firm * N + slot): rung * CLOSENESS + closeness."""
    state = world.state
    weeks = world.week - state.joined_week.reshape(-1).take(keys)
    if world.contracts:
        close = _steps(weeks / world.scenario.market.contract.period_weeks, PERIODS)
    else:
        share = state.habit.reshape(-1).take(keys)
        close = _steps(weeks, WEEKS) * (len(SHARES) + 1) + _steps(share, SHARES)
    return np.asarray(state.rung.reshape(-1).take(keys).astype(np.int16) * CLOSENESS + close)


def _steps(values: NDArray[Any], steps: tuple[float, ...]) -> NDArray[np.int8]:
    """How many of ``steps`` each value has reached."""
    reached = np.zeros(len(values), dtype=np.int8)
    for step in steps:
        reached += values >= step
    return reached


def careers(world: World) -> None:
    """At a review every firm sees who has come how far since the last."""
    if not world.review:
        return
    state, weeks = world.state, world.scenario.ladder.review_weeks
    shape = (len(world.firms), *world.firms[0].careers.moves.shape)
    away = shape[2]
    keys = np.flatnonzero(state.rung >= world.rungs.first_customer)
    now, then = np.full(state.rung.size, -1, dtype=np.int16), state.standing.reshape(-1)
    now[keys] = standing_of(world, keys)
    before = np.flatnonzero(then >= 0)
    after = now.take(before)
    again = state.joined_week.reshape(-1).take(before) > world.week - weeks  # left and came back, or is new
    gone = again | (after < 0)
    after -= lowest_standing(world)
    after[gone] = away
    place = _place(world, before, then.take(before))
    seen = np.bincount(place, minlength=prod(shape[:3])).reshape(shape[:3])
    moves = np.bincount(place * shape[3] + after, minlength=prod(shape)).reshape(shape)
    kept = max(0.0, 1.0 - weeks / world.scenario.model.value.memory)
    for index, each in enumerate(world.firms):
        past = each.careers
        for sums in (past.seen, past.margin, past.moves):
            sums *= kept
        past.care *= kept
        past.seen += seen[index]
        past.moves += moves[index]
    then[:] = now


def count_margin(world: World, keys: NDArray[np.int64], margin: NDArray[np.float64]) -> None:
    """What customers brought to their firms, by their standing at the last review: parallel arrays."""
    standing = world.state.standing.reshape(-1).take(keys)
    known = np.flatnonzero(standing >= 0)
    place = _place(world, keys.take(known), standing.take(known))
    shape = (len(world.firms), *world.firms[0].careers.margin.shape)
    sums = np.bincount(place, weights=margin.take(known), minlength=prod(shape)).reshape(shape)
    for each, sum_of_firm in zip(world.firms, sums, strict=True):
        each.careers.margin += sum_of_firm


def _place(world: World, keys: NDArray[np.int64], standing: NDArray[np.int16]) -> NDArray[np.int64]:
    """Where customers of a firm, their segment and a standing are counted, in tables one after another."""
    segments, groups = world.firms[0].careers.seen.shape
    firm = keys // world.customers
    segment = world.state.segment.take(keys - firm * world.customers)
    return np.asarray((firm * segments + segment) * groups + (standing - lowest_standing(world)))


def lowest_standing(world: World) -> int:
    """The lowest standing of a customer."""
    return world.rungs.first_customer * CLOSENESS
