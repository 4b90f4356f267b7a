"""Means and their intervals, against tables of Student's t."""

from math import sqrt

import pytest

from sim.linter.estimate import estimate

TABLE = {1: 12.706, 2: 4.303, 3: 3.182, 7: 2.365, 10: 2.228, 49: 2.010, 120: 1.980}


@pytest.mark.parametrize("freedom", TABLE)
def test_the_margin_is_that_of_students_t(freedom: int) -> None:
    values = [10.0, *([12.0] * freedom)]
    count = freedom + 1
    mean = sum(values) / count
    deviation = sqrt(sum((value - mean) ** 2 for value in values) / freedom)
    found = estimate(values)
    assert found.mean == pytest.approx(mean)
    assert found.margin == pytest.approx(TABLE[freedom] * deviation / sqrt(count), rel=3e-4)
    assert (found.low, found.high) == (found.mean - found.margin, found.mean + found.margin)


def test_values_that_are_the_same_leave_no_doubt() -> None:
    assert estimate([4.0, 4.0, 4.0]).margin == 0
