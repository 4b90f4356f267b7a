"""The end of a week with a review: what a firm sees of its customers' careers since the last one.

A customer's standing is the rung and, on it, how close she is. Where customers buy wherever they like: the share
of her recent purchases that this firm got (share of wallet: Cooil et al. 2007) and how long she has come. Where
they subscribe: the payments she made, for who stays long is one who quits seldom (Fader & Hardie 2007). Customers
of one standing still differ: in how much they buy (a customer's pace is the money a week that her own history
promises) and in how likely their silence makes it that they have left already. From how customers of a standing
fare until the next review follows what they are worth (see ``value``).
"""

from typing import Any

import numpy as np
from numpy.typing import NDArray

from sim.market.state import CLOSENESS, Single, which
from sim.market.world import World

SHARES = (0.3, 0.7)
"""Shares of recent purchases from which a customer belongs to the next class."""

WEEKS = (13, 104)
"""Weeks since joining after which a customer belongs to the next class."""

PERIODS = (1, 2, 3, 5, 8, 13, 26, 52)
"""Periods of a contract after which a customer belongs to the next class."""

_FIRST_WEEKS = 4.0
"""Weeks added to those since joining, or else a first purchase today would promise one every week."""

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


def lasting_of(world: World, keys: NDArray[np.int64], slots: NDArray[np.int64]) -> Single:
    """Chance that the customers in ``slots``, of relationships ``keys``, have not left already: it falls with the
    cube of the silence, which is 1 after as many weeks without a purchase as mean leaving."""
    state = world.state
    quiet = (world.week - state.last_week.reshape(-1).take(keys)).astype(np.float32)
    silence = np.minimum(quiet / state.lapse_weeks.take(slots), 1)
    return np.asarray(1 - silence * silence * silence)


def pace_of(world: World, keys: NDArray[np.int64], slots: NDArray[np.int64]) -> Single:
    """Money a week that the customers in ``slots``, of relationships ``keys``, promise, if they last: by their
    purchases so far, or the fee."""
    state = world.state
    basket = state.basket.take(slots)
    if world.contracts:
        return basket
    weeks = (world.week - state.joined_week.reshape(-1).take(keys)).astype(np.float32)
    return np.asarray(basket * state.purchases.reshape(-1).take(keys) / (weeks + np.float32(_FIRST_WEEKS)))


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
    standing, lasting, pace = state.standing.reshape(-1), state.lasting.reshape(-1), state.pace.reshape(-1)
    then = which(standing >= 0)
    firm = then // world.customers
    origin = place_of(world, firm, then - firm * world.customers, standing.take(then))
    lasted, promised = lasting.take(then), pace.take(then)
    standing.fill(-1)
    lasting.fill(0)
    pace.fill(0)
    here = which(state.rung >= world.rungs.first_customer)
    slots = world.slots(here)
    lasts = lasting_of(world, here, slots)
    standing[here], lasting[here], pace[here] = standing_of(world, here), lasts, lasts * pace_of(world, here, slots)

    before = state.joined_week.reshape(-1).take(then) <= world.week - weeks  # others left and came back
    stayed = which((standing.take(then) >= 0) & before)
    still = then.take(stayed)
    tables, groups = world.careers, world.careers.seen.shape[2]
    move = origin.take(stayed) * groups + (standing.take(still) - lowest_standing(world))
    kept = max(0.0, 1.0 - weeks / world.scenario.model.value.memory)
    for sums in (tables.margin, tables.care):
        sums *= kept
    for sums, place, amounts in (
        (tables.seen, origin, lasted),
        (tables.pace, origin, promised),
        (tables.moves, move, lasting.take(still)),
        (tables.carried, move, pace.take(still)),
    ):
        sums *= kept
        sums += np.bincount(place, amounts, sums.size).reshape(sums.shape)


def count_margin(
    world: World,
    firm: NDArray[np.int64],
    slots: NDArray[np.int64],
    keys: NDArray[np.int64],
    margin: NDArray[np.float64],
) -> None:
    """What customers brought to their firms, by their standing at the last review: parallel arrays."""
    standing = world.state.standing.reshape(-1).take(keys)
    known = which(standing >= 0)
    place = place_of(world, firm, slots, standing).take(known)
    sums = world.careers.margin
    sums += np.bincount(place, weights=margin.take(known), minlength=sums.size).reshape(sums.shape)


def place_of(
    world: World, firm: NDArray[np.int64], slots: NDArray[np.int64], standing: NDArray[np.int16]
) -> NDArray[np.int64]:
    """Where customers of a firm, their segment and a standing are counted, in tables one after another."""
    _, segments, groups = world.careers.seen.shape
    segment = world.state.segment.take(slots)
    return np.asarray((firm * segments + segment) * groups + (standing - lowest_standing(world)))


def lowest_standing(world: World) -> int:
    """The lowest standing of a customer."""
    return world.rungs.first_customer * CLOSENESS
