"""A9, promises given and kept: a bold one attracts, and costs trust unless the front line can live up to it."""

from functools import cache

import pytest
from effects import Effect
from markets import played
from services import OWN, changed, end, felt, shop

from sim.engine import Simulation
from sim.scenario.vocabulary import Cause

MODEST, BOLD = 0.6, 0.8


@cache
def promising(promise: float, told: float = 0.0, seed: int = 7, **changes: object) -> Simulation:
    """Three quarters of a promise, with so much money for telling the team about it."""
    return played(changed(**changes) if changes else shop(), seed, promise=promise, internal_marketing=told)


def test_a_bold_promise_attracts() -> None:
    """In the first quarter, before word gets round: up to half as many newcomers again."""
    modest, bold = (promising(promise).history(OWN)[1]["new_customers"] for promise in (MODEST, 0.95))
    assert 1.03 <= bold / modest <= 1.5


def test_a_promise_that_is_not_kept_costs_trust() -> None:
    modest, bold = end(promising(MODEST)), end(promising(BOLD))
    assert modest["promises_kept"] > 0.95
    assert bold["promises_kept"] < 0.6
    assert 0.1 <= modest["trust"] - bold["trust"] <= 0.25


def test_a_front_line_that_knows_the_promise_keeps_more_of_it() -> None:
    """.6 x (.8 - .6) = .12 is missing during the sale, two thirds of it in the whole; most of it comes back."""
    untold, told = end(promising(BOLD)), end(promising(BOLD, told=1000.0))
    assert 0.04 <= untold["promise_gap"] - told["promise_gap"] <= 0.1
    assert told["promises_kept"] >= untold["promises_kept"] + 0.2
    assert told["trust"] >= untold["trust"] + 0.04


def test_telling_pays_more_the_bolder_the_promise() -> None:
    gains = [
        end(promising(promise, told=1000.0))["quality"] - end(promising(promise))["quality"]
        for promise in (MODEST, BOLD)
    ]
    assert gains[1] > 1.5 * gains[0] > 0


def test_without_the_gap_telling_changes_nothing() -> None:
    off = {"model__internal_marketing__gap": 0.0, "model__internal_marketing__morale": 0.0}
    untold, told = promising(BOLD, **off), promising(BOLD, told=1000.0, **off)
    assert (untold.world.state.satisfaction == told.world.state.satisfaction).all()
    assert end(promising(BOLD))["quality"] < end(untold)["quality"] - 0.03


def test_where_the_team_cannot_be_told_nothing_is_missing() -> None:
    """Scenarios without internal marketing have no gap either."""
    without = promising(BOLD, levers__internal_marketing__available=False)
    no_gap = promising(BOLD, model__internal_marketing__gap=0.0)
    assert end(without)["quality"] == pytest.approx(end(no_gap)["quality"], abs=1e-12)


def test_the_journal_names_broken_promises() -> None:
    untold, told = (felt(promising(BOLD, told), Cause.PROMISE_BROKEN) for told in (0.0, 1000.0))
    assert (untold < 0).all()
    assert len(told) < 0.7 * len(untold)


def gains(**changes: object) -> tuple[float, float]:
    """What the firm and its customers gain in three quarters, with changed settings."""
    history = promising(MODEST, **changes).history(OWN)[1:]
    return sum(each["profit"] for each in history), sum(each["customers_gain"] for each in history)


def test_the_exchange_has_two_sides() -> None:
    """A better process is a gain to both sides; a price of .8 instead of .9 gives to customers what it takes."""
    firm, customers = gains(firm__process=0.6, firm__price=0.9)
    cheap_firm, cheap_customers = gains(firm__process=0.6, firm__price=0.8)
    better_firm, better_customers = gains(firm__process=0.9, firm__price=0.9)
    assert better_firm > 1.2 * firm
    assert better_customers > 1.2 * customers
    assert cheap_firm < firm
    assert 1.2 <= cheap_customers / customers <= 2


def test_a_dear_firm_leaves_its_customers_less() -> None:
    """A tenth more on the price takes a tenth of each basket from them, and some of them away."""
    fair, dear = (gains(firm__process=0.6, firm__price=price)[1] for price in (1.0, 1.1))
    assert 0.3 <= dear / fair <= 0.75


def test_customers_to_whom_quality_is_worth_nothing_gain_nothing_from_it() -> None:
    """Off: where quality does not enter choices, no quality makes up for a price."""
    blind = {"model__choice__satisfaction": 0.0, "firm__price": 1.0}
    assert gains(firm__process=0.9, **blind)[1] == gains(firm__process=0.2, **blind)[1] == 0


TRUST_NEVER_MOVES = {"model__trust__kept": 0.0, "model__trust__broken": 0.0}


def cost_of_boldness(seed: int, **changes: object) -> float:
    """Trust that three quarters of a bold promise cost, against a modest one."""
    modest, bold = (end(promising(promise, seed=seed, **changes))["trust"] for promise in (MODEST, BOLD))
    return modest - bold


EFFECTS = (
    Effect(
        "trust that three quarters of a bold promise cost",
        on=cost_of_boldness,
        off=lambda seed: cost_of_boldness(seed, **TRUST_NEVER_MOVES),
        low=0.1,
        high=0.18,
        within=0.01,
    ),
)


@pytest.mark.parametrize("effect", EFFECTS, ids=str)
def test_switched_off_nothing_is_left(effect: Effect) -> None:
    assert effect.gone([effect.off(7)])
