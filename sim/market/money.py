"""Phase 9: the books of each firm (rule 17)."""

from collections.abc import Iterator, Sequence
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from sim.market.careers import place
from sim.market.compiling import ONE, equation, kernel
from sim.market.cross_selling import basket_factor
from sim.market.state import Single, State
from sim.market.world import Machine, World
from sim.scenario.dialogue import CrossSellingRule
from sim.scenario.parameters import Model

Doubles = NDArray[np.float64]
Longs = NDArray[np.int64]

_LONG_STANDING = 12
"""Purchases after which a customer costs least to serve."""

_OF_LONG_STANDING = np.float32(1 / _LONG_STANDING)


@equation
def cost_to_serve(purchases: Any, first_cost: Any, saving: Any) -> Any:
    """Cost of serving one purchase: it falls in a straight line with the customer's experience of the firm."""
    familiar = np.float32(np.minimum(purchases, _LONG_STANDING)) * _OF_LONG_STANDING
    return first_cost * (ONE - familiar * saving)


@equation
def taking_no_goods(amount: Any, products: Any, rule: CrossSellingRule) -> Any:
    """The part of the money that took no goods: what further products bring is all but margin."""
    return amount * (ONE - ONE / basket_factor(products, rule)) * np.float32(rule.margin)


@equation
def margin(amount: Any, spared: Any, serving: Any, goods: Any) -> Any:
    """What is left of money, of which a part ``spared`` took no goods, after ``goods`` of the rest and serving."""
    return amount - (amount - spared) * goods - serving


class Takings(NamedTuple):
    """Money that came in together, and what it left: of each customer, and in all."""

    keys: NDArray[np.int64]  # firm * N + slot
    amount: Single
    margin: Doubles  # what is left of it after goods and serving
    of_firm: Doubles  # (4, F): sums of money, of the part that took no goods, of what serving cost; questions that
    # machines resolved
    of_standing: Doubles  # (F, S, G): sums of margin by segment and standing at the last review


def takings(world: World) -> Iterator[Takings]:
    """The week's purchases and fees of contracts; where fees are paid, purchases are uses that bring nothing."""
    goods = np.array([goods_of(world, index) for index in range(len(world.firms))])
    serving = world.facilities.serving
    for purchases in world.purchases:
        choices = purchases.choices
        came = choices.firm, choices.slots, purchases.amount
        yield Takings(choices.keys, purchases.amount, *_taken(world, came, purchases.machine, serving, goods))
    for fees in world.fees:
        came = fees.firm, fees.slots, fees.amount
        yield Takings(fees.keys, fees.amount, *_taken(world, came, _NO_MACHINE, np.zeros_like(serving), goods))


_NO_MACHINE = Machine(np.zeros(0, dtype=np.intp), np.zeros(0, dtype=np.float32), np.zeros(0, dtype=np.float32))


def _taken(
    world: World, came: tuple[Longs, Longs, Single], machine: Machine, costs: Single, goods: Doubles
) -> tuple[Doubles, Doubles, Doubles]:
    """Margins of the money that ``came``: firms, slots and amounts; and their sums."""
    first, shape = world.rungs.first_customer, world.careers.margin.shape
    return _count(world.arrays, world.numbers, *came, machine, costs, goods, first, shape)


@kernel
def _count(
    state: State,
    model: Sequence[Model],
    firms: Longs,
    slots: Longs,
    amount: Single,
    machine: Machine,
    costs: Single,
    goods: Doubles,
    first: int,
    shape: tuple[int, ...],
) -> tuple[Doubles, Doubles, Doubles]:
    """Margins, and their sums, of who paid an ``amount``; some of them had been helped by a ``machine``.

    ``costs`` of serving are by firm: of the first purchase, and the part that experience saves (F, 2).
    """
    rule, segment, standing = model[0].cross_selling, state.segment, state.standing
    purchases, products = state.purchases, state.products
    left, of_firm, helped = np.empty(len(amount)), np.zeros((4, len(goods))), np.zeros(len(amount), np.float32)
    of_standing = np.zeros(shape[0] * shape[1] * shape[2])
    for each in range(len(machine.place)):
        helped[machine.place[each]] = machine.cost[each]
        of_firm[3, firms[machine.place[each]]] += 1.0
    for each in range(len(amount)):
        firm, slot = np.uint32(firms[each]), np.uint32(slots[each])  # never below 0, so that nobody need look
        earlier = max(np.int64(purchases[firm, slot]) - 1, 0)  # without this one; who left has none
        serving = cost_to_serve(earlier, costs[firm, 0], costs[firm, 1]) + helped[each]
        spared = taking_no_goods(amount[each], products[firm, slot], rule)
        left[each] = margin(amount[each], spared, serving, goods[firm])
        of_firm[0, firm] += amount[each]
        of_firm[1, firm] += spared
        of_firm[2, firm] += serving
        if standing[firm, slot] >= 0:
            of_standing[place(firm, segment[slot], standing[firm, slot], shape, first)] += left[each]
    return left, of_firm, of_standing.reshape(shape)


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
    """Cost of goods in parts of revenue: what it is at the reference price costs the same at any other."""
    firm, reference = world.firms[index], world.scenario.market.reference_price
    return firm.spec.cost_of_goods * firm.cost_factor * reference / firm.price * _scale(world, index)


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
    sums = np.zeros((4, len(world.firms)))
    for came in takings(world):
        world.careers.earned += came.of_standing
        sums += came.of_firm
        if world.journal is not None and came.of_firm[0].any():
            world.journal.sold(world.week, came.keys, came.amount)
    for index, (firm, sales) in enumerate(zip(world.firms, sums.T.tolist(), strict=True)):
        if world.open_now(firm):
            _book(world, index, sales)


def _book(world: World, index: int, sales: list[float]) -> None:
    """``sales``: revenue, the part of it that took no goods, the cost of serving, and who served themselves."""
    firm = world.firms[index]
    book, spec, wages = firm.round, firm.spec, wages_of(world, index)
    revenue, spared, serving, served_themselves = sales
    goods = (revenue - spared) * goods_of(world, index)
    spending = firm.weekly_acquisition + firm.weekly_care + firm.points.promised
    world.careers.cared[index] += care_of(world, index)
    book.weeks += 1
    book.self_served += int(served_themselves)
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
