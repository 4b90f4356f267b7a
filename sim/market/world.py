"""The world in which a week happens: the state, the firms, their teams, the clock, the luck and the journal."""

from collections.abc import Generator, Sequence
from dataclasses import dataclass, field
from math import fsum
from typing import Any, NamedTuple

import numpy as np
import simpy
from numpy.typing import NDArray

from sim import decisions
from sim.journal import Journal
from sim.market.compiling import numbers
from sim.market.facilities import Facilities, facilities_of
from sim.market.population import populate
from sim.market.rungs import RungTable
from sim.market.segments import Segments, segments_of
from sim.market.staff import Team
from sim.market.state import Block, Careers, FirmState, State, blocks_of, for_kernels
from sim.market.streams import Streams
from sim.scenario.levers import Levers
from sim.scenario.parameters import Model
from sim.scenario.schema import Scenario
from sim.scenario.vocabulary import LEVERS, Head

_ACQUISITION = tuple(lever.id for lever in LEVERS.values() if lever.head is Head.ACQUISITION)
_CARE = tuple(
    lever.id
    for lever in LEVERS.values()
    if lever.head not in (None, Head.ACQUISITION) and lever.id not in ("staff", "loyalty_card")
)
"""Levers whose money is spent as decided; wages are paid to whoever works, and points as they are issued."""


class Means(NamedTuple):
    """What a firm has to win and to serve customers with, from their choices until the week closes."""

    dearness: float  # price index above the reference
    brand: float
    design: float  # what sets its offer apart
    benefit: float  # of its loyalty card to members
    co_created: float  # how much better its offer fits by customers' ideas
    morale: float
    skill: float
    process: float
    touch_before: float  # how much better than the rest the moment before the sale starts
    touch_after: float
    promise: float
    alignment: float  # what the team knows of the promise
    unsteady: float
    price: float  # of a purchase; 0 where a contract's fee pays
    purchases: float  # last week's, over which money is spread
    before_sale: float  # money, as what follows
    after_sale: float
    complaint_line: float
    self_service: float
    automation: float
    customisation: float
    loyalty_card: float


class Choices(NamedTuple):
    """Who of a block buys where this week: parallel arrays, one element a purchase."""

    place: NDArray[np.intp]  # within the block
    slots: NDArray[np.int64]
    firm: NDArray[np.int64]
    keys: NDArray[np.int64]  # firm * N + slot
    luck: NDArray[np.uint16]  # what may happen now, see ``market.luck``


class Asking(NamedTuple):
    """Who of a block's buyers turns to the desk, when (16 bits of a week), and for how much work (a level)."""

    place: NDArray[np.intp]  # among the block's choices
    moment: NDArray[np.uint16]
    work: NDArray[np.uint16]
    complaint: NDArray[np.bool_]

    def where(self, chosen: NDArray[np.bool_]) -> "Asking":
        """Those of them for whom ``chosen`` is True."""
        return Asking(self.place[chosen], self.moment[chosen], self.work[chosen], self.complaint[chosen])


class Machine(NamedTuple):
    """Who of a block's buyers got a question resolved by a machine: parallel arrays, one element a contact."""

    place: NDArray[np.intp]  # among the block's choices
    lift: NDArray[np.float32]  # of the quality during the sale; below 0 for those who missed a person
    cost: NDArray[np.float32]  # money


class Purchases(NamedTuple):
    """What a block of customers lives through with its choices: parallel arrays.

    ``harm`` (quality lost by waiting) and ``served`` are filled when the week closes.
    """

    choices: Choices
    amount: NDArray[np.float32]
    moments: NDArray[np.float32]  # (3, P): quality before, during and after the sale, before any waiting
    failed: NDArray[np.bool_]
    card_luck: NDArray[np.uint16]
    asking: Asking  # at the desk
    cared: NDArray[np.intp]  # places of those whose complaint a manager of their own handles
    machine: Machine
    harm: NDArray[np.float32]
    served: NDArray[np.bool_]


class Fees(NamedTuple):
    """Who pays the fee of a contract this week: parallel arrays."""

    firm: NDArray[np.int64]
    slots: NDArray[np.int64]
    keys: NDArray[np.int64]  # firm * N + slot
    amount: NDArray[np.float32]


class Desk(NamedTuple):
    """The week's contacts of all firms, ordered by firm and moment: where each stands among the purchases."""

    firm: NDArray[np.int64]
    block: NDArray[np.int64]
    place: NDArray[np.intp]  # among the block's choices


