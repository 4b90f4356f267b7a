"""D4, stakeholders: shareholders who demand profit take money out; the neighbourhood reacts to conduct."""

from collections.abc import Sequence
from functools import cache
from typing import Any

import numpy as np
import pytest
from effects import Effect
from markets import small, variant

from sim.engine import Simulation
from sim.market.goodwill import content_with, laid_off
from sim.scenario.load import from_content
from sim.scenario.schema import Scenario


def market(stakeholders: Sequence[dict[str, Any]], rounds: int = 4, **changes: Any) -> Scenario:
    listed = {"stakeholders": list(stakeholders), "levers.local_community.available": True}
    given = {path.replace("__", "."): value for path, value in changes.items()}
    return variant(small(600, rounds=rounds, weeks=13, warm_up=13, levers__detail_from_round=1), listed | given)


def finished(scenario: Scenario, *plans: dict[str, float], seed: int = 7) -> Simulation:
    """A game whose rounds begin with ``plans``, the last of them again and again."""
    run = Simulation(scenario, seed)
    while not run.over:
        if plans:
            run.decide(run.player, plans[min(run.round, len(plans)) - 1])
        run.advance()
    return run


@cache
def owned(demand: float, seed: int = 7, dividend: float = 0.5) -> Simulation:
    owners = {"kind": "shareholders", "demand": demand, "low": 0.35}
    return finished(market([owners], model__influence__dividend=dividend), seed=seed)


def told(run: Simulation, firm: int = 0) -> list[str]:
    return [what for _, what in run.world.firms[firm].news]


def test_shareholders_who_get_less_than_they_demand_take_money_out() -> None:
    greedy, content = owned(1e6), owned(-1e6)
    taken = sum(past["profit"] for past in greedy.history("esquina")[1:]) + greedy.scenario.firm.cash
    gone = taken - greedy.history("esquina")[-1]["cash"]
    assert greedy.history("esquina")[-1]["shareholders"] < 0.35 < content.history("esquina")[-1]["shareholders"]
    assert set(told(greedy)) == {"shareholders_withdraw"}
    assert 0.4 * taken < gone < taken
    assert greedy.budget("esquina") <= greedy.scenario.firm.budget
    assert told(content) == []
    earned = sum(past["profit"] for past in content.history("esquina")[1:])
    assert content.history("esquina")[-1]["cash"] == pytest.approx(content.scenario.firm.cash + earned)


def test_their_contentment_follows_profit() -> None:
    assert content_with(1000.0, 1000.0) == 0.5
    assert content_with(0.0, 1000.0) == 0
    assert content_with(2000.0, 1000.0) == 1
    first, second = owned(1e6).history("esquina")[1:3]
    assert second["shareholders"] == pytest.approx(0.5 - 0.4 * (0.5 - max(0, content_with(first["profit"], 1e6))))


def test_a_dividend_is_no_cost() -> None:
    """Profit is the same, for the firm earned it, until there is too little cash left to spend."""
    poor, rich = owned(1e6).history("esquina"), owned(-1e6).history("esquina")
    assert poor[1]["profit"] == rich[1]["profit"]
    assert poor[2]["cash"] < 0.8 * rich[2]["cash"]


@cache
def neighbours(weight: float = 1.0, seed: int = 7, **influence: float) -> Simulation:
    """Half of the team is let go after the first round, in a firm that charges much and promises too much."""
    spec = [{"kind": "local_community", "goodwill": 0.5, "low": 0.4, "weight": weight}]
    start = {
        "firm__start__staff": 5200.0 * 0.4,
        "firm__start__promise": 0.9,
        "firm__price": 1.15,
        "firm__cash": 1e6,
    }
    rules = {f"model__influence__{name}": value for name, value in influence.items()}
    return finished(market(spec, **start, **rules), {}, {"staff": 0.0}, seed=seed)


@cache
def loved() -> Simulation:
    spec = [{"kind": "local_community", "goodwill": 0.7, "high": 0.7}]
    money = {"firm__start__local_community": 2000.0, "firm__cash": 1e6, "firm__budget": 1e6}
    return finished(market(spec, **money, firm__process=0.9, firm__start__promise=0.4))


def test_conduct_loses_the_neighbourhood_and_it_protests() -> None:
    run = neighbours()
    goodwill = [past["local_community"] for past in run.history("esquina")]
    assert goodwill == sorted(goodwill, reverse=True)
    assert goodwill[-1] < 0.4
    assert "community_protests" in told(run)
    assert run.observe("esquina").news[0].what == "community_protests"
    assert not run.observe("norte").news  # it is not their affair


def test_a_protest_costs_awareness_and_trust() -> None:
    """Against the same firm without neighbours who mind: known a few points less, trusted a little less."""
    minded, silent = neighbours(), neighbours(weight=0.0)
    for name, least, most in (("awareness", 0.01, 0.2), ("trust", 0.002, 0.1)):
        means = [float(np.mean(getattr(run.world.state, name)[0])) for run in (minded, silent)]
        assert least < means[1] - means[0] < most, name


def test_care_for_the_neighbourhood_is_praised() -> None:
    run = loved()
    assert run.history("esquina")[-1]["local_community"] > 0.7
    assert set(told(run)) == {"community_praises"}


def test_layoffs_are_minded() -> None:
    assert laid_off(3, 1) == 0.75
    spec = [{"kind": "local_community", "goodwill": 0.5}]
    base = market(spec, rounds=3, firm__start__staff=5200.0, firm__cash=1e6, firm__budget=1e6)
    kept, let_go = finished(base, {"staff": 5200.0}), finished(base, {"staff": 5200.0}, {"staff": 2600.0})
    after = [run.history("esquina")[3]["local_community"] for run in (kept, let_go)]
    assert 0.05 < after[0] - after[1] < 0.4


def test_without_stakeholders_nothing_happens() -> None:
    run = finished(market([], rounds=2))
    assert [told(run, firm) for firm in range(3)] == [[], [], []]
    assert run.history("esquina")[-1]["shareholders"] == run.history("esquina")[-1]["local_community"] == 0


def test_a_kind_is_listed_once() -> None:
    content = market([]).model_dump(mode="json")
    content["stakeholders"] = [{"kind": "suppliers"}, {"kind": "suppliers"}]
    with pytest.raises(ValueError, match="listed twice"):
        from_content(content)


def taken(seed: int, dividend: float = 0.5) -> float:
    """Part of a firm's cash that shareholders who want more have taken after a year."""
    greedy, content = (owned(demand, seed, dividend).history("esquina")[-1]["cash"] for demand in (1e6, -1e6))
    return 1 - greedy / content


def forgotten(seed: int, **influence: float) -> float:
    """Awareness that conduct which the neighbourhood minds costs."""
    minded, silent = (neighbours(weight, seed, **influence).world.state.awareness[0] for weight in (1.0, 0.0))
    return float(np.mean(silent) - np.mean(minded))


EFFECTS = (
    Effect(
        "part of the cash that shareholders who want more take in a year",
        on=taken,
        off=lambda seed: taken(seed, 0.0),
        low=0.5,
        high=0.85,
    ),
    Effect(
        "awareness that protests of the neighbourhood cost in a year",
        on=forgotten,
        off=lambda seed: forgotten(seed, awareness=0.0, trust=0.0),
        low=0.06,
        high=0.125,
    ),
)
