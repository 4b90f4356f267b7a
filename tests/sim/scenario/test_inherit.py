"""Scenarios that start from another one: what is put together, and where problems are said to be."""

from pathlib import Path

import pytest

from sim import Simulation
from sim.record import RunRecord
from sim.resources import shipped, user_scenarios
from sim.scenario import library
from sim.scenario.inherit import MAX_FILES
from sim.scenario.load import check, content_of, fingerprint, load_scenario
from sim.scenario.problems import ScenarioError
from sim.scenario.schema import Scenario
from sim.scenario.source import MAX_BYTES

CAFE = "corner-cafe"


def _load(folder: Path, text: str, name: str = "mine.yaml") -> Scenario:
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return load_scenario(path)


def test_what_is_not_said_is_as_in_the_other_scenario(tmp_path: Path) -> None:
    cafe = load_scenario(CAFE)
    mine = _load(tmp_path, f"extends: {CAFE}\nscenario: {{id: mine}}\nmarket: {{customers: 700}}\n")
    assert mine.market.customers == 700
    assert mine.market.segments == cafe.market.segments
    assert mine.firm == cafe.firm
    assert mine.scenario.title == cafe.scenario.title
    assert mine.scenario.id == "mine"


def test_the_id_and_the_version_are_never_inherited(tmp_path: Path) -> None:
    (tmp_path / "base.yaml").write_text("scenario: {id: base, version: 7, title: Base}\n")
    assert _load(tmp_path, "extends: base.yaml\nscenario: {id: mine}\n").scenario.version == 1
    with pytest.raises(ScenarioError) as caught:
        _load(tmp_path, "extends: base.yaml\n")
    assert str(caught.value).startswith(f"{tmp_path / 'mine.yaml'}:1:1: scenario.id: is missing.")


def test_items_are_put_together_by_their_id(tmp_path: Path) -> None:
    mine = _load(
        tmp_path,
        f"""\
extends: {CAFE}
scenario: {{id: mine}}
market:
  segments:
    - {{id: student, purchase_rate: {{mean: 0.5}}}}
    - {{id: tourist, name: tourists, share: 0.1}}
rivals:
  - {{id: norte, remove: true}}
""",
    )
    student = load_scenario(CAFE).market.segments[1]
    assert [segment.id for segment in mine.market.segments] == ["office", "student", "tourist", "retired"]
    assert mine.market.segments[1].purchase_rate.mean == 0.5
    assert mine.market.segments[1].purchase_rate.shape == student.purchase_rate.shape
    assert mine.market.segments[1].basket == student.basket
    assert [rival.id for rival in mine.rivals] == ["estacion"]


def test_other_lists_and_texts_are_replaced(tmp_path: Path) -> None:
    mine = _load(
        tmp_path,
        f"""\
extends: {CAFE}
scenario: {{id: mine, title: {{es: Solo en español}}}}
goals: [{{measure: trust, target: 0.9}}]
rivals: []
""",
    )
    assert [goal.measure for goal in mine.goals] == ["trust"]
    assert mine.scenario.title.en == ""
    assert mine.rivals == ()


def test_a_new_item_that_comes_first_goes_to_the_end(tmp_path: Path) -> None:
    (tmp_path / "base.yaml").write_text(
        "scenario: {id: base, title: Base}\nrivals: [{id: a, name: A}, {id: b, name: B}]\n"
    )
    mine = _load(
        tmp_path, "extends: base.yaml\nscenario: {id: mine}\nrivals: [{id: c, name: C}, {id: a, price: 2}]\n"
    )
    assert [rival.id for rival in mine.rivals] == ["a", "b", "c"]
    assert mine.rivals[0].price == 2


def test_what_is_given_twice_stays_a_problem(tmp_path: Path) -> None:
    with pytest.raises(ScenarioError, match="two rivals are called 'norte'"):
        _load(
            tmp_path, f"extends: {CAFE}\nscenario: {{id: mine}}\nrivals: [{{id: norte}}, {{id: norte, name: N}}]\n"
        )


