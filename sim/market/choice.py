"""Phase 5: from whom those with an occasion buy, or from nobody (rule 3).

The choice is a logit in its random-utility form: every option's utility gets its own Gumbel draw and the best
one wins (McFadden 1974). With shared draws a change of one firm's offer moves only those customers who come to
it or leave it (Oberst & Sontag 2019).
"""

from collections.abc import Sequence
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from sim.market import aim, ladder, luck
from sim.market.compiling import ONE, ZERO, Number, either, equation, kernel
from sim.market.means import means_of
from sim.market.occasions import looking, occasions
from sim.market.programme import lock_in
from sim.market.quantiles import gumbel_table
from sim.market.state import Block, Single, Slots, State
from sim.market.streams import LANE, chances16
from sim.market.world import Choices, Means, World
from sim.scenario.parameters import ChoiceRule, Model
from sim.scenario.vocabulary import Cause

Keys = NDArray[np.int64]
Yes = NDArray[np.bool_]

_LANE = np.float32(LANE)
_NONE = -1
_RIVAL_OFFER, _RIVAL_APPEAL = np.int8(Cause.RIVAL_OFFER), np.int8(Cause.RIVAL_APPEAL)


@equation
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
    world.means = means_of(world)
    world.choices = [_choose(world, block) for block in world.blocks]


class Offer(NamedTuple):
    """What a firm's offer is worth this week, before what each customer thinks of it."""

    brand: np.float32
    dearness: np.float32  # to those who look at the price most
    binding: np.float32  # to the members of its loyalty card
    apart: np.float32  # to those who know how it differs


class Weights(NamedTuple):
    """What customers weigh firms by this week."""

    means: Sequence[Means]
    pressures: NDArray[np.float64]  # of introductory offers: (F, 1), or (F, S) if some firm aims them
    resistance: Single  # to them, by rung
    first_friend: int
    first_partner: int
    gumbel: Single


class Options(NamedTuple):
    """What single customers weigh, luck included: parallel arrays, firms in rows."""

    slots: Slots
    utility: Single  # (F, slots)
    nothing: Single  # what it is worth to buy nothing
    known: Yes  # (F, slots)
    offered: Yes  # (F, slots): by an introductory offer
    luck: luck.Numbers


class Bought(NamedTuple):
    """What becomes of choices, and the relationships that begin with it: whether an offer ``tempted`` them."""

    choices: Choices
    new: Keys
    tempted: Yes


def weights(world: World) -> Weights:
    """What customers weigh firms by this week."""
    rungs, pressures = world.rungs, aim.audience(world, "introductory_offers")
    return Weights(
        world.means, pressures, rungs.resistance, rungs.first_friend, rungs.first_partner, gumbel_table()
    )


@equation
def offer_of(means: Means, model: Model) -> Offer:
    """What comes of a firm's means; the ``model`` is in double precision."""
    return Offer(
        np.float32(model.choice.brand * means.brand + model.co_creation.appeal * means.co_created),
        np.float32(model.choice.price * means.dearness),
        np.float32(model.loyalty_card.lock_in * means.benefit),
        np.float32(model.design.value * means.design),
    )


@kernel
def options(
    state: State,
    model: Sequence[Model],
    doubles: Sequence[Model],
    seed: np.uint64,
    week: int,
    by: Weights,
    slots: Slots,
) -> Options:
    """The firms that customers recall, each with its luck, and none of them.

    Those who do not know a firm are tempted by its introductory offer.
    """
    means, pressures, firms, rule = by.means, by.pressures, len(by.means), model[0].choice
    numbers, fitting = luck.purchase_luck(seed, week, slots, firms), ZERO
    for firm in range(firms):
        if means[firm].customisation > 0:
            fitting = np.float32(model[0].customisation.utility)
    shape = firms, len(slots)
    utility, known, offered = np.empty(shape, np.float32), np.empty(shape, np.bool_), np.empty(shape, np.bool_)
    segment, aimed, reach = state.segment, pressures.shape[1] > 1, np.empty(pressures.shape[1], np.int64)
    for firm in range(firms):
        _value_bond(state, firm, slots, rule, by.first_friend, by.first_partner, utility[firm])
        _value_offer(state, model, firm, slots, offer_of(means[firm], doubles[0]), fitting, utility[firm])
        for kind in range(len(reach)):
            reach[kind] = chances16(doubles[0].choice.offer_ceiling * pressures[firm, kind])
        awareness, purchases = state.awareness[firm], state.purchases[firm]
        for place, slot in enumerate(slots):
            known[firm, place] = np.float32(luck.recall(numbers, place, firm)) < awareness[slot] * _LANE
        for place, slot in enumerate(slots):
            reached = reach[either(aimed, segment[slot], 0)]
            offered[firm, place] = (purchases[slot] == 0) & (luck.offer(numbers, place, firm, firms) < reached)
    _tempt(state, rule, by.resistance, np.float32(discount(doubles[0].choice)), slots, offered, utility)
    nothing = np.empty(len(slots), np.float32)
    for place in range(len(slots)):
        for firm in range(firms):
            utility[firm, place] += by.gumbel[luck.choice(numbers, place, firm, firms)]
        nothing[place] = by.gumbel[luck.choice(numbers, place, firms, firms)] + rule.outside
    return Options(slots, utility, nothing, known, offered, numbers)


