"""Rule 17: what customers are worth."""

import numpy as np
import pytest
from markets import played, small

from sim.market.value import lifetime_value, lifetime_weeks, risk_of_leaving, weekly_retention
from sim.scenario.parameters import ValueRule

RULE = ValueRule()


def test_weekly_retention_worked_example() -> None:
    """480 customer-weeks with 20 exits, and 520 weeks of a prior of .97: (460 + 504.4) / 1000."""
    assert weekly_retention(np.array([480]), np.array([20]), RULE) == pytest.approx([0.9644])


def test_before_anything_was_seen_retention_is_the_prior_and_later_what_was_seen() -> None:
    assert weekly_retention(np.array([0]), np.array([0]), RULE) == pytest.approx([0.97])
    assert weekly_retention(np.array([10_000_000]), np.array([100_000]), RULE) == pytest.approx([0.99], abs=1e-5)


def test_lifetime_weeks_worked_example() -> None:
    """(1 + d) / (1 + d - r) with d = .12 / 52 and r = .97: 31.0 weeks."""
    discount = 0.12 / 52
    assert lifetime_weeks(np.array([0.97], np.float32), RULE) == pytest.approx(
        [(1 + discount) / (0.03 + discount)], rel=1e-5
    )


def test_loyal_customers_last_longer_and_patience_is_worth_money() -> None:
    retention = np.linspace(0.5, 0.999, 50, dtype=np.float32)
    assert (np.diff(lifetime_weeks(retention, RULE)) > 0).all()
    assert (lifetime_weeks(retention, ValueRule(discount=0.3)) < lifetime_weeks(retention, RULE)).all()


def test_only_customers_have_a_value_and_equity_is_their_sum() -> None:
    game = played(small(600, rounds=2, weeks=13))
    value, state = lifetime_value(game.world, 0), game.world.state
    customers = state.rung[0] >= game.world.rungs.first_customer
    assert not value[~customers].any()
    assert np.mean(value[customers]) > 10
    equity = game.history("esquina")[-1]["customer_equity"]
    assert equity == pytest.approx(float(np.sum(value, dtype=np.float64)), rel=1e-6)


def test_higher_rungs_are_worth_more_on_average() -> None:
    game = played(small(1500, rounds=4, weeks=13, warm_up=26), journal=False)
    value, rung = lifetime_value(game.world, 2), game.world.state.rung[2]
    means = [float(np.mean(value[rung == height])) for height in (2, 3, 4) if np.sum(rung == height) > 30]
    assert len(means) >= 2
    assert means == sorted(means)


def test_risk_is_a_chance_and_silence_raises_it() -> None:
    game = played(small(600, rounds=2, weeks=13), journal=False)
    risk, state = risk_of_leaving(game.world, 1), game.world.state
    customers = state.rung[1] >= game.world.rungs.first_customer
    assert ((risk >= 0) & (risk <= 1)).all()
    assert not risk[~customers].any()
    same_rung = customers & (state.rung[1] == 2)
    silence = (game.world.week - state.last_week[1]) / state.lapse_weeks
    quiet, recent = same_rung & (silence > 0.8), same_rung & (silence < 0.2)
    assert quiet.any()
    assert recent.any()
    assert risk[quiet].min() > risk[recent].max()
