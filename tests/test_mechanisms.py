"""Every concept of the table has a mechanism, and everything that a mechanism names exists."""

from pathlib import Path

import pytest

from sim.mechanisms import MECHANISMS, Mechanism
from sim.scenario.files import shipped_files
from sim.scenario.vocabulary import LEVERS, MEASURES, Cause

ROOT = Path(__file__).resolve().parent.parent
ROWS = tuple(
    f"{part}{row}" for part, last in (("A", 11), ("B", 15), ("C", 6), ("D", 6)) for row in range(1, last + 1)
)


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
    shipped = {path.stem for path in shipped_files()}
    assert mechanism.scenario in shipped or (ROOT / mechanism.scenario).is_file()


def test_every_test_of_a_mechanism_is_named() -> None:
    written = {f"tests/mechanisms/{path.name}" for path in (ROOT / "tests" / "mechanisms").glob("test_*.py")}
    assert not written - {mechanism.test for mechanism in MECHANISMS}
