"""Rules 5 and 10: who complains, and what the answer does."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from markets import small

from sim.engine import Simulation
from sim.market.voice import chance_after_failure, disappointing, insult, skill_of_answer
from sim.scenario.service import VoiceRule

RULE = VoiceRule()
UNIT = st.floats(0, 1, width=32)


def single(*values: float) -> np.ndarray:
    return np.array(values, dtype=np.float32)


def test_chance_worked_example() -> None:
    """Usually .3; half of the effect brings it half of the way to .9."""
    assert chance_after_failure(0.3, 0.5, RULE) == pytest.approx(0.6)
    assert chance_after_failure(0.3, 0.0, RULE) == 0.3
    assert chance_after_failure(0.95, 1.0, RULE) == 0.95


def test_answer_worked_example() -> None:
    """A skill of .5 answers at .7; a full complaint line adds half of the .3 that are missing."""
    assert skill_of_answer(0.5, 0.0, RULE) == pytest.approx(0.7)
    assert skill_of_answer(0.5, 1.0, RULE) == pytest.approx(0.85)


def test_insult_worked_example() -> None:
    """No answer costs all of .25, half of a poor one half of it, from .4 on nothing."""
    assert insult(single(0.0, 0.2, 0.4, 1.0), RULE) == pytest.approx([0.25, 0.125, 0, 0])


def test_disappointment_worked_example() -> None:
    assert disappointing(single(0.5, 0.5), single(0.7, 0.6), RULE).tolist() == [True, False]


@settings(max_examples=60, deadline=None)
@given(UNIT, st.tuples(UNIT, UNIT).map(sorted), st.tuples(UNIT, UNIT).map(sorted))
def test_bounds_and_directions(usual: float, ease: list[float], handling: list[float]) -> None:
    hard, easy = (chance_after_failure(usual, each, RULE) for each in ease)
    assert 0 <= hard <= easy <= 1
    worse, better = (skill_of_answer(usual, each, RULE) for each in ease)
    assert 0 <= worse <= better <= 1
    poor, good = insult(single(*handling), RULE)
    assert 0 <= good <= poor <= RULE.double_deviation + 1e-6


def satisfied(times_as_many: int) -> float:
    """What the satisfaction of a week's customers comes to, if that many more had come in the week before.

    All of it goes wrong for all of them, and the complaint line does nothing but make the answers better.
    """
    rules = {"easiest": 0.0, "after_disappointment": 0.0, "double_deviation": 0.0}
    market = small(
        600,
        firm__start__complaint_line=300.0,
        model__voice=rules,
        model__contact__after_failure=1.0,
        model__experience__failure_rate=1.0,
        firm__process=0.0,
        firm__start__staff=30000.0,
    )
    game = Simulation(market, 7)
    firm = game.world.firms[0]
    firm.met.customers *= times_as_many
    game.advance_week()
    return firm.met.mean


def test_the_money_of_answers_is_spread_over_purchases() -> None:
    """As that of complaining is: for each of more customers the same money does less."""
    assert satisfied(16) < satisfied(4) < satisfied(1)
