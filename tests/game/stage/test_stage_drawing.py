"""What the stage draws is what the market has."""

from dataclasses import replace

import numpy as np
import pygame
import pytest
from pygame import Rect, Surface

from game.session import Session
from game.stage.crowd import Phase, Week
from game.stage.overlays import overlay
from game.stage.scenery import STAGES, Captions, Script
from game.stage.stage import Stage
from game.theme import Theme
from sim.observation import People

SIZE = (1280, 720)
AREA = Rect(16, 105, 926, 474)
CAPTIONS = Captions(("0",) * 6, ((0, ""),) * 6, (("", ""), ("", "")), "", "", 0)


@pytest.fixture
def people() -> People:
    pygame.display.init()
    pygame.display.set_mode(SIZE)
    return Session.start("corner-cafe", seed=7).observation.people


def script() -> Script:
    names = ("Extraños", "Posibles", "Clientes", "Habituales", "Amigos", "Promotores")
    stages = ("stranger", "stranger", "acquaintance", "acquaintance", "friend", "partner")
    return Script(names, stages, {stage: (stage, "") for stage in STAGES}, ("Norte", "Estación"), 2)


def week(people: People, rung: np.ndarray | None = None) -> Week:
    return Week(people.rung if rung is None else rung, people.present, np.full(len(people.rung), -1))


def made(people: People, theme: Theme) -> Stage:
    stage = Stage(AREA, script(), week(people), theme)
    shown = overlay("satisfaction", theme.palette, 3, people)
    stage.show_overlay(shown, shown.levels(people))
    stage.show_captions(CAPTIONS)
    stage.update(0.0, 1.0)
    return stage


def picture(stage: Stage) -> Surface:
    surface = Surface(SIZE)
    stage.draw(surface)
    return surface


def drawn(stage: Stage, surface: Surface) -> np.ndarray:
    """Which slots have something drawn in the middle of their cell that the empty stage has not."""
    empty = Surface(SIZE)
    empty.blit(stage.scenery.backdrop, AREA)
    places = np.rint(stage.crowd.position + np.array(stage.layout.pitch) * (0.5, 0.6)).astype(int)
    here = stage.crowd.phase == Phase.STANDING
    return np.array(
        [
            bool(ok) and surface.get_at((int(x), int(y))) != empty.get_at((int(x), int(y)))
            for ok, (x, y) in zip(here, places, strict=True)
        ]
    )


@pytest.mark.parametrize("palette", ["light", "dark", "contrast"])
def test_each_customer_is_one_figure(people: People, palette: str) -> None:
    stage = made(people, Theme.for_window(SIZE, palette, 100))
    assert (drawn(stage, picture(stage)) == people.present).all()


def test_after_a_week_the_picture_is_that_of_a_stage_made_anew(people: People) -> None:
    theme = Theme.for_window(SIZE, "light", 100)
    stage = made(people, theme)
    rung = np.where(people.rung == 1, 2, people.rung)
    rung[:1200] = people.rung[:1200]
    stage.follow(week(people, rung), 1.0, calling=False)
    for _ in range(200):
        stage.update(1 / 60, 1.0)
        picture(stage)
    assert stage.still
    walked = picture(stage)
    stage.show_captions(CAPTIONS)  # asks for everything to be painted anew
    stage.update(0.0, 1.0)
    assert pygame.image.tobytes(walked, "RGB") == pygame.image.tobytes(picture(stage), "RGB")


def test_with_less_motion_nobody_walks(people: People) -> None:
    stage = made(people, replace(Theme.for_window(SIZE, "light", 100), reduced_motion=True))
    stage.follow(week(people, np.minimum(people.rung + 1, 5)), 1.0, calling=True)
    assert stage.crowd.still
    assert not stage.still, "the old picture fades"
    stage.update(1.0, 1.0)
    assert stage.still


def test_a_crowd_that_outgrows_its_step_gets_a_larger_one(people: People) -> None:
    stage = made(people, Theme.for_window(SIZE, "light", 100))
    before = stage.layout
    rung = np.full_like(people.rung, 5)
    stage.follow(week(people, rung), 1.0, calling=False)
    assert stage.layout is not before
    assert stage.layout.holds(stage.crowd.counts(6))


def test_a_spotlight_dims_the_others_only(people: People) -> None:
    stage = made(people, Theme.for_window(SIZE, "light", 100))
    plain = picture(stage)
    who = people.rung >= 3
    stage.spotlight(who)
    stage.update(0.0, 1.0)
    lit = picture(stage)
    for slot in np.flatnonzero(people.present)[::40]:
        x, y = stage.place_of(int(slot))
        same = plain.get_at((int(x), int(y + 1))) == lit.get_at((int(x), int(y + 1)))
        assert same == bool(who[slot])


def test_the_same_style_again_lets_people_walk_on(people: People) -> None:
    theme = Theme.for_window(SIZE, "light", 100)
    stage = made(people, theme)
    stage.follow(week(people, np.minimum(people.rung + 1, 5)), 1.0, calling=False)
    stage.restyle(Theme.for_window(SIZE, "light", 100), script(), AREA)
    assert not stage.crowd.still
