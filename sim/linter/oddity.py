"""Something legal that is hardly meant, and the warning that its author reads."""

from sim.scenario.explain import mark_of, path_of
from sim.scenario.problems import Problem
from sim.scenario.settings import Location
from sim.scenario.source import Source
from sim.words import Sentence

Oddity = tuple[Location, Sentence]


def warning(source: Source, location: Location, said: Sentence) -> Problem:
    """An oddity of the setting at a location, where that stands in the file."""
    return mark_of(source.root, location).warning(path_of(source.root, location), said)
