"""Milliseconds for a frame with five thousand figures, and seconds from the command to the first frame.

Run with `pytest tests/benchmarks --benchmark-only --benchmark-json FILE`; nothing here asserts a time, since
machines differ. The extra information has the 50th and the 99th percentile.
"""

import gc
import os
import subprocess
import sys
import time
from collections.abc import Callable, Iterator

os.environ["SDL_VIDEODRIVER"] = "dummy"

import numpy as np
import pygame
import pytest
from markets import corner_cafe, scaled
from pygame.event import Event
from pytest_benchmark.fixture import BenchmarkFixture

from game.app import App
from game.screens.market import MarketScreen
from game.session import Session
from game.settings import Settings
from game.stage.crowd import Week
from sim.engine import Simulation

PEOPLE = 5000
FRAME = 1 / 60
FRAMES = 900


@pytest.fixture
def app() -> Iterator[App]:
    """The market of five thousand at 1280x720, drawn in software."""
    app = App(Settings(language="es"), (1280, 720))
    app.stack = [MarketScreen(app, Session(Simulation(scaled(corner_cafe(), PEOPLE))))]
    app.step([], FRAME)
    gc.collect()
    gc.freeze()
    yield app
    gc.unfreeze()
    pygame.quit()


def measure(benchmark: BenchmarkFixture, frame: Callable[[], None]) -> None:
    """Time many frames; besides the clock's time, keep the processor's, which busy neighbours do not lengthen."""
    spent: list[float] = []

    def timed() -> None:
        start = time.thread_time()
        frame()
        spent.append(time.thread_time() - start)

    benchmark.pedantic(timed, rounds=FRAMES, iterations=1, warmup_rounds=10)
    for name, seconds in (("clock", benchmark.stats.stats.data), ("processor", spent)):
        for q in (50, 99):
            benchmark.extra_info[f"{name}_ms_p{q}"] = round(float(np.percentile(seconds, q)) * 1000, 2)


def market_of(app: App) -> MarketScreen:
    market = app.stack[0]
    assert isinstance(market, MarketScreen)
    return market


def test_frame_while_nobody_moves(app: App, benchmark: BenchmarkFixture) -> None:
    measure(benchmark, lambda: app.step([], FRAME))


def test_frame_while_hundreds_walk(app: App, benchmark: BenchmarkFixture) -> None:
    """Every half second another four hundred people change step."""
    market, luck, frames = market_of(app), np.random.default_rng(3), iter(range(1_000_000))
    people = market.session.observation.people
    rung = people.rung.astype(np.int64)

    def frame() -> None:
        if next(frames) % 30 == 0:
            movers = luck.choice(PEOPLE, 400, replace=False)
            rung[movers] = np.clip(rung[movers] + luck.choice([-1, 1], 400), 0, 5)
            market.stage.follow(Week(rung.copy(), people.present, np.full(PEOPLE, -1)), 1.0, calling=False)
        app.step([], FRAME)

    measure(benchmark, frame)


@pytest.mark.parametrize("speed", [1, 4])
def test_frame_while_weeks_pass(app: App, benchmark: BenchmarkFixture, speed: int) -> None:
    market = market_of(app)
    market.clock.set_speed(speed)

    def frame() -> None:
        if app.screen is not market:  # the report of the round
            app.stack = [market]
        enter = [] if market.clock.running else [Event(pygame.KEYDOWN, key=pygame.K_RETURN, mod=0, unicode="")]
        app.step(enter, FRAME)

    measure(benchmark, frame)


def test_command_to_first_frame(benchmark: BenchmarkFixture) -> None:
    """A fresh process: from its start to the title on the screen."""
    code = (
        "from game.app import App\nfrom game.settings import Settings\n"
        "app = App(Settings(), (1280, 720))\napp.open()\napp.step([], 0)\n"
    )
    benchmark.pedantic(lambda: subprocess.run([sys.executable, "-c", code], check=True), rounds=5)
