"""The first game on a computer waits until the model is compiled, and says so."""

import subprocess
import sys
from collections.abc import Iterator

import pygame
import pytest
from driving import pass_time, press

from game.app import App
from game.preparing import Preparation


@pytest.fixture
def working(app: App, monkeypatch: pytest.MonkeyPatch) -> Iterator["subprocess.Popen[bytes]"]:
    """The program while another process works; it ends when it is told something."""
    process = subprocess.Popen([sys.executable, "-c", "input()"], stdin=subprocess.PIPE)
    monkeypatch.setattr(app.preparation, "_process", process)
    yield process
    process.kill()


def _tell(process: "subprocess.Popen[bytes]") -> None:
    process.communicate(b"\n", timeout=60)


def test_where_all_is_compiled_nothing_is_waited_for(app: App) -> None:
    app.preparation.begin()
    assert app.preparation.over
    assert app.preparation.progress == 1.0


def test_a_new_game_waits_and_then_goes_on(app: App, working: "subprocess.Popen[bytes]") -> None:
    press(app, pygame.K_RETURN)
    assert type(app.screen).__name__ == "PreparingScreen"
    pass_time(app, 60)
    assert type(app.screen).__name__ == "PreparingScreen"
    _tell(working)
    pass_time(app, 2)
    assert type(app.screen).__name__ == "PickerScreen"
    press(app, pygame.K_ESCAPE)
    assert type(app.screen).__name__ == "TitleScreen"


def test_one_can_go_back_meanwhile(app: App, working: "subprocess.Popen[bytes]") -> None:
    press(app, pygame.K_RETURN)
    press(app, pygame.K_ESCAPE)
    assert type(app.screen).__name__ == "TitleScreen"


def test_a_process_that_fails_does_not_keep_the_player_out() -> None:
    preparation = Preparation()
    preparation._process = subprocess.Popen([sys.executable, "-c", "raise SystemExit(3)"])
    preparation._process.wait(timeout=60)
    assert preparation.over
