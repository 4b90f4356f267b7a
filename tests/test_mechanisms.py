"""Every concept of the table has a mechanism, and everything that a mechanism names exists."""

from functools import cache
from pathlib import Path
from typing import Any

import pytest
from markets import variant

from sim.description import levers_at_work, taught
from sim.mechanisms import MECHANISMS, Mechanism
from sim.scenario.files import shipped_files
from sim.scenario.load import load_scenario
from sim.scenario.schema import Scenario
from sim.scenario.vocabulary import LEVERS, MEASURES, Cause

ROOT = Path(__file__).resolve().parent.parent
ROWS = tuple(
    f"{part}{row}" for part, last in (("A", 11), ("B", 15), ("C", 6), ("D", 6)) for row in range(1, last + 1)
)


@cache
def shipped() -> tuple[Scenario, ...]:
    return tuple(load_scenario(path) for path in shipped_files())


def test_every_row_has_one_mechanism_in_order() -> None:
    rows = [mechanism.row for mechanism in MECHANISMS]
    assert rows == list(ROWS)


@pytest.mark.parametrize("mechanism", MECHANISMS, ids=lambda mechanism: mechanism.row)
def test_what_a_mechanism_names_exists(mechanism: Mechanism) -> None:
    assert mechanism.name.en
    assert mechanism.name.es
    assert mechanism.rules
    assert not [path for path in (*mechanism.rules, mechanism.test) if not (ROOT / path).is_file()]
    assert all(path.startswith("sim/") for path in mechanism.rules)
    assert mechanism.test.startswith("tests/mechanisms/test_") or mechanism.test.startswith("tests/validation/")
    assert not [lever for lever in mechanism.levers if lever not in LEVERS]
    assert not [measure for measure in mechanism.measures if measure not in MEASURES]
    assert not [cause for cause in mechanism.causes if cause is Cause.NONE]
    assert mechanism.levers or mechanism.measures
    assert mechanism.settings


@pytest.mark.parametrize("mechanism", MECHANISMS, ids=lambda mechanism: mechanism.row)
def test_every_row_is_taught_by_a_shipped_scenario(mechanism: Mechanism) -> None:
    """One that lists it, has it at work, and puts it in the player's hands; together they open all its levers."""
    teaching = [scenario for scenario in shipped() if taught(mechanism, scenario)]
    assert teaching
    opened = {lever for scenario in teaching for lever in levers_at_work(mechanism, scenario)}
    assert opened == set(mechanism.levers)


@pytest.mark.parametrize(
    ("row", "name", "switched_off"),
    [
        ("B2", "after-the-storm", {"levers.win_back.available": False}),
        ("B2", "after-the-storm", {"levers.win_back.from_round": 9}),  # it has eight
        ("B2", "after-the-storm", {"model.win_back.offer": 0.0}),
        ("B9", "vital-few", {"market.heterogeneity": 0.0}),
        ("B10", "corner-cafe", {"firm.serve_saving": 0.0}),
        ("B15", "partners", {"market.segments.*.users": None}),
        ("C5", "know-me", {"market.segments.*.expects": {"community": 0.0}}),
        ("D3", "partners", {"stakeholders": [{"kind": "shareholders"}]}),
        ("D5", "corner-cafe", {"rivals.*.policy": "fixed"}),
        ("D5", "corner-cafe", {"scenario.concepts": []}),
    ],
)
def test_a_scenario_in_which_it_is_off_does_not_teach_it(row: str, name: str, switched_off: dict[str, Any]) -> None:
    mechanism = MECHANISMS[ROWS.index(row)]
    scenario = variant(load_scenario(name), {"teaching": {}})  # its strategies would miss what is switched off
    assert taught(mechanism, scenario)
    assert not taught(mechanism, variant(scenario, switched_off))


def test_every_test_of_a_mechanism_is_named() -> None:
    written = {f"tests/mechanisms/{path.name}" for path in (ROOT / "tests" / "mechanisms").glob("test_*.py")}
    assert written - {mechanism.test for mechanism in MECHANISMS} == {"tests/mechanisms/test_effects.py"}  # of all
