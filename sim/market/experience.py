"""Phase 6, first half: what a purchase is like (rule 4)."""

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from sim.market.aim import for_each_purchase
from sim.market.compiling import either, equation, kernel, picked
from sim.market.cross_selling import basket_factor
from sim.market.internal_marketing import shortfall
from sim.market.luck import BASKET, CARD, COMPLAINT, CONTACT, FAILURE, MOMENT_OF_CONTACT, WORK
from sim.market.machines import automated_lift
from sim.market.quantiles import normal_table
from sim.market.segments import Segments
from sim.market.state import Single, State
from sim.market.streams import LANE, LEVELS, chances16, level
from sim.market.touch_points import cared_for, expected_quality, quality_of
from sim.market.voice import chance_after_failure, disappointing
from sim.market.world import Asking, Choices, Machine, Means, Purchases, World
from sim.scenario.dialogue import CrossSellingRule
from sim.scenario.levers import Levers
from sim.scenario.parameters import ExperienceRule, Model
from sim.scenario.service import MachineRule

_NOBODY = np.zeros(0, dtype=np.intp)
_LANE, _LEVELS = np.float32(LANE), np.float32(LEVELS)


class Service(NamedTuple):
    """What firms give to whoever buys this week: arrays over firms."""

    unsteady: Single  # how many times as much as usual quality varies, and as often it fails
    before: Single  # mean quality of the moment before the sale
    during: Single
    after: Single
    risk: Single  # chance of a failure, usually
    price: Single  # index; 0 where a contract's fee pays
    after_failure: Single  # how many of 65,536 failures are complained about
    otherwise: Single  # the same of bad experiences without a failure
    self_service: Single  # share of questions that it resolves
    automation: Single  # the same of the automated service, for those whom it knows wholly


@equation
def failure_chance(skill: float, process: float, rule: ExperienceRule) -> float:
    """Chance that a purchase goes wrong."""
    return rule.failure_rate * (1.0 - process) * (1.5 - skill)


def experiences(world: World) -> None:
    """Luck gives each purchase its amount, its three moments, and whether the customer needs a person."""
    world.purchases = []
    for choices in world.choices:
        amount, moments, failed, asking, machine = _meet(
            world.arrays,
            world.numbers,
            world.doubles,
            world.levers,
            world.means,
            world.segments,
            choices,
            normal_table(),
        )
        purchases = Purchases(
            choices=choices,
            amount=amount,
            moments=moments,
            failed=failed,
            card_luck=choices.luck[CARD],
            asking=asking,
            cared=_NOBODY,
            machine=machine,
            harm=np.zeros(len(failed), dtype=np.float32),
            served=np.zeros(len(failed), dtype=np.bool_),
        )
        world.purchases.append(purchases)


@kernel
def service_of(doubles: Sequence[Model], levers: Sequence[Levers], means: Sequence[Means]) -> Service:
    """What firms give with these means."""
    rules, settings, rows = doubles[0], levers[0], np.empty((10, len(means)), np.float32)
    for index in range(len(means)):
        firm = means[index]
        count, quality = firm.purchases, expected_quality(firm.morale, firm.skill, firm.process, rules.experience)
        missing = 0.0
        if settings.internal_marketing.available:
            missing = shortfall(firm.promise, firm.alignment, rules.internal_marketing)
        care = for_each_purchase(firm.before_sale, count, settings.before_sale.half)
        aftercare = for_each_purchase(firm.after_sale, count, settings.after_sale.half)
        ease = for_each_purchase(firm.complaint_line, count, settings.complaint_line.half)
        by_itself = for_each_purchase(firm.self_service, count, settings.self_service.half)
        automated = for_each_purchase(firm.automation, count, settings.automation.half)
        rows[0, index] = firm.unsteady
        rows[1, index] = cared_for(quality, firm.touch_before, care, rules.touch)
        rows[2, index] = quality - missing
        rows[3, index] = cared_for(quality, firm.touch_after, aftercare, rules.touch)
        rows[4, index] = failure_chance(firm.skill, firm.process, rules.experience)
        rows[5, index] = firm.price
        rows[6, index] = chances16(chance_after_failure(rules.contact.after_failure, ease, rules.voice))
        rows[7, index] = chances16(rules.voice.after_disappointment * ease)
        rows[8, index] = rules.machines.simple * by_itself
        rows[9, index] = rules.machines.automated_simple * automated
    return Service(rows[0], rows[1], rows[2], rows[3], rows[4], rows[5], rows[6], rows[7], rows[8], rows[9])


@equation
def _amounts(state: State, choices: Choices, price: Single, luck: Single, rule: CrossSellingRule) -> Single:
    """Money of each purchase; ``luck`` is that of baskets, by segment and level."""
    firm, slots, draw = choices.firm, choices.slots, choices.luck[BASKET]
    segment, basket, products, amount = state.segment, state.basket, state.products, np.empty(len(firm), np.float32)
    for place in range(len(amount)):
        slot = np.uint64(slots[place])
        amount[place] = basket[slot] * luck[segment[slot], level(draw[place])] * price[firm[place]]
    for place in range(len(amount)):
        amount[place] *= basket_factor(products[np.uint64(firm[place]), np.uint64(slots[place])], rule)
    return amount


