"""Voice (rules 5 and 10): who complains, how complaints are answered, and who keeps silent.

Exit, voice and loyalty: Hirschman 1970. A good answer lifts satisfaction and gives back only part of the trust
(de Matos et al. 2007); a bad one is a second failure, the double deviation (Bitner 1990).
"""

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from sim.market.aim import per_purchase
from sim.market.luck import COMPLAINT
from sim.market.state import Single
from sim.market.streams import chances16
from sim.market.touch_points import quality_of
from sim.market.world import Choices, Purchases, World
from sim.scenario.service import VoiceRule

Yes = NDArray[np.bool_]


def chance_after_failure(usual: float, ease: float, rule: VoiceRule) -> float:
    """Chance that a failure is complained about; ``ease`` is the effect of the complaint line, 0..1."""
    return usual + max(0.0, rule.easiest - usual) * ease


def skill_of_answer(skill: float, ease: float, rule: VoiceRule) -> float:
    """How well a team handles a complaint at once, 0..1; the complaint line gives it means."""
    answer = 0.4 + 0.6 * skill
    return answer + (1.0 - answer) * ease * rule.handling


def insult(handling: Single, rule: VoiceRule) -> Single:
    """Satisfaction with the experience that a poor answer costs on top of what went wrong."""
    poor = max(rule.poor, 1e-6)
    return np.asarray(np.maximum(1 - handling / poor, 0) * rule.double_deviation)


def complaints(world: World, choices: Choices, failed: Yes, moments: Single) -> Yes:
    """Which purchases are complained about: failures, and where it is made easy other bad experiences."""
    luck, usual, rule = (
        choices.luck[COMPLAINT],
        world.scenario.model.contact.after_failure,
        world.scenario.model.voice,
    )
    ease = [per_purchase(world, firm, "complaint_line") for firm in world.firms]
    if not any(ease):
        return np.asarray(failed & (luck < chances16(usual)))
    after_failure = [chances16(chance_after_failure(usual, each, rule)) for each in ease]
    otherwise = [chances16(rule.after_disappointment * each) for each in ease]
    expected = world.state.expectation.take(choices.keys)
    bad = disappointing(quality_of(moments, world.scenario.model.experience), expected, rule)
    chance = np.where(
        failed,
        np.array(after_failure, dtype=np.uint32).take(choices.firm),
        np.array(otherwise, dtype=np.uint32).take(choices.firm) * bad,
    )
    return np.asarray(luck < chance)


def disappointing(quality: Single, expected: Single, rule: VoiceRule) -> Yes:
    """Whether an experience is bad: far below what was expected."""
    return np.asarray(quality < expected - rule.disappointment)


class Answers(NamedTuple):
    """How a block's complaints are answered: parallel arrays, one element a complaint."""

    place: NDArray[np.intp]  # among the block's choices
    handling: Single  # 0..1; 0: nobody attended them
    relief: Single  # change of satisfaction with the experience


def answers(world: World, purchases: Purchases) -> Answers:
    """What becomes of the complaints, at the desk or with a manager of one's own; counts those handled well."""
    model, asking = world.scenario.model, purchases.asking
    place = asking.place[asking.complaint]
    firm = purchases.choices.firm.take(place)
    skills = [
        skill_of_answer(team.skill, per_purchase(world, each, "complaint_line"), model.voice)
        for each, team in zip(world.firms, world.teams, strict=True)
    ]
    handling = np.array(skills, np.float32).take(firm) * purchases.served.take(place)
    handling *= 1 - purchases.harm.take(place) / max(model.experience.wait_harm, 1e-6)
    if len(purchases.cared):
        by_manager = np.full(len(purchases.cared), model.dedicated.handling, dtype=np.float32)
        place, handling = np.concatenate((place, purchases.cared)), np.concatenate((handling, by_manager))
        firm = purchases.choices.firm.take(place)
    relief = handling * model.contact.recovery
    if world.scenario.levers.complaint_line.available:
        relief -= insult(handling, model.voice)
    well = np.bincount(firm[handling >= model.voice.well], minlength=len(world.firms)).tolist()
    for each, count in zip(world.firms, well, strict=True):
        each.round.recovered += count
    return Answers(place, handling, relief)


def keep_silent(world: World, purchases: Purchases, quality: Single, expected: Single) -> None:
    """Marks who had a bad experience and said nothing, where there is a complaint line to say it to."""
    if not world.scenario.levers.complaint_line.available:
        return
    bad = disappointing(quality, expected, world.scenario.model.voice) | purchases.failed
    bad[purchases.asking.place[purchases.asking.complaint]] = False
    bad[purchases.cared] = False
    world.state.grieved_week.reshape(-1)[purchases.choices.keys[bad]] = world.week
