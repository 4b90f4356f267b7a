"""Phase 2: what fades by itself. Awareness and brands are forgotten, neglected relationships decay (rule 12)."""

import numpy as np

from sim.market.compiling import ONE, ZERO, either, kernel
from sim.market.state import NEVER, Block, Single, State
from sim.market.world import World


def memory_and_decay(world: World) -> None:
    """A week of forgetting; opinions and neglected relationships are looked at from review to review."""
    rule = world.scenario.model.awareness
    for firm in filter(world.open_now, world.firms):
        firm.brand *= 1.0 - rule.brand_decay
    for block in world.blocks:
        block.state.awareness *= np.float32(1.0 - rule.decay)
        if world.review:
            _opinions(world, block)


def _opinions(world: World, block: Block) -> None:
    """Neglect, and reputation: the weeks since the last review."""
    model, weeks = world.scenario.model, world.scenario.ladder.review_weeks
    _neglect(
        world.arrays,
        block.slots.start,
        block.slots.stop,
        world.week,
        np.minimum(world.rungs.decay * (model.neglect.speed * weeks), 1),
        np.array([1 - model.design.hold * each.design for each in world.firms], dtype=np.float32),
    )
    promises = np.array([each.decision["promise"] for each in world.firms], dtype=np.float32)
    _go_by_reputation(
        world.arrays,
        block.slots.start,
        block.slots.stop,
        np.float32(1 - model.expectation.newcomer_promise),
        promises * model.expectation.newcomer_promise,
        np.float32(min(1.0, model.expectation.from_promise * weeks)),
    )


@kernel
def _neglect(state: State, start: int, stop: int, week: int, loss: Single, held: Single) -> None:
    """Customers left alone for long lose satisfaction, trust and commitment, and who has left loses these two.

    How much is ``loss`` by rung, times ``held`` by firm. A message that speaks to them keeps them company, as a
    purchase does. What outsiders think of the service goes by reputation.
    """
    patience, kept = state.patience[start:stop], np.empty(stop - start, np.float32)
    for firm in range(len(held)):
        last_week, message_week = state.last_week[firm, start:stop], state.message_week[firm, start:stop]
        purchases, managed = state.purchases[firm, start:stop], state.managed[firm, start:stop]
        rung, joined_week = state.rung[firm, start:stop], state.joined_week[firm, start:stop]
        for place in range(stop - start):
            kept[place] = ONE - loss[rung[place]] * held[firm]
        for place in range(stop - start):
            quiet = max(last_week[place], message_week[place]) < week - patience[place]
            alone = quiet & (joined_week[place] > NEVER) & (not managed[place])
            kept[place] = either(alone, kept[place], ONE)
        for bond in (state.trust, state.commitment):
            strength = bond[firm, start:stop]
            for place in range(stop - start):
                strength[place] *= kept[place]
        satisfaction = state.satisfaction[firm, start:stop]
        for place in range(stop - start):
            satisfaction[place] *= either(purchases[place] > 0, kept[place], ONE)


@kernel
def _go_by_reputation(
    state: State, start: int, stop: int, own: np.float32, promised: Single, speed: np.float32
) -> None:
    """Who does not buy from a firm drifts to what is ``promised`` and what was heard at first (rule 7)."""
    for firm in range(len(promised)):
        expectation, satisfaction = state.expectation[firm, start:stop], state.satisfaction[firm, start:stop]
        heard, purchases = state.first_expectation[start:stop], state.purchases[firm, start:stop]
        for place in range(stop - start):
            reputation = heard[place] * own + promised[firm]
            outsider = either(purchases[place] == 0, speed, ZERO)
            expectation[place] += (reputation - expectation[place]) * outsider
            satisfaction[place] += (reputation - satisfaction[place]) * outsider
