"""The game in a market in which every lever works and customers are known only in part."""

from dataclasses import replace
from itertools import pairwise

import pytest
from driving import show
from markets import everything, variant

from game.app import App
from game.measures import TOP_MEASURES
from game.screens.market import MarketScreen
from game.screens.market.consequences import consequence
from game.screens.market.course import readings
from game.screens.market.plan import plan_for
from game.session import Session
from game.settings import Settings
from game.text import Text
from sim.engine import Simulation
from sim.scenario.vocabulary import LEVERS, Head
from sim.words import LANGUAGES, Language

SHORT = {"time.rounds": 2, "time.weeks_per_round": 3, "time.warm_up": 6}


@pytest.fixture(scope="module")
def session() -> Session:
    """All levers, and a firm that knows little of its customers."""
    ignorant = {"firm.start.knowledge": 0.0}
    return Session(Simulation(variant(everything(400), SHORT | ignorant), 3))


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("lever", LEVERS)
def test_every_lever_says_what_its_money_comes_to(session: Session, language: Language, lever: str) -> None:
    said = consequence(Text(language), session.scenario, session.observation, lever, 500.0)
    assert "{" not in said
    assert any(letter.isdigit() for letter in said)


def test_who_knows_little_reads_from_one_figure_to_another(session: Session) -> None:
    told = dict(zip(TOP_MEASURES, readings(session, Text("en")), strict=True))
    assert "–" in told["satisfaction"].value
    assert told["satisfaction"].change == ""
    assert "–" not in told["customers"].value


def test_levers_stand_head_by_head(session: Session) -> None:
    heads = [lever.head for lever in plan_for(session).levers.values()]
    assert heads == sorted(heads, key=[*Head, None].index)
    assert len(heads) == len(LEVERS)


@pytest.mark.parametrize("size", [(1280, 720), (1366, 768)])
def test_the_bar_makes_room_for_guesses(size: tuple[int, int], session: Session) -> None:
    app = App(Settings(language="en"), size)
    app.open()
    screen = show(app, MarketScreen(app, Session(Simulation(session.scenario, 3))))
    assert isinstance(screen, MarketScreen)
    screen.play_round()
    app.step([], 0.05)
    tiles = screen._top._tiles
    screen._top.show("", [replace(tile.reading, value=f"{tile.reading.value}–100 %") for tile in tiles])
    assert all(tile.natural_width() <= tile.rect.width for tile in tiles)
    assert all(left.rect.right <= right.rect.left for left, right in pairwise(tiles))
