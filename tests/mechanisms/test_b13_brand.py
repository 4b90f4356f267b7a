"""B13, brand and design: slow to build, slow to fade, and holding customers without any contact."""

from functools import cache

import numpy as np
import pytest
from effects import Effect
from markets import small, unlinked, variant

from sim.engine import Simulation
from sim.market.design import designed
from sim.scenario.others import DesignRule

OPEN = {"levers.design.available": True, "levers.detail_from_round": 1, "firm.cash": 1e9, "firm.budget": 1e6}


@cache
def brand(*money: float) -> tuple[float, ...]:
    """The brand, quarter by quarter, with so much money for design in each."""
    scenario = variant(small(300, rounds=len(money), weeks=13, warm_up=0), OPEN)
    game = Simulation(scenario, 7, journal=False)
    for amount in money:
        game.decide(game.player, {"design": amount, "advertising": 0.0})
        game.advance()
    return tuple(past["brand"] for past in game.history(game.player))


def test_it_is_slow_to_build() -> None:
    """The same money every quarter: the second year adds more than the first quarter several times over."""
    rise = np.array(brand(*[4000.0] * 8)) - np.array(brand(*[0.0] * 8))
    assert rise[0] == 0
    assert 0 < rise[1] < 0.01
    assert 0.05 < rise[8] < 0.2
    assert rise[8] - rise[4] > 3 * rise[1]


def test_it_is_slow_to_fade() -> None:
    """Two years of design and then none: a year later all that it built is still there; after five it is going."""
    rise = np.array(brand(*[4000.0] * 8, *[0.0] * 20)) - np.array(brand(*[0.0] * 28))
    assert 0.8 < rise[12] / rise[8] < 1.5
    assert 0.3 < rise[28] / max(rise) < 0.8


def test_the_stock_stays_between_0_and_1() -> None:
    stock = 0.0
    for _ in range(2000):
        stock = designed(stock, 1.0, DesignRule())
        assert 0 <= stock <= 1
    assert stock == pytest.approx(0.015 / 0.021)
    half_life = np.log(2) / DesignRule().fading
    assert 1.5 < half_life / 52 < 4  # years


@cache
def designing(
    design: float, seed: int = 7, hold: float = 0.6, value: float = 0.8, brand: float = 0.004
) -> Simulation:
    """Two years of a café whose customers come rarely, without a desk or talk, and with so much for design."""
    few = {"model.design.hold": hold, "model.design.value": value, "model.design.brand": brand}
    few |= {"model.neglect.speed": 0.03}
    rare = {"market.segments.*.purchase_rate.mean": 0.12, "market.newcomers": 0.0, "firm.start.design": design}
    scenario = variant(unlinked(600, rounds=8, weeks=13, warm_up=26), OPEN | few | rare)
    game = Simulation(scenario, seed, journal=False)
    while not game.over:
        game.advance()
    return game


def held(seed: int, **weights: float) -> float:
    """How many times as many customers two years of design hold."""
    ends = [designing(money, seed, **weights).history("esquina")[-1]["customers"] for money in (6000.0, 0.0)]
    return ends[0] / ends[1]


def spared(seed: int, **weights: float) -> float:
    """Satisfaction that design spares those who have been silent for long, with it and without."""
    games = [designing(money, seed, **weights) for money in (6000.0, 0.0)]
    state = [game.world.state for game in games]
    quiet = [(each.purchases[0] > 0) & (games[0].world.week - each.last_week[0] > 12) for each in state]
    return float(np.mean((state[0].satisfaction - state[1].satisfaction)[0, quiet[0] & quiet[1]]))


OFF = {"hold": 0.0, "value": 0.0, "brand": 0.0}

EFFECTS = (
    Effect(
        "customers after two years of design over those without",
        on=held,
        off=lambda seed: held(seed, **OFF),
        low=1.2,
        high=1.55,
        none=1.0,
    ),
    Effect(
        "satisfaction that it spares those who have been silent for long",
        on=spared,
        off=lambda seed: spared(seed, **OFF),
        low=0.022,
        high=0.045,
    ),
)


@pytest.mark.parametrize("effect", EFFECTS, ids=str)
def test_it_holds_customers_without_contact(effect: Effect) -> None:
    assert effect.directed([effect.on(7)])


def test_without_hold_and_value_only_the_brand_is_left() -> None:
    assert 1 < held(7, hold=0.0, value=0.0) < held(7)


@pytest.mark.parametrize("effect", EFFECTS, ids=str)
def test_switched_off_nothing_is_left(effect: Effect) -> None:
    assert effect.gone([effect.off(7)])
