"""The program: its window, its loop and its stack of screens."""

import os
import sys
import time
from importlib import import_module
from shlex import quote
from threading import Thread
from typing import TYPE_CHECKING, Any

import pygame
from pygame import Rect, Surface
from pygame.event import Event

from game import settings as player_settings
from game.preparing import Preparation
from game.screens.base import Place, Pop, Push, Quit, Replace, Reset, Screen, Turn
from game.settings import Notice, Settings
from game.text import Text
from game.theme import LIGHT, MINIMUM_SIZE, MOTION_SECONDS, Theme
from game.widgets import shapes
from game.widgets.icons import icon
from game.widgets.wrapping import wrapped

if TYPE_CHECKING:
    from game.session import Session

SCREENS = {
    Place.TITLE: ("game.screens.title", "TitleScreen"),
    Place.PICKER: ("game.screens.picker", "PickerScreen"),
    Place.BRIEFING: ("game.screens.briefing", "BriefingScreen"),
    Place.MARKET: ("game.screens.market", "MarketScreen"),
    Place.REPORT: ("game.screens.report", "ReportScreen"),
    Place.RESULT: ("game.screens.result", "ResultScreen"),
    Place.PREPARING: ("game.screens.preparing", "PreparingScreen"),
    Place.SETTINGS: ("game.screens.settings_screen", "SettingsScreen"),
    Place.HELP: ("game.screens.help", "HelpScreen"),
}
FRAMES_PER_SECOND = 60
NOTICE_SECONDS = 8.0
INVISIBLE_DRIVERS = ("dummy", "offscreen", "evdev")
VEIL = 110  # darkness over a screen below an overlay, 0..255


def run(
    scenario: str | None = None,
    lang: str | None = None,
    seed: int | None = None,
    size: tuple[int, int] | None = None,
) -> int:
    """Open the window and play until it is closed; with a scenario, from its briefing. Returns the exit
    status.
    """
    settings, notice = player_settings.load()
    if lang in player_settings.LANGUAGES:
        settings = settings.changed(language=lang)
    text = Text(settings.language)
    session = None
    if scenario is not None:
        from game.opening import start_or_explain  # loads the model, which the title screen can do without

        session = start_or_explain(scenario, seed, text)
        if session is None:
            return 2
    try:
        app = App(settings, size)
    except pygame.error:
        print(text("error.no_display", scenario=quote(scenario or "corner-cafe")), file=sys.stderr)
        return 2
    if notice is not None:
        app.tell(notice)
    try:
        app.open(session)
        app.loop()
    except KeyboardInterrupt:
        pass  # every round is saved as it is played: nothing is lost
    finally:
        pygame.quit()
    return 0


