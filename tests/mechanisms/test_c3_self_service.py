"""C3, self-service: cheap and without a queue for simple matters; it frustrates those who want a person."""

from functools import cache

import numpy as np
import pytest
from effects import Effect
from markets import played
from services import changed, end, felt

from sim.engine import Simulation
from sim.scenario.vocabulary import Cause

LIKES = {"personal": 0.3, "self_service": 0.8, "automated": 0.8}
WANTS_A_PERSON = {"personal": 1.0, "self_service": 0.1, "automated": 0.1}
QUESTIONS = {
    "market__segments__*__contact_rate": 0.3,
    "levers__complaint_line__available": False,
    "market__segments__0__expects": LIKES,
    "market__segments__1__expects": LIKES,
    "market__segments__2__expects": WANTS_A_PERSON,
}
MONEY = 1500.0


@cache
def desk(minutes: float = 1.0, seed: int = 7, simple: float = 0.6, **plan: float) -> Simulation:
    """A desk with many questions; office workers and students help themselves gladly, pensioners do not."""
    return played(changed(**QUESTIONS, firm__service_minutes=minutes, model__machines__simple=simple), seed, **plan)


def satisfaction(game: Simulation, segments: tuple[int, ...]) -> float:
    """Mean satisfaction of the shop's customers of some segments."""
    state = game.world.state
    own = (state.rung[0] >= game.world.rungs.first_customer) & np.isin(state.segment, segments)
    return float(np.mean(state.satisfaction[0][own]))


def test_it_takes_the_simple_questions_and_shortens_the_queue() -> None:
    """Of all questions at most 60 %, and those with the least work: less than a third of the work."""
    person, machine = end(desk()), end(desk(self_service=MONEY))
    assert 0.5 <= machine["self_served"] <= 0.6
    assert machine["wait"] < 0.75 * person["wait"]
    assert 0.65 * person["load"] < machine["load"] < 0.85 * person["load"]


def test_it_pleases_those_who_accept_it_and_not_those_who_want_a_person() -> None:
    person, machine = desk(), desk(self_service=MONEY)
    assert 0.003 <= satisfaction(machine, (0, 1)) - satisfaction(person, (0, 1)) <= 0.04
    assert -0.05 <= satisfaction(machine, (2,)) - satisfaction(person, (2,)) <= -0.005


def test_before_an_endless_queue_everybody_prefers_it() -> None:
    person, machine = desk(2.0), desk(2.0, self_service=MONEY)
    assert satisfaction(machine, (0, 1)) > satisfaction(person, (0, 1)) + 0.02
    assert satisfaction(machine, (2,)) > satisfaction(person, (2,))


def test_each_contact_costs_little_and_is_paid() -> None:
    """What a question costs in self-service is in the books: here .05, or a hundred times as much."""
    cheap, dear = (
        played(changed(**QUESTIONS, model__machines__cost=cost), self_service=MONEY) for cost in (0.05, 5.0)
    )
    contacts = cheap.world.firms[0].round.self_served
    assert contacts > 100
    difference = cheap.world.firms[0].round.serving - dear.world.firms[0].round.serving
    assert abs(-difference - contacts * 4.95) < 0.01


def test_the_journal_names_both() -> None:
    glad, cross = (felt(desk(self_service=MONEY), cause) for cause in (Cause.SELF_SERVICE, Cause.FRUSTRATION))
    assert len(glad) > 20
    assert (glad > 0).all()
    assert len(cross) > 20
    assert (cross < 0).all()


def test_without_money_there_is_none() -> None:
    game = desk()
    assert end(game)["self_served"] == 0
    assert not len(felt(game, Cause.SELF_SERVICE))
    assert not len(felt(game, Cause.FRUSTRATION))


def relieved(seed: int, **changes: float) -> float:
    """Part of the wait that self-service spares."""
    machine, person = (end(desk(seed=seed, self_service=money, **changes))["wait"] for money in (MONEY, 0.0))
    return 1 - machine / person


EFFECTS = (
    Effect(
        "part of the wait that self-service spares",
        on=relieved,
        off=lambda seed: relieved(seed, simple=0.0),
        low=0.3,
        high=0.55,
    ),
)


@pytest.mark.parametrize("effect", EFFECTS, ids=str)
def test_switched_off_nothing_is_left(effect: Effect) -> None:
    assert effect.gone([effect.off(7)])
