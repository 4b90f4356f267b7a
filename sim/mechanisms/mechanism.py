"""What an entry of the table of mechanisms says."""

from dataclasses import dataclass

from sim.scenario.text import Text
from sim.scenario.vocabulary import Cause


@dataclass(frozen=True)
class Mechanism:
    """One concept at work. Files are paths from the root of the project."""

    row: str  # of the table of concepts, A1 to D6
    name: Text
    rules: tuple[str, ...]  # files of the model
    levers: tuple[str, ...]
    settings: tuple[str, ...]  # paths in a scenario, ``*`` for any of a list: where one is neutral, nothing happens
    measures: tuple[str, ...]
    causes: tuple[Cause, ...]
    test: str  # shows direction and size, and that switching it off removes it
