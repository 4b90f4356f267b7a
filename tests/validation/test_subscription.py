"""Experiments 5 to 7: contract markets."""

import pytest
from subscription import defection, elasticities, fitted, likelihood, regular


@pytest.mark.parametrize("seeds", [1, pytest.param(20, marks=pytest.mark.slow)])
def test_customers_last_as_the_published_ones(seeds: int) -> None:
    for finding in regular(seeds):
        print(f"{finding.figure}: {finding.ours:.3f}, published {finding.published}")
        assert finding.holds, finding


def test_the_fit_is_the_published_one() -> None:
    """Fader & Hardie 2007 find .704 and 1.182; nothing beside is likelier."""
    a, b = fitted()
    assert a == pytest.approx(0.704, abs=0.002)
    assert b == pytest.approx(1.182, abs=0.004)
    around = [(a * left, b * right) for left in (0.97, 1, 1.03) for right in (0.97, 1, 1.03)]
    assert max(likelihood(*shapes) for shapes in around) == likelihood(a, b)


@pytest.mark.slow
def test_equity_answers_as_published() -> None:
    for finding in elasticities(20):
        print(f"{finding.figure}: {finding.ours:.2f}, published {finding.published}")
        assert finding.holds, finding


@pytest.mark.slow
def test_five_points_less_defection_pay_as_published() -> None:
    for finding in defection(20):
        print(f"{finding.figure}: {finding.ours:.1f}, published {finding.published}")
        assert finding.holds, finding
