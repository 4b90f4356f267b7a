"""Phase 1: customers who come to the market, and customers whose life takes them out of it."""

import numpy as np

from sim.market import exact, ladder
from sim.market.bond import bond_of
from sim.market.streams import Purpose, fraction
from sim.market.world import World
from sim.scenario.parameters import OccasionRule
from sim.scenario.vocabulary import Cause


def dropout_hazard(
    dropout: exact.Floats,
    satisfaction: exact.Floats,
    commitment: exact.Floats,
    rule: OccasionRule,
    plasticity: float,
) -> exact.Floats:
    """Weekly hazard of leaving the category; a good relationship lowers it (rule 2)."""
    good = (satisfaction - 0.6) * rule.dropout_satisfaction + (commitment - 0.5) * rule.dropout_commitment
    return dropout * exact.exp(good * -plasticity)


def arrivals_and_exits(world: World) -> None:
    """Newcomers enter; others leave the category for good."""
    rule, plasticity = world.scenario.model.occasion, world.scenario.market.plasticity
    for block in world.blocks:
        state = block.state
        satisfaction, commitment = bond_of(world, block)
        hazard = dropout_hazard(state.dropout, satisfaction, commitment, rule, plasticity)
        luck = fraction(world.streams.pair(Purpose.DROPOUT, world.week, block.slots)[:, 0])
        gone = np.flatnonzero((luck < exact.chance(hazard)) & state.present)
        if len(gone):
            rows = np.arange(len(world.firms))[:, None] * world.customers
            ladder.leave(world, (rows + (gone + block.slots.start)).reshape(-1), Cause.LIFE_CHANGE)
            state.present[gone] = False
        state.present |= state.entry_week == world.week
