"""Rules 6 to 9: what one experience does to satisfaction, expectation, trust and commitment."""

import numpy as np
import pytest
from markets import played, small

from sim.market.relationship import (
    broken,
    expectation_after,
    trust_after,
)
from sim.market.satisfaction import satisfaction_after, satisfaction_with
from sim.scenario.parameters import ExpectationRule, SatisfactionRule, TrustRule

SATISFACTION, EXPECTATION, TRUST = SatisfactionRule(), ExpectationRule(), TrustRule()
GRID = np.linspace(0, 1, 101, dtype=np.float32)


def single(*values: float) -> np.ndarray:
    return np.array(values, dtype=np.float32)


class TestSatisfactionWithOneExperience:
    def test_worked_example(self) -> None:
        """q .7 against E .6: .7 + .4 x .1 = .74. q .5 against .6: .5 - .4 x 2.25 x .1 = .41. As expected: q."""
        got = satisfaction_with(single(0.7, 0.5, 0.6), single(0.6, 0.6, 0.6), SATISFACTION)
        assert got == pytest.approx([0.74, 0.41, 0.6], abs=1e-6)

    def test_stays_between_0_and_1(self) -> None:
        quality, expectation = np.meshgrid(GRID, GRID)
        got = satisfaction_with(quality, expectation, SATISFACTION)
        assert got.min() == 0
        assert got.max() == 1

    def test_rises_with_the_result_and_falls_with_what_was_expected(self) -> None:
        quality, expectation = np.meshgrid(GRID, GRID)
        got = satisfaction_with(quality, expectation, SATISFACTION)
        assert (np.diff(got, axis=1) >= 0).all()
        assert (np.diff(got, axis=0) <= 0).all()

    def test_a_shortfall_weighs_more_than_a_surprise_of_the_same_size(self) -> None:
        """Anderson & Sullivan 1993: between 1.3 and 3 times as much."""
        as_expected, better, worse = satisfaction_with(single(0.6, 0.7, 0.5), single(0.6, 0.6, 0.6), SATISFACTION)
        assert 1.3 < (as_expected - worse) / (better - as_expected) < 3


class TestOverallSatisfaction:
    def test_worked_example(self) -> None:
        """After the first purchase half the weight is new; after the twentieth .08, the least."""
        got = satisfaction_after(
            single(0.5, 0.5), single(0.7, 0.7), np.array([1, 20], dtype=np.int16), SATISFACTION
        )
        assert got == pytest.approx([0.6, 0.516], abs=1e-6)

    def test_lies_between_what_it_was_and_the_latest(self) -> None:
        before, latest = np.meshgrid(GRID, GRID)
        for purchases in (1, 3, 12, 300):
            count = np.full(before.shape, purchases, dtype=np.int16)
            after = satisfaction_after(before, latest, count, SATISFACTION)
            assert (after >= np.minimum(before, latest) - 1e-6).all()
            assert (after <= np.maximum(before, latest) + 1e-6).all()

    def test_early_experiences_weigh_more(self) -> None:
        count = np.arange(1, 40, dtype=np.int16)
        gains = satisfaction_after(np.full(39, 0.5, np.float32), np.full(39, 0.9, np.float32), count, SATISFACTION)
        assert (np.diff(gains) <= 1e-7).all()
        assert gains[0] > gains[-1]


class TestExpectation:
    def test_worked_example(self) -> None:
        """.6 + .15 (.7 - .6) + .05 (.8 - .6) = .625."""
        assert expectation_after(single(0.6), single(0.7), single(0.8), EXPECTATION) == pytest.approx([0.625])

    def test_a_bolder_promise_raises_it_and_a_better_result_too(self) -> None:
        modest, bold = expectation_after(single(0.6, 0.6), single(0.7, 0.7), single(0.5, 0.9), EXPECTATION)
        poor, good = expectation_after(single(0.6, 0.6), single(0.4, 0.8), single(0.6, 0.6), EXPECTATION)
        assert bold > modest
        assert good > poor

    def test_settles_between_result_and_promise(self) -> None:
        expectation = single(0.2)
        for _ in range(200):
            expectation = expectation_after(expectation, single(0.7), single(0.9), EXPECTATION)
        assert expectation == pytest.approx([(0.15 * 0.7 + 0.05 * 0.9) / 0.2], abs=1e-4)


class TestTrust:
    def test_worked_example(self) -> None:
        """Kept: .5 + .03 x .5 = .515. Short by .2: severity .8, .5 - .8 x .5 x .12 = .452. By .08: forgiven."""
        got = trust_after(single(0.5, 0.5, 0.5), single(0.8, 0.5, 0.62), single(0.7, 0.7, 0.7), TRUST)
        assert got == pytest.approx([0.515, 0.452, 0.515], abs=1e-6)

    def test_severity_has_a_floor_and_a_ceiling(self) -> None:
        """Just beyond what is forgiven: severity .4, .5 - .4 x .06 = .476. A disaster: 2, .5 - 2 x .06 = .38."""
        rule = TrustRule(tolerance=0.02)
        got = trust_after(single(0.5, 0.5), single(0.67, 0.0), single(0.7, 1.0), rule)
        assert got == pytest.approx([0.476, 0.38], abs=1e-6)

    def test_stays_between_0_and_1(self) -> None:
        trust, quality = np.meshgrid(GRID, GRID)
        for promise in (0.0, 0.5, 1.0):
            got = trust_after(trust, quality, np.full_like(trust, promise), TRUST)
            assert got.min() >= 0
            assert got.max() <= 1

    def test_is_lost_about_four_times_faster_than_won(self) -> None:
        start, promise = single(0.5), single(0.75)
        won = float(trust_after(start, promise, promise, TRUST)[0] - 0.5)
        lost = float(0.5 - trust_after(start, promise - np.float32(0.25), promise, TRUST)[0])
        assert lost / won == pytest.approx(4.0, rel=0.05)

    def test_a_promise_is_broken_only_beyond_what_is_forgiven(self) -> None:
        assert broken(single(0.7, 0.65, 0.55), single(0.7, 0.7, 0.7), TRUST).tolist() == [False, False, True]


def test_a_bold_promise_is_broken_more_often() -> None:
    """Promises attract and raise expectations; broken ones cost trust (the same luck, another promise)."""
    scenario = small(600, rounds=3, weeks=13, warm_up=13, levers__promise__from_round=1)
    modest, bold = (played(scenario, promise=promise).history("esquina")[-1] for promise in (0.55, 0.95))
    assert bold["promises_kept"] < modest["promises_kept"] - 0.2
    assert bold["trust"] < modest["trust"] - 0.05
