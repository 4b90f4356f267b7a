"""The model's description has the tables that the code gives it, and its prose names nothing that is gone."""

import re
from pathlib import Path

import pytest

from sim.description import FILE, filled, table, tables
from sim.market.phases import CLOSING, OPENING
from sim.scenario.parameters import Model
from sim.scenario.vocabulary import LEVERS, MEASURES

TEXT = FILE.read_text(encoding="utf-8")


@pytest.mark.parametrize("name", list(tables()))
def test_the_tables_are_those_of_the_code(name: str) -> None:
    assert filled(TEXT, {name: tables()[name]}) == TEXT, "write them anew with: python -m sim.description"


def test_every_part_of_the_protocol_is_there() -> None:
    for number in range(1, 8):
        assert re.search(rf"^## {number}\. ", TEXT, re.M)
    concepts = TEXT.split("## 4.")[1].split("# Details")[0]
    assert len(re.findall(r"^- \*\*[A-Z]", concepts, re.M)) == 11


def test_every_file_that_the_prose_names_exists() -> None:
    root, market = Path(FILE).parent.parent, Path(FILE).parent / "market"
    named = set(re.findall(r"`([\w/]+\.(?:py|yaml))`", TEXT))
    assert len(named) > 20
    places = (root, root / "sim", market, root / "tests")
    assert not [name for name in named if not any((place / name).is_file() for place in places)]


def test_every_file_of_the_market_is_named() -> None:
    rules = {phase.__module__.rpartition(".")[2] for phase in (*OPENING, *CLOSING)}
    prose = re.sub(r"<!-- table: .*?<!-- end of .*? -->", "", TEXT, flags=re.S)
    assert not [rule for rule in sorted(rules) if f"{rule}.py" not in prose]


def test_the_tables_leave_nothing_out() -> None:
    made = tables()
    assert all(f"`{lever}`" in made["levers"] for lever in LEVERS)
    assert all(f"`{measure}`" in made["measures"] for measure in MEASURES)
    assert all(f"`model.{rule}`" in made["constants"] for rule in Model.model_fields)
    assert all(
        f"| `{constant}` |" in made["constants"]
        for rule in Model.model_fields
        for constant in type(getattr(Model(), rule)).model_fields
    )


def test_a_missing_place_for_a_table_is_an_error() -> None:
    with pytest.raises(RuntimeError, match="no such table"):
        filled(TEXT, {"no such table": table(("a",), [("b",)])})


def test_a_bar_in_a_cell_does_not_break_the_table() -> None:
    assert table(("a",), [("x | y",)]).splitlines()[2] == r"| x \| y |"
