"""Experiments 1-4: repeat buying, its growing chance, its concentration and its baskets, as at CDNOW."""

import pytest
from cdnow import SCENARIO, figures, findings

from sim.scenario.load import load_scenario


def _check(seeds: int) -> None:
    for finding in findings(seeds):
        print(f"{finding.figure}: {finding.ours:.3f}, published {finding.published}")
        assert finding.holds, finding


def test_a_cohort_buys_as_cdnows_did() -> None:
    _check(seeds=2)


def test_as_many_join_as_joined_cdnow() -> None:
    assert figures(1).joined == pytest.approx(23_570, rel=0.01)


@pytest.mark.slow
def test_cohorts_buy_as_cdnows_did_over_twenty_seeds() -> None:
    _check(seeds=20)


def test_nothing_but_the_customers_is_fitted() -> None:
    """Of the model's constants the experiment sets one: what the firm competes with, which is nobody."""
    model = load_scenario(SCENARIO).model
    changed = {
        f"{name}.{constant}"
        for name in type(model).model_fields
        for constant, value in getattr(model, name)
        if value != type(getattr(model, name)).model_fields[constant].default
    }
    assert changed == {"choice.outside"}
