"""B14, value at every touch point: before, during and after the sale, where the weakest moment dominates."""

from functools import cache

import pytest
from effects import Effect
from markets import played
from services import changed, end

from sim.engine import Simulation

MONEY = 800.0


@cache
def weak_before(
    before_sale: float = 0.0, after_sale: float = 0.0, weakest: float = 0.5, seed: int = 7, lift: float = 0.5
) -> Simulation:
    """A shop that looks after nobody before the sale, and better than usual after it."""
    rules = {"model__experience__weakest": weakest, "model__touch__lift": lift}
    market = changed(firm__touch_before=-0.2, firm__touch_after=0.05, **rules)
    return played(market, seed, before_sale=before_sale, after_sale=after_sale)


def gain(measure: str, **plan: float) -> float:
    return end(weak_before(**plan))[measure] - end(weak_before())[measure]


def test_money_on_a_moment_lifts_that_moment() -> None:
    assert 0.1 <= gain("touch_before", before_sale=MONEY) <= 0.25
    assert 0.03 <= gain("touch_after", after_sale=MONEY) <= 0.15
    assert abs(gain("touch_after", before_sale=MONEY)) < 0.03


def test_money_on_the_weakest_moment_beats_money_on_the_strongest() -> None:
    """The weakest weighs 2/3, the others 1/6 each; and there is more to be put right where things are worst."""
    weakest, strongest = gain("quality", before_sale=MONEY), gain("quality", after_sale=MONEY)
    assert weakest >= 3 * strongest > 0
    assert gain("satisfaction", before_sale=MONEY) >= 2 * gain("satisfaction", after_sale=MONEY)


def test_without_the_weakest_link_all_moments_count_alike() -> None:
    """Then money on either moment gains a third of what it lifts that moment by."""
    flat = end(weak_before(weakest=0.0))
    for money, moment in (({"before_sale": MONEY}, "touch_before"), ({"after_sale": MONEY}, "touch_after")):
        cared = end(weak_before(weakest=0.0, **money))
        lifted = sum(cared[f"touch_{each}"] - flat[f"touch_{each}"] for each in ("before", "during", "after"))
        assert cared[moment] > flat[moment] + 0.02
        assert cared["quality"] - flat["quality"] == pytest.approx(lifted / 3, abs=0.005)


def test_more_money_adds_less_and_less() -> None:
    small, double, plenty = (gain("touch_before", before_sale=money) for money in (200.0, 400.0, 1e5))
    assert 0 < double - small < small
    assert plenty <= 0.5 * (1 - end(weak_before())["touch_before"]) + 0.03


def test_untouched_moments_are_as_the_service() -> None:
    """Neither money nor a start of its own: moments differ only by luck and by what goes wrong during the sale."""
    plain = end(played(changed(levers__internal_marketing__available=False)))
    assert plain["touch_before"] == pytest.approx(plain["touch_after"], abs=0.02)
    assert plain["touch_before"] - 0.03 <= plain["touch_during"] <= plain["touch_before"] + 0.01


def mended(seed: int, **rules: float) -> float:
    """Quality that care for the weakest moment adds."""
    cared, not_cared = (end(weak_before(money, seed=seed, **rules))["quality"] for money in (MONEY, 0.0))
    return cared - not_cared


EFFECTS = (
    Effect(
        "quality that care for the weakest moment adds",
        on=mended,
        off=lambda seed: mended(seed, lift=0.0),
        low=0.055,
        high=0.11,
    ),
)


@pytest.mark.parametrize("effect", EFFECTS, ids=str)
def test_switched_off_nothing_is_left(effect: Effect) -> None:
    assert effect.gone([effect.off(7)])
