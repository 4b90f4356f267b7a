"""The lesson of every shipped scenario is true: what it teaches wins, and what tempts does not."""

import re
from pathlib import Path

import lessons
import pytest
from lessons import SEEDS, guides, kept, played, seeds

from sim.linter.contest import CLEAR, contest
from sim.scenario.files import shipped_files
from sim.scenario.load import load_scenario
from sim.scenario.strategies import Role

FEW = 8
every_scenario = pytest.mark.parametrize("path", shipped_files(), ids=lambda path: path.stem)


@every_scenario
def test_something_is_taught_and_something_tempts(path: Path) -> None:
    roles = [strategy.role for strategy in load_scenario(path).teaching.strategies]
    assert roles.count(Role.TAUGHT) == 1
    assert Role.TEMPTING in roles


@pytest.mark.slow
@every_scenario
def test_what_is_taught_wins_again(path: Path) -> None:
    """In a few games; whether it does so beyond doubt in fifty is kept with the results that teachers read."""
    found = contest(load_scenario(path), seeds(load_scenario(path), FEW))
    assert found.failures == ()
    for entrant in found.entrants:
        if entrant.behind:
            assert entrant.behind.mean > (CLEAR if entrant.role is Role.TEMPTING else 0), entrant.name


@pytest.mark.parametrize("name", kept())
def test_the_results_that_teachers_read_are_of_todays_scenario(name: str) -> None:
    result = kept()[name]
    assert result["played"] == played(load_scenario(name)), f"run: python tests/scenarios/lessons.py {name}"
    assert result["seeds"] == SEEDS
    assert result["true"]


def test_every_shipped_scenario_has_results() -> None:
    assert set(kept()) == {path.stem for path in shipped_files()}, "run: python tests/scenarios/lessons.py"


def test_the_guides_have_the_tables_of_the_results() -> None:
    wrong = [path.name for path, text in guides(kept()) if path.read_text(encoding="utf-8") != text]
    assert wrong == [], "run: python tests/scenarios/lessons.py"


def test_tables_are_written_where_a_guide_has_a_place_for_them(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(lessons, "FOLDER", tmp_path)
    monkeypatch.setattr(lessons, "OVERVIEWS", {"en": tmp_path / "README.md", "es": tmp_path / "LEEME.md"})
    (tmp_path / "es").mkdir()
    (tmp_path / "README.md").write_text("All\n<!-- table: lessons -->\n<!-- end of lessons -->\n", encoding="utf-8")
    (tmp_path / "LEEME.md").write_text("Sin tabla\n", encoding="utf-8")
    cafe = tmp_path / "es" / "corner-cafe.md"
    cafe.write_text("Planes\n<!-- table: plans -->\n<!-- end of plans -->\nFin\n", encoding="utf-8")
    found = dict(guides({"corner-cafe": kept()["corner-cafe"]}))
    assert set(found) == {tmp_path / "README.md", cafe}
    assert re.search(r"\| The corner café \| \d\d\.\d ± \d\.\d \|", found[tmp_path / "README.md"])
    assert re.search(r"\| Llenar primero .+ \| lo que se enseña \| \d\d,\d ± \d,\d \|  \|", found[cafe])
    assert re.search(r"\| no gastar nada \| robot \| \d\d,\d ± \d,\d \| \d\d,\d ± \d,\d \|", found[cafe])
    assert found[cafe].endswith("<!-- end of plans -->\nFin\n")
