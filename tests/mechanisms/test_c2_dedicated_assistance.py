"""C2, dedicated personal assistance: managers deepen few relationships, and pay only where those are worth much."""

from functools import cache

import numpy as np
import pytest
from effects import Effect
from markets import played, small, variant

from sim.engine import Simulation
from sim.scenario.vocabulary import Cause

TWO_MANAGERS = 2 * 300.0 * 13
BASE = {"staff": 5200.0, "advertising": 1000.0}


@cache
def game(basket: float, money: float, expects: float = 0.9, seed: int = 7, purchases: int = 3) -> Simulation:
    market = small(
        600, rounds=6, weeks=13, warm_up=26, firm__cash=1e9, firm__budget=1e9, levers__detail_from_round=1
    )
    changes = {
        "levers.account_managers.available": True,
        "model.dedicated.purchases": purchases,
        "firm.awareness": 0.6,
        "market.segments.*.expects": {"dedicated": expects},
        "market.segments.*.basket.mean": basket,
    }
    return played(variant(market, changes), seed, account_managers=money, **BASE)


def gain(basket: float, measure: str) -> float:
    """What two managers add under the same luck."""
    with_them, without = game(basket, TWO_MANAGERS), game(basket, 0.0)
    return with_them.history("esquina")[-1][measure] - without.history("esquina")[-1][measure]


def test_the_managed_are_committed_more_deeply() -> None:
    """A full benefit weighs .2 of commitment's goal (rule 9): after a year and more most of it has come."""
    managed = game(200.0, TWO_MANAGERS).world.state.managed[0]
    before = game(200.0, 0.0).world.state.commitment[0, managed]
    after = game(200.0, TWO_MANAGERS).world.state.commitment[0, managed]
    assert np.count_nonzero(managed) >= 40
    assert 0.10 <= float(np.mean(after - before)) <= 0.25


def test_they_pay_only_where_customers_are_worth_much() -> None:
    """Six managers' salaries a quarter: a loss with baskets of 25, a gain with baskets of 400."""
    assert gain(25.0, "total_profit") < -0.5 * 6 * TWO_MANAGERS
    assert gain(25.0, "profit") < -0.5 * TWO_MANAGERS  # and still in the last quarter
    assert gain(400.0, "total_profit") > TWO_MANAGERS
    assert gain(400.0, "customer_equity") > 0


def test_who_does_not_expect_a_manager_gets_little_from_one() -> None:
    def deeper(expects: float) -> float:
        managed = game(200.0, TWO_MANAGERS, expects).world.state.managed[0]
        with_one, without = game(200.0, TWO_MANAGERS, expects), game(200.0, 0.0, expects)
        return float(np.mean((with_one.world.state.commitment - without.world.state.commitment)[0, managed]))

    assert deeper(0.0) < 0.4 * deeper(0.9)


def test_managers_know_their_customers() -> None:
    """Asked every other week, and half forgotten in 23: most of what there is to know."""
    managed = game(200.0, TWO_MANAGERS).world.state.managed[0]
    known, before = (game(200.0, money).world.state.knowledge[0, managed] for money in (TWO_MANAGERS, 0.0))
    assert 0.2 <= float(np.mean(known - before)) <= 0.7


def test_switched_off_nothing_remains_of_it() -> None:
    """Without money for a single salary the money is gone and nothing else has changed."""
    paid, unpaid = game(200.0, 3000.0), game(200.0, 0.0)
    assert np.array_equal(paid.world.state.rung, unpaid.world.state.rung)
    assert paid.history("esquina")[-1]["managed"] == 0
    assert gain(200.0, "managed") > 40


def test_the_manager_is_among_the_causes() -> None:
    def climbed(of: Simulation) -> int:
        assert of.journal is not None
        return int(np.count_nonzero(of.journal.moves(0).causes == Cause.PERSONAL_MANAGER))

    assert climbed(game(200.0, TWO_MANAGERS)) >= 3
    assert climbed(game(200.0, 0.0)) == 0


def deepened(seed: int, **changes: int) -> float:
    """What managers add to the commitment of those they look after as things are."""
    managed = game(200.0, TWO_MANAGERS, seed=seed).world.state.managed[0]
    with_one, without = (game(200.0, money, seed=seed, **changes) for money in (TWO_MANAGERS, 0.0))
    return float(np.mean((with_one.world.state.commitment - without.world.state.commitment)[0, managed]))


EFFECTS = (
    Effect(
        "commitment that managers add to those they look after",
        on=deepened,
        off=lambda seed: deepened(seed, purchases=1000),
        low=0.14,
        high=0.24,
    ),
)


@pytest.mark.parametrize("effect", EFFECTS, ids=str)
def test_switched_off_nothing_is_left(effect: Effect) -> None:
    assert effect.gone([effect.off(7)])
