"""All mutable state of the market: a struct of arrays for customers, and a small record for each firm.

Only the phases of a week and the processes of the clock change it.
"""

from dataclasses import dataclass, field, fields
from typing import Any, NamedTuple

import numpy as np
from numba import types
from numba.experimental import structref
from numpy.typing import NDArray

from sim.decisions import Decision
from sim.market.compiling import equation, kernel
from sim.scenario.schema import Firm
from sim.scenario.vocabulary import StakeholderKind

BLOCK = 8192
"""Customers handled at a time, so that the numbers of a phase stay in the processor's cache."""

CLOSENESS = 9
"""Classes of customers on the same rung, by how close they are (see ``market.careers``)."""

NEVER = -10_000
"""A week long before any other: 'has not happened yet'."""

Single = NDArray[np.float32]
Weeks = NDArray[np.int16]
"""Weeks from the start of the warm-up, or how many: up to 3,640 in the longest game. Those since NEVER fit too."""

Slots = NDArray[np.uint32]
"""Single customers: never below 0, so that kernels need not look."""


def which(true: NDArray[np.bool_]) -> NDArray[np.intp]:
    """Places of an array laid flat that are True: ``np.flatnonzero`` at a third of the cost of a call."""
    return np.asarray(true.reshape(-1).nonzero()[0])


@equation
def from_rung(rung: NDArray[np.int8], lowest: int) -> NDArray[np.uint32]:
    """Slots of a firm's relationships on rung ``lowest`` or above: never below 0, so that kernels need not look."""
    slots, count = np.empty(len(rung), np.uint32), 0
    for slot in range(len(rung)):
        slots[count] = slot
        count += rung[slot] >= lowest
    return slots[:count]


@dataclass
class Traits:
    """What customers are, in fixed slots: shape (N,), never to change."""

    segment: NDArray[np.int8]  # its index
    rate: Single  # purchase occasions per week
    dropout: Single  # hazard of leaving the category, per week
    basket: Single  # mean money per purchase
    first_expectation: Single  # quality expected before any experience
    price_sensitivity: Single  # weight of the price in choices, 0..1
    deal_proneness: Single  # how much an offer tempts, 0..1
    contact_rate: Single  # chance that a purchase needs a person
    media: Single  # how well advertising reaches them; 1 is average
    quitting: Single  # chance of quitting at a renewal, before the relationship counts; (0,) without contracts
    entry_week: Weeks  # NEVER: was there from the start
    lapse_weeks: Weeks  # weeks without a purchase after which a customer has left a firm
    patience: Weeks  # weeks without a purchase before the relationship begins to decay
    friends: NDArray[np.int32]  # (N, k) slots


@dataclass
class State(Traits):
    """Customers as they are and as they stand now. Relationships with firms have shape (F, N); states are 0..1."""

    # What changes, by customer.
    present: NDArray[np.bool_]  # in the market now
    home: NDArray[np.int8]  # firm of the last purchase, -1: none yet
    lure: NDArray[np.int8]  # Cause of the last change of home
    # What changes, by firm and customer.
    awareness: Single  # chance that the firm comes to mind on an occasion
    habit: Single  # recent share of purchases
    satisfaction: Single  # overall, with the firm
    trust: Single  # that promises are kept
    commitment: Single  # to the relationship
    expectation: Single  # of quality
    received: Single  # quality of the last purchase
    rung: NDArray[np.int8]  # index on the ladder
    streak: NDArray[np.int8]  # reviews in a row that asked for a climb (+) or a fall (-)
    moved_week: Weeks  # of the last move between rungs
    joined_week: Weeks  # of becoming a customer
    last_week: Weeks  # of the last purchase
    purchases: NDArray[np.int16]  # since joining
    spent: Single  # money, since ever
    member: NDArray[np.bool_]  # has the loyalty card
    managed: NDArray[np.bool_]  # has an account manager
    community: NDArray[np.bool_]  # belongs to the firm's community
    heard: NDArray[np.int8]  # Cause that made the firm known
    standing: NDArray[np.int8]  # at the last review, see ``market.careers``; -1: no customer
    lasting: Single  # chance, at the last review, that silence had not meant leaving
    pace: Single  # money a week that their history promised then
    recommended: NDArray[np.bool_]  # a friend brought them; until the first purchase
    knowledge: Single  # what the firm knows of the customer
    message_week: Weeks  # of the last message that spoke to them
    fit: Single  # how well the offer is adapted to them
    products: NDArray[np.int8]  # further products, besides the first
    # By firm and customer where a segment has users who are not the buyers, otherwise of shape (F, 0).
    user_satisfaction: Single  # of those who use what the customer buys
    # By firm and customer where a firm may win customers back, otherwise of shape (F, 0).
    left_week: Weeks  # of the last departure
    best_rung: NDArray[np.int8]  # the highest ever held
    breach: NDArray[np.bool_]  # the last purchase before leaving broke the promise
    invited: NDArray[np.bool_]  # to come back, and glad of it; until the next purchase
    # The same where there may be a complaint line.
    grieved_week: Weeks  # of the last bad experience that they did not complain about

    @property
    def customers(self) -> int:
        """Number of slots."""
        return len(self.segment)

    def block(self, slots: slice) -> "State":
        """The same arrays, seen through ``slots`` only."""
        views: dict[str, Any] = {f.name: _through(getattr(self, f.name), slots, f.name) for f in fields(self)}
        return State(**views)


