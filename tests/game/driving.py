"""Fingers for the tests: keys and clicks, given to the program as a player would; and a game played so
far.
"""

import pygame
from pygame.event import Event

from game.app import App
from game.screens.base import Push, Screen
from game.session import Session

FRAME = 1 / 60
PLANS = ({"acquisition": 6000, "retention": 4000}, {"acquisition": 2500, "retention": 8000})


def press(app: App, *keys: int, mod: int = 0) -> None:
    for key in keys:
        app.step([Event(pygame.KEYDOWN, key=key, mod=mod, unicode="")], FRAME)


def click(app: App, place: tuple[int, int]) -> None:
    down = Event(pygame.MOUSEBUTTONDOWN, button=1, pos=place)
    app.step([down, Event(pygame.MOUSEBUTTONUP, button=1, pos=place)], FRAME)


def pass_time(app: App, frames: int = 20) -> None:
    for _ in range(frames):
        app.step([], FRAME)


def show(app: App, screen: Screen) -> Screen:
    app.turn(Push(screen))
    app.step([], FRAME)
    return screen


def played(rounds: int) -> Session:
    """The corner café after some rounds."""
    session = Session.start("corner-cafe", seed=7)
    for n in range(rounds):
        session.decide(PLANS[min(n, 1)])
        while not session.play_week():
            pass
    return session
