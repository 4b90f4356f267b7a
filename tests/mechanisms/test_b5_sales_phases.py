"""B5, sales-phase tracking: aware, considering, trying, repeating; each lever works at a step of its own."""

from functools import cache

import pytest
from effects import Effect
from markets import played, small

from sim.engine import Simulation
from sim.market.funnel import STEPS

OWN = "esquina"


@cache
def game(advertising: float = 500.0, training: float = 300.0, seed: int = 7, **changes: object) -> Simulation:
    """Two quarters of a café that is known little."""
    base = {"levers__detail_from_round": 1, "firm__cash": 1e9, "firm__budget": 1e6, "rivals.*.policy": "fixed"}
    market = small(900, rounds=2, weeks=13, warm_up=13, **(base | changes))
    return played(market, seed, advertising=advertising, training=training, staff=2600.0)


def funnel(of: Simulation) -> list[float]:
    return [of.history(OWN)[-1][step] for step in STEPS]


def test_every_step_holds_those_of_the_next_at_every_moment() -> None:
    playing = Simulation(small(600), 3)
    while not playing.over:
        playing.advance_week()
        for firm in playing.firms:
            seen = playing.observe(firm)
            people = [seen.measures[step] for step in STEPS]
            assert people == sorted(people, reverse=True)
            assert people[2] == seen.measures["customers"]
            assert people[0] <= sum(seen.rungs)


def test_advertising_opens_the_top_of_the_funnel_most() -> None:
    """Eight times the money: a third more and up know the firm; the further down, the smaller the effect."""
    ratios = [more / less for more, less in zip(funnel(game(4000.0)), funnel(game(500.0)), strict=True)]
    assert 1.3 <= ratios[0] <= 4
    assert ratios[0] > ratios[2]
    assert ratios[0] > ratios[3]


def test_a_bold_promise_brings_the_aware_to_consider() -> None:
    """Before they try they judge by what is promised and heard."""
    modest = game(firm__start__promise=0.3)
    bold = game(firm__start__promise=0.9)
    kept = [funnel(each)[1] / funnel(each)[0] for each in (modest, bold)]
    assert 0.1 <= kept[1] - kept[0] <= 0.9


def test_good_service_makes_those_who_try_repeat() -> None:
    """Nine tenths of a perfect process against none of it: a tenth more of the triers come back at least."""
    poor, good = game(firm__process=0.0), game(firm__process=0.9)
    repeat = [funnel(each)[3] / funnel(each)[2] for each in (poor, good)]
    assert 0.03 <= repeat[1] - repeat[0] <= 0.5
    assert funnel(good)[3] > 1.1 * funnel(poor)[3]


UNHEARD = {"model__awareness__ceiling": 0.0, "model__awareness__brand_gain": 0.0}


def opened(seed: int, step: int, **changes: object) -> float:
    """How many times as many stand at a step of the funnel for eight times the advertising."""
    more, less = (funnel(game(money, seed=seed, **changes))[step] for money in (4000.0, 500.0))
    return more / less


EFFECTS = (
    Effect(
        "people who know the firm, with eight times the advertising",
        on=lambda seed: opened(seed, 0),
        off=lambda seed: opened(seed, 0, **UNHEARD),
        low=2,
        high=2.8,
        none=1.0,
    ),
    Effect(
        "and those who buy again",
        on=lambda seed: opened(seed, 3),
        off=lambda seed: opened(seed, 3, **UNHEARD),
        low=1.4,
        high=2,
        none=1.0,
    ),
)


@pytest.mark.parametrize("effect", EFFECTS, ids=str)
def test_switched_off_nothing_is_left(effect: Effect) -> None:
    assert effect.gone([effect.off(7)])
