"""Phase 5: who buys this week, and from whom (rules 2 and 3).

The choice is a logit in its random-utility form: every option's utility gets its own Gumbel draw and the best
one wins (McFadden 1974). With shared draws a change of one firm's offer moves only those customers who come to
it or leave it (Oberst & Sontag 2019).
"""

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from sim.market import aim, exact, ladder, messages
from sim.market.bond import NEUTRAL_COMMITMENT, NEUTRAL_SATISFACTION, bond_of, bound
from sim.market.compiling import equation
from sim.market.luck import PurchaseLuck, purchase_luck
from sim.market.programme import lock_in
from sim.market.quantiles import gumbel_table, waiting_table
from sim.market.state import Block, Single, State, which
from sim.market.streams import Purpose, chances16
from sim.market.win_back import accept
from sim.market.world import Choices, World
from sim.scenario.parameters import ChoiceRule, OccasionRule
from sim.scenario.vocabulary import Cause

Places = NDArray[np.intp]


@equation
def occasion_rate(
    rate: Single, satisfaction: Single, commitment: Single, rule: OccasionRule, plasticity: float
) -> Single:
    """Weekly rate of purchase occasions; a good relationship raises it (rule 2)."""
    good = (satisfaction - NEUTRAL_SATISFACTION) * rule.satisfaction
    good = good + (commitment - NEUTRAL_COMMITMENT) * rule.commitment
    return rate * exact.exp(good * plasticity)


def offer_pull(deal_proneness: Single, resistance: Single, rule: ChoiceRule) -> Single:
    """Utility that an introductory discount adds, once it overcomes indifference and the present bond."""
    pull = deal_proneness * (2 * rule.offer * rule.discount) - rule.offer_threshold - resistance
    return np.asarray(np.maximum(pull, np.float32(0)))


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


def _luck(world: World, block: Block) -> NDArray[np.uint16]:
    """What decides how soon the next occasion of each of a block comes: the smaller, the sooner."""
    return world.streams.lanes(Purpose.OCCASION, world.week, block.slots, 1)[:, 0].copy()


def _waits(world: World, block: Block, luck: NDArray[np.uint16], places: Places) -> Single:
    """How soon the next occasion comes, in units of one's mean gap; at once for newcomers in season."""
    wait = waiting_table().take(luck.take(places))
    if season(world) > 0:
        wait[block.state.entry_week.take(places) == world.week] = -1
    return wait


def occasions(world: World, block: Block) -> Places:
    """Who of a block has a purchase occasion this week.

    An occasion comes when the wait for it, exponential, is over within the week. Newcomers have one: to buy is
    what they come for. Of the others, only those who could have one with the best relationship are looked at
    closely.
    """
    rule, state, plasticity = world.scenario.model.occasion, block.state, world.scenario.market.plasticity
    luck, now, prompted = _luck(world, block), season(world), messages.most_prompting(world)
    soonest = waiting_table()[::256].take(luck >> np.uint16(8))  # a small table, for a first look
    could = soonest < state.rate * (best_factor(rule, plasticity) * now * prompted)
    hopeful = which((could | (state.entry_week == world.week)) & state.present)
    satisfaction, commitment = bond_of(world, block, hopeful)
    rate = occasion_rate(state.rate.take(hopeful), satisfaction, commitment, rule, plasticity)
    if prompted != 1.0:
        rate = rate * messages.prompting(world, block, hopeful)
    return np.asarray(hopeful[_waits(world, block, luck, hopeful) < rate * now])


def _looking(world: World, block: Block) -> Places:
    """Where customers subscribe: who of a block has no contract and looks for one this week, as newcomers do."""
    free = which(block.state.present & ~bound(world, block))
    wait = _waits(world, block, _luck(world, block), free)
    return np.asarray(free[wait < world.scenario.market.contract.search * season(world)])


class Options(NamedTuple):
    """What a block's customers at ``place`` weigh, luck included: parallel arrays, firms in rows."""

    place: Places
    utility: Single  # (F, places)
    nothing: Single  # (places,): what it is worth to buy nothing
    known: NDArray[np.bool_]  # (F, places)
    offered: NDArray[np.bool_]  # (F, places): by an introductory offer
    luck: PurchaseLuck


def options(world: World, block: Block, place: Places) -> Options:
    """The firms that customers recall, each with its luck, and none of them."""
    firms = len(world.firms)
    luck = purchase_luck(world, block, place)
    new = block.state.purchases.take(place, axis=1) == 0
    offered = _offered(world, block, place, new, luck.offer)
    gumbel = gumbel_table().take(luck.choice)
    utility = _utility(world, block.state, place, new)
    lured = which(offered)
    utility.reshape(-1)[lured] += _pull(world, block, place.take(lured % max(len(place), 1)))
    utility += gumbel[:firms]
    return Options(
        place=place,
        utility=utility,
        nothing=gumbel[firms] + world.scenario.model.choice.outside,
        known=luck.recall < block.state.awareness.take(place, axis=1) * 65536,
        offered=offered,
        luck=luck,
    )


