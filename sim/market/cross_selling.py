"""Extension to other categories: further products, for those whose relationship allows it.

Pushed on those low on the ladder, a proposal annoys.
"""

from collections.abc import Sequence
from typing import Any

import numpy as np

from sim.market import aim
from sim.market.compiling import ONE, ZERO, either, equation, kernel
from sim.market.customisation import enough
from sim.market.ladder import strength
from sim.market.messages import Approached, Felt, annoy, approached, note_annoyance, those
from sim.market.state import State
from sim.market.streams import LANE, Purpose
from sim.market.world import World
from sim.scenario.dialogue import CrossSellingRule
from sim.scenario.parameters import Model


@equation
def acceptance(bond: Any, products: Any, rule: CrossSellingRule) -> Any:
    """Chance that a proposal is accepted, by the strength of the relationship and what is bought already."""
    open_to_it = enough(bond, rule.strength_from, rule.strength_enough)
    return either(products < rule.most, open_to_it * np.float32(rule.accepts), ZERO)


@equation
def annoyance(bond: Any, rule: CrossSellingRule) -> Any:
    """Chance that a proposal annoys, by the strength of the relationship."""
    return (ONE - enough(bond, rule.strength_from, rule.strength_enough)) * np.float32(rule.annoyed)


@equation
def basket_factor(products: Any, rule: CrossSellingRule) -> Any:
    """What further products multiply a purchase by."""
    return ONE + np.float32(products) * np.float32(rule.basket)


def further_products(world: World) -> None:
    """Firms propose further products to their customers; in the week of talk, for all weeks between two reviews."""
    if not world.gossip or not aim.used(world, "cross_selling"):
        return
    rate = world.scenario.model.cross_selling.ceiling * world.scenario.ladder.review_weeks
    reached = approached(world, Purpose.PROPOSAL, "cross_selling", rate)
    note_annoyance(world, _propose(world.arrays, world.numbers, world.doubles, reached))
    ends = reached.ends.tolist()
    for firm, start, end in zip(world.firms, ends, ends[1:], strict=False):
        firm.round.proposals += end - start


@kernel
def _propose(state: State, model: Sequence[Model], doubles: Sequence[Model], reached: Approached) -> Felt:
    """Some accept a proposal, and some are annoyed: whom, and how much."""
    satisfaction, trust = state.satisfaction.reshape(-1), state.trust.reshape(-1)
    commitment, products = state.commitment.reshape(-1), state.products.reshape(-1)
    rule, weights = doubles[0].cross_selling, model[0].strength
    annoyed, change = np.zeros(len(reached.keys), np.bool_), np.empty(len(reached.keys), np.float32)
    for place, key in enumerate(reached.keys):
        luck, bond = reached.luck[place], strength(satisfaction[key], trust[key], commitment[key], weights)
        if luck < acceptance(bond, products[key], rule) * np.float32(LANE):
            products[key] += 1
        elif luck >= (ONE - annoyance(bond, rule)) * np.float32(LANE):
            annoyed[place] = True
            change[place] = annoy(satisfaction, key, np.float32(rule.harm)) * -weights.satisfaction
    return those(reached, annoyed, change)
