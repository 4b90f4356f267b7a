"""Satisfaction: the result against what was expected, and how single experiences add up (rule 6)."""

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from sim.market.compiling import ONE, equation, unit
from sim.market.state import Single
from sim.scenario.parameters import SatisfactionRule


class Before(NamedTuple):
    """Relationships with the firms bought from, before the experience counts: arrays over purchases."""

    satisfaction: Single
    trust: Single
    expectation: Single
    purchases: NDArray[np.int16]


class Lived(NamedTuple):
    """Experiences and what they leave: arrays over purchases."""

    quality: Single
    latest: Single  # satisfaction with the experience
    satisfaction: Single
    trust: Single


@equation
def satisfaction_with(quality: Single, expectation: Single, rule: SatisfactionRule) -> Single:
    """Satisfaction with one experience: the result, and its gap to what was expected (rule 6)."""
    gap = quality - expectation
    felt = np.minimum(gap, gap * rule.loss_aversion)  # losses weigh at least as much as gains
    satisfied: Single = unit(quality + felt * rule.gap)
    return satisfied


@equation
def satisfaction_after(
    satisfaction: Single, latest: Single, purchases: NDArray[np.int16], rule: SatisfactionRule
) -> Single:
    """Overall satisfaction once the latest experience is counted; early ones weigh more (rule 6)."""
    weight: Single = np.maximum(ONE / (np.float32(purchases) + ONE), rule.memory)
    return satisfaction + weight * (latest - satisfaction)
