"""From a scenario file to a Scenario, or to everything that is wrong with it, said at once."""

import hashlib
import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from pydantic import ValidationError
from pydantic_core import ErrorDetails

from sim.scenario import explain
from sim.scenario.explain import Location
from sim.scenario.library import find
from sim.scenario.problems import Problem, ScenarioError
from sim.scenario.repair import set_aside
from sim.scenario.schema import Scenario
from sim.scenario.source import Source, parse, read_bytes

_READINGS = 12
"""How often a file is read again without what was already found wrong in it."""


def load_scenario(name_or_path: str | Path) -> Scenario:
    """The scenario shipped or kept under a name, or written in a file; ScenarioError with all its problems."""
    path = find(name_or_path)
    return understand(parse(read_bytes(path), str(path)))


def understand(source: Source) -> Scenario:
    """The scenario that a file means.

    What is found wrong is set aside and the rest read again, because the schema looks at how sections fit
    together only when the sections themselves are sound.
    """
    data = source.root.plain()
    if not isinstance(data, dict):
        what = "a scenario is a group of settings, not a list or a single value"
        raise ScenarioError([source.problem(source.root.mark, "", what, "Start with 'scenario:'.")])
    problems, aside = list(source.problems), dict[Location, str]()
    for _ in range(_READINGS):
        try:
            scenario = from_content(data)
            break
        except ValidationError as error:
            errors = error.errors(include_url=False)
        problems += [explain.problem(source, each) for each in errors if not _follows(each, aside)]
        for each in errors:
            aside[explain.place(each)] = each["type"]
            set_aside(data, explain.place(each))
    if problems:
        raise ScenarioError(sorted(set(problems), key=lambda each: (each.line or 0, each.column)))
    return scenario


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


def _follows(error: ErrorDetails, aside: Mapping[Location, str]) -> bool:
    """Whether an error only repeats, or comes from, something found before."""
    context = error.get("ctx", {})
    if error["type"] == "too_short" and len(error["input"]) >= context["min_length"]:
        return True  # counted without the items that are wrong themselves
    place = explain.place(error)
    if any(known[: len(place)] == place or place[: len(known)] == known for known in aside):
        return True
    unsure = [known for known, kind in aside.items() if kind != "misfit"]
    fitted = [(*error["loc"], part) for part in context.get("refers_to", ())]
    return any(known[: len(part)] == part for known in unsure for part in fitted)


def check(path: Path) -> tuple[Problem, ...]:
    """Everything that is wrong with a scenario file; nothing if it can be played."""
    try:
        understand(parse(read_bytes(path), str(path)))
    except ScenarioError as error:
        return error.problems
    return ()
