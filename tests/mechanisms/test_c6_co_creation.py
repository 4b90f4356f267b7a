"""C6, co-creation: the ideas of committed customers make the offer fit everybody; without them money is lost."""

from functools import cache

import numpy as np
import pytest
from effects import Effect
from markets import played, small, variant

from sim.engine import Simulation
from sim.scenario.vocabulary import Cause

BASE = {"staff": 5200.0, "advertising": 1000.0, "training": 800.0}


@cache
def game(
    money: float = 1000.0, expects: float = 0.9, process: float = 0.6, appeal: float = 0.8, seed: int = 7
) -> Simulation:
    market = small(
        900, rounds=6, weeks=13, warm_up=26, firm__cash=1e9, firm__budget=1e9, levers__detail_from_round=1
    )
    own = {
        "levers.co_creation.available": True,
        "firm.awareness": 0.6,
        "firm.process": process,
        "firm.start.promise": 0.6 if process else 0.8,
        "model.co_creation.appeal": appeal,
        "market.segments.*.expects": {"co_creation": expects},
    }
    return played(variant(market, own), seed, co_creation=money, **BASE)


def last(of: Simulation, measure: str) -> float:
    return of.history("esquina")[-1][measure]


def test_ideas_win_customers_for_everybodys_offer() -> None:
    """Half of a perfect fit is worth .4 in utility: a tenth more of the market's purchases, give or take."""
    fit = game().world.firms[0].co_created
    assert 0.2 <= fit <= 0.6
    assert 0.01 <= last(game(), "share") - last(game(0.0), "share") <= 0.08
    assert sum(each["ideas"] for each in game().history("esquina")) > 50


def test_contributing_commits() -> None:
    """Where the offer does not change (no appeal), those who gave ideas are more committed than they were."""
    with_ideas, without = game(appeal=0.0), game(0.0, appeal=0.0)
    change = (with_ideas.world.state.commitment - without.world.state.commitment)[0]
    assert with_ideas.journal is not None
    gave = change > 0.01
    assert np.count_nonzero(gave) > 10
    assert 0.005 <= float(np.mean(change[gave])) <= 0.15
    assert last(with_ideas, "customers") >= last(without, "customers") - 3


def test_without_committed_customers_the_money_is_lost() -> None:
    spent, kept = game(process=0.0), game(0.0, process=0.0)
    assert last(spent, "ideas") == 0
    assert last(spent, "total_profit") == pytest.approx(last(kept, "total_profit") - 6 * 1000.0)
    assert np.array_equal(spent.world.state.rung, kept.world.state.rung)


def test_nobody_who_expects_no_say_has_ideas() -> None:
    assert last(game(expects=0.0), "ideas") == 0
    assert game(expects=0.0).world.firms[0].co_created == 0


def test_it_is_among_the_causes_and_off_it_is_not() -> None:
    gained = (game(appeal=0.0).world.state.commitment - game(0.0, appeal=0.0).world.state.commitment)[0]
    keenest = np.argsort(-gained)[:20].tolist()
    for of, some in ((game(appeal=0.0), True), (game(0.0, appeal=0.0), False)):
        assert of.journal is not None
        told = {entry.cause for slot in keenest for entry in of.journal.story(0, slot)}
        assert (Cause.CO_CREATION in told) is some


def won(seed: int, **changes: float) -> float:
    """Share of the market that customers' ideas win."""
    asked, not_asked = (last(game(money, seed=seed, **changes), "share") for money in (1000.0, 0.0))
    return asked - not_asked


EFFECTS = (
    Effect(
        "share of the market that customers' ideas win",
        on=won,
        off=lambda seed: won(seed, expects=0.0),
        low=0.03,
        high=0.065,
    ),
)
