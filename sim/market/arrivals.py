"""Phase 1: customers who come to the market, and customers whose life takes them out of it."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from sim.market import exact, ladder
from sim.market.bond import NEUTRAL_COMMITMENT, NEUTRAL_SATISFACTION, bonds_of
from sim.market.compiling import Number, equation, kernel
from sim.market.state import Block, Single, State
from sim.market.streams import Purpose, draw_all, fraction
from sim.market.world import World
from sim.scenario.parameters import Model, OccasionRule
from sim.scenario.vocabulary import Cause

_DROPOUT = int(Purpose.DROPOUT)


@equation
def dropout_hazard(
    dropout: Single,
    satisfaction: Single,
    commitment: Single,
    rule: OccasionRule,
    plasticity: Number,
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
    rule, plasticity = world.scenario.model.occasion, world.scenario.market.plasticity
    weeks = world.scenario.ladder.review_weeks
    gone = _dropping_out(
        world.arrays,
        world.numbers,
        world.streams.seed,
        world.week,
        block.slots.start,
        block.slots.stop,
        np.float32(weeks),
        np.float32(weeks * worst_factor(rule, plasticity)),
        np.float32(plasticity),
    )
    ladder.leave(world, gone, Cause.LIFE_CHANGE)


@kernel
def _dropping_out(
    state: State,
    model: Sequence[Model],
    seed: np.uint64,
    week: int,
    start: int,
    stop: int,
    weeks: np.float32,
    most: np.float32,
    plasticity: np.float32,
) -> NDArray[np.int64]:
    """All relationships of those who leave for good.

    Only those whose luck could be bad enough with the worst relationship are looked at closely.
    """
    dropout, present, rule = state.dropout, state.present, model[0].occasion
    luck = draw_all(seed, _DROPOUT, week, start, stop)
    slots, count = np.empty(stop - start, np.uint32), np.int64(0)
    for slot in range(start, stop):
        slots[count] = slot
        count += (fraction(luck[slot - start]) < dropout[slot] * most) & present[slot]
    at_risk, count = slots[:count], np.int64(0)
    satisfied, committed = bonds_of(state, at_risk)
    for place, slot in enumerate(at_risk):
        hazard = dropout_hazard(dropout[slot], satisfied[place], committed[place], rule, plasticity)
        slots[count] = slot
        count += fraction(luck[slot - start]) < exact.chance(hazard * weeks)
    firms, customers = state.rung.shape
    keys = np.empty((firms, count), np.int64)
    for place, slot in enumerate(slots[:count]):
        present[slot] = False
        for firm in range(firms):
            keys[firm, place] = firm * customers + slot
    return keys.reshape(-1)
