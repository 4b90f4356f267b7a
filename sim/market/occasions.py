"""Phase 5, at first: who has an occasion to buy this week (rule 2)."""

from collections.abc import Sequence

import numpy as np

from sim.market import exact, messages
from sim.market.bond import NEUTRAL_COMMITMENT, NEUTRAL_SATISFACTION, bonds_of, bound
from sim.market.compiling import ONE, ZERO, Number, equation, kernel
from sim.market.quantiles import soonest_table
from sim.market.state import Block, Single, Slots, State
from sim.market.streams import Purpose, draw_all, lane_of, share
from sim.market.world import World
from sim.scenario.parameters import Model, OccasionRule

_OCCASION = int(Purpose.OCCASION)


@equation
def occasion_rate(
    rate: Single, satisfaction: Single, commitment: Single, rule: OccasionRule, plasticity: Number
) -> Single:
    """Weekly rate of purchase occasions; a good relationship raises it (rule 2)."""
    good = (satisfaction - NEUTRAL_SATISFACTION) * rule.satisfaction
    good = good + (commitment - NEUTRAL_COMMITMENT) * rule.commitment
    return rate * exact.exp(good * plasticity)


def best_factor(rule: OccasionRule, plasticity: float) -> float:
    """The most that a good relationship multiplies the rate of occasions by."""
    return exact.exp_of((0.4 * rule.satisfaction + 0.5 * rule.commitment) * plasticity)


def season(world: World) -> float:
    """What multiplies all rates of purchase this week."""
    by_week = world.scenario.market.season
    return by_week[(world.week - world.scenario.time.warm_up) % len(by_week)] * world.demand


def occasions(world: World, block: Block) -> Slots:
    """Who of a block has a purchase occasion this week."""
    rule, plasticity = world.scenario.model.occasion, world.scenario.market.plasticity
    now, prompted = season(world), messages.most_prompting(world)
    return _having_occasions(
        world.arrays,
        world.numbers,
        world.streams.seed,
        world.week,
        block.slots.start,
        block.slots.stop,
        np.float32(now),
        np.float32(prompted),
        np.float32(best_factor(rule, plasticity) * now * prompted),
        np.float32(plasticity),
        soonest_table(),
    )


@kernel
def _having_occasions(
    state: State,
    model: Sequence[Model],
    seed: np.uint64,
    week: int,
    start: int,
    stop: int,
    now: np.float32,
    prompted: np.float32,
    most: np.float32,
    plasticity: np.float32,
    soonest: Single,
) -> Slots:
    """An occasion comes if the wait for it, exponential, is over within the week.

    Newcomers have one in season: to buy is what they come for. Of the others, only those who could have one with
    the best relationship, which multiplies their rate by ``most``, are looked at closely.
    """
    rate, entry_week, present = state.rate, state.entry_week, state.present
    lanes = draw_all(seed, _OCCASION, week, start, stop)
    slots, count = np.empty(stop - start, np.uint32), np.int64(0)
    for slot in range(start, stop):
        could = soonest[lane_of(lanes[slot - start], 0) >> 8] < rate[slot] * most
        slots[count] = slot
        count += (could | (entry_week[slot] == week)) & present[slot]
    hopeful, count = slots[:count], np.int64(0)
    paces = _paces(state, model, week, hopeful, prompted, plasticity)
    for place, slot in enumerate(hopeful):
        comes = share(lane_of(lanes[slot - start], 0)) < exact.chance(paces[place] * now)
        slots[count] = slot
        count += comes | ((entry_week[slot] == week) & (now > ZERO))
    return slots[:count]


@kernel
def _paces(
    state: State, model: Sequence[Model], week: int, slots: Slots, prompted: np.float32, plasticity: np.float32
) -> Single:
    """Rates of single customers, with what relationships and messages do to them."""
    rate, message_week, rule, letters = state.rate, state.message_week, model[0].occasion, model[0].message
    satisfied, committed = bonds_of(state, slots)
    paces = np.empty(len(slots), np.float32)
    for place, slot in enumerate(slots):
        paces[place] = rate[slot]
    for place in range(len(slots)):
        paces[place] = occasion_rate(paces[place], satisfied[place], committed[place], rule, plasticity)
    if prompted != ONE:
        for place, slot in enumerate(slots):
            latest = message_week[0, slot]
            for firm in range(1, len(message_week)):
                latest = max(latest, message_week[firm, slot])
            paces[place] *= messages.prompting(week - latest, prompted, letters)
    return paces


def looking(world: World, block: Block) -> Slots:
    """Where customers subscribe: who of a block has no contract and looks for one this week, as newcomers do."""
    now = season(world)
    return _looking_for_contracts(
        world.arrays,
        world.streams.seed,
        world.week,
        block.slots.start,
        block.slots.stop,
        np.float32(world.scenario.market.contract.search * now),
        now > 0,
    )


@kernel
def _looking_for_contracts(
    state: State,
    seed: np.uint64,
    week: int,
    start: int,
    stop: int,
    rate: np.float32,
    in_season: bool,
) -> Slots:
    """Those without a contract look for one at this ``rate``, and newcomers at once."""
    home, entry_week, present, purchases = state.home, state.entry_week, state.present, state.purchases
    lanes, soon = draw_all(seed, _OCCASION, week, start, stop), exact.chance(rate)
    slots, count = np.empty(stop - start, np.uint32), np.int64(0)
    for slot in range(start, stop):
        looks = (share(lane_of(lanes[slot - start], 0)) < soon) | ((entry_week[slot] == week) & in_season)
        slots[count] = slot
        count += looks & present[slot] & (not bound(purchases, home[slot], slot))
    return slots[:count]
