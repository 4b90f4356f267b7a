"""What customers are worth (rule 17): lifetime value, forward-looking, and its sum, customer equity.

Customers of a segment and standing (see ``careers``) bring a mean margin m from one review to the next, by which
time they have moved to other standings with chances P, or away. So they are worth v = m + P v / (1 + d), a Markov
chain with rewards (Pfeifer & Carraway 2000). Away is worth nothing: who returns is a new customer (the "lost for
good" case of Dwyer 1997). What keeping a customer costs is taken off (Berger & Nasr 1998), an equal share each. The
margin of a group is shared out among its customers by each one's own history, shrunk to the segment's mean, and by
how likely silence makes it that one has left already.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from sim.market.careers import lowest_standing, standing_of
from sim.market.state import CLOSENESS, Careers, Single
from sim.market.world import World
from sim.scenario.parameters import ValueRule

Doubles = NDArray[np.float64]

_PRIOR_WEEKS = 13.0
"""Weeks of the segment's average customer blended into each one's own history."""


def shrunk(sums: Doubles, times: Doubles, prior: Doubles, weight: float) -> Doubles:
    """Means of what came ``times`` (...) and summed to ``sums`` (..., k), leaning on a ``prior`` mean (..., k).

    The prior counts like ``weight`` times.
    """
    return np.asarray((sums + weight * prior) / (times[..., None] + weight))


def transitions(careers: Careers, weeks: int, rule: ValueRule) -> Doubles:
    """Chance of each standing of customers at the next review, ``weeks`` later: (S, G, G); the rest are away.

    A segment's customers lean on all of the same standing, these on all of the same rung, who stay as close as they
    are; and rungs on the prior that customers stay or go, the less so the higher they stand.
    """
    groups, weight = careers.seen.shape[1], rule.prior_weeks / weeks
    rungs = groups // CLOSENESS
    moves, seen = np.add.reduce(careers.moves, 0), np.add.reduce(careers.seen, 0)
    to_rungs = np.add.reduce(moves[:, :groups].reshape(rungs, CLOSENESS, rungs, CLOSENESS), (1, 3))
    away = np.add.reduce(moves[:, groups].reshape(rungs, CLOSENESS), 1)
    prior = np.zeros((rungs, rungs + 1))
    for rung in range(rungs):
        going = min(1.0, (1 - rule.prior_retention) * weeks * rule.prior_step**rung)
        prior[rung, rung], prior[rung, rungs] = 1 - going, going
    times = np.add.reduce(seen.reshape(rungs, CLOSENESS), 1)
    of_rung = shrunk(np.concatenate((to_rungs, away[:, None]), axis=1), times, prior, weight)
    spread = np.zeros((groups, groups + 1))
    for close in range(CLOSENESS):
        spread[close::CLOSENESS, close:groups:CLOSENESS] = of_rung[:, :rungs]
    spread[:, groups] = np.repeat(of_rung[:, rungs], CLOSENESS)
    return shrunk(careers.moves, careers.seen, shrunk(moves, seen, spread, weight), weight)[:, :, :groups]


def margins(careers: Careers, weeks: int, rule: ValueRule) -> Doubles:
    """Mean margin from one review to the next, ``weeks`` later, by segment and standing (S, G).

    A segment's customers lean on all of the same standing, these on all of the same rung, and these on everybody.
    """
    weight = rule.prior_weeks / weeks
    margin, seen = np.add.reduce(careers.margin, 0), np.add.reduce(careers.seen, 0)
    on_rung, times = (np.add.reduce(each.reshape(-1, CLOSENESS), 1) for each in (margin, seen))
    mean = np.add.reduce(on_rung) / max(float(np.add.reduce(times)), 1.0)
    of_rung = shrunk(on_rung[:, None], times, mean, weight)
    together = shrunk(margin[:, None], seen, np.repeat(of_rung, CLOSENESS, axis=0), weight)
    return shrunk(careers.margin[..., None], careers.seen, together, weight)[..., 0]


def care(careers: Careers) -> float:
    """What keeping a customer costs from one review to the next, wages included: an equal share each."""
    return careers.care / max(float(np.add.reduce(careers.seen, None)), 1.0)


def solved(matrix: Doubles, right: Doubles) -> Doubles:
    """x of ``matrix`` x = ``right``, systems side by side: (S, G, G) and (S, G, k).

    Elimination in a fixed order, the same bits on every machine; no pivots, for every diagonal outweighs its row.
    """
    size = matrix.shape[1]
    whole = np.concatenate((matrix, right), axis=2)
    for pivot in range(size):
        rest = whole[:, :, pivot + 1 :]  # the columns before it are done with
        row = rest[:, pivot] / whole[:, pivot, pivot, None]
        rest -= whole[:, :, pivot, None] * row[:, None]
        rest[:, pivot] = row
    return whole[:, :, size:]


@dataclass(frozen=True)
class Future:
    """What is to come from a firm's customers, discounted, in the mean by segment and standing (S, G)."""

    margin: Doubles
    care: Doubles  # what keeping them will cost


