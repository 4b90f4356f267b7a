"""Phase 5: who buys this week, and from whom (rules 2 and 3).

The choice is a logit in its random-utility form: every option's utility gets its own Gumbel draw and the best
one wins (McFadden 1974). With shared draws a change of one firm's offer moves only those customers who come to
it or leave it (Oberst & Sontag 2019).
"""

import numpy as np
from numpy.typing import NDArray

from sim.market import exact, ladder
from sim.market.bond import bond_of
from sim.market.promotion import pressure
from sim.market.quantiles import gumbel_table
from sim.market.state import Block, Single
from sim.market.streams import Purpose, chances16, fraction
from sim.market.world import Choices, World
from sim.scenario.parameters import ChoiceRule, OccasionRule
from sim.scenario.vocabulary import Cause

_UNKNOWN = np.float32(-1e9)


def occasion_rate(
    rate: Single, satisfaction: Single, commitment: Single, rule: OccasionRule, plasticity: float
) -> exact.Floats:
    """Weekly rate of purchase occasions; a good relationship raises it (rule 2)."""
    good = (satisfaction - 0.6) * rule.satisfaction + (commitment - 0.5) * rule.commitment
    return rate * exact.exp(good * plasticity)


def offer_pull(deal_proneness: Single, resistance: Single, rule: ChoiceRule) -> Single:
    """Utility that an introductory discount adds: it must overcome indifference and the bond with the present firm."""
    pull = deal_proneness * (2 * rule.offer * rule.discount) - rule.offer_threshold - resistance
    return np.maximum(pull, np.float32(0))


def occasions_and_choice(world: World) -> None:
    """Customers with an occasion choose among the firms they recall, or none."""
    world.choices = [_choose(world, block) for block in world.blocks]


def _occasions(world: World, block: Block) -> NDArray[np.intp]:
    market = world.scenario.market
    state = block.state
    season = market.season[world.week % len(market.season)] * world.demand
    satisfaction, commitment = bond_of(state)
    rate = occasion_rate(state.rate, satisfaction, commitment, world.scenario.model.occasion, market.plasticity)
    luck = fraction(world.streams.pair(Purpose.OCCASION, world.week, block.slots)[:, 0])
    return np.flatnonzero((luck < exact.chance(rate * np.float32(season))) & state.present)


def _choose(world: World, block: Block) -> Choices:
    rule, state = world.scenario.model.choice, block.state
    buyers = _occasions(world, block)
    firms = len(world.firms)
    recall = world.streams.lanes(Purpose.RECALL, world.week, block.slots, firms)[buyers]
    offers = world.streams.lanes(Purpose.OFFER, world.week, block.slots, firms)[buyers]
    luck = gumbel_table()[world.streams.lanes(Purpose.CHOICE, world.week, block.slots, firms + 1)[buyers]]
    home = state.home[buyers]
    home_rung = state.rung[np.maximum(home, 0), buyers]
    resistance = np.where(home >= 0, world.rungs.resistance[home_rung], np.float32(0))

    best = luck[:, firms] + np.float32(rule.outside)
    chosen = np.full(len(buyers), -1, dtype=np.int64)
    tempted = np.zeros(len(buyers), dtype=np.bool_)
    for index, firm in enumerate(world.firms):
        if not world.open_now(firm):
            continue
        new = state.purchases[index, buyers] == 0
        utility = _utility(world, block, index, buyers, new)
        utility += state.habit[index, buyers] * np.float32(rule.habit)
        share = rule.offer_ceiling * pressure(world, firm, "introductory_offers", world.customers)
        offered = new & (offers[:, index] < chances16(share))
        utility += offered * offer_pull(state.deal_proneness[buyers], resistance, rule)
        known = recall[:, index] < state.awareness[index, buyers] * np.float32(65536)
        utility = np.where(known, utility + luck[:, index], _UNKNOWN)
        better = utility > best
        best = np.where(better, utility, best)
        chosen = np.where(better, index, chosen)
        tempted = np.where(better, offered, tempted)
    return _buy(world, block, buyers, chosen, tempted)


def _utility(world: World, block: Block, index: int, buyers: NDArray[np.intp], new: NDArray[np.bool_]) -> Single:
    rule, state, firm = world.scenario.model.choice, block.state, world.firms[index]
    reputation = np.where(new, state.expectation[index, buyers], state.satisfaction[index, buyers])
    utility = reputation * np.float32(rule.satisfaction)
    bonded = ~new
    trusting = world.rungs.trusting[state.rung[index, buyers]]
    utility += trusting * state.trust[index, buyers] * np.float32(rule.trust)
    utility += bonded * state.commitment[index, buyers] * np.float32(rule.commitment)
    dearness = firm.price / world.scenario.market.reference_price - 1.0
    utility -= state.price_sensitivity[buyers] * np.float32(rule.price * dearness)
    utility += state.member[index, buyers] * np.float32(world.scenario.model.loyalty_card.lock_in * firm.benefit)
    utility += state.recommended[index, buyers] * np.float32(rule.recommended)
    utility -= new * np.float32(rule.caution)
    return np.asarray(utility + np.float32(rule.brand * firm.brand))


def _buy(
    world: World,
    block: Block,
    buyers: NDArray[np.intp],
    chosen: NDArray[np.int64],
    tempted: NDArray[np.bool_],
) -> Choices:
    bought = chosen >= 0
    place, firm, tempted = buyers[bought], chosen[bought], tempted[bought]
    slots = place + block.slots.start
    keys = firm * world.customers + slots
    state = world.state
    memory = np.float32(world.scenario.model.choice.habit_memory)
    state.habit[:, slots] *= memory
    state.habit.reshape(-1)[keys] += 1 - memory
    home = state.home[slots]
    switched = home != firm
    lure = np.where(tempted, np.int8(Cause.RIVAL_OFFER), np.int8(Cause.RIVAL_APPEAL))
    state.lure[slots[switched]] = lure[switched]
    state.home[slots] = firm
    purchases = state.purchases.reshape(-1)
    first_time = purchases[keys] == 0
    purchases[keys] += 1
    state.last_week.reshape(-1)[keys] = world.week
    awareness = state.awareness.reshape(-1)
    awareness[keys] += world.scenario.model.awareness.from_purchase * (1 - awareness[keys])
    newly = keys[first_time]
    state.satisfaction.reshape(-1)[newly] = state.expectation.reshape(-1)[newly]
    came_for = np.where(tempted[first_time], np.int8(Cause.INTRODUCTORY_OFFER), state.heard.reshape(-1)[newly])
    ladder.join(world, newly, came_for)
    state.recommended.reshape(-1)[newly] = False
    return Choices(place=place, slots=slots, firm=firm, keys=keys)
