"""Hints that come when they are needed, and what else helps a class."""

from pathlib import Path
from typing import Any

import pytest

from sim.scenario.load import check, load_scenario
from sim.scenario.measured import Condition
from sim.scenario.teaching import TERMS, Hint, due
from sim.scenario.text import Text
from sim.words import LANGUAGES, words

TEXT = Text(es="¿Quién espera?", en="Who is waiting?")


def _hint(**settings: Any) -> Hint:
    return Hint(text=TEXT, **settings)


def _waits(*minutes: float) -> list[dict[str, float]]:
    """A history in which people waited so many minutes, the warm-up first."""
    return [{"wait": each, "load": 0.5} for each in minutes]


LONG = (Condition(measure="wait", above=5),)


def test_a_condition_is_above_below_or_between() -> None:
    assert Condition(measure="wait", above=5).holds({"wait": 5.1})
    assert not Condition(measure="wait", above=5).holds({"wait": 5.0})
    assert Condition(measure="wait", below=5).holds({"wait": 4.9})
    between = Condition(measure="wait", above=1, below=2)
    assert [between.holds({"wait": wait}) for wait in (0.5, 1.5, 2.5)] == [False, True, False]


def test_a_hint_with_a_round_is_shown_in_that_round() -> None:
    hint = _hint(round=2)
    assert [bool(due([hint], _waits(*range(rounds)))) for rounds in (1, 2, 3)] == [False, True, False]


def test_a_hint_with_conditions_is_shown_when_they_begin_to_hold() -> None:
    history = _waits(3, 6, 7, 4, 8)
    shown = [rounds for rounds in range(1, 6) if due([_hint(when=LONG)], history[:rounds])]
    assert shown == [2, 5]
    assert due([_hint(when=LONG)], _waits(9))  # before the first round there was nothing to compare with


def test_all_conditions_must_hold() -> None:
    both = (*LONG, Condition(measure="load", above=0.8))
    assert not due([_hint(when=both)], _waits(3, 6))
    assert due([_hint(when=both)], [*_waits(3), {"wait": 6.0, "load": 0.9}])


def test_a_hint_with_both_is_shown_in_its_round_if_they_hold() -> None:
    hint = _hint(round=3, when=LONG)
    assert due([hint], _waits(3, 6, 7))
    assert not due([hint], _waits(3, 6, 4))
    assert not due([hint], _waits(3, 6))


def test_hints_come_in_the_order_of_the_file() -> None:
    hints = [_hint(when=LONG), _hint(round=1)]
    assert due(hints, _waits(6)) == hints


def test_everything_that_helps_a_class_can_be_written(tmp_path: Path) -> None:
    path = tmp_path / "shop.yaml"
    path.write_text(
        """\
scenario: {id: shop, title: Shop}
teaching:
  hints:
    - {when: [{measure: load, above: 0.95}, {measure: morale, below: 0.5}], text: Listen to your team.}
  predictions:
    - {round: 2, measure: lost_customers}
    - {round: 3, measure: profit, question: {es: ¿Cuánto ganarás?, en: What will you earn?}}
  questions: [Why did they leave?]
  glossary: [partner, loyalty_card, customer_equity]
""",
        encoding="utf-8",
    )
    assert check(path) == ()
    teaching = load_scenario(path).teaching
    assert teaching.predictions[1].question == Text(es="¿Cuánto ganarás?", en="What will you earn?")
    assert teaching.hints[0].round is None


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_glossary_knows_every_term_by_name(language: str) -> None:
    spoken = words("es" if language == "es" else "en")
    families = ("stage", "lever", "measure")
    assert [term for term in TERMS if not any(spoken.has(f"{family}.{term}") for family in families)] == []
