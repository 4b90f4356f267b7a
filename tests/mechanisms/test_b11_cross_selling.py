"""B11, extension to other categories: friends buy further products, those who hardly know the firm are annoyed."""

from functools import cache

import numpy as np
import pytest
from dialogue import changed, customers, last, on_stage, play, same_people, usual, weighing_most
from effects import Effect

from sim.engine import Simulation
from sim.scenario.vocabulary import Cause, Stage

SELLING = {"cross_selling": 600.0}
HARMLESS = {"model__cross_selling__harm": 0.0}


@cache
def pushing() -> Simulation:
    return play(SELLING)


@cache
def harmless() -> Simulation:
    return play(SELLING, changed(**HARMLESS))


def products(game: Simulation, *stages: Stage) -> float:
    return float(game.world.state.products[0, on_stage(game, *stages)].mean())


def test_customers_buy_further_products() -> None:
    assert last(usual())["products_per_customer"] == 1
    assert 1.1 <= last(pushing())["products_per_customer"] <= 2


def test_those_high_on_the_ladder_buy_more_of_them() -> None:
    deep, low = (Stage.FRIEND, Stage.PARTNER), (Stage.ACQUAINTANCE,)
    assert products(pushing(), *deep) > 3 * products(pushing(), *low)
    assert products(pushing(), *deep) >= 0.4


def test_pushed_on_those_low_on_the_ladder_it_annoys() -> None:
    low = on_stage(usual(), Stage.ACQUAINTANCE) & customers(pushing())
    deep = on_stage(usual(), Stage.PARTNER) & customers(pushing())
    harm = usual().world.state.satisfaction[0] - pushing().world.state.satisfaction[0]
    assert 0.02 <= harm[low].mean() <= 0.2
    assert harm[deep].mean() < harm[low].mean() / 2
    assert 0.3 <= last(pushing())["annoyance"] <= 0.6
    assert weighing_most(pushing(), Cause.ANNOYANCE) > 10
    assert weighing_most(usual(), Cause.ANNOYANCE) == 0


def test_further_products_fill_the_basket_and_leave_more() -> None:
    """Where proposals harm nobody, the same purchases with the same luck: 15 % more for each further product."""
    assert same_people(harmless(), usual())
    with_more, without = last(harmless()), last(usual())
    assert 1.03 <= with_more["revenue"] / without["revenue"] <= 1.5
    extra = with_more["revenue"] - without["revenue"]
    earned = with_more["profit"] - without["profit"] + SELLING["cross_selling"]
    goods = usual().scenario.firm.cost_of_goods
    assert earned / extra == pytest.approx(1 - goods * (1 - 0.25), abs=0.01)


def test_a_product_is_lost_with_its_customer() -> None:
    state = pushing().world.state
    assert not (state.products[state.purchases == 0] > 0).any()


def test_switched_off_nobody_buys_and_nobody_minds() -> None:
    off = play(SELLING, changed(model__cross_selling__accepts=0.0, **HARMLESS))
    assert same_people(off, usual())
    assert last(off)["products_per_customer"] == 1
    silent = play(SELLING, changed(model__cross_selling__ceiling=0.0))
    assert last(silent)["annoyance"] == 0
    assert np.array_equal(silent.world.state.satisfaction, usual().world.state.satisfaction)


def filled(seed: int, **changes: float) -> float:
    """How many times as much is sold when further products are proposed, and proposals harm nobody."""
    scenario = changed(**HARMLESS, **changes)
    with_more, without = (last(play(plan, scenario, seed=seed))["revenue"] for plan in (SELLING, {}))
    return with_more / without


EFFECTS = (
    Effect(
        "revenue with further products over revenue without",
        on=filled,
        off=lambda seed: filled(seed, model__cross_selling__accepts=0.0),
        low=1.02,
        high=1.055,
        none=1.0,
    ),
)
