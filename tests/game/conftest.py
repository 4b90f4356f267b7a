"""The game is tested without a screen."""

import os
from collections.abc import Iterator

os.environ["SDL_VIDEODRIVER"] = "dummy"

import pygame
import pytest
from driving import played

from game.app import App
from game.session import Session
from game.settings import Settings


@pytest.fixture(autouse=True)
def _pygame() -> Iterator[None]:
    pygame.font.init()
    yield
    pygame.quit()


@pytest.fixture
def app() -> App:
    """The program at its title, in Spanish."""
    app = App(Settings(language="es"), (1280, 720))
    app.open()
    app.step([], 0.0)
    return app


@pytest.fixture
def session() -> Session:
    """A game of the corner café after two rounds."""
    return played(2)


@pytest.fixture(scope="session")
def finished() -> Session:
    """A whole game of the corner café."""
    return played(8)