class App:
    """The window and the stack of screens. `step` lets one frame pass, so that a test can play it too."""

    def __init__(self, settings: Settings, size: tuple[int, int] | None = None) -> None:
        pygame.display.init()
        _need_screen()
        pygame.font.init()
        self.settings = settings
        self.text = Text(settings.language)
        self.preparation = Preparation()
        self.stack: list[Screen] = []
        self.running = True
        self.first_frame_at: float | None = None  # time.perf_counter() when the first frame was shown
        self._window_size = size or _fitting_size()
        self._open_window()
        self.theme = self._themed()
        self._stale = True
        self._fading: Surface | None = None
        self._faded = 0.0
        self._notices: list[Notice] = []
        self._notice_age = 0.0

    # Window

    def _open_window(self) -> None:
        if self.settings.full_screen:
            pygame.display.set_mode((0, 0), pygame.FULLSCREEN)
        else:
            pygame.display.set_mode(self._window_size, pygame.RESIZABLE)
        pygame.display.set_caption("Escalera")
        pygame.display.set_icon(icon("stairs", 64, LIGHT.acquisition))
        self.surface = pygame.display.get_surface() or Surface(self._window_size)
        self.size = self.surface.get_size()

    def _themed(self) -> Theme:
        now = self.settings
        return Theme.for_window(self.size, now.theme, now.text_size, now.reduced_motion)

    # What screens may ask for

    def change(self, **values: Any) -> None:
        before, self.settings = self.settings, self.settings.changed(**values)
        if self.settings.language != before.language:
            self.text = Text(self.settings.language)
        if self.settings.full_screen != before.full_screen:
            self._open_window()
        self._stale = True
        notice = player_settings.save(self.settings)
        if notice is not None and notice not in self._notices:
            self.tell(notice)

    def tell(self, notice: Notice) -> None:
        self._notices.append(notice)

    # Screens

    def make(self, place: Place, *known: Any, **more: Any) -> Screen:
        """A screen; its module is loaded when it is first shown, so that the title comes at once."""
        module, name = SCREENS[place]
        screen: Screen = getattr(import_module(module), name)(self, *known, **more)
        return screen

    def open(self, session: "Session | None" = None) -> None:
        """Show the title; with a session, its briefing above it."""
        self.stack = [self.make(Place.TITLE)]
        if session is not None:
            self.stack.append(self.make(Place.BRIEFING, session))
        self._stale = True

    @property
    def screen(self) -> Screen:
        return self.stack[-1]

    def turn(self, turn: Turn) -> None:
        match turn:
            case Push(screen):
                self.stack.append(screen)
            case Replace(screen):
                self.stack[-1] = screen
            case Reset(screens):
                self.stack = list(screens)
            case Pop():
                self.stack.pop()
            case Quit():
                self.stack.clear()
        if not self.stack:
            self.running = False
            return
        self._fading, self._faded = self.surface.copy(), 0.0
        self._stale = True

    def _shown(self) -> list[Screen]:
        """The topmost screen and those that show through it, lowest first."""
        first = len(self.stack) - 1
        while first > 0 and self.stack[first].overlay:
            first -= 1
        return self.stack[first:]

    # Time

    def loop(self) -> None:
        clock = pygame.time.Clock()
        seconds = 0.0
        self.step([], seconds)
        self.preparation.begin()
        # The model is loaded while the player looks at the title, so that the first click does not wait for
        # it.
        Thread(target=import_module, args=("game.screens.picker",), daemon=True).start()
        while self.running:
            self.step(pygame.event.get(), seconds)
            seconds = min(0.1, clock.tick(FRAMES_PER_SECOND) / 1000)

    def step(self, events: list[Event], seconds: float) -> None:
        """Let one frame pass: take events, move on, draw."""
        self._settle()
        for event in events:
            self._take(event)
            self._settle()
            if not self.running:
                return
        self.screen.update(seconds)
        self._settle()
        if not self.running:
            return
        for screen in self._shown():
            if screen.ui is not None:
                screen.ui.update(seconds)
        self._draw(seconds)
        pygame.display.flip()
        if self.first_frame_at is None:
            self.first_frame_at = time.perf_counter()

    def _settle(self) -> None:
        """Go where the screen wants to go, and build anew what a change of size, language or theme made
        old.
        """
        if not self.running:
            return
        turn = self.screen.take_turn()
        if turn is not None:
            self.turn(turn)
        if not self.running:
            return
        shown = pygame.display.get_surface()
        if shown is not None and shown.get_size() != self.size:
            self.surface, self.size = shown, shown.get_size()
            if not self.settings.full_screen:
                self._window_size = self.size  # to come back to from full screen
            self._stale = True
        if self._stale:
            self._stale = False
            self.theme = self._themed()
            for screen in self._shown():
                screen.rebuild(self.size, self.theme)

    def _take(self, event: Event) -> None:
        if event.type == pygame.QUIT:
            self.turn(Quit())
            return
        if event.type == pygame.KEYDOWN and self._take_key(event):
            return
        if self._notices and self._notice_age > 0.5 and event.type in (pygame.KEYDOWN, pygame.MOUSEBUTTONDOWN):
            self._next_notice()
        screen = self.screen
        if screen.ui is not None and screen.ui.process(event):
            return
        if screen.handle(event):
            return
        if event.type == pygame.KEYDOWN and event.key == pygame.K_ESCAPE:
            screen.back()

    def _take_key(self, event: Event) -> bool:
        """The keys that do the same everywhere."""
        if event.key == pygame.K_F1:
            self.turn(Pop() if self.screen.overlay else Push(self.make(Place.HELP, self.screen)))
        elif event.key == pygame.K_F11:
            self.change(full_screen=not self.settings.full_screen)
        elif event.key == pygame.K_l and event.mod & pygame.KMOD_CTRL:
            self.change(language="en" if self.settings.language == "es" else "es")
        else:
            return False
        return True

    # Drawing

    def _draw(self, seconds: float) -> None:
        self.surface.fill(self.theme.palette.paper)
        for i, screen in enumerate(self._shown()):
            if i:
                shade = Surface(self.size)
                shade.set_alpha(VEIL)
                self.surface.blit(shade, (0, 0))
            screen.draw(self.surface)
        if self._fading is not None:
            self._faded += seconds
            if self._faded >= MOTION_SECONDS or self._fading.get_size() != self.size:
                self._fading = None
            else:
                self._fading.set_alpha(round(255 * (1 - self.theme.ease(self._faded / MOTION_SECONDS))))
                self.surface.blit(self._fading, (0, 0))
        if self._notices:
            self._notice_age += seconds
            self._draw_notice()
            if self._notice_age > NOTICE_SECONDS:
                self._next_notice()

    def _next_notice(self) -> None:
        self._notices.pop(0)
        self._notice_age = 0.0

    def _draw_notice(self) -> None:
        theme, notice = self.theme, self._notices[0]
        font, line, pad = theme.font("body"), theme.line("body"), theme.px(16)
        lines = wrapped(font, self.text(notice.key, **notice.values), min(self.size[0] - 6 * pad, theme.px(720)))
        box = Rect(0, 0, max(font.size(words)[0] for words in lines) + 2 * pad, len(lines) * line + theme.px(24))
        box.midbottom = (self.size[0] // 2, self.size[1] - theme.px(24))
        shapes.rounded(
            self.surface, box, theme.px(12), theme.palette.promise_tint, theme.palette.promise, theme.px(1)
        )
        for i, words in enumerate(lines):
            image = font.render(words, True, theme.palette.ink)
            self.surface.blit(image, (box.x + pad, box.y + theme.px(12) + i * line))


def _need_screen() -> None:
    """Refuse to play where nobody sees it: SDL falls back on drivers without a screen unless one was asked
    for.
    """
    if pygame.display.get_driver() in INVISIBLE_DRIVERS and not os.environ.get("SDL_VIDEODRIVER"):
        pygame.display.quit()
        raise pygame.error("no display")


def _fitting_size() -> tuple[int, int]:
    """A window that leaves some of the desktop free, but no smaller than the game needs."""
    desktop = pygame.display.get_desktop_sizes()[0]
    width = max(MINIMUM_SIZE[0], min(desktop[0] * 8 // 10, desktop[1] * 8 // 10 * 16 // 9))
    return width, max(MINIMUM_SIZE[1], width * 9 // 16)
