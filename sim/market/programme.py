"""The loyalty programme (concept B12): points, status, and the promise to pay that they are.

Points are issued with members' purchases, to the value decided. They are an expense of the week in which they
are issued, for that is when they were earned (accrual); cash is paid when they are redeemed, weeks later. What
is not redeemed yet stands as the programme's liability: money that the firm holds and does not own. Points that
nobody will ever claim are known by experience and never counted. So profit counts every promise at once, and cash
is ahead of profit by the liability.

Members with many purchases have a status: it binds them further. Offers of this kind draw those who look for
deals, and bind them less (Dowling & Uncles 1997; Kumar & Shah 2004; levels D).
"""

from collections.abc import Sequence
from math import fsum
from typing import Any

import numpy as np
from numpy.typing import NDArray

from sim.market.compiling import HALF, ONE, ZERO, Number, either, equation, kernel
from sim.market.exact import saturation
from sim.market.state import Block, Points, Single, State
from sim.market.streams import LANE
from sim.market.world import Purchases, World
from sim.scenario.parameters import LoyaltyCardRule, Model

_LANE = np.float32(LANE)


def benefit_of_card(points_per_week: float, members: int, basket: float, half: float) -> float:
    """What the programme gives each member, 0..1, for the money spent on points."""
    if members == 0:
        return 0.0
    return saturation(13.0 * points_per_week / (members * basket), half)


@equation
def joining_chance(deal_proneness: Single, rule: LoyaltyCardRule) -> Single:
    """Chance that a buyer joins where a programme is on offer: the likelier the more deals tempt them."""
    chance: Single = np.minimum((ONE + (deal_proneness - HALF) * rule.attracts) * rule.join, ONE)
    return chance


@equation
def standing(purchases: NDArray[np.int16], rule: LoyaltyCardRule) -> Single:
    """Status of members with so many purchases since joining: 0, one half (silver) or 1 (gold)."""
    status: Single = either(purchases >= rule.silver, HALF, ZERO) + either(purchases >= rule.gold, HALF, ZERO)
    return status


def points_of_week(money: float, sold: float, liability: float, rule: LoyaltyCardRule) -> Points:
    """A week's points: ``money`` decided for them, ``sold`` to members, and what was promised before."""
    issued = min(money, rule.most * sold)
    return Points(issued=issued, promised=issued * (1 - rule.lapses), redeemed=liability * rule.redeemed)


def reward_members(world: World) -> None:
    """What is given in points now, as members feel it."""
    segments = world.scenario.market.segments
    shares = fsum(kind.share for kind in segments)
    basket = fsum(kind.basket.mean * kind.share for kind in segments) / shares
    half = world.scenario.model.loyalty_card.half
    for index, firm in enumerate(world.firms):
        members = int(np.count_nonzero(world.state.member[index]))
        firm.benefit = benefit_of_card(firm.points.issued, members, basket, half)


@equation
def take_cards(state: State, purchases: Purchases, offered: Single, rule: LoyaltyCardRule) -> None:
    """Some of those who buy where a programme is on offer, by firm 1 and otherwise 0, join it."""
    firm, slots, luck = purchases.choices.firm, purchases.choices.slots, purchases.card_luck
    member, proneness = state.member, state.deal_proneness
    for place in range(len(firm)):
        if offered[firm[place]]:
            chance = joining_chance(proneness[slots[place]], rule)
            member[firm[place], slots[place]] |= np.float32(luck[place]) < chance * _LANE


def loyalty_programmes(world: World) -> None:
    """A week's points of every programme: promised and redeemed. The books follow."""
    rule, sold = world.scenario.model.loyalty_card, None
    for index, firm in enumerate(world.firms):
        money = firm.weekly["loyalty_card"]
        if not (money or firm.liability) or not world.open_now(firm):  # nobody redeems the points of a closed firm
            firm.points = Points()
            continue
        sold = _sold_to_members(world) if sold is None else sold
        firm.points = points_of_week(money, sold[index], firm.liability, rule)
        firm.liability += firm.points.promised - firm.points.redeemed


def _sold_to_members(world: World) -> list[float]:
    """What each firm's members paid this week."""
    came = [(each.choices.firm, each.choices.slots, each.amount) for each in world.purchases]
    came += [(fees.firm, fees.slots, fees.amount) for fees in world.fees]
    sums = [_paid_by_members(world.arrays, *each).tolist() for each in came]
    return [fsum(of_firm) for of_firm in zip(*sums, strict=True)]


@kernel
def _paid_by_members(
    state: State, firm: NDArray[np.int64], slots: NDArray[np.int64], amount: Single
) -> NDArray[np.float64]:
    """What the members of each firm paid of these amounts: (F,)."""
    member, paid = state.member, np.zeros(len(state.member))
    for each in range(len(amount)):
        paid[firm[each]] += either(member[firm[each], slots[each]], amount[each], ZERO)
    return paid


@equation
def felt_by_members(benefit: Any, deal_proneness: Any, purchases: Any, rule: LoyaltyCardRule) -> Any:
    """What a programme's ``benefit`` is to members: less where deals tempt them, more with their status."""
    points = benefit * (ONE - deal_proneness * rule.fickle)
    status = benefit * standing(purchases, rule) * rule.status_benefit
    return points + (ONE - points) * status


def points_of_members(world: World, block: Block) -> Single | None:
    """The benefit of points and status to the members of a block; shape (F, block)."""
    if not any(firm.benefit for firm in world.firms):
        return None
    benefit = np.array([firm.benefit for firm in world.firms], dtype=np.float32)
    return _points(world.arrays, world.numbers, block.slots.start, block.slots.stop, benefit)


@kernel
def _points(state: State, model: Sequence[Model], start: int, stop: int, benefit: Single) -> Single:
    """What members between two slots feel of the ``benefit`` of each firm's programme; others nothing."""
    rule, proneness = model[0].loyalty_card, state.deal_proneness[start:stop]
    felt = np.zeros((len(benefit), stop - start), np.float32)
    for firm in range(len(benefit)):
        member, purchases = state.member[firm, start:stop], state.purchases[firm, start:stop]
        given, points = benefit[firm], felt[firm]
        for place in range(stop - start):
            points[place] = felt_by_members(given, proneness[place], purchases[place], rule)
        for place in range(stop - start):
            points[place] = either(member[place], points[place], ZERO)
    return felt


@equation
def lock_in(binding: Number, purchases: NDArray[np.int16], rule: LoyaltyCardRule) -> Single:
    """What a programme adds to the utility of its members, more for those of status."""
    return binding * (ONE + standing(purchases, rule) * rule.status_lock_in)
