"""Phase 1 and rule 2: who comes to the market and who leaves it for good."""

import math

import numpy as np
import pytest
from markets import played, small

from sim.engine import Simulation
from sim.market.arrivals import dropout_hazard
from sim.scenario.parameters import OccasionRule

GRID = np.linspace(0, 1, 51, dtype=np.float32)


def test_worked_example() -> None:
    """.002 exp(-(1.2 x .2 + 1.0 x .2)) = .002 exp(-.44) for a happy customer; .002 for a neutral one."""
    hazard = np.full(2, 0.002, dtype=np.float32)
    satisfaction, commitment = np.array([[0.6, 0.8], [0.5, 0.7]], dtype=np.float32)
    got = dropout_hazard(hazard, satisfaction, commitment, OccasionRule(), 1.0)
    assert got == pytest.approx([0.002, 0.002 * math.exp(-0.44)], rel=1e-5)


def test_a_good_relationship_keeps_people() -> None:
    hazard, half = np.full_like(GRID, 0.01), np.full_like(GRID, 0.5)
    assert (np.diff(dropout_hazard(hazard, GRID, half, OccasionRule(), 1.0)) < 0).all()
    assert (np.diff(dropout_hazard(hazard, half, GRID, OccasionRule(), 1.0)) < 0).all()


def test_without_plasticity_people_leave_as_they_were_born_to() -> None:
    hazard = np.full_like(GRID, 0.01)
    assert (dropout_hazard(hazard, GRID, GRID, OccasionRule(), 0.0) == hazard).all()


def test_newcomers_come_in_their_week_and_not_before() -> None:
    game = Simulation(small(market__newcomers=0.5, market__segments__0__dropout={"mean": 0.0, "shape": 1.0}), 7)
    state = game.world.state
    while not game.over:
        game.advance_week()
        assert not state.present[state.entry_week >= game.world.week].any()
    assert (state.entry_week > 6).sum() > 100


def test_who_leaves_the_category_never_comes_back() -> None:
    game = Simulation(small(market__newcomers=0.3), 7)
    state = game.world.state
    ever = state.present.copy()
    gone = np.zeros_like(ever)
    while not game.over:
        game.advance_week()
        assert not (state.present & gone).any()
        ever |= state.present
        gone |= ever & ~state.present
    assert gone.any()
    assert not (state.rung[:, gone]).any()


def test_people_leave_at_their_rate() -> None:
    """With nobody differing and no plasticity, the share gone follows the weekly chance."""
    alike = {"market__heterogeneity": 0.0, "market__plasticity": 0.0, "market__newcomers": 0.0}
    scenario = small(
        3000,
        rounds=1,
        weeks=20,
        warm_up=1,
        **alike,
        market__segments=[{"id": "all", "name": "x", "dropout": {"mean": 0.02, "shape": 1.0}}],
    )
    present = played(scenario, journal=False).observe("esquina").people.present
    stayed = math.exp(-0.02 * 20)
    assert np.mean(present) == pytest.approx(stayed, abs=4 * math.sqrt(stayed * (1 - stayed) / 3000))
