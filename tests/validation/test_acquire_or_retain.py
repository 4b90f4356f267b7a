"""Experiment 8: the optimal spending on acquiring and on retaining."""

from acquire_or_retain import HALF_RETENTION, RETAINED, acquired, findings

from sim.market.exact import saturation


def test_the_curves_go_through_what_the_manager_said() -> None:
    assert abs(acquired(5.0) - 0.20) < 1e-9
    assert abs(RETAINED * saturation(10.0, HALF_RETENTION) - 0.40) < 1e-9


def test_the_optimum_is_the_published_one() -> None:
    for finding in findings():
        print(f"{finding.figure}: {finding.ours:.3f}, published {finding.published}")
        assert finding.holds, finding
