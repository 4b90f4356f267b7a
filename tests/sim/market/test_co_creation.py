"""Co-creation: who has ideas, and what they do to the offer."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from sim.market.co_creation import fit_after, idea_chance
from sim.scenario.relations import CoCreationRule

RULE = CoCreationRule()


def single(*values: float) -> np.ndarray:
    return np.array(values, dtype=np.float32)


def test_idea_chance_worked_example() -> None:
    """Two weeks at .08, half invited: .08 times commitment times what is expected."""
    got = idea_chance(0.5, single(1.0, 0.5, 0.5), single(1.0, 1.0, 0.0), 2, RULE)
    assert got == pytest.approx([0.08, 0.04, 0.0])


def test_fit_worked_example() -> None:
    """From nothing, two weeks with one idea a week for each 1,000 people: half of 2 x .02."""
    assert fit_after(0.0, 1.0, 2, RULE) == pytest.approx(0.02)
    assert fit_after(0.5, 0.0, 2, RULE) == pytest.approx(0.5 * (1 - 2 * 0.008))


@given(st.floats(0, 1), st.floats(0, 50), st.floats(0, 50), st.integers(1, 13))
def test_more_ideas_fit_better_and_never_too_well(fit: float, few: float, more: float, weeks: int) -> None:
    few, more = sorted((few, more))
    worse, better = fit_after(fit, few, weeks, RULE), fit_after(fit, more, weeks, RULE)
    assert 0 <= worse <= better <= 1
