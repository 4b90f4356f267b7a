"""What scenarios let happen: it begins, it lasts, it ends."""

from typing import Any

import numpy as np
import pytest
from markets import small, variant

from sim.engine import Simulation
from sim.scenario.schema import Scenario


def with_event(kind: str, size: float, **more: Any) -> Scenario:
    event = {"id": "it", "round": 1, "week": 3, "weeks": 4, "kind": kind, "size": size, "text": "x", **more}
    return variant(small(rounds=2, weeks=8, warm_up=5), {"events": [event]})


def by_week(scenario: Scenario, look) -> list[Any]:
    """What ``look`` sees while each week of the game is being closed."""
    game, seen = Simulation(scenario, 7), []
    while not game.over:
        game.advance_week()
        seen.append(look(game))
    return seen


@pytest.mark.parametrize(
    ("kind", "look"),
    [
        ("demand", lambda game: game.world.demand),
        ("cost", lambda game: game.world.firms[1].cost_factor),
        ("price", lambda game: game.world.firms[1].price_factor),
    ],
)
def test_it_lasts_its_weeks_and_is_undone(kind: str, look) -> None:
    seen = by_week(with_event(kind, 0.25), look)
    assert seen[:2] == [1, 1]
    assert seen[2:6] == [1.25] * 4
    assert seen[6:] == pytest.approx([1.0] * 10)


def test_it_touches_only_the_firm_it_names() -> None:
    seen = by_week(with_event("cost", 0.5, firm="norte"), lambda game: [f.cost_factor for f in game.world.firms])
    assert seen[3] == [1, 1.5, 1]


def test_more_demand_means_more_sales() -> None:
    quiet, busy = (
        sum(by_week(with_event("demand", size, week=1, weeks=16), lambda game: game.world.firms[1].round.revenue))
        for size in (0.0, 0.5)
    )
    assert busy > quiet * 1.2


def test_a_scandal_costs_trust_and_enters_the_journal() -> None:
    plain, scandal = (Simulation(with_event("trust", size, firm="norte", week=8), 7) for size in (0.0, -0.5))
    for game in (plain, scandal):
        game.advance()
    trust = [game.history("norte")[-1]["trust"] for game in (plain, scandal)]
    assert trust[1] < 0.65 * trust[0]
    customer = int(np.argmax(plain.world.state.purchases[1]))
    causes = [entry.cause.name for entry in scandal.journal.story(1, customer)]
    assert "EVENT" in causes
    assert "EVENT" not in [entry.cause.name for entry in plain.journal.story(1, customer)]


def test_awareness_and_morale_can_be_shaken() -> None:
    for kind, measured in (("awareness", None), ("morale", "morale")):
        games = [Simulation(with_event(kind, size, firm="norte", week=8), 7) for size in (0.0, -0.4)]
        for game in games:
            game.advance()
        values = [
            game.history("norte")[-1][measured] if measured else float(np.mean(game.world.state.awareness[1]))
            for game in games
        ]
        assert values[1] < 0.8 * values[0]


def test_the_firms_see_the_events_in_force() -> None:
    seen = by_week(with_event("price", 0.1), lambda game: game.observe("esquina").events)
    assert [bool(events) for events in seen[:7]] == [False, True, True, True, True, False, False]


def test_an_event_in_the_very_first_week_without_warm_up_counts_from_it() -> None:
    event = {"id": "it", "round": 1, "week": 1, "weeks": 8, "kind": "demand", "size": -1, "text": "x"}
    game = Simulation(variant(small(rounds=1, weeks=8, warm_up=0), {"events": [event]}), 7)
    game.advance()
    assert [game.history(firm)[-1]["revenue"] for firm in game.firms] == [0, 0, 0]


def test_demand_that_fell_to_nothing_comes_back_as_it_was() -> None:
    event = {"id": "it", "round": 1, "week": 2, "weeks": 2, "kind": "demand", "size": -1, "text": "x"}
    game = Simulation(variant(small(rounds=1, weeks=8, warm_up=0), {"events": [event]}), 7)
    demand = []
    for _ in range(5):
        game.advance_week()
        demand.append(game.world.demand)
    assert demand == [1.0, 0.0, 0.0, 1.0, 1.0]
