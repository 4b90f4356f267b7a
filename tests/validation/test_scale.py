"""Experiment 13: scale economies and the best division of a budget."""

import numpy as np
import pytest
from scale import findings, summit


def test_the_summit_of_a_parabola_is_found() -> None:
    x = np.array([0.2, 0.4, 0.5, 0.8])
    assert summit(x, 7 - (x - 0.55) ** 2) == pytest.approx(0.55)


@pytest.mark.slow
def test_more_goes_to_acquisition_where_scale_economies_are_high() -> None:
    for finding in findings():
        print(f"{finding.figure}: {finding.ours:.3f}, published {finding.published}")
        assert finding.holds, finding
