"""What a firm can learn about the others: what everybody sees, and estimates from a panel of customers."""

from math import sqrt
from types import MappingProxyType

import numpy as np

from sim.decisions import Decision
from sim.market.world import World
from sim.observation import RivalView

PANEL = 500
"""People whose purchases a market research institute follows, or everybody in a smaller market."""

PUBLIC = ("advertising", "introductory_offers", "referral_reward", "loyalty_card", "promise")
"""Levers whose use shows in the street; what is done for the team or for customers inside does not."""

_TWO_SIDED_95 = 1.96


def share_range(bought: int, purchases: int) -> tuple[float, float]:
    """Interval of 95 % for a share of which ``bought`` of ``purchases`` were seen (Wilson 1927)."""
    if not purchases:
        return 0.0, 1.0
    z, seen = _TWO_SIDED_95, bought / purchases
    centre = (seen + z * z / (2 * purchases)) / (1 + z * z / purchases)
    spread = z * sqrt(seen * (1 - seen) / purchases + z * z / (4 * purchases * purchases)) / (1 + z * z / purchases)
    return max(0.0, centre - spread), min(1.0, centre + spread)


def panel(world: World) -> list[int]:
    """How much people of the panel bought this week, by firm."""
    every, bought = max(1, world.customers // PANEL), np.zeros(len(world.firms), dtype=np.int64)
    for choices in world.choices:
        followed = choices.slots // every * every == choices.slots  # in half the time of a remainder
        bought += np.bincount(choices.firm[followed], minlength=len(bought))
    counts: list[int] = bought.tolist()
    return counts


def view(world: World, observer: int, index: int, last: Decision, bought: list[int]) -> RivalView:
    """What firm ``observer`` sees of firm ``index``, which did ``last`` in the last whole round.

    ``bought`` is what the panel did.
    """
    firm, purchases = world.firms[index], sum(bought)
    return RivalView(
        id=firm.spec.id,
        share=bought[index] / purchases if purchases else 0.0,
        share_range=share_range(bought[index], purchases),
        price=firm.price,
        took=int(world.firms[observer].taken_by[index]),
        offering=firm.weekly["introductory_offers"] > 0,
        visible=MappingProxyType({lever: last[lever] for lever in PUBLIC}),
        bankrupt=firm.bankrupt,
    )