@dataclass
class World:
    """Everything a phase may read or change."""

    scenario: Scenario
    env: simpy.Environment
    streams: Streams
    state: State
    arrays: State  # the same, as kernels take it
    numbers: Sequence[Model]  # the scenario's model, as kernels take it: one record
    doubles: Sequence[Model]  # in double precision: for what is reckoned before it meets customers
    levers: Sequence[Levers]  # their settings, in double precision
    segments: Segments
    blocks: tuple[Block, ...]
    firms: list[FirmState]
    teams: list[Team]
    facilities: Facilities
    rungs: RungTable
    careers: Careers
    journal: Journal | None
    dawn: simpy.Event  # the coming week's first moment
    week: int = 0  # from the start of the warm-up
    demand: float = 1.0
    means: Sequence[Means] = ()  # of each firm: the week's, as kernels take it
    choices: list[Choices] = field(default_factory=list)
    purchases: list[Purchases] = field(default_factory=list)
    fees: list[Fees] = field(default_factory=list)
    desk: Desk = field(default_factory=lambda: Desk(*(np.zeros(0, dtype=np.int64) for _ in range(3))))

    @property
    def customers(self) -> int:
        """Number of slots."""
        return self.state.customers

    def slots(self, keys: NDArray[np.int64]) -> NDArray[np.int64]:
        """Slots of the customers of relationships ``keys`` (firm * N + slot)."""
        return np.asarray(keys - keys // self.customers * self.customers)  # in half the time of a remainder

    @property
    def contracts(self) -> bool:
        """Whether customers subscribe to one firm at a time instead of buying wherever they like."""
        return self.scenario.market.category == "contract"

    @property
    def review(self) -> bool:
        """Whether this is a week in which slow things are looked at: rungs, neglect, life changes, cards."""
        return self.week % self.scenario.ladder.review_weeks == 0

    @property
    def gossip(self) -> bool:
        """Whether this is a week in which people talk: the one before a review, for all weeks in between."""
        return (self.week + 1) % self.scenario.ladder.review_weeks == 0

    def sleep(self, weeks: float) -> Generator[simpy.Event, Any, None]:
        """Waits ``weeks`` and then for the week that begins there, so that the one before is closed."""
        if weeks:  # waiting for no time at all would let the first week begin without
            yield self.env.timeout(weeks)
        yield self.dawn

    @property
    def everyone(self) -> slice:
        """All slots."""
        return slice(0, self.customers)

    def open_now(self, firm: FirmState) -> bool:
        """Whether ``firm`` trades: it has opened and is not bankrupt."""
        return not firm.bankrupt and (firm.spec.established or self.week >= self.scenario.time.warm_up)


def spread_money(world: World, firm: FirmState) -> None:
    """Divides the money of the decision in force among the weeks of its round."""
    weeks = world.scenario.time.weeks_per_round
    trading = world.open_now(firm)
    firm.weekly = {lever: money / weeks if trading else 0.0 for lever, money in firm.decision.items()}
    firm.weekly_acquisition = fsum(firm.weekly[lever] for lever in _ACQUISITION)
    firm.weekly_care = fsum(firm.weekly[lever] for lever in _CARE)


def team_size(firm: FirmState, weeks_per_round: int) -> int:
    """People that the staff budget pays for."""
    return firm.spec.team_for(firm.decision["staff"], weeks_per_round)


def build(scenario: Scenario, seed: int, with_journal: bool) -> World:
    """The world before its first week."""
    env = simpy.Environment()
    streams = Streams(seed)
    state = populate(scenario, streams)
    firms = [
        FirmState(
            spec=firm,
            decision=decisions.from_start(firm.start),
            weekly=dict.fromkeys(LEVERS, 0.0),
            cash=firm.cash,
            brand=firm.brand,
            training=0.3,
            known=np.full(len(scenario.market.segments), not scenario.levers.need_knowledge, dtype=np.float32),
            taken_by=np.zeros(len(scenario.firms), dtype=np.int64),
            started_with=np.zeros(state.customers, dtype=np.bool_),
        )
        for firm in scenario.firms
    ]
    weeks = scenario.time.weeks_per_round
    teams = [Team(env, scenario.model.staff, firm.spec, team_size(firm, weeks)) for firm in firms]
    return World(
        scenario=scenario,
        env=env,
        streams=streams,
        state=state,
        arrays=for_kernels(state),
        numbers=numbers(scenario.model),
        doubles=numbers(scenario.model, "f8"),
        levers=numbers(scenario.levers, "f8"),
        segments=segments_of(scenario),
        blocks=blocks_of(state),
        firms=firms,
        teams=teams,
        facilities=facilities_of(scenario.firms, teams),
        rungs=RungTable.of(scenario.ladder),
        careers=Careers.unseen(
            len(firms), len(scenario.market.segments), len(scenario.ladder.rungs) - scenario.ladder.first_customer
        ),
        journal=Journal(len(firms), state.customers) if with_journal else None,
        dawn=env.event(),
    )
