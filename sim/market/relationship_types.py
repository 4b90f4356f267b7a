"""The four questions about each type of relationship (Osterwalder & Pigneur 2010), answered for one firm.

What does each segment expect, what has been set up, what does it cost, and how does it fit with the rest of the
business? Each type has one small function that says what is set up and what it rests on; the rest is the same
for all. Nothing here changes anything.
"""

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from math import fsum

import numpy as np
from numpy.typing import NDArray

from sim.market.aim import per_purchase
from sim.market.dedicated import weekly_spending
from sim.market.exact import saturation
from sim.market.world import World
from sim.scenario.vocabulary import RelationshipType

EXPECTED, UNWANTED, SUPPORTED = 0.5, 0.2, 0.4
"""Expectation from which a type is missed, and below which it is unwanted; support that carries it."""

Customers = NDArray[np.bool_]


class Support(StrEnum):
    """What a type of relationship rests on in the rest of the business."""

    PEOPLE = "people"  # enough of them at the desk
    VALUE = "value"  # of those who get it, against what it costs
    KNOWLEDGE = "knowledge"  # of the customers
    MEMBERS = "members"  # enough to be worth joining
    COMMITTED = "committed"  # customers who care enough to contribute


class Fit(StrEnum):
    """How a type fits with the rest, in one word."""

    SOUND = "sound"
    UNSUPPORTED = "unsupported"  # set up, and what it rests on is missing
    UNWANTED = "unwanted"  # set up, and hardly expected
    MISSED = "missed"  # expected, and not set up
    UNUSED = "unused"  # neither


@dataclass(frozen=True)
class Setup:
    """What a firm has set up of one type."""

    level: float  # 0..1
    reached: Customers  # (N,)
    money: float  # a round
    cost_contact: float  # money for each contact attended in the round so far; 0 where there are none
    support: Support
    supported: float  # 0..1


@dataclass(frozen=True)
class Answers:
    """The four answers for one type and one segment."""

    kind: RelationshipType
    segment: int
    expected: float  # 0..1
    level: float  # 0..1
    reached: int  # customers of the segment
    cost_round: float  # money, for all segments
    cost_customer: float  # money a round for each customer reached
    cost_contact: float  # money for each contact attended; 0 where there are none
    support: Support
    supported: float  # 0..1
    fit: Fit


def _customers(world: World, index: int) -> Customers:
    return np.asarray(world.state.rung[index] >= world.rungs.first_customer)


def _people(world: World, index: int) -> float:
    """How much of its work the desk can bear, 0..1."""
    book, team = world.firms[index].round, world.teams[index]
    load = book.load / book.weeks if book.weeks else team.load
    return min(1.0, world.scenario.model.staff.bearable / load) if load else 1.0


def _so_far(world: World, index: int, *levers: str) -> float:
    """Money that levers took in the round so far."""
    firm = world.firms[index]
    return fsum(firm.weekly[lever] for lever in levers) * firm.round.weeks


def _personal(world: World, index: int) -> Setup:
    firm = world.firms[index]
    level = 0.0 if firm.bankrupt else _people(world, index)
    money = firm.decision["staff"] + firm.decision["training"]
    cost = _so_far(world, index, "staff", "training") / max(firm.round.contacts, 1)
    return Setup(level, _customers(world, index), money, cost, Support.PEOPLE, _people(world, index))


def _dedicated(world: World, index: int) -> Setup:
    """A manager adds about a tenth to what a customer brings: who brings ten times the cost carries it."""
    firm, rule = world.firms[index], world.scenario.model.dedicated
    managed = world.state.managed[index]
    places, count = firm.managers * rule.portfolio, int(np.count_nonzero(managed))
    level = min(1.0, places / max(int(np.count_nonzero(_customers(world, index))), 1))
    spent = float(np.add.reduce(weekly_spending(world, index)[managed], dtype=np.float64))
    margin = spent * (1.0 - firm.spec.cost_of_goods * firm.cost_factor / firm.price)
    cost = firm.weekly["account_managers"]
    worth = min(1.0, max(0.0, margin / (10 * cost))) if cost and count else 0.0
    return Setup(level, managed, firm.decision["account_managers"], 0.0, Support.VALUE, worth)


