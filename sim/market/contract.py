"""Phase 5, where customers subscribe: renewals, uses and fees of contracts.

Nature: each customer has a chance of quitting at a renewal, beta-distributed over customers (Fader & Hardie 2007).
Nurture: the relationship moves the odds of it, the more so the higher the market's plasticity.
"""

import numpy as np
from numpy.typing import NDArray

from sim.market import exact, ladder
from sim.market.bond import NEUTRAL_COMMITMENT, NEUTRAL_SATISFACTION, bond_of, bound
from sim.market.choice import Places, buy, buy_of, occasions, options
from sim.market.compiling import ONE, equation
from sim.market.cross_selling import basket_factor
from sim.market.luck import purchase_luck
from sim.market.state import Block, Single, which
from sim.market.streams import Purpose, fraction
from sim.market.world import Choices, Fees, World
from sim.scenario.contract import RenewalRule
from sim.scenario.vocabulary import Cause


def falls_due(weeks: NDArray[np.int32], period: float) -> NDArray[np.bool_]:
    """Whether a payment falls due ``weeks`` after signing: in the first week, and whenever a period is full."""
    return np.asarray((weeks == 0) | (np.floor(weeks / period) > np.floor((weeks - 1) / period)))


@equation
def quitting_chance(
    quitting: Single, satisfaction: Single, commitment: Single, rule: RenewalRule, plasticity: float
) -> Single:
    """Chance of quitting at a renewal: the customer's own, its odds lowered by a good relationship."""
    good = (satisfaction - NEUTRAL_SATISFACTION) * rule.satisfaction
    good = good + (commitment - NEUTRAL_COMMITMENT) * rule.commitment
    odds: Single = quitting / (ONE - quitting) * exact.exp(good * -plasticity)
    return odds / (ONE + odds)


def contracts(world: World) -> None:
    """Contracts that are due are renewed, ended or taken to a rival; the others are used; fees are paid."""
    if not world.contracts:
        return
    fees = []
    for index, block in enumerate(world.blocks):
        held = which(bound(world, block))
        signed = world.choices[index].place
        held = held[~np.isin(held, signed)]
        weeks = world.week - world.state.joined_week.reshape(-1).take(_keys(world, block, held))
        due = falls_due(weeks, world.scenario.market.contract.period_weeks)
        stay = _renew(world, block, held[due])
        moved = _lured(world, block, stay)
        stay = stay[~np.isin(stay, moved.place)]
        used = _use(world, block, np.concatenate((stay, held[~due])))
        world.choices[index] = _together(world.choices[index], moved, used)
        fees.append(_charge(world, block, np.concatenate((signed, moved.place, stay))))
    world.fees = fees


def _keys(world: World, block: Block, place: Places) -> NDArray[np.int64]:
    """Relationships with the home firm of the customers at ``place``."""
    return np.asarray(block.state.home.take(place) * np.int64(world.customers) + (place + block.slots.start))


def _renew(world: World, block: Block, due: Places) -> Places:
    """Ends the contracts of those of ``due`` who quit, and returns those who stay."""
    luck = fraction(world.streams.pair(Purpose.RENEWAL, world.week, block.slots)[:, 0]).take(due)
    satisfaction, commitment = bond_of(world, block, due)
    rule, plasticity = world.scenario.model.renewal, world.scenario.market.plasticity
    chance = quitting_chance(block.state.quitting.take(due), satisfaction, commitment, rule, plasticity)
    quits = luck < chance
    ladder.leave(world, _keys(world, block, due[quits]), Cause.CONTRACT_END)
    return due[~quits]


def _lured(world: World, block: Block, stay: Places) -> Choices:
    """Those of ``stay`` to whom a rival's introductory offer, made in time, is worth more than what they have."""
    weighed = options(world, block, stay)
    home, columns = block.state.home.take(stay).astype(np.intp), np.arange(len(stay))
    best, chosen = weighed.utility[home, columns], home.copy()
    for index in range(len(world.firms)):
        better = weighed.offered[index] & weighed.known[index] & (weighed.utility[index] > best)
        chosen[better] = index
        best = np.where(better, weighed.utility[index], best)
    gone = which(chosen != home)
    left = _keys(world, block, stay.take(gone))
    choices = buy_of(world, block, weighed, gone, chosen.take(gone))
    ladder.leave(world, left, Cause.RIVAL_OFFER)
    return choices


def _use(world: World, block: Block, held: Places) -> Choices:
    """Who of those with a contract uses it this week, with the firm it is with."""
    now = occasions(world, block)
    place = now[np.isin(now, held)]
    firm = block.state.home.take(place).astype(np.intp)
    luck = purchase_luck(world, block, place).later(np.arange(len(place)))
    return buy(world, block, place, firm, np.zeros(len(place), dtype=np.bool_), luck)


def _together(*parts: Choices) -> Choices:
    return Choices(
        place=np.concatenate([part.place for part in parts]),
        slots=np.concatenate([part.slots for part in parts]),
        firm=np.concatenate([part.firm for part in parts]),
        keys=np.concatenate([part.keys for part in parts]),
        luck=np.concatenate([part.luck for part in parts], axis=1),
    )


def _charge(world: World, block: Block, due: Places) -> Fees:
    state, keys = block.state, _keys(world, block, due)
    firm = keys // world.customers
    prices = np.array([each.price for each in world.firms], dtype=np.float32)
    more = basket_factor(state.products[firm, due], world.scenario.model.cross_selling)
    amount = state.basket.take(due) * prices.take(firm) * more
    world.state.spent.reshape(-1)[keys] += amount
    return Fees(firm, due + block.slots.start, keys, amount)
