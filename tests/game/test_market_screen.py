"""The market screen holds whatever a scenario asks of it, and survives every change in the middle of a round."""

from itertools import pairwise
from pathlib import Path

import pygame
import pytest
from driving import click, pass_time, press, show
from pygame import Rect

from game.app import App
from game.screens.help import HelpScreen
from game.screens.market import MarketScreen
from game.screens.report import ReportScreen
from game.session import Session
from sim.scenario.vocabulary import LEVERS

RUNG = "- {{id: r{0}, name: Rung {0}, stage: {1}, enter: {{strength: {2}}}}}"
LONG_LADDER = "ladder:\n  customer_from: r2\n  rungs:\n" + "\n".join(
    f"    {RUNG.format(i, stage, i / 10)}"
    for i, stage in enumerate(["stranger"] * 2 + ["acquaintance"] * 2 + ["friend"] * 2 + ["partner"] * 2)
)
SHORT_LADDER = "ladder:\n  customer_from: r1\n  rungs:\n" + "\n".join(
    f"    {RUNG.format(i, stage, i / 5)}" for i, stage in enumerate(["stranger", "acquaintance", "partner"])
)
RIVALS = "rivals:\n" + "\n".join(f"  - {{id: rival{i}, name: Rival number {i}}}" for i in range(6))
START = """\
scenario: {id: odd, title: An odd market}
time: {rounds: 2, weeks_per_round: 3, warm_up: 6}
"""
FIRM = "firm: {id: mine, name: Mine, budget: 6000, start: {advertising: 500, staff: 3000}}\n"
SELLER = "firm: {id: mine, name: Mine, budget: 6000, start: {staff: 3000, cross_selling: 900}}\n"
ODD = {
    "no rivals": "market: {customers: 60}",
    "six rivals": f"market: {{customers: 60}}\n{RIVALS}",
    "eight rungs": f"market: {{customers: 200}}\n{LONG_LADDER}",
    "three rungs": f"market: {{customers: 200}}\n{SHORT_LADDER}",
    "ten people": "market: {customers: 10, currency: MXN}",
    "nothing to acquire with": "levers:\n  detail_from_round: 9\n"
    + "\n".join(f"  {lever.id}: {{available: false}}" for lever in LEVERS.values() if lever.head == "acquisition"),
    "nothing to decide": "levers:\n" + "\n".join(f"  {lever}: {{available: false}}" for lever in LEVERS),
    "levers that come later": "levers: {staff: {from_round: 2}, training: {maximum: 90}, promise: {from_round: 2}}",
    "no money": "firm: {id: poor, name: Poor, cash: -500, budget: 6000, start: {advertising: 500, staff: 3000}}",
    "something to sell more": f"{SELLER}levers: {{cross_selling: {{available: true}}}}",
    "a head that is closed": f"{SELLER}levers: {{detail_from_round: 9, cross_selling: {{available: true}}}}",
    "an event": "events: [{id: fair, round: 1, week: 1, kind: demand, size: 0.5, text: A fair comes to town}]",
}


def market(app: App, source: str | Path = "corner-cafe") -> MarketScreen:
    screen = show(app, MarketScreen(app, Session.start(source, seed=7)))
    assert isinstance(screen, MarketScreen)
    return screen


def play_to_report(app: App, screen: MarketScreen) -> None:
    screen.play_round()
    press(app, pygame.K_e)
    for _ in range(400):
        app.step([], 0.05)
        if app.screen is not screen:
            break
    assert isinstance(app.screen, ReportScreen)


@pytest.mark.parametrize("language", ["es", "en"])
@pytest.mark.parametrize("odd", ODD)
def test_odd_scenarios_can_be_played(app: App, tmp_path: Path, odd: str, language: str) -> None:
    app.change(language=language)
    file = tmp_path / "odd.yaml"
    own_firm = "" if "firm:" in ODD[odd] else FIRM
    file.write_text(START + own_firm + ODD[odd], encoding="utf-8")
    screen = market(app, file)
    play_to_report(app, screen)
    people = screen.session.observation
    assert screen.stage.crowd.counts(len(people.rungs)) == list(people.rungs)


