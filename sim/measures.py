"""What is reported about a firm, each measure defined once (see ``vocabulary.MEASURES`` for units)."""

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from sim.market.compiling import kernel
from sim.market.concentration import share_of_the_top
from sim.market.funnel import funnel
from sim.market.state import FirmState, Ledger, Single, State, from_rung
from sim.market.value import lifetime_values
from sim.market.win_back import is_lost
from sim.market.world import World
from sim.scenario.vocabulary import StakeholderKind

Mask = NDArray[np.bool_]


def is_customer(world: World, index: int) -> Mask:
    """Which slots are customers of the firm."""
    return np.asarray(world.state.rung[index] >= world.rungs.first_customer)


def on_rungs(world: World, index: int) -> tuple[int, ...]:
    """How many of the people in the market stand on each rung of the firm's ladder."""
    return tuple(_on_rungs(world.arrays, index, len(world.rungs.decay)).tolist())


@kernel
def _on_rungs(state: State, firm: int, rungs: int) -> NDArray[np.int64]:
    rung, present, heads = state.rung[firm], state.present, np.zeros(rungs, np.int64)
    for each in range(rungs):
        count, this = np.int32(0), np.int8(each)  # small, so that many are compared at a time
        for slot in range(len(rung)):
            count += np.int32((rung[slot] == this) & present[slot])
        heads[each] = count
    return heads


def measure(world: World, index: int) -> dict[str, float]:
    """All measures of a firm over its current round so far."""
    return measure_firms(world, range(index, index + 1))[0]


def measure_firms(world: World, firms: range) -> list[dict[str, float]]:
    """All measures of each of ``firms``."""
    return [_measured(world, *each) for each in zip(firms, lifetime_values(world, firms), strict=True)]


def _measured(world: World, index: int, value: Single) -> dict[str, float]:
    firm, team = world.firms[index], world.teams[index]
    book, first, top = firm.round, world.rungs.first_customer, len(world.rungs.decay) - 1
    people = _people(world.arrays, index, first, top, firm.started_with, value)
    by_themselves = book.self_served + book.community_answers
    return {
        "cash": firm.cash,
        "revenue": book.revenue,
        "profit": book.profit,
        "total_profit": firm.total_profit,
        "customer_equity": people.equity,
        "customers_gain": book.customers_gain,
        "concentration": share_of_the_top(world.state.spent[index]),
        **funnel(world, index),
        "customers": float(people.customers),
        "new_customers": float(book.new_customers),
        "lost_customers": float(book.lost_customers),
        "won_back": float(book.won_back),
        "lost_pool": float(people.lost),
        "advocates": float(people.advocates),
        "members": float(people.members),
        "retention": _ratio(people.stayed, people.started, 1.0),
        "share": _ratio(book.purchases, book.market_purchases, 0.0),
        "promises_kept": _ratio(book.kept, book.purchases, 1.0),
        "satisfaction": people.satisfaction,
        "trust": people.trust,
        "commitment": people.commitment,
        "brand": firm.brand,
        **{kind: firm.goodwill.get(kind, 0.0) for kind in StakeholderKind},
        "quality": _ratio(book.quality, book.purchases, 0.0),
        **_touch_points(book),
        "promise_gap": _shortfall(firm),
        "morale": team.morale,
        "resignations": float(book.resignations),
        "load": _ratio(book.load, book.weeks, team.load),
        "wait": _ratio(book.wait_minutes, book.contacts, 0.0),
        "contacts": float(book.contacts),
        "complaints": float(book.complaints),
        "recovered": _ratio(book.recovered, book.complaints, 1.0),
        "silent_leavers": float(book.silent_leavers),
        "self_served": _ratio(by_themselves, by_themselves + book.contacts, 0.0),
        "acquisition_cost": _ratio(book.acquisition, book.new_customers, 0.0),
        "liability": firm.liability,
        "managed": float(people.managed),
        "knowledge": people.knowledge,
        "message_response": _ratio(book.responses, book.messages, 0.0),
        "annoyance": _ratio(book.annoyed, book.messages + book.proposals, 0.0),
        "products_per_customer": people.products,
        "community_members": float(people.community),
        "community_answers": float(book.community_answers),
        "ideas": float(book.ideas),
    }


class _People(NamedTuple):
    """A firm's relationships, counted."""

    customers: int
    started: int  # when the round began
    stayed: int  # of them
    advocates: int
    lost: int
    members: int
    managed: int
    community: int
    equity: float  # sum of what customers are worth, money
    satisfaction: float  # this and all others are means over customers
    trust: float
    commitment: float
    knowledge: float
    products: float


@kernel
def _people(state: State, firm: int, first: int, top: int, started_with: Mask, value: Single) -> _People:
    """``first`` and ``top`` are the rungs where customers begin and end; ``value`` is what they are worth."""
    rung, present, purchases = state.rung[firm], state.present, state.purchases[firm]
    member, managed, community = state.member[firm], state.managed[firm], state.community[firm]
    joined_week = state.joined_week[firm]
    advocates = members = with_manager = belonging = started = stayed = lost = 0
    for slot in range(len(rung)):
        advocates += rung[slot] == top
        members += member[slot]
        with_manager += managed[slot]
        belonging += community[slot]
        started += started_with[slot]
        stayed += started_with[slot] & (rung[slot] >= first)
        lost += is_lost(joined_week[slot], purchases[slot], present[slot])
    satisfaction, trust, commitment = state.satisfaction[firm], state.trust[firm], state.commitment[firm]
    knowledge, products, customers = state.knowledge[firm], state.products[firm], from_rung(rung, first)
    equity = satisfied = trusting = committed = known = more = 0.0
    for slot in customers:
        equity += value[slot]
        satisfied += satisfaction[slot]
        trusting += trust[slot]
        committed += commitment[slot]
        known += knowledge[slot]
        more += products[slot]
    count = len(customers)
    heads = max(count, 1)
    return _People(
        customers=count,
        started=started,
        stayed=stayed,
        advocates=advocates,
        lost=lost,
        members=members,
        managed=with_manager,
        community=belonging,
        equity=equity,
        satisfaction=satisfied / heads,
        trust=trusting / heads,
        commitment=committed / heads,
        knowledge=known / heads,
        products=(count + more) / heads,
    )


def _touch_points(book: Ledger) -> dict[str, float]:
    """Mean quality of the moments before, during and after the sale."""
    means = (_ratio(total, book.purchases, 0.0) for total in book.moments.tolist())
    names = ("touch_before", "touch_during", "touch_after")
    return {name: min(1.0, max(0.0, mean)) for name, mean in zip(names, means, strict=True)}


def _shortfall(firm: FirmState) -> float:
    """How far the quality delivered falls short of the promise, on average."""
    book = firm.round
    return max(0.0, firm.decision["promise"] - book.quality / book.purchases) if book.purchases else 0.0


def _ratio(part: float, whole: float, otherwise: float) -> float:
    return float(part / whole) if whole else otherwise
