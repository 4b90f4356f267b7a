"""Phase 2: what fades by itself. Awareness and brands are forgotten, neglected relationships decay (rule 12)."""

import numpy as np

from sim.market.state import Block, which
from sim.market.world import World


def memory_and_decay(world: World) -> None:
    """A week of forgetting; opinions and neglected relationships are looked at from review to review."""
    rule = world.scenario.model.awareness
    for firm in world.firms:
        firm.brand *= 1.0 - rule.brand_decay
    for block in world.blocks:
        block.state.awareness *= np.float32(1.0 - rule.decay)
        if world.review:
            _neglect(world, block)
            _go_by_reputation(world, block)


def _go_by_reputation(world: World, block: Block) -> None:
    """Who does not buy from a firm drifts to what is promised and what was heard at first (rule 7)."""
    rule, state = world.scenario.model.expectation, block.state
    promises = np.array([[firm.decision["promise"]] for firm in world.firms], dtype=np.float32)
    reputation = state.first_expectation * np.float32(1 - rule.newcomer_promise) + promises * rule.newcomer_promise
    weeks = world.scenario.ladder.review_weeks
    outsiders = (state.purchases == 0).astype(np.float32) * np.float32(min(1.0, rule.from_promise * weeks))
    for opinion in (state.expectation, state.satisfaction):
        opinion += (reputation - opinion) * outsiders


def _neglect(world: World, block: Block) -> None:
    """Customers left alone for long lose satisfaction, trust and commitment: the weeks since the last review.

    A message that speaks to them keeps them company, as a purchase does.
    """
    rule, ladder, state = world.scenario.model.neglect, world.scenario.ladder, world.state
    quiet = np.maximum(block.state.last_week, block.state.message_week) < world.week - block.state.patience
    alone = block.keys(which(quiet & (block.state.purchases > 0) & ~block.state.managed))
    loss = np.minimum(world.rungs.decay * (rule.speed * ladder.review_weeks), 1)
    loss = loss.take(state.rung.reshape(-1).take(alone))
    if any(each.design for each in world.firms):
        hold = world.scenario.model.design.hold
        held = np.array([1 - hold * each.design for each in world.firms], dtype=np.float32)
        loss *= held.take(alone // world.customers)
    kept = 1 - loss
    for bond in (state.satisfaction, state.trust, state.commitment):
        bond.reshape(-1)[alone] *= kept
