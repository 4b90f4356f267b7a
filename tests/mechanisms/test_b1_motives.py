"""B1, the motives acquire, retain and grow sales: the same money does another work under each head."""

from collections.abc import Mapping
from functools import cache

import pytest
from effects import Effect
from markets import small, variant

from sim.engine import Simulation
from sim.scenario.schema import Scenario
from sim.scenario.vocabulary import LEVERS, Head

ROUNDS = 6


@cache
def market() -> Scenario:
    return variant(small(600, rounds=ROUNDS, weeks=13, warm_up=13), {"firm.cash": 1e6})


def deaf() -> Scenario:
    """A market in which nothing that is spent to acquire works."""
    rules = ("awareness.ceiling", "awareness.brand_gain", "choice.offer_ceiling", "talk.reward_ceiling")
    return variant(market(), {f"model.{rule}": 0.0 for rule in rules})


def unfeeling() -> Scenario:
    """A market in which what is spent to retain changes nothing that customers feel."""
    rules = ("experience.morale", "experience.skill", "experience.wait_harm", "experience.failure_rate")
    return variant(market(), {f"model.{rule}": 0.0 for rule in rules} | {"levers.loyalty_card.available": False})


@cache
def outcome(scenario: Scenario, head: Head | None, seed: int = 7) -> dict[str, float]:
    """Sums and last values when all of the budget goes to one head, or nothing is spent."""
    game = Simulation(scenario, seed)
    while not game.over:
        plan = dict.fromkeys((Head.ACQUISITION, Head.RETENTION), 0.0)
        game.decide("esquina", plan | ({head: 4_800.0} if head else {}))
        game.advance()
    history = game.history("esquina")[1:]
    last = history[-1]
    return {
        "new": sum(past["new_customers"] for past in history),
        "retention": sum(past["retention"] for past in history[1:]) / (ROUNDS - 1),
        "satisfaction": last["satisfaction"],
    }


def test_money_to_acquire_brings_newcomers_and_money_to_retain_keeps_them() -> None:
    acquire, retain, nothing = (outcome(market(), head) for head in (Head.ACQUISITION, Head.RETENTION, None))
    assert 1.5 <= acquire["new"] / nothing["new"] <= 6
    assert retain["new"] / nothing["new"] < 1.3
    assert 0.03 <= retain["retention"] - nothing["retention"] <= 0.4
    assert 0.02 <= retain["satisfaction"] - nothing["satisfaction"] <= 0.2
    assert retain["satisfaction"] - acquire["satisfaction"] >= 0.02


@pytest.mark.parametrize("head", [Head.ACQUISITION, Head.RETENTION])
def test_both_saturate(head: Head) -> None:
    """The second half of a head's money does less than the first half did."""
    measure = "new" if head is Head.ACQUISITION else "satisfaction"

    def reached(money: float) -> float:
        game = Simulation(market(), 7)
        while not game.over:
            game.decide("esquina", {Head.ACQUISITION: 0.0, Head.RETENTION: 0.0} | {head: money})
            game.advance()
        history = game.history("esquina")[1:]
        return sum(past["new_customers"] for past in history) if measure == "new" else history[-1]["satisfaction"]

    none, half, full = reached(0.0), reached(2_400.0), reached(4_800.0)
    assert half - none > full - half


def test_every_lever_that_costs_money_belongs_to_one_head() -> None:
    assert {lever.head for lever in LEVERS.values()} >= {Head.ACQUISITION, Head.RETENTION}
    assert [lever.id for lever in LEVERS.values() if lever.head is None] == ["promise"]


def test_money_to_grow_sales_sells_more_to_those_who_came() -> None:
    """It wins nobody; who is a customer buys more products, each worth 15 % of a basket."""
    opened = variant(market(), {"levers.cross_selling.available": True, "model.cross_selling.harm": 0.0})

    def played(money: float) -> list[Mapping[str, float]]:
        game = Simulation(opened, 7)
        while not game.over:
            game.decide("esquina", {Head.ACQUISITION: 1_000.0, Head.RETENTION: 3_000.0, Head.GROWTH: money})
            game.advance()
        return list(game.history("esquina")[1:])

    nothing, growth = played(0.0), played(800.0)
    assert [past["new_customers"] for past in growth] == [past["new_customers"] for past in nothing]
    assert [past["retention"] for past in growth] == [past["retention"] for past in nothing]
    assert nothing[-1]["products_per_customer"] == 1
    assert 1.1 <= growth[-1]["products_per_customer"] <= 2.5
    assert 1.02 <= growth[-1]["revenue"] / nothing[-1]["revenue"] <= 1.5


def brought(seed: int, scenario: Scenario) -> float:
    """How many times as many newcomers come when all the money is to win them."""
    return outcome(scenario, Head.ACQUISITION, seed)["new"] / outcome(scenario, None, seed)["new"]


def kept(seed: int, scenario: Scenario) -> float:
    """What money to retain adds to the satisfaction of customers."""
    return outcome(scenario, Head.RETENTION, seed)["satisfaction"] - outcome(scenario, None, seed)["satisfaction"]


EFFECTS = (
    Effect(
        "newcomers with all the money to acquire over those with none",
        on=lambda seed: brought(seed, market()),
        off=lambda seed: brought(seed, deaf()),
        low=2.4,
        high=4.2,
        none=1.0,
    ),
    Effect(
        "satisfaction that all the money to retain adds",
        on=lambda seed: kept(seed, market()),
        off=lambda seed: kept(seed, unfeeling()),
        low=0.065,
        high=0.105,
    ),
)


@pytest.mark.parametrize("effect", EFFECTS, ids=str)
def test_switched_off_nothing_is_left(effect: Effect) -> None:
    assert effect.gone([effect.off(7)])
