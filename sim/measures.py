"""What is reported about a firm, each measure defined once (see ``vocabulary.MEASURES`` for units)."""

import numpy as np
from numpy.typing import NDArray

from sim.market.concentration import share_of_the_top
from sim.market.funnel import funnel
from sim.market.state import FirmState, Ledger, Single, which
from sim.market.value import lifetime_values
from sim.market.win_back import lost_pool
from sim.market.world import World
from sim.scenario.vocabulary import StakeholderKind

Mask = NDArray[np.bool_]


def is_customer(world: World, index: int) -> Mask:
    """Which slots are customers of the firm."""
    return np.asarray(world.state.rung[index] >= world.rungs.first_customer)


def measure(world: World, index: int) -> dict[str, float]:
    """All measures of a firm over its current round so far."""
    return measure_firms(world, range(index, index + 1))[0]


def measure_firms(world: World, firms: range) -> list[dict[str, float]]:
    """All measures of each of ``firms``."""
    return [_measured(world, *each) for each in zip(firms, lifetime_values(world, firms), strict=True)]


def _measured(world: World, index: int, value: Single) -> dict[str, float]:
    firm, team = world.firms[index], world.teams[index]
    book, state = firm.round, world.state
    customers = which(is_customer(world, index))
    started = int(np.count_nonzero(firm.started_with))
    by_themselves = book.self_served + book.community_answers
    top = world.state.rung[index] == len(world.rungs.decay) - 1
    return {
        "cash": firm.cash,
        "revenue": book.revenue,
        "profit": book.profit,
        "total_profit": firm.total_profit,
        "customer_equity": float(np.add.reduce(value.astype(np.float64))),
        "customers_gain": book.customers_gain,
        "concentration": share_of_the_top(state.spent[index]),
        **{step: float(people) for step, people in funnel(world, index).items()},
        "customers": float(len(customers)),
        "new_customers": float(book.new_customers),
        "lost_customers": float(book.lost_customers),
        "won_back": float(book.won_back),
        "lost_pool": float(np.count_nonzero(lost_pool(world, index))),
        "advocates": float(np.count_nonzero(top)),
        "members": float(np.count_nonzero(state.member[index])),
        "retention": _ratio(float(np.count_nonzero(firm.started_with.take(customers))), started, 1.0),
        "share": _ratio(book.purchases, book.market_purchases, 0.0),
        "promises_kept": _ratio(book.kept, book.purchases, 1.0),
        "satisfaction": _mean(state.satisfaction[index], customers),
        "trust": _mean(state.trust[index], customers),
        "commitment": _mean(state.commitment[index], customers),
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
        "managed": float(np.count_nonzero(state.managed[index])),
        "knowledge": _mean(state.knowledge[index], customers),
        "message_response": _ratio(book.responses, book.messages, 0.0),
        "annoyance": _ratio(book.annoyed, book.messages + book.proposals, 0.0),
        "products_per_customer": _mean(state.products[index] + np.float32(1), customers),
        "community_members": float(np.count_nonzero(state.community[index])),
        "community_answers": float(book.community_answers),
        "ideas": float(book.ideas),
    }


def _touch_points(book: Ledger) -> dict[str, float]:
    """Mean quality of the moments before, during and after the sale."""
    means = (_ratio(total, book.purchases, 0.0) for total in book.moments.tolist())
    names = ("touch_before", "touch_during", "touch_after")
    return {name: min(1.0, max(0.0, mean)) for name, mean in zip(names, means, strict=True)}


def _shortfall(firm: FirmState) -> float:
    """How far the quality delivered falls short of the promise, on average."""
    book = firm.round
    return max(0.0, firm.decision["promise"] - book.quality / book.purchases) if book.purchases else 0.0


def _mean(values: NDArray[np.float32], slots: NDArray[np.intp]) -> float:
    return float(np.add.reduce(values.take(slots).astype(np.float64))) / len(slots) if len(slots) else 0.0


def _ratio(part: float, whole: float, otherwise: float) -> float:
    return float(part / whole) if whole else otherwise
