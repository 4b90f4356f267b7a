"""Phase 9: the books of each firm (rule 17)."""

from math import fsum

import numpy as np
from numpy.typing import NDArray

from sim.market.cross_selling import basket_factor
from sim.market.state import FirmState, Single
from sim.market.world import World
from sim.scenario.vocabulary import LEVERS, Head

_ACQUISITION = tuple(lever.id for lever in LEVERS.values() if lever.head is Head.ACQUISITION)
_OTHERS = tuple(
    lever.id
    for lever in LEVERS.values()
    if lever.head not in (None, Head.ACQUISITION) and lever.id not in ("staff", "loyalty_card")
)
"""Levers whose money is spent as decided; wages are paid to whoever works, and points as they are issued."""

_LONG_STANDING = 12
"""Purchases after which a customer costs least to serve."""


def cost_to_serve(purchases: NDArray[np.int16], first_cost: Single, saving: Single) -> Single:
    """Cost of serving one purchase: it falls in a straight line with the customer's experience of the firm."""
    familiar = np.minimum(purchases, _LONG_STANDING).astype(np.float32) * np.float32(1 / _LONG_STANDING)
    return np.asarray(first_cost * (1 - familiar * saving))


def ledger(world: World) -> None:
    """A week of revenue and costs."""
    counts, firms = world.state.purchases.reshape(-1), len(world.firms)
    revenue, serving, spared = np.zeros(firms), np.zeros(firms), np.zeros(firms)
    selling = world.scenario.model.cross_selling
    sells_more = bool(world.state.products.any())
    first_cost = np.array([firm.spec.cost_to_serve for firm in world.firms], dtype=np.float32)
    saving = np.array([firm.spec.serve_saving for firm in world.firms], dtype=np.float32)
    for purchases in world.purchases:
        choices = purchases.choices
        cost = cost_to_serve(counts.take(choices.keys), first_cost.take(choices.firm), saving.take(choices.firm))
        revenue += np.bincount(choices.firm, weights=purchases.amount, minlength=firms)
        serving += np.bincount(choices.firm, weights=cost, minlength=firms)
        if sells_more:
            factor = basket_factor(world.state.products.reshape(-1).take(choices.keys), selling)
            further = purchases.amount * (1 - 1 / factor) * np.float32(selling.margin)
            spared += np.bincount(choices.firm, weights=further, minlength=firms)
        if purchases.machine is not None:
            served = choices.firm.take(purchases.machine.place)
            serving += np.bincount(served, weights=purchases.machine.cost, minlength=firms)
            for firm, count in zip(world.firms, np.bincount(served, minlength=firms).tolist(), strict=True):
                firm.round.self_served += count
        if world.journal is not None:
            world.journal.sold(
                world.week, choices.firm.astype(np.int8), choices.slots.astype(np.int32), purchases.amount
            )
    for index, firm in enumerate(world.firms):
        if world.open_now(firm):
            sales = float(revenue[index]), float(spared[index]), float(serving[index])
            _book(world, firm, len(world.teams[index].employees), sales)


def _book(world: World, firm: FirmState, people: int, sales: tuple[float, float, float]) -> None:
    """``sales``: revenue, the part of it that took no goods, and the cost of serving."""
    book, spec = firm.round, firm.spec
    revenue, spared, serving = sales
    goods = (revenue - spared) / firm.price * spec.cost_of_goods * firm.cost_factor
    paid_staff = firm.decision["staff"] > 0
    wages = people * spec.wage if paid_staff else 0.0
    acquisition = fsum(firm.weekly[lever] for lever in _ACQUISITION)
    spending = acquisition + fsum(firm.weekly[lever] for lever in _OTHERS) + firm.points.promised
    book.weeks += 1
    book.revenue += revenue
    book.goods += goods
    book.serving += serving
    book.fixed += spec.fixed_cost
    book.wages += wages
    book.spending += spending
    book.acquisition += acquisition
    earned = revenue - goods - serving - spec.fixed_cost - wages - spending
    firm.cash += earned + firm.points.promised - firm.points.redeemed - firm.dividend_due
    book.dividends += firm.dividend_due
    firm.dividend_due = 0.0
    firm.total_profit += earned
