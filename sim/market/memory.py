"""Phase 2: what fades by itself. Awareness and brands are forgotten, neglected relationships decay (rule 12)."""

import numpy as np

from sim.market.state import Block
from sim.market.world import World


def memory_and_decay(world: World) -> None:
    """A week of forgetting. Who does not buy here goes by reputation: what is promised and what was heard."""
    model = world.scenario.model
    newcomer = model.expectation.newcomer_promise
    promises = np.array([[firm.decision["promise"]] for firm in world.firms], dtype=np.float32)
    for firm in world.firms:
        firm.brand *= 1.0 - model.awareness.brand_decay
    for block in world.blocks:
        state = block.state
        state.awareness *= np.float32(1.0 - model.awareness.decay)
        if world.week % world.scenario.ladder.review_weeks == 0:
            _neglect(world, block)
        reputation = state.first_expectation * np.float32(1 - newcomer) + promises * newcomer
        outsiders = (state.purchases == 0) * model.expectation.from_promise
        state.expectation += (reputation - state.expectation) * outsiders
        state.satisfaction += (reputation - state.satisfaction) * outsiders


def _neglect(world: World, block: Block) -> None:
    """Customers left alone for long lose satisfaction, trust and commitment: the weeks since the last review."""
    rule, state = world.scenario.model.neglect, block.state
    quiet = world.week - state.last_week
    alone = np.nonzero((quiet > state.patience) & (state.purchases > 0))
    loss = np.minimum(world.rungs.decay * (rule.speed * world.scenario.ladder.review_weeks), 1)
    kept = 1 - loss[state.rung[alone]]
    state.satisfaction[alone] *= kept
    state.trust[alone] *= kept
    state.commitment[alone] *= kept
