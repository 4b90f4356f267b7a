"""Phase 2: what fades by itself. Awareness and brands are forgotten, neglected relationships decay (rule 12)."""

import numpy as np

from sim.market.world import World


def memory_and_decay(world: World) -> None:
    """A week of forgetting."""
    model = world.scenario.model
    newcomer = model.expectation.newcomer_promise
    speed = world.rungs.decay * np.float32(model.neglect.speed)
    for firm in world.firms:
        firm.brand *= 1.0 - model.awareness.brand_decay
    for block in world.blocks:
        state = block.state
        state.awareness *= np.float32(1.0 - model.awareness.decay)
        bought = state.purchases > 0
        patience = state.lapse_weeks * np.float32(model.neglect.grace)
        neglected = bought & (world.week - state.last_week > patience)
        kept = np.where(neglected, 1 - speed[state.rung], np.float32(1))
        state.satisfaction *= kept
        state.trust *= kept
        state.commitment *= kept
        for index, firm in enumerate(world.firms):
            opinion = (1 - newcomer) * state.first_expectation + newcomer * firm.decision["promise"]
            drift = (opinion - state.expectation[index]) * np.float32(model.expectation.from_promise)
            np.add(state.expectation[index], drift, out=state.expectation[index], where=~bought[index])
