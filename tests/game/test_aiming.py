"""Money can be aimed at segments, with the mouse and with the keyboard, and reaches the engine as it is shown."""

from pathlib import Path

import pygame
import pytest
from driving import click, press, show

from game.app import App
from game.screens.market import MarketScreen
from game.screens.market.aiming import WEIGHTS, AimLink, targets
from game.screens.market.plan import plan_for
from game.session import Session
from game.text import Text
from game.widgets.label import Label
from sim.engine import Simulation

MARKET = """\
scenario: {id: aims, title: Aims}
time: {rounds: 3, weeks_per_round: 3, warm_up: 6}
market:
  customers: 300
  segments:
    - {id: young, name: young people, share: 0.4}
    - {id: old, name: older people, share: 0.6}
firm: {id: mine, name: Mine, budget: 6000, start: {advertising: 1500, staff: 3000}}
"""


@pytest.fixture
def file(tmp_path: Path) -> Path:
    place = tmp_path / "aims.yaml"
    place.write_text(MARKET + "levers: {detail_from_round: 1}\n", encoding="utf-8")
    return place


@pytest.fixture
def market(app: App, file: Path) -> MarketScreen:
    screen = show(app, MarketScreen(app, Session.start(file, seed=7)))
    assert isinstance(screen, MarketScreen)
    return screen


def links(screen: MarketScreen) -> list[AimLink]:
    assert screen.ui is not None
    return [widget for widget in screen.ui.widgets() if isinstance(widget, AimLink)]


def sliders(screen: MarketScreen) -> list:
    row = next(row for row in screen._panel._rows if row.lever == "advertising")
    return row._aims.sliders if row._aims is not None else []


def test_a_word_opens_the_aims_and_closes_them(app: App, market: MarketScreen) -> None:
    assert len(links(market)) == 2, "advertising and the welcome offer"
    assert sliders(market) == []
    click(app, links(market)[0].rect.center)
    assert [slider.value for slider in sliders(market)] == [WEIGHTS.index(1.0)] * 2
    click(app, links(market)[0].rect.center)
    assert sliders(market) == []


def test_what_is_aimed_with_the_keyboard_is_decided_and_stands_next_round(app: App, market: MarketScreen) -> None:
    click(app, links(market)[0].rect.center)
    assert market.ui is not None
    market.ui.focus.give(sliders(market)[0])
    press(app, pygame.K_END)
    market.ui.focus.give(sliders(market)[1])
    press(app, pygame.K_HOME)
    market.session.decide(market.plan.decision())
    decided = market.session.observation.decision.aims
    assert dict(decided) == {"advertising@young": 10.0, "advertising@old": 0.0}
    while not market.session.play_week():
        pass
    following = plan_for(market.session)
    assert following.aim("advertising", "young") == 10.0
    assert following.aimed("advertising")
    assert not following.aimed("introductory_offers")
    assert not [name for name in following.decision() if "@" in name], "what stays is not decided again"


def test_each_slider_says_how_much_of_the_money_goes_there(app: App, market: MarketScreen) -> None:
    app.change(language="en")
    click(app, links(market)[0].rect.center)
    people = {target.segment: target.everybody for target in targets(market.session, Text("en"))}
    market.plan.set_aim("advertising", "young", 2.0)
    market._panel._changed()
    share = 2 * people["young"] / (2 * people["young"] + people["old"])
    assert market.ui is not None
    said = [widget.text for widget in market.ui.widgets() if isinstance(widget, Label)]
    assert f"×2 · {Text('en').percent(share)}" in said
    assert f"the same · {Text('en').percent(1 - share)}" in said


def test_an_aim_can_be_taken_back(market: MarketScreen) -> None:
    plan = market.plan
    plan.set_aim("advertising", "young", 5.0)
    plan.set_aim("advertising", "old", 0.0)
    plan.undo()
    assert (plan.aim("advertising", "young"), plan.aim("advertising", "old")) == (5.0, 1.0)
    plan.reset()
    assert not plan.aimed("advertising")


def test_nobody_aims_while_the_heads_are_closed_or_with_one_segment(app: App, file: Path) -> None:
    for text in (MARKET + "levers: {detail_from_round: 2}\n", MARKET.replace("    - {id: old", "    # - {id: old")):
        file.write_text(text.replace("share: 0.4", "share: 1.0") if "# -" in text else text, encoding="utf-8")
        screen = show(app, MarketScreen(app, Session.start(file, seed=7)))
        assert isinstance(screen, MarketScreen)
        assert links(screen) == []


def test_a_plan_that_aims_at_nobody_in_particular_is_the_same_game(file: Path) -> None:
    played, plain = Session.start(file, seed=7), Simulation(Session.start(file, seed=7).scenario, 7)
    plan = plan_for(played)
    plan.set_aim("advertising", "young", 5.0)
    plan.set_aim("advertising", "young", 1.0)
    played.decide(plan.decision())
    plain.decide(plain.player, {name: value for name, value in plan.decision().items() if "@" not in name})
    while not played.play_week():
        pass
    plain.advance()
    assert played.checksums == plain.checksums
