"""What customers gain, how unequal they are, and how far they have come."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from markets import played, small

from sim.market.concentration import lorenz, share_of_the_top
from sim.market.funnel import STEPS, funnel
from sim.market.gains import gain
from sim.market.segments import worth_of_quality


def single(*values: float) -> np.ndarray:
    return np.array(values, dtype=np.float32)


def test_a_unit_of_quality_is_worth_what_choices_say() -> None:
    """3.6 of utility for quality, 3 x sensitivity for the price: .4 x .45 + .7 x .3 + .5 x .25 = .515, so 2.33."""
    assert worth_of_quality(small()) == pytest.approx(3.6 / (3.0 * 0.515), rel=1e-6)


def test_gain_worked_example() -> None:
    """A basket of 30, .1 above what was asked for, worth 2 prices a unit, 5 % too dear: 30 (.2 - .05)."""
    assert gain(single(30), single(0.75), single(0.65), single(0.05), 2.0) == pytest.approx([4.5], rel=1e-5)
    assert gain(single(30), single(0.65), single(0.65), single(0.0), 2.0) == pytest.approx([0.0])


def test_lorenz_worked_example() -> None:
    """One brings 6, one 3, one 1 and two nothing that counts: of three, the best third brings .6."""
    spent = single(0, 3, 6, 0, 1)
    assert lorenz(spent, 3) == pytest.approx([0, 0.6, 0.9, 1])
    assert share_of_the_top(np.ones(50, dtype=np.float32)) == pytest.approx(0.2)
    assert share_of_the_top(np.zeros(5, dtype=np.float32)) == pytest.approx(0.2)


@given(st.lists(st.floats(0, 1e6, width=32), min_size=1, max_size=40))
def test_a_lorenz_curve_rises_ever_slower(spent: list[float]) -> None:
    curve = lorenz(single(*spent))
    assert curve[0] == 0
    assert curve[-1] == pytest.approx(1)
    steps = np.diff(curve)
    assert (steps >= -1e-12).all()
    assert (np.diff(steps) <= 1e-9).all()


def test_with_contracts_to_repeat_is_to_renew() -> None:
    game = played(small(600, rounds=2, weeks=13, warm_up=13, market__category="contract"))
    counts = funnel(game.world, 1)
    state, weeks = game.world.state, game.world.week - game.world.state.joined_week[1]
    assert counts["repeating"] == np.count_nonzero((state.purchases[1] > 0) & (weeks > 4))
    assert list(counts) == list(STEPS)
    assert counts["trying"] > counts["repeating"] > 0