class _Bound(structref.StructRefProxy):
    """The arrays of a state, bound together so that kernels take them as one argument."""


@structref.register
class _BoundType(types.StructRef):
    """Their type, as the compiler knows it."""


structref.define_proxy(_Bound, _BoundType, [each.name for each in fields(State)])


@kernel
def _bind(*arrays: Any) -> Any:
    return _Bound(*arrays)  # type: ignore[no-untyped-call]  # Numba makes the constructor


def for_kernels(state: State) -> State:
    """The same arrays as kernels take them: ``trust = state.trust`` inside; Python has no use for it."""
    arrays: State = _bind(*(getattr(state, each.name) for each in fields(State)))
    return arrays


def _through(array: NDArray[np.generic], slots: slice, name: str) -> NDArray[np.generic]:
    by_customer = array.ndim == 1 or name == "friends"
    return array[slots] if by_customer else array[:, slots]


@dataclass(frozen=True)
class Block:
    """A run of slots and the state seen through it."""

    slots: slice
    state: State
    customers: int  # slots of all blocks

    def keys(self, places: NDArray[np.intp]) -> NDArray[np.int64]:
        """Relationships (firm * N + slot) at ``places`` of an array (F, block) laid flat."""
        firm = places // self.state.customers
        return np.asarray(places + firm * (self.customers - self.state.customers) + self.slots.start)


def blocks_of(state: State) -> tuple[Block, ...]:
    """The population cut into blocks."""
    cuts = range(0, state.customers, BLOCK)
    slots = [slice(start, min(start + BLOCK, state.customers)) for start in cuts]
    return tuple(Block(each, state.block(each), state.customers) for each in slots)


@dataclass
class Ledger:
    """What a firm counted in a stretch of time: money, and the sums behind the measures."""

    weeks: int = 0
    revenue: float = 0.0
    goods: float = 0.0
    serving: float = 0.0
    fixed: float = 0.0
    wages: float = 0.0
    spending: float = 0.0  # levers other than wages
    acquisition: float = 0.0  # the part of spending meant to acquire
    purchases: int = 0
    market_purchases: int = 0
    kept: int = 0
    quality: float = 0.0
    contacts: int = 0
    complaints: int = 0
    recovered: int = 0  # complaints handled well
    self_served: int = 0  # questions that a machine resolved
    community_answers: int = 0  # questions that members answered each other
    moments: NDArray[np.float64] = field(
        default_factory=lambda: np.zeros(3)
    )  # sums of quality: before, during, after
    wait_minutes: float = 0.0
    load: float = 0.0  # summed over weeks
    new_customers: int = 0
    lost_customers: int = 0
    messages: int = 0
    responses: int = 0  # to messages
    proposals: int = 0  # of further products
    annoyed: int = 0  # by messages or proposals
    won_back: int = 0
    silent_leavers: int = 0
    resignations: int = 0
    ideas: int = 0
    layoffs: int = 0  # people let go when the round began
    customers_gain: float = 0.0  # money that customers got beyond a fair deal
    dividends: float = 0.0  # money that shareholders took out: no cost, but gone

    @property
    def profit(self) -> float:
        """Money earned."""
        return self.revenue - self.goods - self.serving - self.fixed - self.wages - self.spending


class Points(NamedTuple):
    """What happened to a programme's points in a week, in money."""

    issued: float = 0.0
    promised: float = 0.0  # issued, less what nobody will claim: the expense
    redeemed: float = 0.0  # paid


