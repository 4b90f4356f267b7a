"""D1, internal customers: overload and neglect lower quality, training and internal marketing raise it."""

from functools import cache

import numpy as np
import pytest
from effects import Effect
from markets import played
from services import changed, end

from sim.engine import Simulation

WORK = {"market__segments__*__contact_rate": 0.3, "firm__service_minutes": 1.5}


@cache
def team(changes: tuple[tuple[str, object], ...] = (), seed: int = 7, **plan: float) -> Simulation:
    return played(changed(**{**WORK, **dict(changes)}), seed, **{"staff": 5200.0, **plan})


def test_overload_wears_people_out_and_lowers_quality() -> None:
    """Half the people for the same questions."""
    enough, few = end(team()), end(team(staff=2600.0))
    assert few["load"] > 1.3 * enough["load"]
    assert 0.02 <= enough["morale"] - few["morale"] <= 0.3
    assert 0.01 <= enough["quality"] - few["quality"] <= 0.15


def test_training_raises_morale_and_quality() -> None:
    neglected, trained = end(team(training=0.0)), end(team(training=2000.0))
    assert 0.05 <= trained["morale"] - neglected["morale"] <= 0.3
    assert 0.02 <= trained["quality"] - neglected["quality"] <= 0.15


def test_internal_marketing_raises_morale_a_little() -> None:
    """At most .10 in the long run; quality follows by .35 of it, and by the promise that is now known."""
    untold, told = end(team()), end(team(internal_marketing=2000.0))
    assert 0.02 <= told["morale"] - untold["morale"] <= 0.12
    assert 0.01 <= told["quality"] - untold["quality"] <= 0.1


def test_the_worn_out_resign() -> None:
    worn = (("model__staff__overload", 3.0), ("model__staff__resign", 0.5))
    assert end(team(staff=5200.0))["resignations"] == 0
    exhausted = team((*worn, ("firm__service_minutes", 6.0)))
    assert sum(quarter["resignations"] for quarter in exhausted.history("esquina")) >= 1


@pytest.mark.parametrize(("weight", "same"), [(0.0, True), (0.35, False)])
def test_quality_carries_the_whole_effect_of_morale_on_customers(weight: float, same: bool) -> None:
    """Low and high morale with quality held: not one customer differs. With quality free, satisfaction does."""
    held = (("model__experience__morale", weight), ("model__staff__resign", 0.0))
    low, high = (team((*held, ("model__staff__base", base))) for base in (0.4, 0.8))
    assert end(high)["morale"] > end(low)["morale"] + 0.3
    for name in ("satisfaction", "trust", "commitment", "rung", "purchases", "last_week"):
        alike = bool(np.array_equal(getattr(low.world.state, name), getattr(high.world.state, name)))
        assert alike == same, name
    if not same:
        assert end(high)["satisfaction"] > end(low)["satisfaction"] + 0.05


def carried(seed: int, weight: float = 0.35) -> float:
    """Customers' satisfaction that a high morale of the team adds."""
    held = (("model__experience__morale", weight), ("model__staff__resign", 0.0))
    low, high = (end(team((*held, ("model__staff__base", base)), seed))["satisfaction"] for base in (0.4, 0.8))
    return high - low


EFFECTS = (
    Effect(
        "customers' satisfaction that a base morale of .8 instead of .4 adds",
        on=carried,
        off=lambda seed: carried(seed, 0.0),
        low=0.11,
        high=0.18,  # .35 x .4 = .14 of quality, by the rule
    ),
)