def _choose(world: World, block: Block) -> Choices:
    """Those with an occasion take the best of what they weigh."""
    weighed = options(world, block, _looking(world, block) if world.contracts else occasions(world, block))
    utility = weighed.utility
    np.putmask(utility, ~weighed.known, np.float32(-np.inf))
    bought = which(np.maximum.reduce(utility) > weighed.nothing)
    return buy_of(world, block, weighed, bought, np.argmax(utility.take(bought, axis=1), axis=0))


def buy_of(world: World, block: Block, weighed: Options, bought: Places, firm: Places) -> Choices:
    """Purchases of ``bought``, columns of what was weighed, from ``firm``."""
    tempted = weighed.offered.reshape(-1).take(firm * len(weighed.place) + bought)
    return buy(world, block, weighed.place.take(bought), firm, tempted, weighed.luck.later(bought))


def _utility(world: World, state: State, buyers: Places, new: NDArray[np.bool_]) -> Single:
    """What each firm is worth to each buyer, luck and offers apart; shape (F, buyers)."""
    rule = world.scenario.model.choice
    reference, ideas = world.scenario.market.reference_price, world.scenario.model.co_creation.appeal
    brand = [[rule.brand * firm.brand + ideas * firm.co_created] for firm in world.firms]
    dearness = [[rule.price * (firm.price / reference - 1.0)] for firm in world.firms]
    utility = state.satisfaction.take(buyers, axis=1)
    utility *= rule.satisfaction
    utility += state.habit.take(buyers, axis=1) * rule.habit
    rung = state.rung.take(buyers, axis=1)
    for bond, weight, least in (
        (state.trust, rule.trust, world.rungs.first_friend),
        (state.commitment, rule.commitment, world.rungs.first_partner),
    ):
        part = bond.take(buyers, axis=1)
        part *= weight
        part *= rung >= least
        utility += part
    lock_in(world, state, buyers, utility)
    utility += state.recommended.take(buyers, axis=1) * np.float32(rule.recommended)
    if aim.used(world, "customisation"):
        utility += state.fit.take(buyers, axis=1) * np.float32(world.scenario.model.customisation.utility)
    utility -= new * np.float32(rule.caution)
    utility -= state.price_sensitivity.take(buyers) * np.array(dearness, dtype=np.float32)
    utility += np.array(brand, dtype=np.float32)
    if state.invited.size:
        utility += state.invited.take(buyers, axis=1) * np.float32(world.scenario.model.win_back.welcome)
    if any(firm.design for firm in world.firms):
        apart = [[world.scenario.model.design.value * firm.design] for firm in world.firms]
        utility += np.array(apart, dtype=np.float32) * ~new
    return utility


def _offered(
    world: World, block: Block, buyers: Places, new: NDArray[np.bool_], luck: NDArray[np.uint16]
) -> NDArray[np.bool_]:
    """To which buyers each firm's introductory offer is made this week; shape (F, buyers)."""
    ceiling = world.scenario.model.choice.offer_ceiling
    pressures = aim.audience(world, "introductory_offers").tolist()
    reach = np.array([[chances16(ceiling * each) for each in row] for row in pressures], dtype=np.uint32)
    if reach.shape[1] > 1:
        reach = reach.take(block.state.segment.take(buyers), axis=1)
    return np.asarray(new & (luck < reach))


def _pull(world: World, block: Block, buyers: Places) -> Single:
    home, state = block.state.home.take(buyers), block.state
    keys = np.maximum(home, 0) * np.int64(world.customers) + (buyers + block.slots.start)
    resistance = world.rungs.resistance.take(world.state.rung.reshape(-1).take(keys)) * (home >= 0)
    return offer_pull(state.deal_proneness.take(buyers), resistance, world.scenario.model.choice)


def buy(
    world: World,
    block: Block,
    place: Places,
    firm: Places,
    tempted: NDArray[np.bool_],
    luck: NDArray[np.uint16],
) -> Choices:
    """Purchases of the customers at ``place`` from ``firm``: their habits and homes, who joins and why."""
    slots = place + block.slots.start
    keys = firm * world.customers + slots
    state = world.state
    memory = np.float32(world.scenario.model.choice.habit_memory)
    fading = np.ones(block.state.customers, dtype=np.float32)
    fading[place] = memory
    block.state.habit *= fading
    state.habit.reshape(-1)[keys] += 1 - memory
    switched = which(state.home.take(slots) != firm)
    movers = slots.take(switched)
    state.lure[movers] = np.where(tempted.take(switched), np.int8(Cause.RIVAL_OFFER), np.int8(Cause.RIVAL_APPEAL))
    state.home[movers] = firm.take(switched)
    purchases = state.purchases.reshape(-1)
    counts = purchases.take(keys)
    first_time = counts == 0
    purchases[keys] = counts + 1
    state.last_week.reshape(-1)[keys] = world.week
    awareness = state.awareness.reshape(-1)
    aware = awareness.take(keys)
    awareness[keys] = aware + (1 - aware) * world.scenario.model.awareness.from_purchase
    newly = keys[first_time]
    came_for = np.where(tempted[first_time], np.int8(Cause.INTRODUCTORY_OFFER), ladder.heard_of(world, newly))
    ladder.join(world, newly, came_for)
    state.recommended.reshape(-1)[newly] = False
    accept(world, newly)
    return Choices(place=place, slots=slots, firm=firm, keys=keys, luck=luck)
