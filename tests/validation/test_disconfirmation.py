"""Experiment 9: the asymmetry of satisfaction, and that what was expected at first does not matter for long."""

import pytest
from disconfirmation import findings


@pytest.mark.parametrize("seeds", [2, pytest.param(20, marks=pytest.mark.slow)])
def test_shortfalls_cost_more_than_surprises_earn(seeds: int) -> None:
    for finding in findings(seeds):
        print(f"{finding.figure}: {finding.ours:.3f}, published {finding.published}")
        assert finding.holds, finding
