"""What customers are worth (rule 17): lifetime value, forward-looking, and its sum, customer equity.

Customers of a segment and standing (see ``careers``) bring a mean margin m from one review to the next, by which
time they have moved to other standings with chances P, or away. So they are worth v = m + P v / (1 + d), a Markov
chain with rewards (Pfeifer & Carraway 2000). Away is worth nothing: who returns is a new customer (the "lost for
good" case of Dwyer 1997). What keeping a customer costs is taken off (Berger & Nasr 1998), an equal share each.

Who climbs does not thereby buy as much as those who are at the top already: customers differ more than standings
do. So margins and moves are counted by customers' paces (Fader, Hardie & Lee 2005 likewise multiply what one's own
purchases promise by the time that is left): m is what comes of each unit of money that was promised, and P the
parts of it that are promised still, at which standings. What keeping costs goes by heads. Either way those whose
silence says that they may have left count the less.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from sim.market.careers import lasting_of, lowest_standing, pace_of, standing_of
from sim.market.state import CLOSENESS, Careers, Single, which
from sim.market.world import World
from sim.scenario.parameters import ValueRule

Doubles = NDArray[np.float64]


def shrunk(sums: Doubles, times: Doubles, prior: Doubles, weight: float) -> Doubles:
    """Means of what came ``times`` (...) and summed to ``sums`` (..., k), leaning on a ``prior`` mean (..., k).

    The prior counts like ``weight`` times.
    """
    return np.asarray((sums + weight * prior) / (times[..., None] + weight))


@dataclass(frozen=True)
class Seen:
    """How often customers were seen at each standing (S, G) and where next (S, G, G): by heads or by money."""

    times: Doubles
    moves: Doubles
    weight: float  # of what larger groups tell

    @classmethod
    def by_heads(cls, careers: Careers, weeks: int, rule: ValueRule) -> "Seen":
        """Every customer counts the same, if she lasts."""
        return cls(careers.seen, careers.moves, rule.prior_weeks / weeks)

    @classmethod
    def by_pace(cls, careers: Careers, weeks: int, rule: ValueRule) -> "Seen":
        """Every customer counts by the money a week that she promised."""
        mean = float(np.add.reduce(careers.pace, None)) / max(float(np.add.reduce(careers.seen, None)), 1.0)
        return cls(careers.pace, careers.carried, rule.prior_weeks / weeks * (mean or 1.0))


def transitions(seen: Seen, weeks: int, rule: ValueRule) -> Doubles:
    """Chance of each standing of customers at the next review, ``weeks`` later: (S, G, G); the rest are away.

    A segment's customers lean on all of the same standing, these on all of the same rung, who stay as close as they
    are; and rungs on the prior that customers stay or go, the less so the higher they stand. Whatever the paces, no
    more than all remains.
    """
    groups, weight = seen.times.shape[1], seen.weight
    rungs = groups // CLOSENESS
    moves, times = np.add.reduce(seen.moves, 0), np.add.reduce(seen.times, 0)
    to_rungs = np.add.reduce(moves.reshape(rungs, CLOSENESS, rungs, CLOSENESS), (1, 3))
    prior = np.zeros((rungs, rungs))
    for rung in range(rungs):
        going = (1 - rule.prior_retention) * weeks * rule.prior_step**rung
        prior[rung, rung] = 1 - min(1.0, going)
    of_rung = shrunk(to_rungs, np.add.reduce(times.reshape(rungs, CLOSENESS), 1), prior, weight)
    spread = np.zeros((groups, groups))
    for close in range(CLOSENESS):
        spread[close::CLOSENESS, close::CLOSENESS] = of_rung
    chances = shrunk(seen.moves, seen.times, shrunk(moves, times, spread, weight), weight)
    return np.asarray(chances / np.maximum(np.add.reduce(chances, 2), 1.0)[..., None])


def margins(careers: Careers, weeks: int, rule: ValueRule) -> Doubles:
    """Margin from one review to the next, ``weeks`` later, per money a week promised: segment and standing (S, G).

    A segment's customers lean on all of the same standing, these on all of the same rung, and these on everybody.
    """
    weight = Seen.by_pace(careers, weeks, rule).weight
    margin, pace = np.add.reduce(careers.margin, 0), np.add.reduce(careers.pace, 0)
    on_rung, promised = (np.add.reduce(each.reshape(-1, CLOSENESS), 1) for each in (margin, pace))
    mean = np.add.reduce(on_rung) / (float(np.add.reduce(promised)) or 1.0)
    of_rung = shrunk(on_rung[:, None], promised, mean, weight)
    together = shrunk(margin[:, None], pace, np.repeat(of_rung, CLOSENESS, axis=0), weight)
    return shrunk(careers.margin[..., None], careers.pace, together, weight)[..., 0]


def care(careers: Careers) -> float:
    """What keeping a customer costs from one review to the next, wages included: an equal share each."""
    return careers.care / max(float(np.add.reduce(careers.seen, None)), 1.0)


def solved(matrix: Doubles, right: Doubles) -> Doubles:
    """x of ``matrix`` x = ``right``, systems side by side: (S, G, G) and (S, G, k).

    Elimination in a fixed order, the same bits on every machine; no pivots, for every diagonal outweighs its row.
    """
    size = matrix.shape[1]
    columns = np.concatenate((matrix, right), axis=2).transpose(2, 0, 1).copy()  # rows last: quickest to run along
    for pivot in range(size):
        rest = columns[pivot + 1 :]  # those before it are done with
        row = rest[:, :, pivot] / columns[pivot, :, pivot]
        rest -= columns[pivot] * row[:, :, None]
        rest[:, :, pivot] = row
    return columns[size:].transpose(1, 2, 0)


@dataclass(frozen=True)
class Future:
    """What is to come from a firm's customers, discounted, by segment and standing (S, G)."""

    margin: Doubles  # per money a week that they promise
    care: Doubles  # what keeping one will cost


