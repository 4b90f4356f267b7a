"""Whole games, without a screen."""

import os
from collections.abc import Iterator

os.environ["SDL_VIDEODRIVER"] = "dummy"

import pygame
import pytest


@pytest.fixture(autouse=True)
def _pygame() -> Iterator[None]:
    yield
    pygame.quit()
