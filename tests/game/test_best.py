"""The best result of each scenario is kept, whatever the file looks like and wherever it lies."""

import json
from pathlib import Path

import pytest
from driving import show

from game.app import App
from game.best import best_results, keep, key
from game.screens.picker import PickerScreen
from game.screens.result import ResultScreen
from game.session import Session
from game.widgets.base import Widget
from game.widgets.label import Label
from sim.scenario.schema import About
from sim.scenario.text import Text

ABOUT = About(id="shop", version=2, title=Text(es="La tienda", en="The shop"))


def said(app: App) -> list[str]:
    assert app.screen.ui is not None
    widgets: list[Widget] = app.screen.ui.widgets()
    return [widget.text for widget in widgets if isinstance(widget, Label)]


def test_only_a_better_result_takes_the_place_of_the_best() -> None:
    for score, best in ((40.0, 40.0), (72.5, 72.5), (60.0, 72.5), (0.0, 72.5)):
        assert keep(ABOUT, score) is None
        assert best_results() == {"shop 2": best}


def test_a_result_of_nothing_is_a_result() -> None:
    keep(ABOUT, 0.0)
    assert best_results() == {"shop 2": 0.0}


def test_a_new_version_is_a_new_game() -> None:
    keep(ABOUT, 80.0)
    keep(About(id="shop", version=3, title=ABOUT.title), 50.0)
    assert best_results() == {"shop 2": 80.0, "shop 3": 50.0}


@pytest.mark.parametrize(
    "content", [b"", b"{", b"[1, 2]", b"null", b"\xff\xfe\x00", b"[" * 100_000, b"{}" + b" " * 2_000_000]
)
def test_a_damaged_file_is_no_result_and_is_written_anew(home: Path, content: bytes) -> None:
    (home / "best.json").write_bytes(content)
    assert best_results() == {}
    assert keep(ABOUT, 55.0) is None
    assert best_results() == {"shop 2": 55.0}


def test_what_cannot_be_a_score_is_passed_over(home: Path) -> None:
    wrong = '{"a 1": "90", "b 1": -3, "c 1": 101, "d 1": NaN, "e 1": true, "f 1": null, "shop 2": 61}'
    (home / "best.json").write_text(wrong)
    assert best_results() == {"shop 2": 61.0}


def test_a_home_that_cannot_be_written_is_said(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    blocked = tmp_path / "file"
    blocked.write_text("not a folder")
    monkeypatch.setenv("ESCALERA_HOME", str(blocked))
    assert best_results() == {}
    notice = keep(ABOUT, 55.0)
    assert notice is not None
    assert notice.key == "notice.best_not_saved"


def test_the_picker_shows_what_the_result_kept(app: App, finished: Session, home: Path) -> None:
    show(app, PickerScreen(app))
    assert app.text("picker.unplayed") in said(app)
    show(app, ResultScreen(app, finished))
    score = finished.result.score
    assert app.text("result.is_best") in said(app)
    show(app, PickerScreen(app))
    assert app.text("picker.best", score=app.text.number(score)) in said(app)

    name = key(finished.scenario.scenario)
    (home / "best.json").write_text(json.dumps({name: 100}))
    show(app, ResultScreen(app, finished))
    assert app.text("result.best", score="100") in said(app)
