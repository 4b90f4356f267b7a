"""From a scenario file to a Scenario, or to everything that is wrong with it, said at once."""

import hashlib
import json
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from sim.scenario import explain
from sim.scenario.defaults import fill_in
from sim.scenario.explain import Finding
from sim.scenario.files import find
from sim.scenario.inherit import gather
from sim.scenario.problems import Problem, ScenarioError
from sim.scenario.repair import set_aside
from sim.scenario.schema import Scenario
from sim.scenario.settings import Location
from sim.scenario.source import Source, read_bytes
from sim.words import sentence

_READINGS = 4
"""How often a file is read again without what was already found wrong in it."""
_OF_THE_WHOLE = ("missing", "too_short", "misfit")
"""What cannot be said of a file while something that it extends could not be read."""


def load_scenario(name_or_path: str | Path) -> Scenario:
    """The scenario shipped or kept under a name, or written in a file; ScenarioError with all its problems."""
    return understand(read(name_or_path))


def read(name_or_path: str | Path) -> Source:
    """What a scenario's file says, with what it extends, as it is written; ScenarioError if that cannot be read."""
    path = find(name_or_path)
    return gather(read_bytes(path), path)


def understand(source: Source) -> Scenario:
    """The scenario that a file means.

    What is found wrong is set aside and the rest read again, because the schema looks at how sections fit
    together only when the sections themselves are sound.
    """
    data = source.root.plain()
    if not isinstance(data, dict):
        raise ScenarioError([source.root.mark.problem("", sentence("schema.no_sections"))])
    fill_in(data)
    problems, known = list(source.problems), list[Finding]()
    for _ in range(_READINGS):
        try:
            scenario = from_content(data)
            break
        except ValidationError as error:
            found = explain.findings(error)
        fresh = [each for each in found if not _follows(each, known)]
        if not source.whole:
            fresh = [each for each in fresh if each.kind not in _OF_THE_WHOLE]
        problems += [explain.problem(source.root, each) for each in fresh]
        for each in found:
            set_aside(data, each.location)
        known += found
    if problems:
        raise ScenarioError(in_order(set(problems), source))
    return scenario


def in_order(problems: Iterable[Problem], source: Source) -> list[Problem]:
    """Problems from top to bottom, those of the file itself before those of what it extends."""
    own = source.root.mark.page.file
    return sorted(problems, key=lambda each: (each.file != own, each.file, each.line or 0, each.column, each.path))


def from_content(content: Any) -> Scenario:
    """The scenario of plain values: texts, numbers, lists and groups. Raises pydantic's ValidationError."""
    return Scenario.model_validate_json(json.dumps(content), strict=True)


def content_of(scenario: Scenario) -> dict[str, Any]:
    """A scenario as plain values, defaults included."""
    return scenario.model_dump(mode="json")


def fingerprint(scenario: Scenario) -> str:
    """SHA-256 of a scenario's whole content, defaults included, as hexadecimal digits.

    Two files that mean the same have the same, however they are written.
    """
    return fingerprint_of(content_of(scenario))


def fingerprint_of(content: Any) -> str:
    """SHA-256 of plain values in canonical form: keys sorted, no blanks, ASCII."""
    canonical = json.dumps(content, sort_keys=True, separators=(",", ":"), ensure_ascii=True)
    return hashlib.sha256(canonical.encode("ascii")).hexdigest()


def _follows(finding: Finding, known: Iterable[Finding]) -> bool:
    """Whether a finding only repeats, or may come from, something found before."""
    return any(
        _within(each.location, finding.location)
        or _within(finding.location, each.location)
        or any(_within(each.location, part) for part in finding.fits)
        for each in known
    )


def _within(location: Location, outer: Location) -> bool:
    return location[: len(outer)] == outer


def check(path: Path) -> tuple[Problem, ...]:
    """Everything that is wrong with a scenario file; nothing if it can be played."""
    try:
        load_scenario(path)
    except ScenarioError as error:
        return error.problems
    return ()
