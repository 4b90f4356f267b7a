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

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from sim.market.careers import lasting_of, pace_of, place_of, standing_of
from sim.market.state import CLOSENESS, Careers, Single, which
from sim.market.world import World
from sim.scenario.parameters import ValueRule

Doubles = NDArray[np.float64]


def shrunk(sums: Doubles, times: Doubles, prior: Doubles, weight: Doubles) -> Doubles:
    """Means of what came ``times`` (...) and summed to ``sums`` (..., k), leaning on a ``prior`` mean (..., k).

    The prior counts like ``weight`` times.
    """
    return np.asarray((sums + weight[..., None] * prior) / (times + weight)[..., None])


@dataclass(frozen=True)
class Seen:
    """How often customers were seen at each standing (F, S, G), and where next (F, S, G, G)."""

    times: Doubles
    moves: Doubles
    weight: Doubles  # (F,): of what larger groups tell

    @classmethod
    def by_heads(cls, careers: Careers, weeks: int, rule: ValueRule) -> "Seen":
        """Every customer counts the same, if she lasts."""
        return cls(careers.seen, careers.moves, np.full(len(careers.seen), rule.prior_weeks / weeks))

    @classmethod
    def by_pace(cls, careers: Careers, weeks: int, rule: ValueRule) -> "Seen":
        """Every customer counts by the money a week that she promised."""
        mean = _in_all(careers.pace) / np.maximum(_in_all(careers.seen), 1.0)
        weight = rule.prior_weeks / weeks * np.where(mean > 0, mean, 1.0)
        return cls(careers.pace, careers.carried, weight)


def _in_all(amounts: Doubles) -> Doubles:
    """Sums over segments and standings (F, S, G): what each firm saw of all its customers."""
    return np.asarray(np.add.reduce(amounts.reshape(len(amounts), -1), 1))


def transitions(seen: Seen, weeks: int, rule: ValueRule) -> Doubles:
    """Chance of each standing of customers at the next review, ``weeks`` later: (F, S, G, G); the rest are away.

    A segment's customers lean on all of the same standing, these on all of the same rung, who stay as close as they
    are; and rungs on the prior that customers stay or go, the less so the higher they stand. Whatever the paces, no
    more than all remains.
    """
    firms, _, groups = seen.times.shape
    rungs, weight = groups // CLOSENESS, seen.weight[:, None]
    moves, times = np.add.reduce(seen.moves, 1), np.add.reduce(seen.times, 1)
    to_rungs = np.add.reduce(moves.reshape(firms, rungs, CLOSENESS, rungs, CLOSENESS), (2, 4))
    prior = np.zeros((rungs, rungs))
    for rung in range(rungs):
        going = (1 - rule.prior_retention) * weeks * rule.prior_step**rung
        prior[rung, rung] = 1 - min(1.0, going)
    of_rung = shrunk(to_rungs, np.add.reduce(times.reshape(firms, rungs, CLOSENESS), 2), prior, weight)
    spread = np.zeros((firms, groups, groups))
    for close in range(CLOSENESS):
        spread[:, close::CLOSENESS, close::CLOSENESS] = of_rung
    together = shrunk(moves, times, spread, weight)
    chances = shrunk(seen.moves, seen.times, together[:, None], weight[:, None])
    return np.asarray(chances / np.maximum(np.add.reduce(chances, 3), 1.0)[..., None])


def margins(careers: Careers, weight: Doubles) -> Doubles:
    """Margin from one review to the next per money a week promised: (F, S, G).

    A segment's customers lean on all of the same standing, these on all of the same rung, and these on everybody,
    with the ``weight`` (F,) of what larger groups tell by pace.
    """
    firms, weight = len(careers.margin), weight[:, None]
    margin, pace = np.add.reduce(careers.margin, 1), np.add.reduce(careers.pace, 1)
    on_rung, promised = (np.add.reduce(each.reshape(firms, -1, CLOSENESS), 2) for each in (margin, pace))
    in_all = np.add.reduce(promised, 1)
    mean = np.add.reduce(on_rung, 1) / np.where(in_all > 0, in_all, 1.0)
    of_rung = shrunk(on_rung[..., None], promised, mean[:, None, None], weight)
    together = shrunk(margin[..., None], pace, np.repeat(of_rung, CLOSENESS, axis=1), weight)
    return shrunk(careers.margin[..., None], careers.pace, together[:, None], weight[:, None])[..., 0]


