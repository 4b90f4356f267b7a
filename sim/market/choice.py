"""Phase 5: who buys this week, and from whom (rules 2 and 3).

The choice is a logit in its random-utility form: every option's utility gets its own Gumbel draw and the best
one wins (McFadden 1974). With shared draws a change of one firm's offer moves only those customers who come to
it or leave it (Oberst & Sontag 2019).
"""

from collections.abc import Sequence
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from sim.market import aim, exact, ladder, luck, messages
from sim.market.bond import NEUTRAL_COMMITMENT, NEUTRAL_SATISFACTION, bonds_of, bound
from sim.market.compiling import ONE, ZERO, Number, either, equation, kernel
from sim.market.programme import lock_in
from sim.market.quantiles import gumbel_table, soonest_table, waiting_table
from sim.market.state import Block, Single, Slots, State
from sim.market.streams import LANE, Purpose, chances16, draw_all, lane_of
from sim.market.world import Choices, World
from sim.scenario.parameters import ChoiceRule, Model, OccasionRule
from sim.scenario.vocabulary import Cause

Yes = NDArray[np.bool_]

_OCCASION = int(Purpose.OCCASION)
_LANE = np.float32(LANE)
_NONE = -1
_RIVAL_OFFER, _RIVAL_APPEAL = np.int8(Cause.RIVAL_OFFER), np.int8(Cause.RIVAL_APPEAL)


@equation
def occasion_rate(
    rate: Single, satisfaction: Single, commitment: Single, rule: OccasionRule, plasticity: Number
) -> Single:
    """Weekly rate of purchase occasions; a good relationship raises it (rule 2)."""
    good = (satisfaction - NEUTRAL_SATISFACTION) * rule.satisfaction
    good = good + (commitment - NEUTRAL_COMMITMENT) * rule.commitment
    return rate * exact.exp(good * plasticity)


def discount(rule: ChoiceRule) -> float:
    """Utility of an introductory discount to whom deals tempt most, before any indifference."""
    return 2 * rule.offer * rule.discount


@equation
def offer_pull(deal_proneness: Single, resistance: Single, discount: Number, rule: ChoiceRule) -> Single:
    """Utility that an introductory discount adds, once it overcomes indifference and the present bond."""
    pull: Single = np.maximum(deal_proneness * discount - rule.offer_threshold - resistance, ZERO)
    return pull


def occasions_and_choice(world: World) -> None:
    """Customers with an occasion choose among the firms they recall, or none."""
    world.choices = [_choose(world, block) for block in world.blocks]


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
        waiting_table(),
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
    waiting: Single,
) -> Slots:
    """An occasion comes when the wait for it, exponential, is over within the week.

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
        wait = waiting[lane_of(lanes[slot - start], 0)]
        slots[count] = slot
        count += (wait < paces[place] * now) | ((entry_week[slot] == week) & (now > ZERO))
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
        waiting_table(),
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
    waiting: Single,
) -> Slots:
    """Those without a contract look for one at this ``rate``, and newcomers at once."""
    home, entry_week, present, purchases = state.home, state.entry_week, state.present, state.purchases
    lanes = draw_all(seed, _OCCASION, week, start, stop)
    slots, count = np.empty(stop - start, np.uint32), np.int64(0)
    for slot in range(start, stop):
        looks = (waiting[lane_of(lanes[slot - start], 0)] < rate) | ((entry_week[slot] == week) & in_season)
        slots[count] = slot
        count += looks & present[slot] & (not bound(purchases, home[slot], slot))
    return slots[:count]


_OFFER = np.dtype([(name, "f4") for name in ("brand", "dearness", "binding", "apart")])


class Offer(NamedTuple):
    """What a firm's offer is worth this week, before what each customer thinks of it."""

    brand: float
    dearness: float  # to those who look at the price most
    binding: float  # to the members of its loyalty card
    apart: float  # to those who know how it differs


class Options(NamedTuple):
    """What single customers weigh, luck included: parallel arrays, firms in rows."""

    slots: Slots
    utility: Single  # (F, slots)
    nothing: Single  # what it is worth to buy nothing
    known: Yes  # (F, slots)
    offered: Yes  # (F, slots): by an introductory offer
    luck: luck.Numbers


