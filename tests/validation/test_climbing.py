"""Experiment 12: defection by rung, the time to the top, and the concentration of a market with relationships."""

import pytest
from climbing import findings


@pytest.mark.parametrize("seeds", [2, pytest.param(20, marks=pytest.mark.slow)])
def test_higher_rungs_hold_and_take_time(seeds: int) -> None:
    for finding in findings(seeds):
        print(f"{finding.figure}: {finding.ours:.3f}, published {finding.published}")
        assert finding.holds, finding