def care(careers: Careers) -> Doubles:
    """What keeping a customer costs from one review to the next, wages included: an equal share each (F,)."""
    return np.asarray(careers.care / np.maximum(_in_all(careers.seen), 1.0))


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
    """What is to come from the customers of firms, discounted, by segment and standing (F, S, G)."""

    margin: Doubles  # per money a week that they promise
    care: Doubles  # what keeping one will cost


def future(world: World, firms: range) -> Future:
    """What is to come from the customers of ``firms``, if things go on as they went."""
    rule, weeks = world.scenario.model.value, world.scenario.ladder.review_weeks
    careers = world.careers.of(firms)
    shape, groups = careers.seen.shape, careers.seen.shape[2]
    paces, heads = Seen.by_pace(careers, weeks, rule), Seen.by_heads(careers, weeks, rule)
    onward = np.concatenate([transitions(seen, weeks, rule) for seen in (paces, heads)]).reshape(-1, groups, groups)
    onward /= 1.0 + rule.discount * weeks / 52
    keeping = np.broadcast_to(care(careers)[:, None, None], shape)
    each_time = np.concatenate((margins(careers, paces.weight), keeping)).reshape(-1, groups, 1)
    sums = solved(np.eye(groups) - onward, each_time).reshape(2, *shape)
    return Future(margin=sums[0], care=sums[1])


def _customers(world: World, firms: range) -> tuple[NDArray[np.int64], NDArray[np.int64], NDArray[np.int64]]:
    """Slots of the customers of ``firms``, their keys, and the place in (F, S, G) of each."""
    first = firms.start * world.customers
    keys = which(world.state.rung[firms.start : firms.stop] >= world.rungs.first_customer) + first
    slots = world.slots(keys)
    firm = keys // world.customers - firms.start
    return slots, keys, place_of(world, firm, slots, standing_of(world, keys))


def lifetime_value(world: World, index: int) -> Single:
    """Customer lifetime value toward a firm, money, shape (N,); 0 for those who are not its customers."""
    return np.asarray(lifetime_values(world, range(index, index + 1))[0])


def lifetime_values(world: World, firms: range) -> Single:
    """The same toward several firms, shape (F, N), which takes less time than one by one."""
    to_come = future(world, firms)
    slots, keys, place = _customers(world, firms)
    worth = to_come.margin.reshape(-1).take(place) * pace_of(world, keys, slots)
    worth -= to_come.care.reshape(-1).take(place)
    result = np.zeros((len(firms), world.customers), dtype=np.float32)
    result.reshape(-1)[keys - firms.start * world.customers] = worth * lasting_of(world, keys, slots)
    return result


def risk_of_leaving(world: World, index: int) -> Single:
    """Chance that each customer leaves within a quarter; silence near the limit makes it near certain."""
    rule, weeks, firms = world.scenario.model.value, world.scenario.ladder.review_weeks, range(index, index + 1)
    step = transitions(Seen.by_heads(world.careers.of(firms), weeks, rule), weeks, rule)
    stay = np.ones(step.shape[:3])
    for _ in range(max(1, round(13 / weeks))):
        stay = np.add.reduce(step * stay[..., None, :], 3)
    slots, keys, place = _customers(world, firms)
    risk = np.zeros(world.customers, dtype=np.float32)
    risk[slots] = 1 - stay.reshape(-1).take(place) * lasting_of(world, keys, slots)
    return risk
