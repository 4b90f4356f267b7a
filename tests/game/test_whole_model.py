"""The game in a market in which every lever works and customers are known only in part."""

from dataclasses import replace
from itertools import pairwise

import pytest
from driving import show
from markets import everything, variant

from game.app import App
from game.measures import TOP_MEASURES, write_reported
from game.screens.market import MarketScreen
from game.screens.market.consequences import consequence
from game.screens.market.course import readings
from game.screens.market.plan import plan_for
from game.session import Session
from game.settings import Settings
from game.text import Text
from game.widgets.label import Label
from sim.engine import Simulation
from sim.observation import Interval
from sim.scenario.vocabulary import LEVERS, Head, Unit
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


def test_money_for_two_and_a_half_people_is_said_to_pay_two(session: Session) -> None:
    scenario = session.scenario
    money = 2.6 * scenario.firm.wage * scenario.time.weeks_per_round
    said = consequence(Text("en"), scenario, session.observation, "staff", money)
    assert said.startswith("pays for 2 people")


def test_a_referral_reward_is_told_over_all_who_may_refer() -> None:
    game = Simulation(variant(everything(400), SHORT), 3)
    may_refer = int((game.world.rungs.referral[game.world.state.rung[0]] > 0).sum())
    seen = game.observe(game.player)
    said = consequence(Text("en"), game.scenario, seen, "referral_reward", 10.0 * may_refer)
    assert said == f"{may_refer} may recommend you · €10.00 a head"


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


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("percent", [100, 150, 200])
def test_all_levers_stand_whole_under_their_heads(session: Session, language: Language, percent: int) -> None:
    app = App(Settings(language=language, text_size=percent), (1280, 720))
    app.open()
    screen = show(app, MarketScreen(app, Session(Simulation(session.scenario, 3))))
    assert isinstance(screen, MarketScreen)
    assert screen.ui is not None
    labels = [widget for widget in screen.ui.widgets() if isinstance(widget, Label) and widget.text]
    seen = [label for label in labels if label.visible]
    assert [label.text for label in seen if label.rect.height < label.height_for(label.rect.width)] == []
    said = [label.text for label in labels]
    assert all(app.text(f"head.{head}") in said for head in Head)
    assert all(app.text(f"lever.{lever}") in said for lever in LEVERS)
    total = next(label for label in labels if label.text == screen._panel._total.text)
    assert screen._frame.panel_rect.contains(total.rect), (
        "what is spent is seen however far the levers are scrolled"
    )


def test_the_bar_holds_its_measures_in_the_largest_letters(session: Session) -> None:
    app = App(Settings(language="es", text_size=200), (1280, 720))
    app.open()
    screen = show(app, MarketScreen(app, Session(Simulation(session.scenario, 3))))
    assert isinstance(screen, MarketScreen)
    tiles = screen._top._tiles
    assert all(left.rect.right <= right.rect.left for left, right in pairwise(tiles))
    assert all(screen._frame.top_rect.contains(tile.rect) for tile in tiles)
    assert screen._frame.top_rect.contains(screen._top._when.rect)


@pytest.mark.parametrize(
    ("language", "unit", "said"),
    [
        ("es", Unit.SHARE, "80–95\N{NO-BREAK SPACE}%"),
        ("en", Unit.SHARE, "80–95%"),
        ("es", Unit.STATE, "0,80–0,95"),
        ("en", Unit.MONEY, "€1\N{NO-BREAK SPACE}to €2"),
        ("es", Unit.MONEY, "1\N{NO-BREAK SPACE}a 2\N{NO-BREAK SPACE}€"),
    ],
)
def test_a_guess_says_its_unit_once(language: Language, unit: Unit, said: str) -> None:
    guess = Interval(1.2, 1.9) if unit is Unit.MONEY else Interval(0.8, 0.95)
    assert write_reported(Text(language), unit, guess, "EUR") == said


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("percent", [100, 150, 200])
def test_the_panel_has_room_for_all_the_money_on_one_side(
    session: Session, language: Language, percent: int
) -> None:
    app = App(Settings(language=language, text_size=percent), (1280, 720))
    app.open()
    screen = show(app, MarketScreen(app, Session(Simulation(session.scenario, 3))))
    assert isinstance(screen, MarketScreen)
    for share in (0.0, 1.0):
        screen.plan.set_split(share)
        screen._panel._changed()
        labels = screen._panel._heads.values()
        assert [label.text for label in labels if label.rect.height < label.height_for(label.rect.width)] == []
