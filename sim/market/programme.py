"""The loyalty programme (concept B12): points, status, and the promise to pay that they are.

Points are issued with members' purchases, to the value decided. They are an expense of the week in which they
are issued, for that is when they were earned (accrual); cash is paid when they are redeemed, weeks later. What
is not redeemed yet stands as the programme's liability: money that the firm holds and does not own. Points that
nobody will ever claim are known by experience and never counted. So profit counts every promise at once, and cash
is ahead of profit by the liability.

Members with many purchases have a status: it binds them further. Offers of this kind draw those who look for
deals, and bind them less (Dowling & Uncles 1997; Kumar & Shah 2004; levels D).
"""

from math import fsum

import numpy as np
from numpy.typing import NDArray

from sim.market.compiling import HALF, ONE, ZERO, either, equation
from sim.market.exact import saturation
from sim.market.state import Block, Points, Single, which
from sim.market.world import Purchases, World
from sim.scenario.parameters import LoyaltyCardRule


def benefit_of_card(points_per_week: float, members: int, basket: float, half: float) -> float:
    """What the programme gives each member, 0..1, for the money spent on points."""
    if members == 0:
        return 0.0
    return saturation(13.0 * points_per_week / (members * basket), half)


def joining_chance(deal_proneness: Single, rule: LoyaltyCardRule) -> Single:
    """Chance that a buyer joins where a programme is on offer: the likelier the more deals tempt them."""
    return np.asarray(np.minimum((1 + (deal_proneness - 0.5) * rule.attracts) * rule.join, 1))


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


def take_cards(world: World, purchases: Purchases) -> None:
    """Some of those who buy where a programme is on offer join it."""
    offering = np.array([firm.weekly["loyalty_card"] > 0 for firm in world.firms])
    buyers = which(offering.take(purchases.choices.firm))
    proneness = world.state.deal_proneness.take(purchases.choices.slots.take(buyers))
    chance = joining_chance(proneness, world.scenario.model.loyalty_card)
    joins = buyers[purchases.card_luck.take(buyers) < chance * 65536]
    world.state.member.reshape(-1)[purchases.choices.keys.take(joins)] = True


def loyalty_programmes(world: World) -> None:
    """A week's points of every programme: promised and redeemed. The books follow."""
    rule = world.scenario.model.loyalty_card
    for index, firm in enumerate(world.firms):
        money = firm.weekly["loyalty_card"]
        if not (money or firm.liability) or not world.open_now(firm):  # nobody redeems the points of a closed firm
            firm.points = Points()
            continue
        firm.points = points_of_week(money, _sold_to_members(world, index), firm.liability, rule)
        firm.liability += firm.points.promised - firm.points.redeemed


def _sold_to_members(world: World, index: int) -> float:
    member = world.state.member[index]
    paid = [(each.choices.firm, each.choices.slots, each.amount) for each in world.purchases]
    paid += [(fees.firm, fees.slots, fees.amount) for fees in world.fees]
    return fsum(
        float(np.add.reduce(amount * ((firm == index) & member.take(slots)), dtype="f8"))
        for firm, slots, amount in paid
    )


def points_of_members(world: World, block: Block) -> Single | None:
    """The benefit of points and status to the members of a block; shape (F, block)."""
    if not any(firm.benefit for firm in world.firms):
        return None
    rule, state = world.scenario.model.loyalty_card, block.state
    felt = np.zeros(state.member.shape, dtype=np.float32)
    for index, firm in enumerate(world.firms):
        if firm.benefit:
            members = which(state.member[index])
            points = firm.benefit * (1 - state.deal_proneness.take(members) * rule.fickle)
            status = firm.benefit * standing(state.purchases[index].take(members), rule) * rule.status_benefit
            felt[index, members] = points + (1 - points) * status
    return felt


@equation
def lock_in(binding: float, purchases: NDArray[np.int16], rule: LoyaltyCardRule) -> Single:
    """What a programme adds to the utility of its members, more for those of status."""
    return binding * (ONE + standing(purchases, rule) * rule.status_lock_in)