def options(world: World, slots: Slots) -> Options:
    """The firms that customers recall, each with its luck, and none of them."""
    model, rungs = world.scenario.model, world.rungs
    return _weigh(
        world.arrays,
        world.numbers,
        _offers(world),
        _reach(world),
        np.float32(model.customisation.utility if aim.used(world, "customisation") else 0),
        np.float32(discount(model.choice)),
        rungs.resistance,
        rungs.first_friend,
        rungs.first_partner,
        gumbel_table(),
        slots,
        luck.purchase_luck(world.streams.seed, world.week, slots, len(world.firms)),
    )


def _offers(world: World) -> Any:
    """Of each firm, as kernels take it."""
    model, reference = world.scenario.model, world.scenario.market.reference_price
    offers = [
        Offer(
            brand=model.choice.brand * firm.brand + model.co_creation.appeal * firm.co_created,
            dearness=model.choice.price * (firm.price / reference - 1.0),
            binding=model.loyalty_card.lock_in * firm.benefit,
            apart=model.design.value * firm.design,
        )
        for firm in world.firms
    ]
    return np.array(offers, dtype=_OFFER)


def _reach(world: World) -> NDArray[np.uint32]:
    """Values of 16 bits for which a firm's introductory offer is made to a customer: (F, 1) or, aimed, (F, S)."""
    ceiling, pressures = world.scenario.model.choice.offer_ceiling, aim.audience(world, "introductory_offers")
    return np.array([[chances16(ceiling * each) for each in row] for row in pressures.tolist()], dtype=np.uint32)


@kernel
def _weigh(
    state: State,
    model: Sequence[Model],
    offers: Sequence[Offer],
    reach: NDArray[np.uint32],
    fitting: np.float32,
    discount: np.float32,
    resistance: Single,
    first_friend: int,
    first_partner: int,
    gumbel: Single,
    slots: Slots,
    numbers: luck.Numbers,
) -> Options:
    """What each firm is worth to each customer; those who do not know it are tempted by its introductory offer."""
    firms, rule, card, welcome = len(offers), model[0].choice, model[0].loyalty_card, model[0].win_back.welcome
    shape = firms, len(slots)
    utility, known, offered = np.empty(shape, np.float32), np.empty(shape, np.bool_), np.empty(shape, np.bool_)
    price_sensitivity, segment, aimed = state.price_sensitivity, state.segment, reach.shape[1] > 1
    remembered = state.invited.size > 0
    for firm in range(firms):
        offer = offers[firm]
        satisfaction, habit, trust = state.satisfaction[firm], state.habit[firm], state.trust[firm]
        commitment, rung, purchases = state.commitment[firm], state.rung[firm], state.purchases[firm]
        member, recommended, awareness = state.member[firm], state.recommended[firm], state.awareness[firm]
        fit, invited = state.fit[firm], state.invited[firm]
        for place in range(len(slots)):
            slot = slots[place]
            new = purchases[slot] == 0
            worth = satisfaction[slot] * rule.satisfaction + habit[slot] * rule.habit
            worth += either(rung[slot] >= first_friend, trust[slot] * rule.trust, ZERO)
            worth += either(rung[slot] >= first_partner, commitment[slot] * rule.commitment, ZERO)
            worth += either(member[slot], lock_in(offer.binding, purchases[slot], card), ZERO)
            worth += either(recommended[slot], rule.recommended, ZERO)
            worth += fit[slot] * fitting
            worth -= either(new, rule.caution, ZERO)
            worth -= price_sensitivity[slot] * offer.dearness
            worth += offer.brand
            if remembered:
                worth += either(invited[slot], welcome, ZERO)
            worth += either(new, ZERO, offer.apart)
            reached = reach[firm, either(aimed, segment[slot], 0)]
            offered[firm, place] = new & (luck.offer(numbers, place, firm, firms) < reached)
            known[firm, place] = np.float32(luck.recall(numbers, place, firm)) < awareness[slot] * _LANE
            utility[firm, place] = worth
    _tempt(state, rule, resistance, discount, slots, offered, utility)
    nothing = np.empty(len(slots), np.float32)
    for place in range(len(slots)):
        for firm in range(firms):
            utility[firm, place] += gumbel[luck.choice(numbers, place, firm, firms)]
        nothing[place] = gumbel[luck.choice(numbers, place, firms, firms)] + rule.outside
    return Options(slots, utility, nothing, known, offered, numbers)


