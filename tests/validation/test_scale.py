"""Experiment 13: scale economies and the best budget."""

import numpy as np
import pytest
from scale import findings, summit


def test_the_summit_of_a_quadratic_is_found() -> None:
    points = np.array([(x, y) for x in range(4) for y in range(4)], dtype=float)
    heights = 5 - (points[:, 0] - 1.2) ** 2 - 0.5 * (points[:, 1] - 2.1) ** 2 - 0.3 * points[:, 0] * points[:, 1]
    at = summit(points, heights)
    assert 2 * (at[0] - 1.2) + 0.3 * at[1] == pytest.approx(0, abs=1e-9)
    assert (at[1] - 2.1) + 0.3 * at[0] == pytest.approx(0, abs=1e-9)


@pytest.mark.slow
def test_more_goes_to_acquisition_where_scale_economies_are_high() -> None:
    for finding in findings():
        print(f"{finding.figure}: {finding.ours:.3f}, published {finding.published}")
        assert finding.holds, finding
