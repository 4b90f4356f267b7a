"""Experiment 10: referred against advertised customers."""

import numpy as np
import pytest
from referred import SOURCES, Joined, findings, matched


def test_matching_worked_example() -> None:
    """Of two cells the referred stand in the first twice, in the second once: the others weigh as much there."""
    referred, advertised = SOURCES
    source = np.array([referred, referred, referred, advertised, advertised, advertised])
    cell = np.array([0, 0, 1, 0, 1, 1])
    value = np.array([5.0, 7.0, 12.0, 3.0, 6.0, 12.0])
    of = Joined(source, cell, value, value > 0, value > 0)
    assert matched(value, of) == pytest.approx(((5 + 7 + 12) / 3, (2 * 3 + 9) / 3))


@pytest.mark.slow
def test_referred_customers_are_worth_more_and_stay() -> None:
    for finding in findings():
        print(f"{finding.figure}: {finding.ours:.3f}, published {finding.published}")
        assert finding.holds, finding