@equation
def _moments(choices: Choices, service: Service, normal: Single, spread: float) -> Single:
    """The three moments of each purchase, as if nothing failed: shape (3, P)."""
    firm, luck, moments = choices.firm, choices.luck, np.empty((3, len(choices.firm)), np.float32)
    for moment, mean in enumerate((service.before, service.during, service.after)):
        values, draw = moments[moment], luck[moment]
        for place in range(len(firm)):
            own = np.uint64(firm[place])
            values[place] = normal[level(draw[place])] * spread * service.unsteady[own] + mean[own]
    return moments


@equation
def _asking(
    state: State, rules: Model, choices: Choices, service: Service, failed: NDArray[np.bool_], moments: Single
) -> Asking:
    """Who asks something or complains, of a failure or where it is made easy of another bad experience."""
    firm, slots, luck, expectation = choices.firm, choices.slots, choices.luck, state.expectation
    questions, complaints, contact_rate = luck[CONTACT], luck[COMPLAINT], state.contact_rate
    asks, complains = np.empty(len(firm), np.bool_), np.empty(len(firm), np.bool_)
    for place in range(len(firm)):
        chance = either(failed[place], service.after_failure[firm[place]], service.otherwise[firm[place]])
        complains[place] = np.float32(complaints[place]) < chance
    for place in range(len(firm)):
        asks[place] = np.float32(questions[place]) < contact_rate[np.uint64(slots[place])] * _LANE
    here, contacts = np.empty(len(firm), np.int64), 0
    for place in range(len(firm)):
        if complains[place] and not failed[place]:
            quality = quality_of((moments[0, place], moments[1, place], moments[2, place]), rules.experience)
            complains[place] = disappointing(quality, expectation[firm[place], slots[place]], rules.voice)
        here[contacts] = place
        contacts += int(asks[place] | complains[place])
    here = here[:contacts].copy()
    return Asking(
        here, picked(luck[MOMENT_OF_CONTACT], here), level(picked(luck[WORK], here)), picked(complains, here)
    )


@equation
def of_them(asking: Asking, few: NDArray[np.int64]) -> Asking:
    """The ``few`` of those asking."""
    place, moment = picked(asking.place, few), picked(asking.moment, few)
    return Asking(place, moment, picked(asking.work, few), picked(asking.complaint, few))


@equation
def _resolve(
    state: State, rule: MachineRule, choices: Choices, asking: Asking, service: Service, segments: Segments
) -> tuple[Asking, Machine]:
    """Of those ``asking``, who turns to the desk; machines resolve the questions with the least work."""
    managed, knowledge, segment, count = state.managed, state.knowledge, state.segment, len(asking.place)
    helped, lift, cost = np.empty(count, np.int64), np.empty(count, np.float32), np.empty(count, np.float32)
    desk, left, resolved = np.empty(count, np.int64), 0, 0
    for contact in range(count):
        place, work = asking.place[contact], np.float32(asking.work[contact])
        firm, slot = choices.firm[place], choices.slots[place]
        known, kind = knowledge[firm, slot], segment[slot]
        automated = work < service.automation[firm] * known * _LEVELS
        by_machine = automated | (work < service.self_service[firm] * _LEVELS)
        to_desk = managed[firm, slot] | asking.complaint[contact] | (not by_machine)
        desk[left] = contact
        left += int(to_desk)
        recognised = automated_lift(segments.automated[kind], segments.missed[kind], known, rule)
        helped[resolved] = place
        lift[resolved] = recognised if automated else segments.self_service[kind]
        cost[resolved] = rule.automated_cost if automated else rule.cost
        resolved += int(not to_desk)
    machine = Machine(helped[:resolved].copy(), lift[:resolved].copy(), cost[:resolved].copy())
    return of_them(asking, desk[:left]), machine


@kernel
def _meet(
    state: State,
    model: Sequence[Model],
    doubles: Sequence[Model],
    levers: Sequence[Levers],
    means: Sequence[Means],
    segments: Segments,
    choices: Choices,
    normal: Single,
) -> tuple[Single, Single, NDArray[np.bool_], Asking, Machine]:
    """Amounts, moments and failures of purchases, and who of the buyers turns to the desk or a machine.

    ``failure_harm`` is in double precision.
    """
    rules, firm, luck, failed = model[0], choices.firm, choices.luck[FAILURE], np.empty(len(choices.firm), np.bool_)
    service = service_of(doubles, levers, means)
    amount = _amounts(state, choices, service.price, segments.basket, rules.cross_selling)
    moments = _moments(choices, service, normal, rules.experience.spread)
    during = moments[1]
    for place in range(len(firm)):
        own = np.uint64(firm[place])
        failed[place] = np.float32(luck[place]) < service.risk[own] * service.unsteady[own] * _LANE
    for place in range(len(firm)):
        if failed[place]:
            during[place] = np.float32(during[place] - doubles[0].experience.failure_harm)
    asking = _asking(state, rules, choices, service, failed, moments)
    asking, machine = _resolve(state, rules.machines, choices, asking, service, segments)
    for contact in range(len(machine.place)):
        during[machine.place[contact]] += machine.lift[contact]
    return amount, moments, failed, asking, machine
