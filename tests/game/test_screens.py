"""No text is cut and nothing covers anything, in either language, at any size."""

from collections.abc import Callable, Iterator
from itertools import combinations
from pathlib import Path

import pygame
import pytest
from driving import played, press
from pygame import Rect

from game.app import App
from game.screens.base import Push, Screen
from game.screens.briefing import BriefingScreen
from game.screens.help import HelpScreen
from game.screens.picker import PickerScreen
from game.screens.report import ReportScreen
from game.screens.result import ResultScreen
from game.screens.settings_screen import SettingsScreen
from game.screens.title import TitleScreen
from game.session import Session
from game.settings import Settings, autosave_file
from game.widgets.base import Ui, Widget
from game.widgets.card import Card
from game.widgets.label import Label
from game.widgets.layout import Column, Fixed, Item
from game.widgets.picture import ScenarioPicture
from game.widgets.scroll import _Bar, _Page
from sim.scenario.files import shipped_files
from sim.words import Language

SIZES = (
    (1280, 720, 100),
    (1280, 720, 150),
    (1280, 720, 200),
    (1366, 768, 125),
    (1920, 1080, 100),
    (3840, 2160, 150),
)

TWELVE = 12
BROKEN = "scenario: {id: mal, titel: Hola, title: X}\nmarket: {customers: -5}\n"


@pytest.fixture(scope="module")
def midway() -> Session:
    return played(2)


@pytest.fixture
def screens(midway: Session, finished: Session, home: Path) -> Callable[[App], Iterator[Screen]]:
    (home / "scenarios").mkdir()
    (home / "scenarios" / "mal.yaml").write_text(BROKEN)
    autosave_file().write_text("{}")

    def all_of(app: App) -> Iterator[Screen]:
        title = TitleScreen(app)
        yield title
        yield SettingsScreen(app)
        yield HelpScreen(app, title)
        yield PickerScreen(app)
        yield BriefingScreen(app, midway)
        yield ReportScreen(app, midway)
        yield ResultScreen(app, finished)

    return all_of


@pytest.mark.parametrize("language", ["es", "en"])
@pytest.mark.parametrize(("width", "height", "percent"), SIZES)
def test_nothing_is_cut_or_covered(
    screens: Callable[[App], Iterator[Screen]], language: Language, width: int, height: int, percent: int
) -> None:
    app = App(Settings(language=language, text_size=percent), (width, height))
    app.open()
    for screen in screens(app):
        app.turn(Push(screen))
        app.step([], 0.0)
        faults = [f"{type(screen).__name__}: {fault}" for fault in faults_of(screen)]
        assert faults == []


def faults_of(screen: Screen) -> Iterator[str]:
    assert screen.ui is not None
    widgets = [w for w in screen.ui.manager.get_sprite_group().sprites() if isinstance(w, Widget)]
    leaves = [w for w in widgets if w.visible and not isinstance(w, Card | _Bar)]
    for widget in leaves:
        needed = widget.height_for(widget.rect.width)
        if widget.rect.height < needed:
            yield f"{told(widget)} has {widget.rect.height} pixels and needs {needed}"
        room = widget.ui_container.rect if isinstance(widget.ui_container, _Page) else app_rect(screen)
        if not room.contains(widget.rect):
            yield f"{told(widget)} at {widget.rect} leaves {room}"
    for a, b in combinations(leaves, 2):
        if a.ui_container is b.ui_container and a.rect.colliderect(b.rect):
            yield f"{told(a)} at {a.rect} and {told(b)} at {b.rect} overlap"


def app_rect(screen: Screen) -> Rect:
    assert screen.ui is not None
    return screen.ui.manager.get_root_container().rect


def told(widget: Widget) -> str:
    words = getattr(widget, "text", None) or getattr(widget, "words", "")
    return f"{type(widget).__name__} {words!r}"


def test_the_check_notices_what_is_cut_and_what_is_covered(app: App) -> None:
    class Cramped(Screen):
        def build(self, ui: Ui) -> Item:
            return Fixed(Column([Label(ui, "uno " * 80), Label(ui, "dos")], gap=-10), height=20)

    app.turn(Push(Cramped(app)))
    app.step([], 0.0)
    assert any("overlap" in fault for fault in faults_of(app.screen))
    app.screen.ui.widgets()[0].place(Rect(0, 0, 50, 10))
    assert any("needs" in fault for fault in faults_of(app.screen))