@dataclass
class Met:
    """The satisfaction of the customers whom a firm's people met in a week."""

    customers: int = 0
    total: float = 0.0

    @property
    def mean(self) -> float:
        """Mean satisfaction; .5 when nobody came."""
        return self.total / self.customers if self.customers else 0.5


@dataclass
class Careers:
    """What firms saw of their customers from review to review, by segment and standing (F, S, G). The past fades.

    Standings are counted from the lowest rung of customers, and are those at the review before. What comes between
    reviews is kept apart until the next, so that money is always held against the customers it came from.
    """

    seen: NDArray[np.float64]  # (F, S, G): how often, each by the chance of being a customer still
    moves: NDArray[np.float64]  # (F, S, G, G): where they were seen at the next review
    pace: NDArray[np.float64]  # (F, S, G): money a week that their histories promised
    carried: NDArray[np.float64]  # (F, S, G, G): what they promised at the next review, by the standing then
    margin: NDArray[np.float64]  # (F, S, G): money that came until the next review, after goods and serving
    care: NDArray[np.float64]  # (F,): money spent on keeping them and on selling them more
    earned: NDArray[np.float64]  # (F, S, G): margin since the last review
    cared: NDArray[np.float64]  # (F,): care since then

    @classmethod
    def unseen(cls, firms: int, segments: int, rungs: int) -> "Careers":
        """Nothing seen yet by so many firms of so many segments, and rungs on which customers stand."""
        groups = CLOSENESS * rungs
        standings, moves = (firms, segments, groups), (firms, segments, groups, groups)
        return cls(
            seen=np.zeros(standings),
            moves=np.zeros(moves),
            pace=np.zeros(standings),
            carried=np.zeros(moves),
            margin=np.zeros(standings),
            care=np.zeros(firms),
            earned=np.zeros(standings),
            cared=np.zeros(firms),
        )

    def of(self, firms: range) -> "Careers":
        """What some firms saw, the one after the other."""
        return Careers(**{each.name: getattr(self, each.name)[firms.start : firms.stop] for each in fields(self)})


@dataclass
class FirmState:
    """A firm as it stands: money, stocks, the decision in force, and its books."""

    spec: Firm  # as the scenario describes it
    decision: Decision  # in force this round
    weekly: dict[str, float]  # money that each lever gets in a week; nothing before the firm opens
    cash: float  # money
    brand: float  # its strength, 0..1
    weekly_acquisition: float = 0.0  # sum of ``weekly`` over the levers that win customers
    weekly_care: float = 0.0  # and over the others whose money is spent as decided
    advertised: int = NEVER  # last week with advertising
    training: float = 0.0  # of the team, 0..1
    managers: int = 0  # account managers at work
    managers_arriving: int = 0  # hired, not yet at work
    known: Single = field(default_factory=lambda: np.zeros(0, dtype=np.float32))  # mean knowledge by segment
    design: float = 0.0  # what sets its offer apart, 0..1
    alignment: float = 0.0  # what the team knows of the promise, 0..1
    feedback: float = 0.0  # what it tells of the customers, 0..1
    community: float = 0.0  # what belonging to its community is worth, 0..1
    co_created: float = 0.0  # how much better its offer fits by customers' ideas, 0..1
    price_factor: float = 1.0  # by events, of the price
    cost_factor: float = 1.0  # by events, of the cost of goods
    benefit: float = 0.0  # what the loyalty card gives a member, 0..1
    total_profit: float = 0.0  # of the rounds played
    bankrupt: bool = False  # trades no more
    goodwill: dict[StakeholderKind, float] = field(default_factory=dict)  # of those in the scenario, 0..1
    dividend_due: float = 0.0  # money that shareholders take out with the week's books
    points: Points = field(default_factory=Points)  # of the week
    liability: float = 0.0  # points promised and not redeemed yet, money
    news: list[tuple[int, str]] = field(default_factory=list)  # weeks in which something befell it, and what
    round: Ledger = field(default_factory=Ledger)
    met: Met = field(default_factory=Met)
    taken_by: NDArray[np.int64] = field(default_factory=lambda: np.zeros(0, dtype=np.int64))  # this round
    started_with: NDArray[np.bool_] = field(default_factory=lambda: np.zeros(0, dtype=np.bool_))

    @property
    def price(self) -> float:
        """Price index now."""
        return self.spec.price * self.price_factor
