"""Satisfaction: the result against what was expected, and how single experiences add up (rule 6)."""

import numpy as np
from numpy.typing import NDArray

from sim.market.state import Single
from sim.scenario.parameters import SatisfactionRule


def satisfaction_with(quality: Single, expectation: Single, rule: SatisfactionRule) -> Single:
    """Satisfaction with one experience: the result, and its gap to what was expected (rule 6)."""
    gap = quality - expectation
    felt = np.minimum(gap, gap * rule.loss_aversion)  # losses weigh at least as much as gains
    return np.asarray(np.minimum(np.maximum(quality + felt * rule.gap, 0), 1))


def satisfaction_after(
    satisfaction: Single, latest: Single, purchases: NDArray[np.int16], rule: SatisfactionRule
) -> Single:
    """Overall satisfaction once the latest experience is counted; early ones weigh more (rule 6)."""
    weight = np.maximum(1 / (purchases.astype(np.float32) + 1), rule.memory)
    return np.asarray(satisfaction + weight * (latest - satisfaction))