def futures(world: World, firms: Sequence[int]) -> list[Future]:
    """What is to come from the customers of ``firms``, if things go on as they went."""
    rule, weeks = world.scenario.model.value, world.scenario.ladder.review_weeks
    asked: list[tuple[Seen, Doubles]] = []  # what was seen, and what comes each time; twice for every firm
    for careers in (world.firms[index].careers for index in firms):
        asked.append((Seen.by_pace(careers, weeks, rule), margins(careers, weeks, rule)))
        asked.append((Seen.by_heads(careers, weeks, rule), np.full(careers.seen.shape, care(careers))))
    onward = np.concatenate([transitions(seen, weeks, rule) for seen, _ in asked])
    onward /= 1.0 + rule.discount * weeks / 52
    each_time = np.concatenate([each for _, each in asked])
    sums = np.split(solved(np.eye(onward.shape[1]) - onward, each_time[..., None])[..., 0], len(asked))
    return [Future(margin, care) for margin, care in zip(sums[::2], sums[1::2], strict=True)]


def _customers(world: World, index: int) -> tuple[NDArray[np.int64], NDArray[np.int64], NDArray[np.int64]]:
    """Slots of a firm's customers, their keys, and the place in (S, G) of each."""
    slots = which(world.state.rung[index] >= world.rungs.first_customer)
    keys = index * world.customers + slots
    groups = world.firms[index].careers.seen.shape[1]
    standing = standing_of(world, keys) - lowest_standing(world)
    return slots, keys, world.state.segment.take(slots).astype(np.int64) * groups + standing


def lifetime_value(world: World, index: int) -> Single:
    """Customer lifetime value toward a firm, money, shape (N,); 0 for those who are not its customers."""
    return lifetime_values(world, (index,))[0]


def lifetime_values(world: World, firms: Sequence[int]) -> list[Single]:
    """The same toward several firms, which takes less time than one by one."""
    return [_shared_out(world, *each) for each in zip(firms, futures(world, firms), strict=True)]


def _shared_out(world: World, index: int, future: Future) -> Single:
    result = np.zeros(world.customers, dtype=np.float32)
    slots, keys, group = _customers(world, index)
    worth = future.margin.reshape(-1).take(group) * pace_of(world, keys, slots) - future.care.reshape(-1).take(
        group
    )
    result[slots] = worth * lasting_of(world, keys, slots)
    return result


def risk_of_leaving(world: World, index: int) -> Single:
    """Chance that each customer leaves within a quarter; silence near the limit makes it near certain."""
    rule, weeks = world.scenario.model.value, world.scenario.ladder.review_weeks
    heads = Seen.by_heads(world.firms[index].careers, weeks, rule)
    step = transitions(heads, weeks, rule)
    stay = np.ones(step.shape[:2])
    for _ in range(max(1, round(13 / weeks))):
        stay = np.add.reduce(step * stay[:, None, :], 2)
    slots, keys, group = _customers(world, index)
    risk = np.zeros(world.customers, dtype=np.float32)
    risk[slots] = 1 - stay.reshape(-1).take(group) * lasting_of(world, keys, slots)
    return risk
