"""Phase 5, where customers subscribe: renewals, uses and fees of contracts.

Nature: each customer has a chance of quitting at a renewal, beta-distributed over customers (Fader & Hardie 2007).
Nurture: the relationship moves the odds of it, the more so the higher the market's plasticity.
"""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from sim.market import exact, ladder
from sim.market.bond import NEUTRAL_COMMITMENT, NEUTRAL_SATISFACTION, bonds_of, bound
from sim.market.choice import Yes, begun, buy, buy_of, options, weights
from sim.market.compiling import ONE, Number, either, equation, kernel
from sim.market.cross_selling import basket_factor
from sim.market.luck import later, purchase_luck
from sim.market.occasions import occasions
from sim.market.state import Block, Single, Slots, State
from sim.market.streams import Purpose, draw_for, fraction
from sim.market.world import Choices, Fees, World
from sim.scenario.contract import RenewalRule
from sim.scenario.parameters import Model
from sim.scenario.vocabulary import Cause

Keys = NDArray[np.int64]

_RENEWAL = int(Purpose.RENEWAL)


@equation
def falls_due(weeks: NDArray[np.int32], period: float) -> Yes:
    """Whether a payment falls due ``weeks`` after signing: in the first week, and whenever a period is full."""
    due: Yes = (weeks == 0) | (np.floor(weeks / period) > np.floor((weeks - 1) / period))
    return due


@equation
def quitting_chance(
    quitting: Single, satisfaction: Single, commitment: Single, rule: RenewalRule, plasticity: Number
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
    fees, period = [], world.scenario.market.contract.period_weeks
    for index, block in enumerate(world.blocks):
        signed, (start, stop) = world.choices[index].slots, (block.slots.start, block.slots.stop)
        due, others = _held(world.arrays, world.week, start, stop, signed, period)
        stay = _renew(world, due)
        moved = _lured(world, block, stay)
        stay = stay[~np.isin(stay, moved.slots)]
        used = _use(world, block, np.concatenate((stay, others)))
        world.choices[index] = _together(world.choices[index], moved, used)
        fees.append(_charge(world, np.concatenate((signed, moved.slots, stay.astype(np.int64)))))
    world.fees = fees


@kernel
def _held(state: State, week: int, start: int, stop: int, signed: Keys, period: float) -> tuple[Slots, Slots]:
    """Customers whose contract has a fee due this week, and all others with one; not those who just ``signed``."""
    home, purchases, joined_week = state.home, state.purchases, state.joined_week
    fresh = np.zeros(stop - start, np.bool_)
    for slot in signed:
        fresh[slot - start] = True
    due, others, payments, uses = np.empty(stop - start, np.uint32), np.empty(stop - start, np.uint32), 0, 0
    for slot in range(start, stop):
        if bound(purchases, home[slot], slot) and not fresh[slot - start]:
            if falls_due(week - joined_week[home[slot], slot], period):
                due[payments] = slot
                payments += 1
            else:
                others[uses] = slot
                uses += 1
    return due[:payments], others[:uses]


def _keys(world: World, slots: Slots | Keys) -> Keys:
    """Relationships of customers with their home firms."""
    return np.asarray(world.state.home.take(slots) * np.int64(world.customers) + slots)


def _renew(world: World, due: Slots) -> Slots:
    """Ends the contracts of those of ``due`` who quit, and returns those who stay."""
    plasticity, seed = np.float32(world.scenario.market.plasticity), world.streams.seed
    quits = _quitting(world.arrays, world.numbers, seed, world.week, due, plasticity)
    ladder.leave(world, _keys(world, due[quits]), Cause.CONTRACT_END)
    stay: Slots = due[~quits]
    return stay


@kernel
def _quitting(
    state: State, model: Sequence[Model], seed: np.uint64, week: int, due: Slots, plasticity: np.float32
) -> Yes:
    quitting, rule = state.quitting, model[0].renewal
    luck, (satisfied, committed) = draw_for(seed, _RENEWAL, week, due, 1), bonds_of(state, due)
    quits = np.empty(len(due), np.bool_)
    for place, slot in enumerate(due):
        chance = quitting_chance(quitting[slot], satisfied[place], committed[place], rule, plasticity)
        quits[place] = fraction(luck[place, 0]) < chance
    return quits


def _lured(world: World, block: Block, stay: Slots) -> Choices:
    """Those of ``stay`` to whom a rival's introductory offer, made in time, is worth more than what they have."""
    seed, start = world.streams.seed, block.slots.start
    weighed = options(world.arrays, world.numbers, world.doubles, seed, world.week, weights(world), stay)
    gone, rival = _better_off(world.arrays, stay, weighed.utility, weighed.known & weighed.offered)
    left = _keys(world, stay.take(gone))
    bought = buy_of(world.arrays, world.numbers, world.week, weighed, gone, rival, start)
    choices = begun(world, bought)
    ladder.leave(world, left, Cause.RIVAL_OFFER)
    return choices


@kernel
def _better_off(state: State, stay: Slots, utility: Single, open_to: Yes) -> tuple[Slots, Slots]:
    """Places of those who are better off with one of the firms whose offers are ``open_to`` them, and its index."""
    home = state.home
    gone, rival, count = np.empty(len(stay), np.uint32), np.empty(len(stay), np.uint32), 0
    for place in range(len(stay)):
        own = np.int64(home[stay[place]])
        most, best = utility[own, place], own
        for firm in range(len(utility)):
            better = open_to[firm, place] & (utility[firm, place] > most)
            most, best = either(better, utility[firm, place], most), either(better, firm, best)
        gone[count], rival[count] = place, best
        count += best != own
    return gone[:count], rival[:count]


def _use(world: World, block: Block, held: Slots) -> Choices:
    """Who of those with a contract uses it this week, with the firm it is with."""
    now = occasions(world, block)
    slots = now[np.isin(now, held)]
    luck = purchase_luck(world.streams.seed, world.week, slots, len(world.firms))
    at_once = later(luck, np.arange(len(slots), dtype=np.uint32), len(world.firms))
    home = world.state.home.take(slots).astype(np.uint32)
    untempted, start = np.zeros(len(slots), dtype=np.bool_), block.slots.start
    return begun(world, buy(world.arrays, world.numbers, world.week, slots, home, untempted, at_once, start))


def _together(*parts: Choices) -> Choices:
    return Choices(
        place=np.concatenate([part.place for part in parts]),
        slots=np.concatenate([part.slots for part in parts]),
        firm=np.concatenate([part.firm for part in parts]),
        keys=np.concatenate([part.keys for part in parts]),
        luck=np.concatenate([part.luck for part in parts], axis=1),
    )


def _charge(world: World, due: Keys) -> Fees:
    state, keys = world.state, _keys(world, due)
    firm = keys // world.customers
    prices = np.array([each.price for each in world.firms], dtype=np.float32)
    more = basket_factor(state.products[firm, due], world.scenario.model.cross_selling)
    amount = state.basket.take(due) * prices.take(firm) * more
    state.spent.reshape(-1)[keys] += amount
    return Fees(firm, due, keys, amount)
