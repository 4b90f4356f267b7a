"""What a screen is, and how one leads to another."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Any, ClassVar, Protocol

import pygame
from pygame import Rect, Surface
from pygame.event import Event

from game.preparing import Preparation
from game.settings import Notice, Settings
from game.text import Text
from game.theme import Theme
from game.widgets.base import Ui
from game.widgets.layout import Inset, Item


class Place(StrEnum):
    """The screens there are. They lead to each other by name, so that none needs to know another."""

    TITLE = "title"
    PICKER = "picker"
    BRIEFING = "briefing"
    MARKET = "market"
    REPORT = "report"
    RESULT = "result"
    PREPARING = "preparing"
    SETTINGS = "settings"
    HELP = "help"


class Shell(Protocol):
    """What a screen may ask of the program it runs in."""

    settings: Settings
    text: Text
    preparation: Preparation

    def change(self, **values: Any) -> None:
        """Change settings; every screen is rebuilt in them."""

    def tell(self, notice: Notice) -> None:
        """Show the player one sentence."""

    def make(self, place: Place, *known: Any, **more: Any) -> "Screen":
        """A screen, made with what it must know, such as the session it is about."""


@dataclass(frozen=True)
class Push:
    """Go to a screen; leaving it comes back here."""

    screen: "Screen"


@dataclass(frozen=True)
class Replace:
    """Go to a screen; leaving it does not come back here."""

    screen: "Screen"


@dataclass(frozen=True)
class Reset:
    """Forget all screens and stand on these, the last one topmost."""

    screens: tuple["Screen", ...]


@dataclass(frozen=True)
class Pop:
    """Back to the screen below; from the last one, out of the game."""


@dataclass(frozen=True)
class Quit:
    """Close the game."""


Turn = Push | Replace | Reset | Pop | Quit


class Screen:
    """One screen. Subclasses build their widgets from what they know, and may be asked to at any moment: when
    the language, the text size, the theme or the window changes. So what must outlast a rebuild is kept in
    attributes, never in widgets.

    A callback leads elsewhere with `self.go(Push(self.shell.make(Place.PICKER)))`.
    """

    overlay: ClassVar[bool] = False  # drawn above the screen below, which stays visible
    shortcuts: ClassVar[tuple[tuple[str, str], ...]] = ()  # (text key of the keys, text key of what they do)

    def __init__(self, shell: Shell) -> None:
        self.shell = shell
        self.ui: Ui | None = None
        self._turn: Turn | None = None

    @property
    def text(self) -> Text:
        return self.shell.text

    # Filled in by each screen

    def build(self, ui: Ui) -> Item:
        """The screen's widgets, made with `ui`, as one item that will fill the window."""
        raise NotImplementedError  # the one thing that no screen can leave out; the others need not be said

    def handle(self, event: Event) -> bool:
        """An event that no widget used; True if the screen did. Enter presses the button that moves the game
        on.
        """
        if event.type != pygame.KEYDOWN or event.key not in (pygame.K_RETURN, pygame.K_KP_ENTER):
            return False
        action = self.ui.main_action() if self.ui is not None else None
        if action is not None:
            action()
        return action is not None

    def update(self, seconds: float) -> None:
        """Let time pass."""

    def draw(self, surface: Surface) -> None:
        """Everything on it. What lies under the widgets is drawn before `super().draw`."""
        if self.ui is not None:
            self.ui.draw(surface)

    def back(self) -> None:
        """What Esc does."""
        self.go(Pop())

    # Called by the program

    def rebuild(self, size: tuple[int, int], theme: Theme) -> None:
        """Make the widgets anew for a window and a theme, and give the focus back where it was."""
        place = self.ui.focus.place if self.ui else None
        by_keyboard = self.ui.focus.by_keyboard if self.ui else False
        self.ui = Ui.fresh(size, theme, self.shell.text)
        self.build(self.ui).place(Rect((0, 0), size))
        self.ui.focus.give_place(place, by_keyboard)

    def go(self, turn: Turn) -> None:
        self._turn = turn

    def take_turn(self) -> Turn | None:
        """Where the screen wants to go, asked once."""
        turn, self._turn = self._turn, None
        return turn


def page(ui: Ui, item: Item) -> Item:
    """The margins of a whole screen."""
    return Inset(item, (ui.px(24), ui.px(20)))
