"""Phase 9: the books of each firm (rule 17)."""

from collections.abc import Iterator
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from sim.market.careers import count_margin
from sim.market.cross_selling import basket_factor
from sim.market.state import Single
from sim.market.world import World

_LONG_STANDING = 12
"""Purchases after which a customer costs least to serve."""


def cost_to_serve(purchases: NDArray[np.int16], first_cost: Single, saving: Single) -> Single:
    """Cost of serving one purchase: it falls in a straight line with the customer's experience of the firm."""
    familiar = np.minimum(purchases, _LONG_STANDING).astype(np.float32) * np.float32(1 / _LONG_STANDING)
    return np.asarray(first_cost * (1 - familiar * saving))


class Takings(NamedTuple):
    """Money that came in together: parallel arrays."""

    firm: NDArray[np.int64]
    slots: NDArray[np.int64]
    keys: NDArray[np.int64]  # firm * N + slot
    amount: Single
    spared: Single  # the part of it that took no goods
    serving: Single  # what serving cost


def takings(world: World) -> Iterator[Takings]:
    """The week's purchases and fees of contracts; where fees are paid, purchases are uses that bring nothing."""
    counts, sells_more = world.state.purchases.reshape(-1), bool(np.count_nonzero(world.state.products))
    first_cost = np.array([firm.spec.cost_to_serve for firm in world.firms], dtype=np.float32)
    saving = np.array([firm.spec.serve_saving for firm in world.firms], dtype=np.float32)
    for purchases in world.purchases:
        each, firm, amount = purchases.choices, purchases.choices.firm, purchases.amount
        cost = cost_to_serve(counts.take(each.keys), first_cost.take(firm), saving.take(firm))
        if purchases.machine is not None:
            cost[purchases.machine.place] += purchases.machine.cost
        yield Takings(firm, each.slots, each.keys, amount, _spared(world, each.keys, amount, sells_more), cost)
    for fees in world.fees:
        spared = _spared(world, fees.keys, fees.amount, sells_more)
        yield Takings(fees.firm, fees.slots, fees.keys, fees.amount, spared, np.zeros_like(fees.amount))


def _spared(world: World, keys: NDArray[np.int64], amount: Single, sells_more: bool) -> Single:
    """The part of the money that took no goods: what further products bring is all but margin."""
    if not sells_more:
        return np.zeros_like(amount)
    selling = world.scenario.model.cross_selling
    factor = basket_factor(world.state.products.reshape(-1).take(keys), selling)
    return np.asarray(amount * (1 - 1 / factor) * np.float32(selling.margin))


def scale_factor(customers: int, saving: float, half: float) -> float:
    """What a firm with so many customers pays for goods, in parts of what a very small one pays."""
    return 1.0 - saving * customers / (customers + half)


def _scale(world: World, index: int) -> float:
    spec = world.firms[index].spec
    if not spec.scale_saving:
        return 1.0
    customers = int(np.count_nonzero(world.state.rung[index] >= world.rungs.first_customer))
    return scale_factor(customers, spec.scale_saving, spec.scale_half)


def goods_of(world: World, index: int) -> float:
    """Cost of goods in parts of revenue."""
    firm = world.firms[index]
    return firm.spec.cost_of_goods * firm.cost_factor / firm.price * _scale(world, index)


def margin_of(world: World, came: Takings) -> NDArray[np.float64]:
    """What is left of the money after goods and serving."""
    goods = np.array([goods_of(world, index) for index in range(len(world.firms))])
    return np.asarray(came.amount - (came.amount - came.spared) * goods.take(came.firm) - came.serving)


def wages_of(world: World, index: int) -> float:
    """What a firm pays its people in a week; the owner, who is alone when no wages are decided, takes none."""
    firm = world.firms[index]
    return len(world.teams[index].employees) * firm.spec.wage if firm.decision["staff"] > 0 else 0.0


def care_of(world: World, index: int) -> float:
    """What a firm spends in a week on keeping customers and selling them more, wages and points included."""
    firm = world.firms[index]
    return firm.weekly_care + firm.points.promised + wages_of(world, index)


def ledger(world: World) -> None:
    """A week of revenue and costs."""
    firms = len(world.firms)
    revenue, serving, spared = np.zeros(firms), np.zeros(firms), np.zeros(firms)
    for came in takings(world):
        count_margin(world, came.firm, came.slots, came.keys, margin_of(world, came))
        revenue += np.bincount(came.firm, weights=came.amount, minlength=firms)
        serving += np.bincount(came.firm, weights=came.serving, minlength=firms)
        spared += np.bincount(came.firm, weights=came.spared, minlength=firms)
        if world.journal is not None and came.amount.any():
            world.journal.sold(world.week, came.keys, came.amount)
    _count_self_served(world)
    for index, firm in enumerate(world.firms):
        if world.open_now(firm):
            _book(world, index, (float(revenue[index]), float(spared[index]), float(serving[index])))


def _count_self_served(world: World) -> None:
    for purchases in world.purchases:
        if purchases.machine is not None:
            served = np.bincount(purchases.choices.firm.take(purchases.machine.place), minlength=len(world.firms))
            for firm, count in zip(world.firms, served.tolist(), strict=True):
                firm.round.self_served += count


def _book(world: World, index: int, sales: tuple[float, float, float]) -> None:
    """``sales``: revenue, the part of it that took no goods, and the cost of serving."""
    firm = world.firms[index]
    book, spec, wages = firm.round, firm.spec, wages_of(world, index)
    revenue, spared, serving = sales
    goods = (revenue - spared) / firm.price * spec.cost_of_goods * firm.cost_factor * _scale(world, index)
    spending = firm.weekly_acquisition + firm.weekly_care + firm.points.promised
    world.careers.care[index] += care_of(world, index)
    book.weeks += 1
    book.revenue += revenue
    book.goods += goods
    book.serving += serving
    book.fixed += spec.fixed_cost
    book.wages += wages
    book.spending += spending
    book.acquisition += firm.weekly_acquisition
    earned = revenue - goods - serving - spec.fixed_cost - wages - spending
    firm.cash += earned + firm.points.promised - firm.points.redeemed - firm.dividend_due
    book.dividends += firm.dividend_due
    firm.dividend_due = 0.0
    firm.total_profit += earned
