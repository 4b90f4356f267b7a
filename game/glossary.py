"""The terms that a scenario wants its players to know, each with its meaning."""

from game.text import Text
from sim.scenario.schema import Scenario
from sim.scenario.vocabulary import LEVERS, Stage


def glossary(scenario: Scenario, text: Text) -> list[tuple[str, str]]:
    """Each term and what it means, in the order the scenario gives them."""
    keys = [f"{_kind(term)}.{term}" for term in scenario.teaching.glossary]
    return [(text(key), text(f"{key}.tip")) for key in keys]


def _kind(term: str) -> str:
    """Under what the texts have a term; the name of a lever stands before that of a measure."""
    if term in tuple(Stage):
        return "stage"
    return "lever" if term in LEVERS else "measure"
