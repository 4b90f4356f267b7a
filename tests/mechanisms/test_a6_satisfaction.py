"""A6, satisfaction: results against expectations, where a shortfall weighs more than a pleasant surprise."""

from functools import cache
from typing import Any

import numpy as np
import pytest
from effects import Effect
from markets import unlinked, variant
from services import OWN

from sim.engine import Simulation

NEWS = {"id": "news", "round": 1, "kind": "morale", "firm": OWN, "text": "News."}


@cache
def week_after(size: float, seed: int = 7, **satisfaction: float) -> tuple[float, float]:
    """Mean change of buyers' satisfaction, and of their expectation, in a week whose quality differs by ``size``.

    The people, their luck and all that went before are the same; quality itself does not vary between purchases.
    """
    still = {
        "model.experience.spread": 0.0,
        "model.experience.failure_rate": 0.0,
        "model.staff.speed": 0.0,  # the same morale all along, and people who know what to expect
        "model.expectation.from_promise": 0.0,
        "model.expectation.from_quality": 0.5,
    }
    rules: dict[str, Any] = {f"model.satisfaction.{name}": value for name, value in satisfaction.items()}
    event = {"events": [NEWS | {"size": size}]} if size else {}
    game = Simulation(variant(unlinked(1800, warm_up=26), still | rules | event), seed)
    satisfied, expected = game.world.state.satisfaction[0].copy(), game.world.state.expectation[0].copy()
    regulars = game.world.state.purchases[0] >= 4
    game.advance_week()
    state = game.world.state
    bought = regulars & (state.last_week[0] == game.world.week - 1)
    assert bought.sum() > 25
    change = (state.satisfaction[0] - satisfied)[bought]
    return float(np.mean(change)), float(np.mean((state.expectation[0] - expected)[bought]))


def ratio(seed: int = 7, **satisfaction: float) -> float:
    """How much more a fall of quality takes away than an equal rise adds."""
    usual, worse, better = (week_after(size, seed, **satisfaction)[0] for size in (0.0, -0.3, 0.3))
    assert worse < usual < better
    return (usual - worse) / (better - usual)


def test_a_fall_of_quality_weighs_more_than_an_equal_rise() -> None:
    """(1 + .4 x 2.25) / (1 + .4) = 1.36 where quality is as expected; Anderson & Sullivan 1993: 1.3 to 3."""
    assert 1.2 <= ratio() <= 1.4


def test_loss_aversion_alone_makes_the_difference() -> None:
    assert ratio(loss_aversion=1.0) == pytest.approx(1.0, abs=0.02)
    assert 1.5 <= ratio(loss_aversion=4.0) <= 1.9


def test_without_expectations_only_the_result_counts() -> None:
    assert ratio(gap=0.0) == pytest.approx(1.0, abs=0.02)


def test_expectations_follow_what_is_received() -> None:
    """Here half of a difference in quality of .35 x .6 x .6 = .126 in one purchase."""
    worse, better = (week_after(size)[1] for size in (-0.3, 0.3))
    assert better - worse == pytest.approx(0.063, abs=0.005)


EFFECTS = (
    Effect(
        "how many times as much a fall of quality weighs as an equal rise",
        on=ratio,
        off=lambda seed: ratio(seed, loss_aversion=1.0),
        low=1.28,
        high=1.38,  # 1.36 where quality is as expected
        none=1.0,
        within=0.02,
    ),
)
