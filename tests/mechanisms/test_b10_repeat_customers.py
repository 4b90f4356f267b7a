"""B10, repeat customers spread the fixed cost and are cheaper to serve; winning one is paid once."""

from functools import cache

import numpy as np
import pytest
from effects import Effect
from markets import played, small

from sim.engine import Simulation
from sim.market.money import scale_factor
from sim.market.tenure import Profits, profits_by_tenure

OWN = "esquina"


@cache
def game(seed: int = 7, **changes: object) -> Simulation:
    """Two years of a café without rivals' offers."""
    base = {"levers__detail_from_round": 1, "firm__cash": 1e9, "firm__budget": 1e6, "rivals.*.policy": "fixed"}
    market = small(900, rounds=6, weeks=13, warm_up=39, **(base | changes))
    return played(market, seed, advertising=1500.0, training=500.0, staff=2600.0)


def profits(of: Simulation) -> Profits:
    return profits_by_tenure(of.world, 0)


def test_customers_of_long_standing_cost_less_to_serve() -> None:
    """.3 of the cost is saved after twelve purchases (rule 17): most of it by the second year."""
    found = profits(game())
    new, second_year = found.serving[0], found.serving[2]
    assert found.customers[0] >= 20
    assert found.customers[2] >= 20
    assert 0.70 <= second_year / new <= 0.85


def test_what_it_cost_to_win_a_customer_is_paid_back_with_time() -> None:
    """What a customer earned so far grows with tenure, and in the second year is many times what winning cost."""
    found, cost = profits(game()), game().history(OWN)[-1]["acquisition_cost"]
    assert found.earned[0] < found.earned[1] < found.earned[2]
    assert found.earned[2] > 5 * cost
    assert found.margin[2] > 1.2 * found.margin[1]


def test_fixed_cost_a_customer_falls_as_customers_stay() -> None:
    """The same rent, shared by more: good service keeps them."""
    kept, lost = game(firm__process=0.9), game(firm__process=0.2)
    share = [700 * 900 / 1500 * 13 / each.history(OWN)[-1]["customers"] for each in (kept, lost)]
    assert share[0] < 0.9 * share[1]


def test_scale_economies_worked_example() -> None:
    """500 customers where 500 save half of .4: a fifth off."""
    assert scale_factor(500, 0.4, 500) == pytest.approx(0.8)
    assert scale_factor(0, 0.4, 500) == 1


def test_scale_economies_make_every_customer_cheaper() -> None:
    """With the same luck and the same customers only the cost of goods differs, by what the rule says."""
    without, scale = (game(firm__scale_saving=saving, firm__scale_half=300) for saving in (0.0, 0.4))
    customers = without.history(OWN)[-1]["customers"]
    assert scale.history(OWN)[-1]["customers"] == customers
    books = [each.world.firms[0].round.goods for each in (without, scale)]
    assert books[1] / books[0] == pytest.approx(scale_factor(int(customers), 0.4, 300), abs=0.03)


def test_where_nothing_is_saved_with_repetition_everybody_costs_the_same() -> None:
    """Off: no saving."""
    serving = profits(game(firm__serve_saving=0.0)).serving
    assert serving[serving > 0] == pytest.approx(np.full(np.count_nonzero(serving), 0.8))


def saved(seed: int, **changes: object) -> float:
    """Part of the cost to serve that is saved on customers in their second year."""
    serving = profits(game(seed, **changes)).serving
    return float(1 - serving[2] / serving[0])


EFFECTS = (
    Effect(
        "part of the cost to serve that is saved in a customer's second year",
        on=saved,
        off=lambda seed: saved(seed, firm__serve_saving=0.0),
        low=0.2,
        high=0.3,  # at most .3
    ),
)
