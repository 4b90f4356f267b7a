"""Voice (rules 5 and 10): who complains, how complaints are answered, and who keeps silent.

Exit, voice and loyalty: Hirschman 1970. A good answer lifts satisfaction and gives back only part of the trust
(de Matos et al. 2007); a bad one is a second failure, the double deviation (Bitner 1990).
"""

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from sim.market.compiling import ONE, ZERO, either, equation, unit
from sim.market.satisfaction import Before, Lived, satisfaction_after
from sim.market.state import Single, State
from sim.market.world import Purchases
from sim.scenario.parameters import ContactRule, ExperienceRule, Model
from sim.scenario.service import VoiceRule

_LEAST = np.float32(1e-6)
"""In place of a divisor that a scenario sets to nothing."""


@equation
def chance_after_failure(usual: float, ease: float, rule: VoiceRule) -> float:
    """Chance that a failure is complained about; ``ease`` is the effect of the complaint line, 0..1."""
    return usual + max(0.0, rule.easiest - usual) * ease


@equation
def skill_of_answer(skill: float, ease: float, rule: VoiceRule) -> float:
    """How well a team handles a complaint at once, 0..1; the complaint line gives it means."""
    answer = 0.4 + 0.6 * skill
    return answer + (1.0 - answer) * ease * rule.handling


@equation
def disappointing(quality: Single, expected: Single, rule: VoiceRule) -> NDArray[np.bool_]:
    """Whether an experience is bad: far below what was expected."""
    return quality < expected - rule.disappointment


@equation
def handled(skill: Single, harm: Single, rule: ExperienceRule) -> Single:
    """How well a complaint is handled, 0..1, when the wait for an answer did so much ``harm``."""
    well: Single = skill * (ONE - harm / np.maximum(rule.wait_harm, _LEAST))
    return well


@equation
def insult(handling: Single, rule: VoiceRule) -> Single:
    """Satisfaction with the experience that a poor answer costs on top of what went wrong."""
    cost: Single = np.maximum(ONE - handling / np.maximum(rule.poor, _LEAST), ZERO) * rule.double_deviation
    return cost


@equation
def trust_back(trust: Single, shaken: Single, handling: Single, rule: ContactRule) -> Single:
    """Trust that an answer gives back of what the experience cost: never all of it."""
    back: Single = np.maximum(trust - shaken, ZERO) * handling * rule.trust_back
    return back


class Answers(NamedTuple):
    """How complaints are answered: parallel arrays, one element a complaint."""

    place: NDArray[np.intp]  # among the purchases
    handling: Single  # 0..1; 0: nobody attended them


@equation
def answers(purchases: Purchases, skill: Single, rules: Model) -> Answers:
    """What becomes of complaints, at desks with so much ``skill`` by firm, or with a manager of one's own."""
    asking, cared, firm = purchases.asking, purchases.cared, purchases.choices.firm
    most, count = len(asking.place) + len(cared), 0
    place, handling = np.empty(most, np.int64), np.empty(most, np.float32)
    for contact in range(len(asking.place)):
        here = asking.place[contact]
        at_once = either(purchases.served[here], skill[firm[here]], ZERO)
        place[count], handling[count] = here, handled(at_once, purchases.harm[here], rules.experience)
        count += int(asking.complaint[contact])
    for here in cared:
        place[count], handling[count] = here, rules.dedicated.handling
        count += 1
    return Answers(place[:count], handling[:count])


@equation
def comfort(before: Before, lived: Lived, answered: Answers, asked_for: Single, rules: Model) -> Single:
    """Answers change satisfaction and trust as ``lived``; returns the changes of strength, by complaint.

    ``asked_for``: how easy the firm makes complaining, 0..1 by complaint; so far an answer is expected.
    """
    changes = np.empty(len(answered.place), np.float32)
    for complaint in range(len(changes)):
        place, handling = answered.place[complaint], answered.handling[complaint]
        relief = handling * rules.contact.recovery - insult(handling, rules.voice) * asked_for[complaint]
        eased = unit(lived.latest[place] + relief)
        after = satisfaction_after(before.satisfaction[place], eased, before.purchases[place], rules.satisfaction)
        relieved = after - lived.satisfaction[place]
        regained = trust_back(before.trust[place], lived.trust[place], handling, rules.contact)
        lived.satisfaction[place] += relieved
        lived.trust[place] += regained
        changes[complaint] = relieved * rules.strength.satisfaction + regained * rules.strength.trust
    return changes


@equation
def keep_silent(
    state: State,
    week: int,
    purchases: Purchases,
    experience: tuple[Before, Lived],
    answered: Answers,
    rules: Model,
) -> None:
    """Marks who had a bad experience and said nothing."""
    firm, slots, grieved = purchases.choices.firm, purchases.choices.slots, state.grieved_week
    (before, lived), silent = experience, np.empty(len(firm), np.bool_)
    for place in range(len(firm)):
        bad = disappointing(lived.quality[place], before.expectation[place], rules.voice)
        silent[place] = bad | purchases.failed[place]
    for place in answered.place:
        silent[place] = False
    for place in range(len(firm)):
        if silent[place]:
            grieved[firm[place], slots[place]] = week
