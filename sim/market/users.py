"""Buyers and users who are not the same people (concept B15).

Users live what is delivered, the moment during the sale. Buyers live what comes before and after it, and the
waiting; what was delivered they hear of from their users, little by little.
"""

import numpy as np
from numpy.typing import NDArray

from sim.market.satisfaction import satisfaction_after, satisfaction_with
from sim.market.state import Single, which
from sim.market.touch_points import quality_of
from sim.market.world import Purchases, World
from sim.scenario.parameters import ExperienceRule
from sim.scenario.vocabulary import Cause


def quality_for_buyers(moments: Single, harm: Single, rule: ExperienceRule) -> Single:
    """Quality of three moments of shape (3, P) for who does not use what is bought: the first and the last.

    ``harm`` is what waiting took. As for everybody, the weakest moment weighs more.
    """
    before, _, after = moments
    mean, weakest = (before + after) * np.float32(0.5), np.minimum(before, after)
    return np.asarray(np.minimum(np.maximum(mean + (weakest - mean) * rule.weakest - harm, 0), 1))


def told(satisfaction: Single, users: Single, influence: Single, speed: float) -> Single:
    """A buyer's satisfaction after listening to the users."""
    return np.asarray(satisfaction + (users - satisfaction) * influence * np.float32(min(1.0, speed)))


def _by_segment(world: World, of: str) -> Single:
    """A number of the users of each segment; 0 where buyers are their own users."""
    kinds = world.scenario.market.segments
    return np.array([getattr(kind.users, of) if kind.users else 0.0 for kind in kinds], dtype=np.float32)


def _apart(world: World) -> NDArray[np.bool_]:
    """Which segments have users who are not the buyers."""
    return np.array([kind.users is not None for kind in world.scenario.market.segments])


def lived(world: World, keys: NDArray[np.int64], moments: Single, harm: Single) -> Single:
    """Quality of purchases as the buyers live it; ``harm`` is what waiting took (it is in the moments already)."""
    rule = world.scenario.model.experience
    quality = quality_of(moments, rule)
    if not world.state.user_satisfaction.size:
        return quality
    apart = _apart(world).take(world.state.segment.take(world.slots(keys)))
    return np.where(apart, quality_for_buyers(moments, harm, rule), quality)


def use(world: World, purchases: Purchases, bought: NDArray[np.int16]) -> None:
    """Users live what was delivered; ``bought`` are the purchases so far. Waiting is not theirs."""
    state, choices = world.state, purchases.choices
    if not state.user_satisfaction.size:
        return
    place = which(_apart(world).take(state.segment.take(choices.slots)))
    keys, rule = choices.keys.take(place), world.scenario.model.satisfaction
    during = purchases.moments[1].take(place) + purchases.harm.take(place)
    expected = _by_segment(world, "expectation").take(state.segment.take(choices.slots.take(place)))
    latest = satisfaction_with(np.minimum(np.maximum(during, 0), 1), expected, rule)
    content = state.user_satisfaction.reshape(-1)
    content[keys] = satisfaction_after(content.take(keys), latest, bought.take(place), rule)


def report(world: World) -> None:
    """At reviews users tell their buyers, who make some of it their own: the weeks since the last review."""
    state = world.state
    if not state.user_satisfaction.size:
        return
    listens = _by_segment(world, "influence").take(state.segment)
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
