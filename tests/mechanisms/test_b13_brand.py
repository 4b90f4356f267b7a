"""B13, brand and design: slow to build, slow to fade, and holding customers without any contact."""

from functools import cache

import numpy as np
import pytest
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


def customers(design: float, hold: float = 0.6, value: float = 0.8) -> tuple[float, float]:
    """Customers after three years, and the mean satisfaction of those who have been silent for long."""
    few = {"model.design.hold": hold, "model.design.value": value, "model.neglect.speed": 0.03}
    rare = {"market.segments.*.purchase_rate.mean": 0.12, "market.newcomers": 0.0, "firm.start.design": design}
    scenario = variant(unlinked(600, rounds=8, weeks=13, warm_up=26), OPEN | few | rare)
    ends = []
    for seed in range(2):
        game = Simulation(scenario, seed, journal=False)
        while not game.over:
            game.advance()
        state = game.world.state
        quiet = (state.purchases[0] > 0) & (game.world.week - state.last_week[0] > 12)
        ends.append((game.history("esquina")[-1]["customers"], float(np.mean(state.satisfaction[0, quiet]))))
    return tuple(np.mean(ends, axis=0))


def test_it_holds_customers_without_contact() -> None:
    """No desk, no talk: with the same luck more stay, and those left alone think better of the firm."""
    (without, neglected), (with_design, spared) = customers(0.0), customers(6000.0)
    assert 1.05 < with_design / without < 1.8
    assert 0.005 < spared - neglected < 0.2


def test_switched_off_it_holds_nobody() -> None:
    """Without its hold and its value only the brand is left; money for design no longer spares the neglected."""
    off = {"hold": 0.0, "value": 0.0}
    scenario = {"design": 6000.0}
    assert customers(**scenario, **off)[0] < customers(**scenario)[0]
