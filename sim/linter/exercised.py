"""Which concepts a scenario really exercises: what its levers open, and what happened when it was played."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from math import fsum

from sim.decisions import open_levers
from sim.linter.games import Outcome
from sim.mechanisms import MECHANISMS, Mechanism
from sim.scenario.schema import Scenario
from sim.scenario.vocabulary import LEVERS, MEASURES, Cause, Head, Unit

MIX, WHY, SIDES = "E1", "E2", "E3"
"""The lessons of the whole: both are needed, cause and effect are visible, never profit alone."""

_BOTH = 0.1
"""Least part of the money on either side when both are needed."""


class Part(StrEnum):
    """What a concept is in a scenario."""

    IN_HAND = "in_hand"  # it happens, and the player can do something about it
    HAPPENS = "happens"  # it happens by itself
    ABSENT = "absent"
    UNKNOWN = "unknown"  # no concept has this name


@dataclass(frozen=True)
class Exercised:
    """A concept in a scenario: by which levers, and what of it was seen."""

    row: str
    listed: bool  # the scenario says that it teaches it
    part: Part
    levers: tuple[str, ...] = ()
    causes: tuple[Cause, ...] = ()
    measures: tuple[str, ...] = ()


def exercised(scenario: Scenario, games: Sequence[Outcome], best: Sequence[Outcome]) -> list[Exercised]:
    """Every concept that is listed or in the player's hands.

    ``games`` kept their journals; ``best`` are those of the best plan known.
    """
    listed = scenario.scenario.concepts
    rows = [_mechanism(each, scenario, games) for each in MECHANISMS]
    rows += [_row(MIX, listed, _both(best)), _row(WHY, listed, True), _row(SIDES, listed, _several(scenario))]
    names = [each.row for each in rows]
    unknown = [Exercised(name, True, Part.UNKNOWN) for name in listed if name not in names]
    return [each for each in rows if each.listed or each.part is Part.IN_HAND] + unknown


def _mechanism(each: Mechanism, scenario: Scenario, games: Sequence[Outcome]) -> Exercised:
    seen = frozenset[Cause]().union(*(game.causes for game in games))
    moved = frozenset[str]().union(*(game.moved for game in games))
    levers = tuple(lever for lever in each.levers if lever in open_levers(scenario, scenario.time.rounds))
    causes = tuple(cause for cause in each.causes if cause in seen)
    measures = tuple(measure for measure in each.measures if measure in moved)
    happens = bool(causes or not each.causes) and bool(measures or not each.measures)
    if not happens and not any(measure in _OWN.get(each.row, ()) for measure in measures):
        return Exercised(each.row, each.row in scenario.scenario.concepts, Part.ABSENT)
    part = Part.IN_HAND if levers else Part.HAPPENS
    return Exercised(each.row, each.row in scenario.scenario.concepts, part, levers, causes, measures)


def _own_measures() -> dict[str, tuple[str, ...]]:
    """The measures that tell of one concept alone, by its row."""
    named = [measure for each in MECHANISMS for measure in each.measures]
    return {
        each.row: tuple(measure for measure in each.measures if named.count(measure) == 1) for each in MECHANISMS
    }


_OWN = _own_measures()


def _row(row: str, listed: Sequence[str], there: bool) -> Exercised:
    return Exercised(row, row in listed, Part.HAPPENS if there else Part.ABSENT)


def _both(best: Sequence[Outcome]) -> bool:
    """Whether the best plan known spends on winning customers and on those there are."""
    money = [(LEVERS[lever].head, amount) for game in best for lever, amount in game.spent.items()]
    to_win = fsum(amount for head, amount in money if head is Head.ACQUISITION)
    whole = fsum(amount for _, amount in money)
    return bool(whole) and _BOTH <= to_win / whole <= 1 - _BOTH


def _several(scenario: Scenario) -> bool:
    """Whether money and something else count in the result."""
    money = {MEASURES[goal.measure].unit is Unit.MONEY for goal in scenario.goals if goal.weight}
    return money == {True, False}