@equation
def _value_bond(
    state: State, firm: int, slots: Slots, rule: ChoiceRule, first_friend: int, first_partner: int, worth: Single
) -> None:
    """What the relationship with a firm is worth to single customers."""
    satisfaction, habit, trust = state.satisfaction[firm], state.habit[firm], state.trust[firm]
    commitment, rung = state.commitment[firm], state.rung[firm]
    for place, slot in enumerate(slots):
        each = satisfaction[slot] * rule.satisfaction + habit[slot] * rule.habit
        each += either(rung[slot] >= first_friend, trust[slot] * rule.trust, ZERO)
        worth[place] = each + either(rung[slot] >= first_partner, commitment[slot] * rule.commitment, ZERO)


@equation
def _value_offer(
    state: State,
    model: Sequence[Model],
    firm: int,
    slots: Slots,
    offer: Offer,
    fitting: np.float32,
    worth: Single,
) -> None:
    """Adds what the firm's card, its offer and its price are worth, and what was heard of it."""
    rule, card, welcome = model[0].choice, model[0].loyalty_card, model[0].win_back.welcome
    member, purchases, recommended = state.member[firm], state.purchases[firm], state.recommended[firm]
    fit, invited, price_sensitivity = state.fit[firm], state.invited[firm], state.price_sensitivity
    if offer.binding != ZERO:
        for place, slot in enumerate(slots):
            worth[place] += either(member[slot], lock_in(offer.binding, purchases[slot], card), ZERO)
    for place, slot in enumerate(slots):
        each = worth[place] + either(recommended[slot], rule.recommended, ZERO)
        each += fit[slot] * fitting
        each -= either(purchases[slot] == 0, rule.caution, ZERO)
        each -= price_sensitivity[slot] * offer.dearness
        worth[place] = each + offer.brand
    if invited.size:
        for place, slot in enumerate(slots):
            worth[place] += either(invited[slot], welcome, ZERO)
    if offer.apart != ZERO:
        for place, slot in enumerate(slots):
            worth[place] += either(purchases[slot] == 0, ZERO, offer.apart)


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
    slots = looking(world, block) if world.contracts else occasions(world, block)
    seed, start = world.streams.seed, block.slots.start
    bought = _take_the_best(
        world.arrays, world.numbers, world.doubles, seed, world.week, weights(world), slots, start
    )
    return begun(world, bought)


def begun(world: World, bought: Bought) -> Choices:
    """What was bought, once relationships have begun where they do."""
    ladder.join(world, bought.new, bought.tempted)
    return bought.choices


@kernel
def _take_the_best(
    state: State,
    model: Sequence[Model],
    doubles: Sequence[Model],
    seed: np.uint64,
    week: int,
    by: Weights,
    slots: Slots,
    start: int,
) -> Bought:
    weighed = options(state, model, doubles, seed, week, by, slots)
    places, firm = _best(weighed.utility, weighed.nothing, weighed.known)
    return buy_of(state, model, week, weighed, places, firm, start)


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


@kernel
def buy_of(
    state: State, model: Sequence[Model], week: int, weighed: Options, places: Slots, firm: Slots, start: int
) -> Bought:
    """Purchases of the customers at ``places`` of what was weighed, from ``firm``."""
    buyers, tempted = np.empty(len(places), np.uint32), np.empty(len(places), np.bool_)
    for index, place in enumerate(places):
        buyers[index], tempted[index] = weighed.slots[place], weighed.offered[firm[index], place]
    later = luck.later(weighed.luck, places, len(weighed.offered))
    return buy(state, model, week, buyers, firm, tempted, later, start)


@kernel
def buy(
    state: State,
    model: Sequence[Model],
    week: int,
    slots: Slots,
    chosen: Slots,
    tempted: Yes,
    later: NDArray[np.uint16],
    start: int,
) -> Bought:
    """Purchases of single customers of a block that begins at ``start``: their habits and homes."""
    home, lure, purchases, last_week = state.home, state.lure, state.purchases, state.last_week
    habit, awareness = state.habit, state.awareness
    memory, noticed = model[0].choice.habit_memory, model[0].awareness.from_purchase
    firms, customers = habit.shape
    count, places, buyers = np.int64(0), np.empty(len(slots), np.int64), np.empty(len(slots), np.int64)
    firms_of, keys = np.empty(len(slots), np.int64), np.empty(len(slots), np.int64)
    new, lured = np.empty(len(slots), np.int64), np.empty(len(slots), np.bool_)
    for place, slot in enumerate(slots):
        firm = np.int64(chosen[place])
        for each in range(firms):
            habit[each, slot] *= memory
        habit[firm, slot] += ONE - memory
        if home[slot] != firm:
            lure[slot] = either(tempted[place], _RIVAL_OFFER, _RIVAL_APPEAL)
            home[slot] = firm
        aware = awareness[firm, slot]
        awareness[firm, slot] = aware + (ONE - aware) * noticed
        key = firm * customers + slot
        places[place], buyers[place], firms_of[place], keys[place] = slot - start, slot, firm, key
        new[count], lured[count] = key, tempted[place]
        count += purchases[firm, slot] == 0
        purchases[firm, slot] += 1
        last_week[firm, slot] = week
    return Bought(Choices(places, buyers, firms_of, keys, later), new[:count], lured[:count])
