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
from typing import Any

import numpy as np
from numpy.typing import NDArray

from sim.market.careers import closeness, lasting, lasting_of, period_of, place_of, promised, standing_of
from sim.market.compiling import either, equation, kernel
from sim.market.exact import added
from sim.market.state import CLOSENESS, Careers, Single, State, which
from sim.market.world import World
from sim.scenario.parameters import ValueRule

Doubles = NDArray[np.float64]


@equation
def shrunk(total: Any, times: Any, prior: Any, weight: Any) -> Any:
    """Mean of what came ``times`` and summed to ``total``, leaning on a ``prior`` mean that counts so often."""
    return (total + weight * prior) / (times + weight)


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
    rungs = range(seen.times.shape[2] // CLOSENESS)
    staying = [1 - min(1.0, (1 - rule.prior_retention) * weeks * rule.prior_step**rung) for rung in rungs]
    return _transitions(seen.times, seen.moves, seen.weight, np.array(staying))


@kernel
def _transitions(times: Doubles, moves: Doubles, weight: Doubles, staying: Doubles) -> Doubles:
    """``staying`` is the prior chance, by rung, of being there still."""
    firms, segments, groups = times.shape
    chances = np.empty(moves.shape)
    for firm in range(firms):
        lean = weight[firm]
        seen, moved = np.zeros(groups), np.zeros((groups, groups))
        for segment in range(segments):
            for origin in range(groups):
                seen[origin] += times[firm, segment, origin]
                together, own = moved[origin], moves[firm, segment, origin]
                for target in range(groups):
                    together[target] += own[target]
        prior = _as_close(_between_rungs(seen, moved, staying, lean))
        for origin in range(groups):
            together, likely, before = moved[origin], prior[origin], seen[origin]
            for target in range(groups):
                likely[target] = shrunk(together[target], before, likely[target], lean)
            for segment in range(segments):
                chance, own = chances[firm, segment, origin], moves[firm, segment, origin]
                before = times[firm, segment, origin]
                for target in range(groups):
                    chance[target] = shrunk(own[target], before, likely[target], lean)
                in_all = added(chance)
                if in_all > 1.0:
                    for target in range(groups):
                        chance[target] /= in_all
    return chances


@equation
def _between_rungs(seen: Doubles, moved: Doubles, staying: Doubles, lean: float) -> Doubles:
    """Chance of each rung at the next review, whatever the closeness: (R, R)."""
    rungs = len(staying)
    chances = np.zeros((rungs, rungs))
    for origin in range(rungs):
        first = origin * CLOSENESS
        times = added(seen[first : first + CLOSENESS])
        for target in range(rungs):
            moves, there = 0.0, target * CLOSENESS
            for standing in range(first, first + CLOSENESS):
                moves += added(moved[standing, there : there + CLOSENESS])
            chances[origin, target] = shrunk(moves, times, either(origin == target, staying[origin], 0.0), lean)
    return chances


@equation
def _as_close(of_rungs: Doubles) -> Doubles:
    """The same chances for standings, with everybody as close as before: (G, G)."""
    rungs = len(of_rungs)
    result = np.zeros((rungs * CLOSENESS, rungs * CLOSENESS))
    for origin in range(rungs):
        for target in range(rungs):
            for close in range(CLOSENESS):
                result[origin * CLOSENESS + close, target * CLOSENESS + close] = of_rungs[origin, target]
    return result


@kernel
def margins(margin: Doubles, pace: Doubles, weight: Doubles) -> Doubles:
    """Margin from one review to the next per money a week promised (``pace``): (F, S, G).

    A segment's customers lean on all of the same standing, these on all of the same rung, and these on everybody,
    with the ``weight`` (F,) of what larger groups tell by pace.
    """
    firms, segments, groups = margin.shape
    result = np.empty(margin.shape)
    for firm in range(firms):
        lean, earned, promised = weight[firm], np.zeros(groups), np.zeros(groups)
        for segment in range(segments):
            for group in range(groups):
                earned[group] += margin[firm, segment, group]
                promised[group] += pace[firm, segment, group]
        on_rung, of_rung = np.empty(groups // CLOSENESS), np.empty(groups // CLOSENESS)
        for rung in range(len(on_rung)):
            standings = slice(rung * CLOSENESS, (rung + 1) * CLOSENESS)
            on_rung[rung], of_rung[rung] = added(earned[standings]), added(promised[standings])
        in_all = added(of_rung)
        mean = added(on_rung) / either(in_all > 0, in_all, 1.0)
        for group in range(groups):
            rung = group // CLOSENESS
            together = shrunk(on_rung[rung], of_rung[rung], mean, lean)
            together = shrunk(earned[group], promised[group], together, lean)
            for segment in range(segments):
                own, times = margin[firm, segment, group], pace[firm, segment, group]
                result[firm, segment, group] = shrunk(own, times, together, lean)
    return result


def care(careers: Careers) -> Doubles:
    """What keeping a customer costs from one review to the next, wages included: an equal share each (F,)."""
    return np.asarray(careers.care / np.maximum(_in_all(careers.seen), 1.0))


@kernel
def to_come(each_time: Doubles, chances: Doubles, discounting: float) -> Doubles:
    """Worth v = m + P v / (1 + d) of standings (F, S, G): m ``each_time``, ``chances`` P, ``discounting`` 1 + d.

    Elimination in a fixed order, the same bits on every machine; no pivots, for every diagonal outweighs its row.
    """
    firms, segments, groups = each_time.shape
    worth = np.empty(each_time.shape)
    columns = np.empty((groups + 1, groups))  # of the equations (1 - P / (1 + d)) v = m
    for firm in range(firms):
        for segment in range(segments):
            for origin in range(groups):
                for target in range(groups):
                    now = either(origin == target, 1.0, 0.0)
                    columns[target, origin] = now - chances[firm, segment, origin, target] / discounting
                columns[groups, origin] = each_time[firm, segment, origin]
            for pivot in range(groups):
                own = columns[pivot]
                for column in range(pivot + 1, groups + 1):  # those before it are done with
                    rest = columns[column]
                    part = rest[pivot] / own[pivot]
                    for origin in range(groups):
                        rest[origin] -= own[origin] * part
                    rest[pivot] = part
            for origin in range(groups):
                worth[firm, segment, origin] = columns[groups, origin]
    return worth


@dataclass(frozen=True)
class Future:
    """What is to come from the customers of firms, discounted, by segment and standing (F, S, G)."""

    margin: Doubles  # per money a week that they promise
    care: Doubles  # what keeping one will cost


def future(world: World, firms: range) -> Future:
    """What is to come from the customers of ``firms``, if things go on as they went."""
    rule, weeks = world.scenario.model.value, world.scenario.ladder.review_weeks
    careers = world.careers.of(firms)
    paces, heads = Seen.by_pace(careers, weeks, rule), Seen.by_heads(careers, weeks, rule)
    keeping = np.full(careers.seen.shape, care(careers)[:, None, None])
    discounting = 1.0 + rule.discount * weeks / 52
    return Future(
        to_come(margins(careers.margin, careers.pace, paces.weight), transitions(paces, weeks, rule), discounting),
        to_come(keeping, transitions(heads, weeks, rule), discounting),
    )


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
    coming = future(world, firms)
    first, period = world.rungs.first_customer, period_of(world)
    return _worth(world.arrays, firms.start, coming.margin, coming.care, world.week, first, period)


@kernel
def _worth(
    state: State, start: int, margin: Doubles, care: Doubles, week: int, first: int, period: float
) -> Single:
    """Worth of the customers of firms from ``start`` on: (F, N)."""
    segment, basket, lapse_weeks = state.segment, state.basket, state.lapse_weeks
    worth = np.zeros((len(margin), len(segment)), np.float32)
    chosen = np.empty(len(segment), np.uint32)  # never below 0, so that nobody need look
    for each in range(len(margin)):
        firm = start + each
        rung, habit, purchases = state.rung[firm], state.habit[firm], state.purchases[firm]
        joined_week, last_week = state.joined_week[firm], state.last_week[firm]
        count = np.int64(0)
        for slot in range(len(segment)):
            chosen[count] = slot
            count += np.int64(rung[slot] >= first)
        for slot in chosen[:count]:
            weeks, kind = week - joined_week[slot], segment[slot]
            standing = (rung[slot] - first) * CLOSENESS + closeness(weeks, habit[slot], period)
            brings = margin[each, kind, standing] * promised(basket[slot], purchases[slot], weeks, period)
            lasts = lasting(week - last_week[slot], lapse_weeks[slot])
            worth[each, slot] = (brings - care[each, kind, standing]) * lasts
    return worth


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
