"""Fingers for the tests: keys and clicks, given to the program as a player would."""

import pygame
from pygame.event import Event

from game.app import App
from game.screens.base import Push, Screen

FRAME = 1 / 60


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
