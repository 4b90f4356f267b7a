"""What the team knows of the promise, and what it tells of the customers."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sim.market.internal_marketing import alignment_after, shortfall, with_feedback
from sim.scenario.service import InternalMarketingRule

RULE = InternalMarketingRule()
UNIT = st.floats(0, 1)


def test_alignment_worked_example() -> None:
    """.5 + .08 x .5 x (1 - .5) - .02 x .5 = .51."""
    assert alignment_after(0.5, 0.5, RULE) == pytest.approx(0.51)


def test_shortfall_worked_example() -> None:
    """A promise of .8 and a team that knows a quarter of it: .6 x (.8 - .6) x .75 = .09; a modest one: nothing."""
    assert shortfall(0.8, 0.25, RULE) == pytest.approx(0.09)
    assert shortfall(0.6, 0.0, RULE) == 0
    assert shortfall(1.0, 1.0, RULE) == 0


def test_feedback_worked_example() -> None:
    """Knowing .3, half of the feedback: .3 + .7 x .5 x .4 = .44; none: as before."""
    assert with_feedback(0.3, 0.5, RULE) == pytest.approx(0.44)
    assert with_feedback(0.3, 0.0, RULE) == 0.3


@settings(max_examples=60, deadline=None)
@given(UNIT, st.tuples(UNIT, UNIT).map(sorted), UNIT)
def test_bounds_and_directions(alignment: float, effects: list[float], promise: float) -> None:
    less, more = (alignment_after(alignment, effect, RULE) for effect in effects)
    assert 0 <= less <= more <= 1
    assert shortfall(promise, less, RULE) >= shortfall(promise, more, RULE) >= 0
    assert alignment <= with_feedback(alignment, promise, RULE) <= 1