def _by_machine(world: World, index: int, cost: float) -> float:
    """Money for each contact that machines attended, self-service and automated together; ``cost`` of one more."""
    served = world.firms[index].round.self_served
    return _so_far(world, index, "self_service", "automation") / served + cost if served else 0.0


def _self_service(world: World, index: int) -> Setup:
    firm = world.firms[index]
    level = per_purchase(world, firm, "self_service")
    cost = _by_machine(world, index, world.scenario.model.machines.cost) if level > 0 else 0.0
    reached, people = _customers(world, index) & (level > 0), _people(world, index)
    return Setup(level, reached, firm.decision["self_service"], cost, Support.PEOPLE, people)


def _automated(world: World, index: int) -> Setup:
    firm = world.firms[index]
    level, customers = per_purchase(world, firm, "automation"), _customers(world, index)
    known = world.state.knowledge[index][customers]
    knowledge = float(np.add.reduce(known, dtype=np.float64)) / max(len(known), 1)
    cost = _by_machine(world, index, world.scenario.model.machines.automated_cost) if level > 0 else 0.0
    reached = customers & (level > 0)
    return Setup(level, reached, firm.decision["automation"], cost, Support.KNOWLEDGE, knowledge)


def _community(world: World, index: int) -> Setup:
    firm, members = world.firms[index], world.state.community[index]
    crowd = saturation(float(np.count_nonzero(members)), world.scenario.model.community.half_members)
    return Setup(firm.community, members, firm.decision["community"], 0.0, Support.MEMBERS, crowd)


def _co_creation(world: World, index: int) -> Setup:
    firm, rule, state = world.firms[index], world.scenario.model.co_creation, world.state
    keen = (state.rung[index] >= world.rungs.first_friend) & (state.commitment[index] >= np.float32(rule.committed))
    count = int(np.count_nonzero(keen))
    half = world.scenario.levers.co_creation.half
    invited = saturation(firm.weekly["co_creation"] / max(count, rule.least_people), half)
    enough = min(1.0, count / rule.least_people)
    return Setup(invited, keen & (invited > 0), firm.decision["co_creation"], 0.0, Support.COMMITTED, enough)


SETUPS: dict[RelationshipType, Callable[[World, int], Setup]] = {
    RelationshipType.PERSONAL: _personal,
    RelationshipType.DEDICATED: _dedicated,
    RelationshipType.SELF_SERVICE: _self_service,
    RelationshipType.AUTOMATED: _automated,
    RelationshipType.COMMUNITY: _community,
    RelationshipType.CO_CREATION: _co_creation,
}


def fit_of(expected: float, level: float, supported: float) -> Fit:
    """How a type fits, from what is expected, what is set up and what carries it."""
    if level <= 0:
        return Fit.MISSED if expected >= EXPECTED else Fit.UNUSED
    if supported < SUPPORTED:
        return Fit.UNSUPPORTED
    return Fit.UNWANTED if expected < UNWANTED else Fit.SOUND


def relationship_types(world: World, index: int) -> tuple[Answers, ...]:
    """The four answers for every type and segment, types first."""
    answers = []
    for kind, setup_of in SETUPS.items():
        setup = setup_of(world, index)
        people = int(np.count_nonzero(setup.reached))
        by_segment = np.bincount(
            world.state.segment[setup.reached], minlength=len(world.scenario.market.segments)
        ).tolist()
        for segment, described in enumerate(world.scenario.market.segments):
            expected = described.expects.of(kind)
            answers.append(
                Answers(
                    kind=kind,
                    segment=segment,
                    expected=expected,
                    level=setup.level,
                    reached=by_segment[segment],
                    cost_round=setup.money,
                    cost_customer=setup.money / people if people else 0.0,
                    cost_contact=setup.cost_contact,
                    support=setup.support,
                    supported=setup.supported,
                    fit=fit_of(expected, setup.level, setup.supported),
                )
            )
    return tuple(answers)
