"""The corner café from title to result with nothing but the keyboard, to the same bits as without a window."""

from collections.abc import Callable

import pygame
import pytest
from pygame.event import Event

from game.app import App
from game.screens.briefing import BriefingScreen
from game.screens.market import MarketScreen
from game.screens.picker import PickerScreen
from game.screens.report import ReportScreen
from game.screens.result import ResultScreen
from game.screens.title import TitleScreen
from game.settings import Settings, autosave_file
from game.widgets import Slider
from game.widgets.base import Widget
from sim.engine import Simulation
from sim.record import RunRecord
from sim.scenario.vocabulary import Head

FRAME = 1 / 60
SLOW_FRAME = 1 / 10  # while there is nothing to see
MOST_STOPS = 60


class Player:
    """Someone with a keyboard and no mouse."""

    def __init__(self) -> None:
        self.app = App(Settings(language="es"), (1280, 720))
        self.app.open()
        self.wait(1)

    def wait(self, frames: int, seconds: float = FRAME) -> None:
        for _ in range(frames):
            self.app.step([], seconds)

    def press(self, *keys: int) -> None:
        for key in keys:
            self.app.step([Event(pygame.KEYDOWN, key=key, mod=0, unicode="")], FRAME)

    @property
    def focus(self) -> Widget | None:
        ui = self.app.screen.ui
        return ui.focus.current if ui is not None else None

    def tab_to(self, wanted: Callable[[Widget], bool]) -> Widget:
        for _ in range(MOST_STOPS):
            if self.focus is not None and wanted(self.focus):
                return self.focus
            self.press(pygame.K_TAB)
        raise AssertionError("Tab does not come to it")

    def tab_to_words(self, key: str) -> Widget:
        words = self.app.text(key)
        return self.tab_to(lambda widget: getattr(widget, "words", None) == words)

    def come_to_market(self) -> MarketScreen:
        self.tab_to_words("title.new")
        self.press(pygame.K_RETURN)
        assert isinstance(self.app.screen, PickerScreen)
        self.tab_to_words("picker.play")
        self.press(pygame.K_RETURN)
        assert isinstance(self.app.screen, BriefingScreen)
        self.tab_to_words("briefing.start")
        self.press(pygame.K_RETURN)
        assert isinstance(self.app.screen, MarketScreen)
        return self.app.screen

    def play_round(self, market: MarketScreen) -> None:
        self.tab_to_words("market.play")
        self.press(pygame.K_RETURN)
        assert market.clock.running
        self.press(pygame.K_e)
        for _ in range(600):
            self.wait(1, SLOW_FRAME)
            if self.app.screen is not market:
                return
        raise AssertionError("the round never ends")


@pytest.fixture
def player() -> Player:
    return Player()


def test_the_whole_scenario_to_the_checksum_of_the_headless_run(player: Player) -> None:
    market = player.come_to_market()
    rounds = market.session.scenario.time.rounds
    for number in range(1, rounds + 1):
        player.tab_to(lambda widget: isinstance(widget, Slider))
        player.press(*[pygame.K_RIGHT] * (4 * number), pygame.K_TAB, pygame.K_PAGEUP)
        if number == 3:
            player.tab_to(lambda widget: isinstance(widget, Slider) and widget.colour == "promise")
            player.press(pygame.K_HOME)
        asked = dict(market.plan.decision())
        player.play_round(market)
        assert isinstance(player.app.screen, ReportScreen)
        done = market.session.decisions[-1]
        for name, value in asked.items():
            got = done.head(Head(name)) if name in tuple(Head) else done[name]
            assert got == pytest.approx(value), f"round {number} played something else than the plan"
        player.press(pygame.K_RETURN)
    assert isinstance(player.app.screen, ResultScreen)

    session = market.session
    assert len({tuple(decision.values()) for decision in session.decisions}) > 4, "the keys decided nothing"
    headless = Simulation(session.scenario, session.seed)
    for decision in session.decisions:
        headless.decide(headless.player, dict(decision))
        headless.advance()
    assert session.checksums == headless.checksums
    assert RunRecord.load(autosave_file()).replay().checksums == headless.checksums


def test_a_person_is_found_opened_followed_and_closed(player: Player) -> None:
    market = player.come_to_market()
    player.tab_to(lambda widget: type(widget).__name__ == "StageView")
    player.press(pygame.K_RIGHT, pygame.K_RIGHT, pygame.K_PAGEUP, pygame.K_RETURN)
    slot = market.stage.selected
    assert slot is not None
    assert market.session.observation.people.rung[slot] > 2
    player.press(pygame.K_f)
    assert market._following
    player.press(pygame.K_ESCAPE)
    assert market.stage.selected is None
    assert player.app.screen is market


def test_the_clock_obeys_its_keys(player: Player) -> None:
    market = player.come_to_market()
    player.press(pygame.K_4)
    assert market.clock.speed == 4
    player.tab_to_words("market.play")
    player.press(pygame.K_RETURN)
    player.tab_to(lambda widget: type(widget).__name__ == "StageView")
    player.press(pygame.K_SPACE)
    weeks = market.session.observation.weeks_played
    player.wait(120)
    assert market.session.observation.weeks_played == weeks
    player.press(pygame.K_SPACE)
    player.wait(120)
    assert market.session.observation.weeks_played > weeks


def test_the_game_goes_on_after_the_window_was_closed(player: Player) -> None:
    market = player.come_to_market()
    player.play_round(market)
    checksums = market.session.checksums
    player.app.step([Event(pygame.QUIT)], FRAME)
    assert not player.app.running

    later = Player()
    assert isinstance(later.app.screen, TitleScreen)
    later.tab_to_words("title.continue")
    later.press(pygame.K_RETURN)
    assert isinstance(later.app.screen, MarketScreen)
    assert later.app.screen.session.checksums == checksums
    assert later.app.screen.session.observation.round == 2
