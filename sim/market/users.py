"""Buyers and users who are not the same people (concept B15).

Users live what is delivered, the moment during the sale. Buyers live what comes before and after it, and the
waiting; what was delivered they hear of from their users, little by little.
"""

import numpy as np
from numpy.typing import NDArray

from sim.market.compiling import HALF, equation, unit
from sim.market.satisfaction import satisfaction_after, satisfaction_with
from sim.market.segments import Segments
from sim.market.state import Single, State
from sim.market.touch_points import Moments
from sim.market.world import Choices, Purchases, World
from sim.scenario.parameters import ExperienceRule, SatisfactionRule
from sim.scenario.vocabulary import Cause


@equation
def quality_for_buyers(moments: Moments, harm: Single, rule: ExperienceRule) -> Single:
    """Quality of three moments for who does not use what is bought: the first and the last.

    ``harm`` is what waiting took. As for everybody, the weakest moment weighs more.
    """
    before, _, after = moments
    mean, weakest = (before + after) * HALF, np.minimum(before, after)
    quality: Single = unit(mean + (weakest - mean) * rule.weakest - harm)
    return quality


@equation
def apart(state: State, choices: Choices, segments: Segments) -> NDArray[np.bool_]:
    """Which purchases are for users who are not the buyers; empty where everybody buys for themselves."""
    slots, segment = choices.slots, state.segment
    others_use = np.empty(len(slots) if state.user_satisfaction.size else 0, np.bool_)
    for place in range(len(others_use)):
        others_use[place] = segments.apart[segment[slots[place]]]
    return others_use


@equation
def use(
    state: State,
    purchases: Purchases,
    others_use: NDArray[np.bool_],
    bought: NDArray[np.int16],
    segments: Segments,
    rule: SatisfactionRule,
) -> None:
    """Users live what was delivered; ``bought`` are the purchases so far. Waiting is not theirs."""
    choices, segment, content = purchases.choices, state.segment, state.user_satisfaction
    for place in range(len(others_use)):
        if others_use[place]:
            firm, slot = choices.firm[place], choices.slots[place]
            delivered = unit(purchases.moments[1, place] + purchases.harm[place])
            latest = satisfaction_with(delivered, segments.users_expectation[segment[slot]], rule)
            content[firm, slot] = satisfaction_after(content[firm, slot], latest, bought[place], rule)


def told(satisfaction: Single, users: Single, influence: Single, speed: float) -> Single:
    """A buyer's satisfaction after listening to the users."""
    return np.asarray(satisfaction + (users - satisfaction) * influence * np.float32(min(1.0, speed)))


def report(world: World) -> None:
    """At reviews users tell their buyers, who make some of it their own: the weeks since the last review."""
    state = world.state
    if not state.user_satisfaction.size:
        return
    listens = world.segments.users_influence.take(state.segment)
    firm, slot = np.nonzero((state.purchases > 0) & (listens > 0))
    keys = (firm * world.customers + slot).astype(np.int64)
    satisfaction = state.satisfaction.reshape(-1)
    before = satisfaction.take(keys)
    speed = world.scenario.model.users.speed * world.scenario.ladder.review_weeks
    after = told(before, state.user_satisfaction.take(keys), listens.take(slot), speed)
    satisfaction[keys] = after
    if world.journal is not None:
        weight = np.float32(world.scenario.model.strength.satisfaction)
        world.journal.changed(world.week, Cause.USERS, keys, (after - before) * weight)
