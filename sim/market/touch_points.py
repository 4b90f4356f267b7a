"""The moments before, during and after the sale, and what they come to together (rule 4)."""

import numpy as np

from sim.market.compiling import equation, unit
from sim.market.state import Single
from sim.scenario.parameters import ExperienceRule
from sim.scenario.service import TouchPointRule

Moments = Single | tuple[Single, Single, Single]
"""Quality before, during and after the sale: shape (3, P), or one by one."""

_THIRD = np.float32(1 / 3)


@equation
def expected_quality(morale: float, skill: float, process: float, rule: ExperienceRule) -> float:
    """Mean quality of a moment that this team and these premises give."""
    return rule.base + rule.morale * morale + rule.process * process + rule.skill * (skill - 0.5)


@equation
def cared_for(service: float, start: float, care: float, rule: TouchPointRule) -> float:
    """Mean quality of a moment that starts ``start`` better than the service; ``care`` 0..1 is what money does."""
    moment = min(1.0, max(0.0, service + start))
    return moment + rule.lift * care * (1.0 - moment)


@equation
def quality_of(moments: Moments, rule: ExperienceRule) -> Single:
    """Quality of three moments: their mean, drawn toward the weakest."""
    before, during, after = moments
    mean = (before + during + after) * _THIRD
    weakest = np.minimum(np.minimum(before, during), after)
    quality: Single = unit(mean + (weakest - mean) * rule.weakest)
    return quality
