"""Co-creation (concept C6): committed customers give a firm ideas, and its offer comes to fit everybody better.

It needs people who care: money spent on asking a firm's customers for ideas is lost where nobody is committed to
it. Who contributes is committed more deeply by it (Prahalad & Ramaswamy 2004; levels D).
"""

import numpy as np
from numpy.typing import NDArray

from sim.market.exact import saturation
from sim.market.state import which
from sim.market.streams import Purpose
from sim.market.world import World
from sim.scenario.relations import CoCreationRule
from sim.scenario.vocabulary import Cause


def idea_chance(
    invited: float, commitment: NDArray[np.float32], expects: NDArray[np.float32], weeks: int, rule: CoCreationRule
) -> NDArray[np.float32]:
    """Chance that a committed customer contributes an idea within ``weeks``; ``invited``: how well asked, 0..1."""
    return np.asarray(commitment * expects * np.float32(min(1.0, weeks * rule.rate * invited)))


def fit_after(fit: float, ideas: float, weeks: int, rule: CoCreationRule) -> float:
    """The offer's fit after ``weeks`` with so many ``ideas`` a week for each 1,000 people in the market."""
    fit *= 1 - min(1.0, weeks * rule.decay)
    return fit + (1 - fit) * min(1.0, weeks * rule.gain * saturation(ideas, rule.half_ideas))


def co_creation(world: World) -> None:
    """Between reviews the committed are asked for ideas; what comes of them fades slowly."""
    if not world.review or not any(firm.weekly["co_creation"] > 0 or firm.co_created for firm in world.firms):
        return
    luck = world.streams.lanes(Purpose.IDEAS, world.week, world.everyone, len(world.firms))
    rule, weeks = world.scenario.model.co_creation, world.scenario.ladder.review_weeks
    for index, firm in enumerate(world.firms):
        ideas = _contribute(world, index, luck[:, index]) if firm.weekly["co_creation"] > 0 else 0
        firm.round.ideas += ideas
        firm.co_created = fit_after(firm.co_created, ideas / weeks * 1000 / world.customers, weeks, rule)


def _contribute(world: World, index: int, luck: NDArray[np.uint16]) -> int:
    """How many ideas came; those who gave them are committed more deeply."""
    rule, state, firm = world.scenario.model.co_creation, world.state, world.firms[index]
    keen = which(
        (state.rung[index] >= world.rungs.first_friend) & (state.commitment[index] >= np.float32(rule.committed))
    )
    half = world.scenario.levers.co_creation.half
    invited = saturation(firm.weekly["co_creation"] / max(len(keen), rule.least_people), half)
    expects = np.array([kind.expects.co_creation for kind in world.scenario.market.segments], dtype=np.float32)
    commitment = state.commitment[index, keen]
    weeks = world.scenario.ladder.review_weeks
    chance = idea_chance(invited, commitment, expects.take(state.segment.take(keen)), weeks, rule)
    gave = luck.take(keen) < chance * 65536
    slots, before = keen[gave], commitment[gave]
    change = (1 - before) * np.float32(rule.commitment)
    state.commitment[index, slots] = before + change
    if world.journal is not None:
        amounts = change * np.float32(world.scenario.model.strength.commitment)
        world.journal.changed(world.week, Cause.CO_CREATION, index * world.customers + slots, amounts)
    return len(slots)
