"""How long a class needs for a scenario: reading, deciding round by round, talking about it afterwards."""

from collections.abc import Iterator
from dataclasses import dataclass

from sim.decisions import heads_open, open_levers
from sim.scenario.schema import Scenario
from sim.scenario.text import Text
from sim.scenario.vocabulary import Head

_READING = 130
"""Words a minute that students read with attention."""
_SETTLING = 3.0
"""Minutes until everybody sits and knows what it is about, besides reading."""
_ROUND = 3.0
"""Minutes of a round with the fewest decisions, the weeks that pass included."""
_DECISION = 0.2
"""Minutes that each lever adds, to at most _DECIDING."""
_DECIDING = 2.0
_NEWS = 0.5
"""Minutes that an event or a prediction adds."""
_DEBRIEF = 15.0
_QUESTIONS = 5
"""Questions that the debrief has time for; each further one takes _QUESTION minutes."""
_QUESTION = 2.0

TOLERANCE = 0.25
"""Part by which the minutes that a scenario promises may be off."""


@dataclass(frozen=True)
class Lesson:
    """The minutes of a lesson."""

    briefing: float
    rounds: tuple[float, ...]
    debrief: float

    @property
    def minutes(self) -> float:
        return self.briefing + sum(self.rounds) + self.debrief


def lesson(scenario: Scenario) -> Lesson:
    """The minutes that a class needs."""
    words = max(sum(len(text.read(language).split()) for text in _read(scenario)) for language in ("es", "en"))
    rounds = tuple(_minutes(scenario, number) for number in range(1, scenario.time.rounds + 1))
    more = max(0, len(scenario.teaching.questions) - _QUESTIONS)
    return Lesson(_SETTLING + words / _READING, rounds, _DEBRIEF + more * _QUESTION)


def off(scenario: Scenario, needed: Lesson) -> bool:
    """Whether the scenario promises other minutes than a class needs."""
    return abs(scenario.scenario.minutes - needed.minutes) > TOLERANCE * needed.minutes


def _read(scenario: Scenario) -> Iterator[Text]:
    """What is read before the first round."""
    yield scenario.scenario.lesson
    yield scenario.briefing.situation
    if scenario.briefing.advice:
        yield scenario.briefing.advice


def _minutes(scenario: Scenario, number: int) -> float:
    levers = open_levers(scenario, number)
    decisions = len(levers) if heads_open(scenario, number) else len(Head)
    news = sum(event.round == number for event in scenario.events)
    news += sum(each.round == number for each in scenario.teaching.predictions)
    return _ROUND + min(_DECIDING, _DECISION * decisions) + _NEWS * news