def test_a_broken_scenario_shows_its_problems_in_place(app: App, home: Path) -> None:
    (home / "scenarios").mkdir()
    (home / "scenarios" / "mal.yaml").write_text(BROKEN)
    screen = PickerScreen(app)
    broken = next(entry for entry in screen.entries if entry.about is None)
    app.turn(Push(screen))
    app.step([], 0.0)
    shown = " ".join(getattr(w, "text", "") for w in screen.ui.widgets() if isinstance(getattr(w, "text", ""), str))
    for problem in broken.problems:
        assert problem.said.read("es") in shown


def test_the_report_adds_up(app: App, midway: Session) -> None:
    from game.widgets.bars import Waterfall

    screen = ReportScreen(app, midway)
    app.turn(Push(screen))
    app.step([], 0.0)
    assert screen.ui is not None
    waterfalls = [w for w in screen.ui.widgets() if isinstance(w, Waterfall)]
    assert len(waterfalls) == 2
    for waterfall in waterfalls:
        first, *middle, last = waterfall.steps
        assert first.value + sum(step.value for step in middle) == pytest.approx(last.value, abs=1)


@pytest.fixture
def twelve(home: Path) -> None:
    """As many scenarios as a class may have."""
    folder = home / "scenarios"
    folder.mkdir()
    for n in range(TWELVE):
        level = ("first-steps", "intermediate", "advanced")[n % 3]
        lesson = "Captar llena y cuidar mantiene. " * (n % 4 + 1)
        about = f"{{id: own-{n}, title: Escenario {n}, level: {level}, lesson: {lesson}}}"
        (folder / f"own-{n}.yaml").write_text(f"scenario: {about}\n", encoding="utf-8")


@pytest.mark.parametrize(("width", "height", "percent"), SIZES)
def test_many_scenarios_are_neither_cut_nor_covered(twelve: None, width: int, height: int, percent: int) -> None:
    app = App(Settings(language="es", text_size=percent), (width, height))
    app.open()
    app.turn(Push(PickerScreen(app)))
    app.step([], 0.0)
    assert list(faults_of(app.screen)) == []
    assert app.screen.ui is not None
    pictures = [w for w in app.screen.ui.widgets() if isinstance(w, ScenarioPicture)]
    assert len(pictures) == len(shipped_files()) + TWELVE


def test_scenarios_stand_by_level_and_then_by_title(twelve: None, app: App, tmp_path: Path) -> None:
    dropped = tmp_path / "late.yaml"
    dropped.write_text("scenario: {id: late, title: Zeta, level: advanced}\n")
    screen = PickerScreen(app, dropped=str(dropped))
    app.turn(Push(screen))
    app.step([], 0.0)
    first, *rest = [each.about for each in screen.shown if each.about is not None]
    assert first.id == "late"
    levels = [("first-steps", "intermediate", "advanced").index(about.level) for about in rest]
    assert levels == sorted(levels)
    titles = [about.title.read("es") for about in rest if about.id.startswith("own-") and about.level == "advanced"]
    assert titles == sorted(titles)
    assert len(titles) == TWELVE // 3


@pytest.mark.parametrize("percent", [100, 200])
def test_the_keyboard_brings_each_card_into_view(twelve: None, percent: int) -> None:
    app = App(Settings(language="es", text_size=percent, reduced_motion=True), (1280, 720))
    app.open()
    app.turn(Push(PickerScreen(app)))
    app.step([], 0.0)
    assert app.screen.ui is not None
    focus, seen = app.screen.ui.focus, set()
    for turn in (0, pygame.KMOD_SHIFT):
        for _ in range(TWELVE + 4):
            press(app, pygame.K_TAB, mod=turn)
            stop = focus.current
            assert stop is not None
            if stop.frame is not None:
                page = stop.ui_container
                assert isinstance(page, _Page)
                assert page.view.rect.contains(stop.rect)
                if stop.frame.rect.height + 2 * page.line <= page.view.rect.height:
                    assert page.view.rect.contains(stop.frame.rect)
                seen.add(stop)
    assert len(seen) >= TWELVE


def test_coming_back_from_a_briefing_the_place_is_the_same(twelve: None, app: App) -> None:
    app.turn(Push(PickerScreen(app)))
    app.step([], 0.0)
    screen = app.screen
    assert isinstance(screen, PickerScreen)
    assert screen.area is not None
    screen.area.restore(300.0)
    app.turn(Push(BriefingScreen(app, played(0))))
    app.step([], 0.0)
    press(app, pygame.K_ESCAPE)
    app.step([], 0.0)
    assert app.screen is screen
    assert screen.area.offset == 300.0