@pytest.mark.parametrize("text_size", [100, 150, 200])
@pytest.mark.parametrize("language", ["es", "en"])
def test_the_parts_of_the_screen_do_not_overlap(app: App, text_size: int, language: str) -> None:
    app.change(text_size=text_size, language=language)
    screen = market(app)
    frame = screen._frame
    parts = [frame.top_rect, frame.panel_rect, frame.strip_rect, screen.stage.layout.area]
    for i, part in enumerate(parts):
        assert Rect(0, 0, 1280, 720).contains(part)
        assert part.collidelist(parts[i + 1 :]) == -1
    assert screen.stage.layout.area.height > 280
    tiles = [tile.rect for tile in screen._top._tiles]
    assert all(left.right <= right.left for left, right in pairwise(tiles))


@pytest.mark.parametrize("text_size", [100, 200])
def test_a_long_hint_is_never_left_out(app: App, tmp_path: Path, text_size: int) -> None:
    app.change(text_size=text_size)
    file = tmp_path / "hint.yaml"
    hint = "¿Cuánta gente puedes atender bien si vienen todos a la vez, y qué harás con quien espera? " * 2
    file.write_text(f"{START}{FIRM}teaching: {{hints: [{{round: 1, text: '{hint}'}}]}}\n", encoding="utf-8")
    line = market(app, file)._strip._news.lines[0]
    assert line.visible
    assert line.news.words == hint
    assert line.rect.height >= line.height_for(line.rect.width)


def test_everything_may_change_while_weeks_pass(app: App) -> None:
    screen = market(app)
    screen.play_round()
    pass_time(app, 60)
    for change in ({"language": "en"}, {"theme": "dark"}, {"text_size": 150}, {"reduced_motion": True}):
        app.change(**change)
        pass_time(app, 30)
    screen._choose_overlay("segment")
    pass_time(app, 30)
    play = screen._panel.play
    assert not play.is_enabled
    press(app, pygame.K_F1)
    assert isinstance(app.screen, HelpScreen)
    weeks = screen.session.observation.weeks_played
    pass_time(app, 200)
    assert screen.session.observation.weeks_played == weeks, "time stands while the help is read"


def test_a_click_opens_the_card_of_the_figure_under_it(app: App) -> None:
    screen = market(app)
    for slot in (5, 400, 900):
        if screen.session.observation.people.present[slot]:
            x, y = screen.stage.place_of(slot)
            click(app, (round(x), round(y)))
            assert screen.stage.selected == slot
            assert screen._card is not None
            assert not screen._card.rect.collidepoint(x, y), "the card never covers whom it explains"
            press(app, pygame.K_ESCAPE)


def test_pressing_a_thought_shows_who_thinks_it(app: App) -> None:
    screen = market(app)
    line = screen._strip._thoughts.lines[0]
    click(app, line.rect.center)
    lit = screen._lit_people()
    assert lit is not None
    assert 0 < lit.sum() < screen.session.observation.people.present.sum()
    press(app, pygame.K_ESCAPE)
    assert screen._lit_people() is None


def test_a_measure_opens_its_chart_and_escape_closes_it(app: App) -> None:
    screen = market(app)
    click(app, screen._top.tile_rect("trust").center)
    assert screen._chart == "trust"
    press(app, pygame.K_ESCAPE)
    assert screen._chart is None
    assert app.screen is screen


def test_a_round_can_be_taken_back_from_the_market(app: App) -> None:
    screen = market(app)
    first = screen.session.observation.rungs
    play_to_report(app, screen)
    press(app, pygame.K_RETURN)
    assert app.screen is screen
    press(app, pygame.K_z, mod=pygame.KMOD_CTRL)
    assert screen.session.observation.weeks_played == 0
    assert screen.session.observation.rungs == first
    assert screen.stage.crowd.counts(len(first)) == list(first)


def test_escape_stops_time_before_it_leaves(app: App) -> None:
    screen = market(app)
    screen.play_round()
    pass_time(app, 30)
    press(app, pygame.K_ESCAPE)
    assert screen.clock.paused
    assert app.screen is screen
