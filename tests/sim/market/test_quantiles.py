"""Inverse cumulative functions against other ways to know them."""

import math
from statistics import NormalDist

import numpy as np
import pytest

from sim.market import exact, quantiles
from sim.market.streams import LANE, share

UNIFORM = np.concatenate(
    [np.geomspace(1e-15, 1e-3, 60), np.linspace(0.001, 0.999, 999), 1 - np.geomspace(1e-12, 1e-3, 60)]
)


def test_normal_quantiles() -> None:
    true = [NormalDist().inv_cdf(u) for u in UNIFORM]
    assert quantiles.normal(UNIFORM) == pytest.approx(true, abs=1e-9, rel=1e-9)


def test_gamma_of_shape_1_is_exponential() -> None:
    u = np.linspace(0.001, 0.999, 500)
    assert quantiles.gamma(u, 1.0) == pytest.approx(-np.log(1 - u), rel=1e-3, abs=1e-5)


def test_gamma_of_shape_half_is_a_squared_normal() -> None:
    u = np.linspace(0.01, 0.999, 300)
    true = [NormalDist().inv_cdf((1 + each) / 2) ** 2 for each in u]
    assert quantiles.gamma(u, 0.5) == pytest.approx(true, rel=2e-3)


def test_gamma_of_a_whole_shape_has_the_erlang_distribution() -> None:
    u = np.linspace(0.005, 0.995, 199)
    x = quantiles.gamma(u, 3.0) * 3.0
    assert 1 - np.exp(-x) * (1 + x + x * x / 2) == pytest.approx(u, abs=1e-4)


@pytest.mark.parametrize("shape", [0.3, 0.8, 1.5, 2.5, 6.0, 40.0, 99.0, 101.0, 1000.0])
def test_gamma_has_mean_1_and_variance_one_over_shape(shape: float) -> None:
    u = (np.arange(200_000) + 0.5) / 200_000
    values = quantiles.gamma(u, shape)
    assert np.mean(values) == pytest.approx(1.0, rel=2e-3)
    assert np.var(values) == pytest.approx(1 / shape, rel=1.5e-2)
    assert (values >= 0).all()


def test_gamma_is_the_same_on_both_sides_of_its_change_of_method() -> None:
    u = np.linspace(0.001, 0.999, 200)
    assert quantiles.gamma(u, 100.0) == pytest.approx(quantiles.gamma(u, 100.0001), rel=2e-3)


@pytest.mark.parametrize("shape", [0.3, 1.0, 2.0, 6.0, 150.0])
def test_a_gamma_value_rises_with_its_uniform(shape: float) -> None:
    u = np.linspace(1e-6, 1 - 1e-6, 50_001)
    assert (np.diff(quantiles.gamma(u, shape)) >= 0).all()


def test_a_normal_value_rises_with_its_uniform() -> None:
    assert (np.diff(quantiles.normal(np.linspace(1e-9, 1 - 1e-9, 100_001))) > 0).all()


@pytest.mark.parametrize(
    "shapes", [(0.7, 1.2), (0.668, 3.806), (1.0, 1.0), (0.05, 200.0), (30.0, 5.0), (300.0, 900.0)]
)
def test_beta_has_its_mean_and_variance(shapes: tuple[float, float]) -> None:
    a, b = shapes
    values = quantiles.beta((np.arange(200_000) + 0.5) / 200_000, a, b)
    assert ((values >= 0) & (values <= 1)).all()
    assert (np.diff(values) >= 0).all()
    assert np.mean(values) == pytest.approx(a / (a + b), rel=2e-3)
    assert np.var(values) == pytest.approx(a * b / ((a + b) ** 2 * (a + b + 1)), rel=1e-2)


def test_beta_of_known_cases() -> None:
    """Uniform; the arcsine law; and a power of the uniform."""
    u = np.linspace(0.001, 0.999, 500)
    assert quantiles.beta(u, 1.0, 1.0) == pytest.approx(u, abs=1e-6)
    assert quantiles.beta(u, 0.5, 0.5) == pytest.approx(np.sin(np.pi * u / 2) ** 2, abs=1e-5)
    assert quantiles.beta(u, 3.0, 1.0) == pytest.approx(np.cbrt(u), abs=1e-5)


def test_beta_is_the_same_on_both_sides_of_its_change_of_method() -> None:
    u = np.linspace(0.001, 0.999, 200)
    assert quantiles.beta(u, 40.0, 360.0) == pytest.approx(quantiles.beta(u, 40.001, 360.0), abs=1e-3)


EULER = 0.5772156649015329


@pytest.mark.parametrize(
    ("table", "mean", "variance"),
    [
        (quantiles.normal_table, 0.0, 1.0),
        (quantiles.gumbel_table, EULER, math.pi**2 / 6),
        (quantiles.exponential_table, 1.0, 1.0),
    ],
)
def test_tables_have_the_moments_of_their_distribution(table, mean: float, variance: float) -> None:
    values = table().astype(np.float64)
    assert np.mean(values) == pytest.approx(mean, abs=1e-3)
    assert np.var(values) == pytest.approx(variance, rel=1e-2)
    assert (np.diff(values) >= 0).all()


@pytest.mark.parametrize("rate", [0.004, 0.1, 0.55, 2.0, 7.0])
def test_a_first_look_overlooks_nobody_whose_wait_is_over(rate: float) -> None:
    lanes = np.arange(LANE)
    over = share(lanes) < exact.chance(np.float32(rate))
    soonest = quantiles.soonest_table()[lanes >> 8] < rate
    assert over.mean() == pytest.approx(1 - math.exp(-rate), abs=2e-5)
    assert not (over & ~soonest).any()
    assert (soonest & ~over).sum() < 256


def test_gamma_tables_have_a_row_for_each_shape() -> None:
    rows = quantiles.gamma_tables((6.0, 1.5)).astype(np.float64)
    assert rows.shape == (2, len(quantiles.normal_table()))
    assert np.mean(rows, axis=1) == pytest.approx([1.0, 1.0], rel=2e-3)
    assert np.var(rows, axis=1) == pytest.approx([1 / 6, 1 / 1.5], rel=1e-2)


def test_tables_cannot_be_changed() -> None:
    with pytest.raises(ValueError, match="read-only"):
        quantiles.normal_table()[0] = 0
