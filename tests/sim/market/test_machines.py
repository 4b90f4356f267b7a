"""Rule 5: simple questions that a machine resolves."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from markets import played, small, variant

from sim.engine import Simulation
from sim.market.machines import automated_lift, frustration, self_service_lift
from sim.scenario.market import Expects
from sim.scenario.service import MachineRule

RULE = MachineRule()
UNIT = st.floats(0, 1)


def known(value: float) -> np.ndarray:
    return np.array([value], dtype=np.float32)


def test_self_service_worked_example() -> None:
    """Expecting it at .5 and a person at .7: .10 x .5 - .25 x .2 = 0. Wanting a person and nothing else: -.25."""
    assert self_service_lift(Expects(self_service=0.5, personal=0.7), RULE) == pytest.approx(0.0)
    assert self_service_lift(Expects(self_service=0.0, personal=1.0), RULE) == pytest.approx(-0.25)
    assert self_service_lift(Expects(self_service=1.0, personal=1.0), RULE) == pytest.approx(0.10)


def test_automated_worked_example() -> None:
    """Half known, expecting it at .5 and a person at .7: (.10 + .08 x .5) x .5 - .25 x .2 x .5 = .045."""
    missed = frustration(person=0.7, machine=0.5, rule=RULE)
    assert missed == pytest.approx(0.05)
    assert automated_lift(0.5, missed, known(0.5), RULE) == pytest.approx([0.045], abs=1e-6)


@settings(max_examples=60, deadline=None)
@given(UNIT, UNIT, st.tuples(UNIT, UNIT).map(sorted))
def test_knowledge_never_makes_a_machine_worse(person: float, automated: float, knowledge: list[float]) -> None:
    missed = frustration(person, automated, RULE)
    less, more = (float(automated_lift(automated, missed, known(each), RULE)[0]) for each in knowledge)
    assert -RULE.frustration - 1e-6 <= less <= more + 1e-6
    assert more <= RULE.quick + RULE.recognised + 1e-6


def test_complaints_go_to_people_and_no_question_is_counted_twice() -> None:
    """One week of questions from everybody: those whom no machine served came to the desk."""
    many = {"market.segments.*.contact_rate": 1.0, "model.experience.failure_rate": 0.0}
    market = variant(small(600, rounds=1, weeks=1, warm_up=6), many)
    desk, machine = (
        played(variant(market, {"firm.start.self_service": money})).world.firms[0].round for money in (0.0, 1e6)
    )
    assert desk.contacts == desk.purchases
    assert machine.contacts + machine.self_served == machine.purchases
    assert machine.self_served / machine.purchases == pytest.approx(RULE.simple, abs=0.1)
    failing = variant(market, {"model.experience.failure_rate": 1.0, "firm.process": 0.0})
    complaining = variant(failing, {"model.contact.after_failure": 1.0, "firm.start.self_service": 1e6})
    book = played(complaining).world.firms[0].round
    assert book.complaints > 10
    assert book.contacts >= book.complaints


def test_who_has_a_manager_asks_there() -> None:
    money = {"firm.start.self_service": 1e6, "market.segments.*.contact_rate": 1.0}
    game = Simulation(variant(small(600, warm_up=6), money), 7)
    game.advance_week()
    book = game.world.firms[0].round
    assert book.self_served > 10
    before = book.self_served
    game.world.state.managed[0] = True
    game.advance_week()
    assert book.self_served == before