def future_by_standing(world: World, index: int) -> Future:
    """What is to come from a firm's customers, if things go on as they went."""
    careers, rule = world.firms[index].careers, world.scenario.model.value
    weeks = world.scenario.ladder.review_weeks
    patience = 1.0 / (1.0 + rule.discount * weeks / 52)
    onward, margin = transitions(careers, weeks, rule) * patience, margins(careers, weeks, rule)
    sums = solved(np.eye(onward.shape[1]) - onward, np.stack((margin, np.full_like(margin, care(careers))), axis=2))
    return Future(sums[..., 0], sums[..., 1])


def own_share(world: World, index: int, slots: NDArray[np.int64]) -> Doubles:
    """How much customers at ``slots`` promise by their own history: money a week, leaning on the segment's mean.

    Who buys counts by purchases so far, who subscribes by the fee; silence takes away as much as it makes likely
    that a customer has left.
    """
    state = world.state
    basket, segment = state.basket.take(slots).astype(np.float64), state.segment.take(slots)
    weeks = np.maximum(world.week - state.joined_week[index].take(slots), 1).astype(np.float64)
    brought = basket * weeks if world.contracts else basket * state.purchases[index].take(slots)
    spans = np.bincount(segment, weights=weeks, minlength=1)
    mean = np.bincount(segment, weights=brought, minlength=1) / np.maximum(spans, 1.0)
    own = (brought + _PRIOR_WEEKS * mean.take(segment)) / (weeks + _PRIOR_WEEKS)
    silence = silent_part(world, index, slots)
    return np.asarray(own * (1.0 - silence * silence))


def silent_part(world: World, index: int, slots: NDArray[np.int64]) -> Single:
    """Weeks without a purchase as a share of those that mean leaving, 0..1."""
    quiet = (world.week - world.state.last_week[index].take(slots)).astype(np.float32)
    return np.asarray(np.clip(quiet / world.state.lapse_weeks.take(slots), 0, 1))


def _customers(world: World, index: int) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Slots of a firm's customers, and the place in (S, G) of each."""
    slots = np.flatnonzero(world.state.rung[index] >= world.rungs.first_customer)
    groups = world.firms[index].careers.seen.shape[1]
    standing = standing_of(world, index * world.customers + slots) - lowest_standing(world)
    return slots, world.state.segment.take(slots).astype(np.int64) * groups + standing


def lifetime_value(world: World, index: int) -> Single:
    """Customer lifetime value toward a firm, money, shape (N,); 0 for those who are not its customers."""
    result = np.zeros(world.customers, dtype=np.float32)
    slots, group = _customers(world, index)
    own = own_share(world, index, slots)
    future = future_by_standing(world, index)
    people = np.bincount(group, minlength=future.margin.size)
    mean = (np.bincount(group, weights=own, minlength=future.margin.size) / np.maximum(people, 1)).take(group)
    part = np.where(mean > 0, own / np.where(mean > 0, mean, 1.0), 1.0)
    result[slots] = future.margin.reshape(-1).take(group) * part - future.care.reshape(-1).take(group)
    return result


def risk_of_leaving(world: World, index: int) -> Single:
    """Chance that each customer leaves within a quarter; silence near the limit makes it near certain."""
    rule, weeks = world.scenario.model.value, world.scenario.ladder.review_weeks
    step = transitions(world.firms[index].careers, weeks, rule)
    stay = np.ones(step.shape[:2])
    for _ in range(max(1, round(13 / weeks))):
        stay = np.add.reduce(step * stay[:, None, :], 2)
    slots, group = _customers(world, index)
    silence = silent_part(world, index, slots)
    risk = np.zeros(world.customers, dtype=np.float32)
    risk[slots] = 1 - stay.reshape(-1).take(group) * (1 - silence * silence)
    return risk