def test_a_line_of_files_may_be_so_long(tmp_path: Path) -> None:
    def chain(files: int) -> Path:
        for number in range(files):
            beneath = f"extends: f{number + 1}.yaml\n" if number < files - 1 else ""
            text = f"{beneath}scenario: {{id: f{number}, title: T}}\ntime: {{rounds: {number + 1}}}\n"
            (tmp_path / f"f{number}.yaml").write_text(text)
        return tmp_path / "f0.yaml"

    assert load_scenario(chain(MAX_FILES)).time.rounds == 1
    problems = check(chain(MAX_FILES + 1))
    assert [(problem.file, problem.line) for problem in problems] == [(str(tmp_path / f"f{MAX_FILES - 1}.yaml"), 1)]
    assert f"more than {MAX_FILES} files" in str(problems[0])


def test_together_they_may_not_be_larger_than_one(tmp_path: Path) -> None:
    (tmp_path / "base.yaml").write_text("scenario: {id: base, title: Base}\n#" + "-" * (MAX_BYTES - 100))
    path = tmp_path / "mine.yaml"
    path.write_text("extends: base.yaml\nscenario: {id: mine}\n#" + "-" * 100)
    assert [str(problem) for problem in check(path)] == [
        f"{path}:1:10: extends: the file and what it starts from are together larger than 300,000 bytes. "
        "Shorten them."
    ]


def test_repeated_values_are_counted_together(tmp_path: Path) -> None:
    ones = ",".join(["1"] * 5000)
    (tmp_path / "base.yaml").write_text(f"scenario: {{id: base, title: T, authors: [{ones}]}}\n")
    path = tmp_path / "mine.yaml"
    path.write_text(f"extends: base.yaml\nscenario: {{id: mine, concepts: [{ones}]}}\n")
    assert "together more than 10,000 values" in str(check(path)[0])


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("folder.yaml", "is a folder"),
        ("huge.yaml", f"is larger than {MAX_BYTES:,} bytes"),
        (f"{'x' * 190}.yaml", "there is no file"),
        ("..", "is not a scenario"),
        ("./base.yaml", "leads to another folder"),
        ("sub/base.yaml", "leads to another folder"),
        ("..\\base.yaml", "leads to another folder"),
        ("~/base.yaml", "leads to another folder"),
    ],
)
def test_files_that_cannot_be_extended(tmp_path: Path, name: str, said: str) -> None:
    (tmp_path / "folder.yaml").mkdir()
    with (tmp_path / "huge.yaml").open("wb") as stream:
        stream.truncate(100_000_000)
    path = tmp_path / "mine.yaml"
    path.write_text(f"extends: '{name}'\nscenario: {{id: mine, title: Mine}}\n")
    problems = check(path)
    assert [(problem.line, problem.column) for problem in problems] == [(1, 10)]
    assert said in str(problems[0])


def test_a_run_is_replayed_without_the_files_it_came_from(tmp_path: Path, shop: Path) -> None:
    mine = shop.with_name("mine.yaml")
    mine.write_text(f"extends: {shop.name}\nscenario: {{id: mine}}\nmarket: {{customers: 90}}\n")
    scenario = load_scenario(mine)
    assert "extends" not in content_of(scenario)
    game = Simulation(scenario)
    game.advance()
    run = tmp_path / "run.json"
    RunRecord.of(game).save(run)
    shop.unlink()
    mine.unlink()
    record = RunRecord.load(run)
    assert fingerprint(record.scenario) == fingerprint(scenario)
    assert record.replay().checksums == game.checksums


def test_the_picker_knows_files_that_extend_others(home: Path) -> None:
    folder = user_scenarios()
    folder.mkdir()
    (folder / "base.yaml").write_bytes(shipped("scenarios", f"{CAFE}.yaml").read_bytes())
    (folder / "mine.yaml").write_text("extends: base.yaml\nscenario: {id: mine}\n")
    own = {entry.path.stem: entry.about for entry in library.entries() if entry.own}
    assert own["mine"] is not None
    assert own["mine"].title.en == "The corner café"
