"""Extension to other categories: further products, for those whose relationship allows it.

Pushed on those low on the ladder, a proposal annoys.
"""

from typing import Any

import numpy as np
from numpy.typing import NDArray

from sim.market import aim
from sim.market.compiling import ONE, equation
from sim.market.customisation import enough
from sim.market.ladder import strength
from sim.market.messages import annoy, approached
from sim.market.state import Single
from sim.market.streams import Purpose
from sim.market.world import World
from sim.scenario.dialogue import CrossSellingRule


def acceptance(bond: Single, products: NDArray[np.int8], rule: CrossSellingRule) -> Single:
    """Chance that a proposal is accepted, by the strength of the relationship and what is bought already."""
    open_to_it = enough(bond, rule.strength_from, rule.strength_enough)
    return np.asarray(open_to_it * np.float32(rule.accepts) * (products < rule.most))


def annoyance(bond: Single, rule: CrossSellingRule) -> Single:
    """Chance that a proposal annoys, by the strength of the relationship."""
    return np.asarray((1 - enough(bond, rule.strength_from, rule.strength_enough)) * np.float32(rule.annoyed))


@equation
def basket_factor(products: Any, rule: CrossSellingRule) -> Any:
    """What further products multiply a purchase by."""
    return ONE + np.float32(products) * np.float32(rule.basket)


def further_products(world: World) -> None:
    """Firms propose further products to their customers; in the week of talk, for all weeks between two reviews."""
    if not world.gossip or not aim.used(world, "cross_selling"):
        return
    rule, weeks, state = world.scenario.model.cross_selling, world.scenario.ladder.review_weeks, world.state
    keys, answer = approached(world, Purpose.PROPOSAL, "cross_selling", rule.ceiling * weeks)
    satisfaction, trust, commitment = (
        each.reshape(-1).take(keys) for each in (state.satisfaction, state.trust, state.commitment)
    )
    bond = strength(satisfaction, trust, commitment, world.scenario.model.strength)
    products = state.products.reshape(-1)
    accepts = answer < acceptance(bond, products.take(keys), rule) * 65536
    annoys = ~accepts & (answer >= (1 - annoyance(bond, rule)) * 65536)
    products[keys[accepts]] += 1
    annoy(world, keys[annoys], rule.harm)
    for firm, count in zip(
        world.firms, np.bincount(keys // world.customers, minlength=len(world.firms)), strict=True
    ):
        firm.round.proposals += int(count)
