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

from sim.market.compiling import ONE, ZERO, equation, kernel
from sim.market.state import CLOSENESS, Single, State, Weeks
from sim.market.world import World

Doubles = NDArray[np.float64]

SHARES = (np.float32(0.3), np.float32(0.7))
"""Shares of recent purchases from which a customer belongs to the next class."""

WEEKS = (13, 104)
"""Weeks since joining after which a customer belongs to the next class."""

PERIODS = (1, 2, 3, 5, 8, 13, 26, 52)
"""Periods of a contract after which a customer belongs to the next class."""

_FIRST_WEEKS = np.float32(4.0)
"""Weeks added to those since joining, or else a first purchase today would promise one every week."""

TENURES = (0, 13, 52, 156)
"""Weeks since joining at which the classes begin that reports tell apart: new, under a year, three years, older."""

_BEGINS = TENURES[1:]


def tenure_class(weeks: Weeks) -> NDArray[np.int8]:
    """Class of tenure of those who joined ``weeks`` ago."""
    return np.asarray(_steps(weeks, _BEGINS))


@equation
def _steps(value: Any, steps: tuple[Any, ...]) -> Any:
    """How many of ``steps`` a value has reached."""
    reached = np.int8(0)
    for step in steps:
        reached = reached + (value >= step)
    return reached


@equation
def closeness(weeks: Any, share: Any, period: float) -> Any:
    """How close customers are who joined ``weeks`` ago and buy here a ``share`` of what they buy.

    Under a contract: after how many periods of so many weeks; 0: no contracts.
    """
    if period:
        return _steps(weeks / period, PERIODS)
    return _steps(weeks, WEEKS) * (len(SHARES) + 1) + _steps(share, SHARES)


@equation
def lasting(quiet: Any, lapse_weeks: Any) -> Any:
    """Chance that customers have not left already who were ``quiet`` for so many weeks: it falls with the cube of
    the silence, which is 1 after as many weeks without a purchase as mean leaving."""
    silence = np.minimum(np.float32(quiet) / np.float32(lapse_weeks), ONE)
    return ONE - silence * silence * silence


@equation
def promised(basket: Any, purchases: Any, weeks: Any, period: float) -> Any:
    """Money a week that customers promise, if they last: by their purchases since joining, or the fee."""
    if period:
        return basket
    return basket * np.float32(purchases) / (np.float32(weeks) + _FIRST_WEEKS)


def period_of(world: World) -> float:
    """Weeks for which a contract runs; 0: there are none."""
    return world.scenario.market.contract.period_weeks if world.contracts else 0.0


def standing_of(world: World, keys: NDArray[np.int64]) -> NDArray[np.int16]:
    """Standing of the customers of relationships ``keys`` (firm * N + slot): rung * CLOSENESS + closeness."""
    state = world.state
    weeks = world.week - state.joined_week.reshape(-1).take(keys)
    close = closeness(weeks, state.habit.reshape(-1).take(keys), period_of(world))
    return np.asarray(state.rung.reshape(-1).take(keys).astype(np.int16) * CLOSENESS + close)


def lasting_of(world: World, keys: NDArray[np.int64], slots: NDArray[np.int64]) -> Single:
    """Chance that the customers in ``slots``, of relationships ``keys``, have not left already."""
    quiet = world.week - world.state.last_week.reshape(-1).take(keys)
    return np.asarray(lasting(quiet, world.state.lapse_weeks.take(slots)))


def careers(world: World) -> None:
    """At a review every firm sees who has come how far since the last, and what that brought; the past fades."""
    if not world.review:
        return
    weeks, past = world.scenario.ladder.review_weeks, world.careers
    interval = _see(world.arrays, world.week, weeks, world.rungs.first_customer, period_of(world), past.seen.shape)
    kept = max(0.0, 1.0 - weeks / world.scenario.model.value.memory)
    tables = (past.seen, past.pace, past.moves, past.carried, past.margin, past.care)
    for table, new in zip(tables, (*interval, past.earned, past.cared), strict=True):
        table *= kept
        table += new.reshape(table.shape)
    past.earned[:], past.cared[:] = 0.0, 0.0


@kernel
def _see(
    state: State,
    week: int,
    weeks: int,
    first: int,
    period: float,
    shape: tuple[int, ...],
) -> tuple[Doubles, Doubles, Doubles, Doubles]:
    """Whom firms saw at the last review, by ``shape`` (F, S, G), and what they promised; where they stand now, and
    what they promise there. What is seen now is for next time."""
    firms, segments, groups = shape
    size = firms * segments * groups
    seen, pace, moves, carried = np.zeros(size), np.zeros(size), np.zeros(size * groups), np.zeros(size * groups)
    segment, basket, lapse_weeks = state.segment, state.basket, state.lapse_weeks
    known, chosen = (
        np.empty(len(segment), np.bool_),
        np.empty(len(segment), np.uint32),
    )  # never below 0, so that nobody need look
    for firm in range(firms):
        standing, lasts, paces = state.standing[firm], state.lasting[firm], state.pace[firm]
        rung, habit, purchases = state.rung[firm], state.habit[firm], state.purchases[firm]
        joined_week, last_week = state.joined_week[firm], state.last_week[firm]
        count = np.int64(0)
        for slot in range(len(segment)):
            known[slot] = (standing[slot] >= 0) | (rung[slot] >= first)
        for slot in range(len(segment)):
            chosen[count] = slot
            count += np.int64(known[slot])
        for slot in chosen[:count]:
            now, lasts_now, pace_now = -1, ZERO, ZERO
            tenure, origin = week - joined_week[slot], place(firm, segment[slot], standing[slot], shape, first)
            if rung[slot] >= first:
                now = rung[slot] * CLOSENESS + closeness(tenure, habit[slot], period)
                lasts_now = lasting(week - last_week[slot], lapse_weeks[slot])
                pace_now = lasts_now * promised(basket[slot], purchases[slot], tenure, period)
            if standing[slot] >= 0:
                seen[origin] += lasts[slot]
                pace[origin] += paces[slot]
                if (now >= 0) & (tenure >= weeks):  # others left and came back
                    move = origin * groups + (now - first * CLOSENESS)
                    moves[move] += lasts_now
                    carried[move] += pace_now
            standing[slot], lasts[slot], paces[slot] = now, lasts_now, pace_now
    return seen, pace, moves, carried


def place_of(
    world: World, firm: NDArray[np.int64], slots: NDArray[np.int64], standing: NDArray[np.int16]
) -> NDArray[np.int64]:
    """Where customers of a firm, their segment and a standing are counted, in tables one after another."""
    shape, first = world.careers.seen.shape, world.rungs.first_customer
    return np.asarray(place(firm, world.state.segment.take(slots), standing, shape, first))


@equation
def place(firm: Any, segment: Any, standing: Any, shape: tuple[int, ...], first: int) -> Any:
    """The same in tables of ``shape`` (F, S, G), where ``first`` is the lowest rung of customers."""
    return (firm * shape[1] + segment) * shape[2] + (standing - first * CLOSENESS)
