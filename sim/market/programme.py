"""The loyalty card: points for members."""

from math import fsum

import numpy as np

from sim.market.exact import saturation
from sim.market.state import Block, Single
from sim.market.streams import chances16
from sim.market.world import Purchases, World


def benefit_of_card(points_per_week: float, members: int, basket: float, half: float) -> float:
    """What the loyalty card gives each member, 0..1, for the money spent on points."""
    if members == 0:
        return 0.0
    return saturation(13.0 * points_per_week / (members * basket), half)


def reward_members(world: World) -> None:
    """What is put into points now, as members feel it."""
    segments = world.scenario.market.segments
    shares = fsum(kind.share for kind in segments)
    basket = fsum(kind.basket.mean * kind.share for kind in segments) / shares
    half = world.scenario.model.loyalty_card.half
    for index, firm in enumerate(world.firms):
        members = int(np.count_nonzero(world.state.member[index]))
        firm.benefit = benefit_of_card(firm.weekly["loyalty_card"], members, basket, half)


def take_cards(world: World, purchases: Purchases) -> None:
    """Some of those who buy where a card is on offer take it."""
    offering = np.array([firm.weekly["loyalty_card"] > 0 for firm in world.firms])
    eager = np.flatnonzero(purchases.card_luck < chances16(world.scenario.model.loyalty_card.join))
    joins = eager[offering.take(purchases.choices.firm.take(eager))]
    world.state.member.reshape(-1)[purchases.choices.keys.take(joins)] = True


def points_of_members(world: World, block: Block) -> Single | None:
    """The benefit that points give the members of a block; shape (F, block)."""
    if not any(firm.benefit for firm in world.firms):
        return None
    return np.array([[firm.benefit] for firm in world.firms], dtype=np.float32) * block.state.member
