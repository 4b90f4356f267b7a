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
        if world.review:
            _neglect(world, block)
        reputation = state.first_expectation * np.float32(1 - newcomer) + promises * newcomer
        outsiders = (state.purchases == 0) * model.expectation.from_promise
        state.expectation += (reputation - state.expectation) * outsiders
        state.satisfaction += (reputation - state.satisfaction) * outsiders


def _neglect(world: World, block: Block) -> None:
    """Customers left alone for long lose satisfaction, trust and commitment: the weeks since the last review."""
    rule, ladder, state = world.scenario.model.neglect, world.scenario.ladder, world.state
    quiet = world.week - block.state.last_week
    firm, place = np.divmod(
        np.flatnonzero((quiet > block.state.patience) & (block.state.purchases > 0)), block.state.customers
    )
    alone = firm * world.customers + place + block.slots.start
    loss = np.minimum(world.rungs.decay * (rule.speed * ladder.review_weeks), 1)
    kept = 1 - loss.take(state.rung.reshape(-1).take(alone))
    for bond in (state.satisfaction, state.trust, state.commitment):
        bond.reshape(-1)[alone] *= kept
