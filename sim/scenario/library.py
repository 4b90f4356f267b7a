"""The scenarios to choose from: those shipped with the program and those in the user's own folder."""

from dataclasses import dataclass
from pathlib import Path

from sim.scenario.files import own_files, shipped_files
from sim.scenario.inherit import gather
from sim.scenario.load import understand
from sim.scenario.problems import Problem, ScenarioError
from sim.scenario.schema import About
from sim.scenario.source import header, read_bytes


@dataclass(frozen=True)
class Entry:
    """A scenario to choose: what it says of itself, or what is wrong with its file."""

    path: Path
    own: bool  # from the user's folder
    about: About | None
    problems: tuple[Problem, ...] = ()


def entries() -> list[Entry]:
    """Every scenario at hand, the shipped ones first.

    Of a shipped file only the header is read, which is quick; the user's own are checked whole.
    """
    return [entry(path, own=False) for path in shipped_files()] + [entry(path) for path in own_files()]


def entry(path: Path, own: bool = True) -> Entry:
    """A file as an entry, checked whole if it is the user's own."""
    try:
        data = read_bytes(path)
        scenario = understand(gather(data if own else header(data), path))
    except ScenarioError as error:
        return Entry(path, own, None, error.problems)
    return Entry(path, own, scenario.scenario)
