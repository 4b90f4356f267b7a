"""Phase 1: customers who come to the market, and customers whose life takes them out of it."""

import numpy as np

from sim.market import exact, ladder
from sim.market.bond import NEUTRAL_COMMITMENT, NEUTRAL_SATISFACTION, bond_of
from sim.market.compiling import equation
from sim.market.state import Block, Single, which
from sim.market.streams import Purpose, fraction
from sim.market.world import World
from sim.scenario.parameters import OccasionRule
from sim.scenario.vocabulary import Cause


@equation
def dropout_hazard(
    dropout: Single,
    satisfaction: Single,
    commitment: Single,
    rule: OccasionRule,
    plasticity: float,
) -> Single:
    """Weekly hazard of leaving the category; a good relationship lowers it (rule 2)."""
    good = (satisfaction - NEUTRAL_SATISFACTION) * rule.dropout_satisfaction
    good = good + (commitment - NEUTRAL_COMMITMENT) * rule.dropout_commitment
    return dropout * exact.exp(good * -plasticity)


def worst_factor(rule: OccasionRule, plasticity: float) -> float:
    """The most that a bad relationship multiplies the hazard by."""
    return exact.exp_of((0.6 * rule.dropout_satisfaction + 0.5 * rule.dropout_commitment) * plasticity)


def arrivals_and_exits(world: World) -> None:
    """Newcomers enter; at reviews, for the hazard of the weeks since the last, others leave the category."""
    for block in world.blocks:
        if world.review:
            _drop_out(world, block)
        block.state.present |= block.state.entry_week == world.week


def _drop_out(world: World, block: Block) -> None:
    """Only those whose luck could be bad enough with the worst relationship are looked at closely."""
    rule, plasticity = world.scenario.model.occasion, world.scenario.market.plasticity
    state, weeks = block.state, float(world.scenario.ladder.review_weeks)
    luck = fraction(world.streams.pair(Purpose.DROPOUT, world.week, block.slots)[:, 0])
    at_risk = which(luck < state.dropout * (weeks * worst_factor(rule, plasticity)))
    at_risk = at_risk[state.present.take(at_risk)]
    satisfaction, commitment = bond_of(world, block, at_risk)
    hazard = dropout_hazard(state.dropout.take(at_risk), satisfaction, commitment, rule, plasticity)
    gone = at_risk[luck.take(at_risk) < exact.chance(hazard * weeks)]
    if len(gone):
        firms = np.arange(len(world.firms))[:, None] * world.customers
        ladder.leave(world, (firms + (gone + block.slots.start)).reshape(-1), Cause.LIFE_CHANGE)
        state.present[gone] = False
