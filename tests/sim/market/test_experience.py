"""Rule 4: what a purchase is like."""

import numpy as np
import pytest
from markets import played, small

from sim.market.experience import failure_chance
from sim.market.touch_points import expected_quality, quality_of
from sim.scenario.parameters import ExperienceRule

RULE = ExperienceRule()


def moments(before: float, during: float, after: float) -> np.ndarray:
    return np.array([[before], [during], [after]], dtype=np.float32)


def test_expected_quality_worked_example() -> None:
    """.40 + .35 x .6 + .20 x .6 + .10 x (.8 - .5) = .76."""
    assert expected_quality(morale=0.6, skill=0.8, process=0.6, rule=RULE) == pytest.approx(0.76)


def test_people_and_premises_raise_quality() -> None:
    plain = expected_quality(0.5, 0.5, 0.5, RULE)
    assert expected_quality(0.6, 0.5, 0.5, RULE) > plain
    assert expected_quality(0.5, 0.6, 0.5, RULE) > plain
    assert expected_quality(0.5, 0.5, 0.6, RULE) > plain


def test_failure_chance_worked_example() -> None:
    """.05 x (1 - .6) x (1.5 - .8) = .014."""
    assert failure_chance(skill=0.8, process=0.6, rule=RULE) == pytest.approx(0.014)


def test_skill_and_process_prevent_failures() -> None:
    assert failure_chance(0.9, 0.6, RULE) < failure_chance(0.5, 0.6, RULE)
    assert failure_chance(0.5, 0.9, RULE) < failure_chance(0.5, 0.6, RULE)
    assert failure_chance(1.0, 1.0, RULE) == 0


def test_quality_worked_example() -> None:
    """Mean .7, weakest .6, halfway between them: .65. Three alike: as each."""
    assert quality_of(moments(0.6, 0.7, 0.8), RULE) == pytest.approx([0.65], abs=1e-6)
    assert quality_of(moments(0.7, 0.7, 0.7), RULE) == pytest.approx([0.7], abs=1e-6)


def test_the_weakest_moment_dominates() -> None:
    even = quality_of(moments(0.6, 0.6, 0.6), RULE)
    for weak in range(3):
        uneven = [0.75, 0.75, 0.75]
        uneven[weak] = 0.3
        assert quality_of(moments(*uneven), RULE) < even


def test_quality_stays_between_0_and_1_and_rises_with_each_moment() -> None:
    assert quality_of(moments(-2, 0.4, 0.5), RULE) == [0]
    assert quality_of(moments(2, 2, 2), RULE) == [1]
    for place in range(3):
        better = [0.5, 0.5, 0.5]
        better[place] += 0.1
        assert quality_of(moments(*better), RULE) > quality_of(moments(0.5, 0.5, 0.5), RULE)


def test_worse_premises_please_nobody() -> None:
    """Lower process quality, the same luck: lower quality, less satisfaction, and failures complained about."""
    good, poor = (
        played(small(600, rounds=2, weeks=13, firm__process=process), acquisition=2400).history("esquina")[-1]
        for process in (0.8, 0.2)
    )
    assert poor["quality"] < good["quality"] - 0.05
    assert poor["satisfaction"] < good["satisfaction"]
    assert poor["trust"] < good["trust"]
    assert poor["complaints"] > good["complaints"]