@kernel
def _tempt(
    state: State,
    rule: ChoiceRule,
    resistance: Single,
    discount: np.float32,
    slots: Slots,
    offered: Yes,
    utility: Single,
) -> None:
    """Adds the pull of introductory offers."""
    home, rung, proneness = state.home, state.rung, state.deal_proneness
    for firm in range(len(offered)):
        for place in range(len(slots)):
            if offered[firm, place]:
                slot = slots[place]
                resists: Any = resistance[rung[home[slot], slot]] if home[slot] >= 0 else ZERO
                utility[firm, place] += offer_pull(proneness[slot], resists, discount, rule)


def _choose(world: World, block: Block) -> Choices:
    """Those with an occasion take the best of what they weigh."""
    weighed = options(world, looking(world, block) if world.contracts else occasions(world, block))
    places, firm = _best(weighed.utility, weighed.nothing, weighed.known)
    return buy_of(world, block, weighed, places, firm)


@kernel
def _best(utility: Single, nothing: Single, known: Yes) -> tuple[Slots, Slots]:
    """Which of the buyers buy, and from which firm: if the best that they know is worth more than nothing."""
    most, best = nothing.copy(), np.full(len(nothing), _NONE, np.int8)
    for firm in range(len(known)):
        for place in range(len(best)):
            better = known[firm, place] & (utility[firm, place] > most[place])
            most[place] = either(better, utility[firm, place], most[place])
            best[place] = either(better, firm, best[place])
    places, chosen, count = np.empty(len(best), np.uint32), np.empty(len(best), np.uint32), np.int64(0)
    for place in range(len(best)):
        places[count], chosen[count] = place, best[place]
        count += best[place] != _NONE
    return places[:count], chosen[:count]


def buy_of(world: World, block: Block, weighed: Options, places: Slots, firm: Slots) -> Choices:
    """Purchases of the customers at ``places`` of what was weighed, from ``firm``."""
    tempted = weighed.offered[firm, places]
    later = luck.later(weighed.luck, places, len(world.firms))
    return buy(world, block, weighed.slots.take(places), firm, tempted, later)


def buy(world: World, block: Block, slots: Slots, firm: Slots, tempted: Yes, later: NDArray[np.uint16]) -> Choices:
    """Purchases of single customers from ``firm``: their habits and homes, who joins and why."""
    keys, new = _buy(world.arrays, world.numbers, world.week, slots, firm, tempted)
    ladder.join(world, keys.take(new), tempted.take(new))
    who = slots.astype(np.int64)
    return Choices(who - block.slots.start, who, firm.astype(np.int64), keys, later)


@kernel
def _buy(
    state: State, model: Sequence[Model], week: int, slots: Slots, chosen: Slots, tempted: Yes
) -> tuple[NDArray[np.int64], Slots]:
    """The relationships that purchases are of, and the places of those who buy for the first time."""
    home, lure, purchases, last_week = state.home, state.lure, state.purchases, state.last_week
    habit, awareness = state.habit, state.awareness
    memory, noticed = model[0].choice.habit_memory, model[0].awareness.from_purchase
    firms, customers = habit.shape
    keys, new, count = np.empty(len(slots), np.int64), np.empty(len(slots), np.uint32), np.int64(0)
    for place, slot in enumerate(slots):
        firm = chosen[place]
        for each in range(firms):
            habit[each, slot] *= memory
        habit[firm, slot] += ONE - memory
        if home[slot] != firm:
            lure[slot] = either(tempted[place], _RIVAL_OFFER, _RIVAL_APPEAL)
            home[slot] = firm
        aware = awareness[firm, slot]
        awareness[firm, slot] = aware + (ONE - aware) * noticed
        keys[place], new[count] = np.int64(firm) * customers + slot, place
        count += purchases[firm, slot] == 0
        purchases[firm, slot] += 1
        last_week[firm, slot] = week
    return keys, new[:count]
