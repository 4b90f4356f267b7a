"""Co-creation (concept C6): committed customers give a firm ideas, and its offer comes to fit everybody better.

It needs people who care: money spent on asking a firm's customers for ideas is lost where nobody is committed to
it. Who contributes is committed more deeply by it (Prahalad & Ramaswamy 2004; levels D).
"""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from sim.market.aim import Doubles, money_for, used
from sim.market.compiling import ONE, equation, kernel
from sim.market.exact import saturation
from sim.market.state import Single, State
from sim.market.streams import LANE, Purpose, draw_lanes, lane_at
from sim.market.world import World
from sim.scenario.parameters import Model
from sim.scenario.relations import CoCreationRule
from sim.scenario.vocabulary import Cause

Numbers = NDArray[np.int64]


@equation
def idea_chance(invited: float, commitment: Single, expects: Single, weeks: int, rule: CoCreationRule) -> Single:
    """Chance that a committed customer contributes an idea within ``weeks``; ``invited``: how well asked, 0..1."""
    chance: Single = commitment * expects * np.float32(min(1.0, weeks * rule.rate * invited))
    return chance


@equation
def fit_after(fit: float, ideas: float, weeks: int, rule: CoCreationRule) -> float:
    """The offer's fit after ``weeks`` with so many ``ideas`` a week for each 1,000 people in the market."""
    fit *= 1 - min(1.0, weeks * rule.decay)
    return fit + (1 - fit) * min(1.0, weeks * rule.gain * saturation(ideas, rule.half_ideas))


def co_creation(world: World) -> None:
    """Between reviews the committed are asked for ideas; what comes of them fades slowly."""
    if not world.review or not (used(world, "co_creation") or any(firm.co_created for firm in world.firms)):
        return
    ideas, fits, keys, change = _contribute(
        world.arrays,
        world.doubles,
        world.streams.seed,
        world.week,
        world.scenario.ladder.review_weeks,
        money_for(world, "co_creation"),
        world.scenario.levers.co_creation.half,
        np.array([kind.expects.co_creation for kind in world.scenario.market.segments], dtype=np.float32),
        np.array([firm.co_created for firm in world.firms]),
        world.rungs.first_friend,
        world.journal is not None,
    )
    for firm, came, fit in zip(world.firms, ideas.tolist(), fits.tolist(), strict=True):
        firm.round.ideas += came
        firm.co_created = fit
    if world.journal is not None:
        world.journal.changed(world.week, Cause.CO_CREATION, keys, change)


@kernel
def _contribute(
    state: State,
    doubles: Sequence[Model],
    seed: np.uint64,
    week: int,
    weeks: int,
    money: Doubles,
    half: float,
    expects: Single,
    fits: Doubles,
    first_friend: int,
    noting: bool,
) -> tuple[Numbers, Doubles, Numbers, Single]:
    """What the committed contribute to all firms; those who do are committed more deeply.

    Returns how many ideas came, how well offers fit with them that had fitted like ``fits``, and whose relationship
    became how much stronger, if ``noting``.
    """
    firms, customers = state.commitment.shape
    rule, weight, segment = doubles[0].co_creation, np.float32(doubles[0].strength.commitment), state.segment
    luck = draw_lanes(seed, Purpose.IDEAS.value, week, customers, firms)
    ideas, fitting, noted = np.zeros(firms, np.int64), np.empty(firms), 0
    keys, changes = np.empty(firms * customers * noting, np.int64), np.empty(firms * customers * noting, np.float32)
    for firm in range(firms):
        keen, commitment = _keen(state, firm, first_friend, np.float32(rule.committed)), state.commitment[firm]
        invited = saturation(money[firm] / max(len(keen), rule.least_people), half)
        for slot in keen:
            before = commitment[slot]
            chance = idea_chance(invited, before, expects[segment[slot]], weeks, rule)
            if lane_at(luck, slot, firm, firms) < chance * np.float32(LANE):
                change = (ONE - before) * np.float32(rule.commitment)
                commitment[slot] = before + change
                ideas[firm] += 1
                if noting:
                    keys[noted], changes[noted] = firm * customers + slot, change * weight
                    noted += 1
        fitting[firm] = fit_after(fits[firm], ideas[firm] / weeks * 1000 / customers, weeks, rule)
    return ideas, fitting, keys[:noted], changes[:noted]


@kernel
def _keen(state: State, firm: int, first_friend: int, committed: np.float32) -> Numbers:
    """Friends of a firm who are committed enough to give it ideas."""
    rung, commitment = state.rung[firm], state.commitment[firm]
    keen, count = np.empty(len(rung), np.int64), 0
    for slot in range(len(rung)):
        keen[count] = slot
        count += int((rung[slot] >= first_friend) & (commitment[slot] >= committed))
    return keen[:count]
