"""The program opens fast, obeys the same keys everywhere, and fails in one sentence."""

import os
import subprocess
import sys
from pathlib import Path

import pygame
import pytest
from driving import click, pass_time, press
from pygame.event import Event

from game.app import App
from game.screens.briefing import BriefingScreen
from game.screens.help import HelpScreen
from game.screens.market import MarketScreen
from game.screens.picker import PickerScreen
from game.screens.result import ResultScreen
from game.screens.settings_screen import SettingsScreen
from game.screens.title import TitleScreen
from game.session import Session
from game.settings import Notice, autosave_file
from game.settings import load as load_settings

HEAVY = ("numpy", "polars", "pydantic", "ruamel", "simpy", "matplotlib", "babel", "sim.engine", "game.session")


def python(code: str, **environment: str | None) -> subprocess.CompletedProcess[str]:
    env = {name: value for name, value in (os.environ | environment).items() if value is not None}
    root = Path(__file__).parents[2]
    return subprocess.run(
        [sys.executable, "-c", code], env=env, cwd=root, capture_output=True, text=True, timeout=60, check=False
    )


def test_the_title_needs_nothing_of_the_model() -> None:
    code = (
        "import sys\nfrom game.app import App\nfrom game.settings import Settings\n"
        "app = App(Settings(), (1280, 720))\napp.open()\napp.step([], 0)\n"
        f"print([name for name in {HEAVY!r} if name in sys.modules], app.first_frame_at is not None)"
    )
    run = python(code, SDL_VIDEODRIVER="dummy")
    assert run.stdout.strip() == "[] True", run.stderr


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="elsewhere there always is a display")
@pytest.mark.parametrize("display", [None, ":97"])
def test_no_display_is_one_sentence_and_status_2(display: str | None) -> None:
    code = "import sys\nfrom game.app import run\nsys.exit(run(None, 'en', None, None))"
    run = python(code, SDL_VIDEODRIVER=None, DISPLAY=display, WAYLAND_DISPLAY=None)
    assert run.returncode == 2
    assert run.stdout == ""
    assert "Traceback" not in run.stderr
    assert "escalera run" in run.stderr.splitlines()[-1]


def test_without_a_sound_device_the_game_opens_and_says_nothing() -> None:
    code = "from game.app import App\nfrom game.settings import Settings\napp = App(Settings(), (1280, 720))\n"
    code += "app.open()\napp.step([], 0)\nprint(app.first_frame_at is not None)"
    run = python(code, SDL_VIDEODRIVER="dummy", SDL_AUDIODRIVER="none-of-these")
    assert (run.returncode, run.stdout.strip(), run.stderr) == (0, "True", "")


def test_a_scenario_that_is_not_there_is_explained_and_status_2() -> None:
    code = "import sys\nfrom game.app import run\nsys.exit(run('corner-caffe', 'es', None, None))"
    run = python(code, SDL_VIDEODRIVER="dummy")
    assert run.returncode == 2
    assert "corner-cafe" in run.stderr
    assert "Traceback" not in run.stderr


def test_f1_opens_and_closes_the_help_above_any_screen(app: App) -> None:
    press(app, pygame.K_F1)
    assert isinstance(app.screen, HelpScreen)
    press(app, pygame.K_F1)
    assert isinstance(app.screen, TitleScreen)


def test_the_language_changes_anywhere_and_is_kept(app: App) -> None:
    press(app, pygame.K_F1)
    press(app, pygame.K_l, mod=pygame.KMOD_LCTRL)
    assert app.text("title.quit") == "Quit"
    assert load_settings()[0].language == "en"
    pass_time(app, 2)
    press(app, pygame.K_ESCAPE)
    words = {getattr(widget, "words", "") for widget in app.screen.ui.widgets()}
    assert "New game" in words


def test_rebuilding_keeps_the_keyboard_s_place(app: App) -> None:
    press(app, pygame.K_TAB, pygame.K_TAB)
    before = app.screen.ui.focus.place
    app.change(theme="dark")
    pass_time(app, 1)
    assert app.screen.ui.focus.place == before == 1
    assert app.screen.ui.focus.by_keyboard


def test_a_window_of_another_size_is_filled(app: App) -> None:
    pygame.display.set_mode((1920, 1080))
    pass_time(app, 1)
    assert app.screen.ui.size == (1920, 1080)


def test_escape_goes_back_one_screen_but_never_out(app: App) -> None:
    press(app, pygame.K_TAB, pygame.K_TAB, pygame.K_RETURN)
    assert isinstance(app.screen, SettingsScreen)
    press(app, pygame.K_ESCAPE, pygame.K_ESCAPE)
    assert isinstance(app.screen, TitleScreen)
    assert app.running


def test_from_the_title_to_the_market_by_mouse(app: App) -> None:
    def press_button(words: str) -> None:
        pass_time(app, 2)
        click(app, next(w for w in app.screen.ui.widgets() if getattr(w, "words", "") == words).rect.center)

    press_button("Nueva partida")
    assert isinstance(app.screen, PickerScreen)
    press_button("Jugar")
    assert isinstance(app.screen, BriefingScreen)
    press_button("Empezar")
    assert isinstance(app.screen, MarketScreen)


def test_enter_presses_the_main_button_of_each_screen(app: App) -> None:
    seen = []
    for _ in range(3):
        press(app, pygame.K_RETURN)
        pass_time(app, 1)
        seen.append(type(app.screen))
    assert seen == [PickerScreen, BriefingScreen, MarketScreen]


def test_a_saved_game_goes_on_and_a_finished_one_shows_its_result(app: App, session: Session) -> None:
    assert session.save() is None
    app.change()
    press(app, pygame.K_TAB, pygame.K_RETURN)
    assert isinstance(app.screen, MarketScreen)
    assert app.screen.session.checksums == session.checksums
    while not session.over:
        session.play_week()
    session.save()
    app.open()
    press(app, pygame.K_TAB, pygame.K_RETURN)
    assert isinstance(app.screen, ResultScreen)
    press(app, pygame.K_ESCAPE)
    assert isinstance(app.screen, TitleScreen)


def test_a_saved_game_cut_in_half_is_put_aside(app: App, session: Session) -> None:
    session.save()
    whole = autosave_file().read_text()
    autosave_file().write_text(whole[: len(whole) // 2])
    app.change()
    press(app, pygame.K_TAB, pygame.K_RETURN)
    assert isinstance(app.screen, TitleScreen)
    assert not autosave_file().exists()
    assert (autosave_file().parent / "autosave-damaged.json").read_text() == whole[: len(whole) // 2]
    assert [notice.key for notice in app._notices] == ["notice.saved_game_unreadable"]


def test_a_dropped_file_stands_first_among_the_scenarios(app: App, tmp_path: Path) -> None:
    file = tmp_path / "mine.yaml"
    file.write_text("scenario: {id: mine, title: Mine}\n")
    app.step([Event(pygame.DROPFILE, file=str(file))], 0.0)
    assert isinstance(app.screen, PickerScreen)
    assert app.screen.entries[0].path == file
    assert app.screen.entries[0].about is not None


def test_a_notice_is_shown_for_a_while_and_goes(app: App) -> None:
    app.tell(Notice("notice.settings_not_saved", {"folder": "x"}))
    pass_time(app, 60)
    assert app._notices
    pass_time(app, 60 * 8)
    assert not app._notices


def test_playing_again_is_the_same_game(app: App, session: Session) -> None:
    again = session.again()
    again.decide(session.decisions[0])
    while not again.play_week():
        pass
    assert again.checksums == session.checksums[:1]
