"""Arithmetic that is the same everywhere must also be right."""

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from sim.market import exact

EXP = {np.float32: exact.exp, np.float64: exact.exp_double}
POINTS = np.concatenate([np.linspace(-20, 20, 4001), np.linspace(-1e-6, 1e-6, 101)])


def _ulps(got: np.ndarray, true: np.ndarray) -> float:
    """Largest error, in units in the last place of the type of ``got``."""
    return float(np.max(np.abs(got.astype(np.float64) - true) / np.spacing(np.abs(true).astype(got.dtype))))


@pytest.mark.parametrize(("kind", "error"), [(np.float64, 4.5), (np.float32, 2.5)])
def test_exp_is_within_about_the_error_it_states(kind: type, error: float) -> None:
    x = POINTS.astype(kind)
    true = np.array([math.exp(value) for value in x.astype(np.float64)])
    got = EXP[kind](x)
    assert got.dtype == kind
    assert _ulps(got, true) <= error


@pytest.mark.parametrize(("kind", "error"), [(np.float64, 4.5), (np.float32, 2.5)])
def test_log_is_within_about_the_error_it_states(kind: type, error: float) -> None:
    x = np.concatenate([np.geomspace(1e-30, 1e30, 4001), np.linspace(0.5, 2, 4001)]).astype(kind)
    x = x[np.abs(x - 1) > 1e-6]  # near 1 the logarithm is near 0, where only the absolute error says anything
    got = exact.log(x)
    assert got.dtype == kind
    assert _ulps(got, np.array([math.log(value) for value in x.astype(np.float64)])) <= error


def test_log_is_exact_at_one_and_close_to_it() -> None:
    near = 1 + np.array([0.0, 1e-12, -1e-12, 1e-8])
    assert exact.log(near)[0] == 0
    assert exact.log(near) == pytest.approx([math.log(value) for value in near], abs=1e-20, rel=1e-12)


def test_exp_stays_finite_beyond_the_range_of_its_type() -> None:
    for kind in (np.float32, np.float64):
        far = EXP[kind](np.array([-1e6, 1e6], dtype=kind))
        assert np.isfinite(far).all()
        assert 0 <= far[0] < 1e-30
        assert far[1] > 1e30


def test_exp_never_falls_as_its_argument_rises() -> None:
    for kind in (np.float32, np.float64):
        assert (np.diff(EXP[kind](np.linspace(-10, 10, 200_001).astype(kind))) >= 0).all()


def test_exp_and_log_undo_each_other() -> None:
    x = np.linspace(-30, 30, 601)
    assert exact.log(exact.exp_double(x)) == pytest.approx(x, abs=1e-14, rel=1e-14)


def test_chance_of_a_hazard() -> None:
    hazard = np.array([0.0, 0.1, math.log(2), 50.0], dtype=np.float32)
    assert exact.chance(hazard) == pytest.approx([0.0, 1 - math.exp(-0.1), 0.5, 1.0], abs=1e-7)


def test_saturation_reaches_half_at_half_and_never_the_whole() -> None:
    assert exact.saturation(0.0, 0.4) == 0.0
    assert exact.saturation(0.4, 0.4) == pytest.approx(0.5, abs=1e-15)
    assert exact.saturation(0.8, 0.4) == pytest.approx(0.75, abs=1e-15)
    assert exact.saturation(1e9, 0.4) == pytest.approx(1.0)
    for spending in (0.01, 0.3, 1.7, 5.0):
        assert exact.saturation(spending, 1.3) == pytest.approx(1 - 2 ** (-spending / 1.3), abs=1e-14)


def test_saturation_has_diminishing_returns() -> None:
    reached = [exact.saturation(spending, 1.0) for spending in np.linspace(0, 6, 61)]
    gains = np.diff(reached)
    assert (gains > 0).all()
    assert (np.diff(gains) < 0).all()


@pytest.mark.parametrize("kind", [np.float32, np.float64])
@given(st.lists(st.floats(0, 1e6), max_size=72))
def test_sums_are_those_of_numpy(kind: type, row: list[float]) -> None:
    numbers = np.array(row, dtype=kind)
    assert exact.added(numbers) == np.add.reduce(numbers)
