"""Colours say what they mean, and never by hue alone."""

import numpy as np
import pytest

from game.session import Session
from game.stage.overlays import OVERLAYS, STATE_EDGES, overlay
from game.theme import PALETTES
from sim.observation import People


@pytest.fixture(scope="module")
def people() -> People:
    """The customers of the corner café, as its warm-up left them."""
    return Session.start("corner-cafe", seed=7).observation.people


@pytest.mark.parametrize("theme", PALETTES)
@pytest.mark.parametrize("name", OVERLAYS)
def test_every_customer_has_a_look(people: People, name: str, theme: str) -> None:
    shown = overlay(name, PALETTES[theme], 3, people)
    levels = shown.levels(people)
    assert levels.shape == people.rung.shape
    assert levels.min() >= 0
    assert levels.max() < len(shown.looks)


@pytest.mark.parametrize("name", ["satisfaction", "trust", "commitment", "risk", "value", "weeks"])
def test_low_and_high_differ_in_shape_and_lightness(people: People, name: str) -> None:
    shown = overlay(name, PALETTES["light"], 3, people)
    low, high = shown.looks[1], shown.looks[-1]
    assert (low.posture, low.build) != (high.posture, high.build)
    assert len({look.colour for look in shown.looks[1:]}) == 5
    assert abs(sum(low.colour) - sum(high.colour)) > 60


def test_segments_differ_in_shape_as_well_as_colour(people: People) -> None:
    looks = overlay("segment", PALETTES["light"], 12, people).looks[1:]
    assert len({(look.posture, look.build, look.colour) for look in looks}) == 12
    assert len({(look.posture, look.build) for look in looks[:8]}) == 8


def test_satisfaction_is_read_from_those_who_bought(people: People) -> None:
    levels = overlay("satisfaction", PALETTES["light"], 3, people).levels(people)
    assert (levels[people.purchases == 0] == 0).all()
    content = (people.purchases > 0) & (people.satisfaction > STATE_EDGES[-1])
    assert content.any()
    assert (levels[content] == 5).all()


def test_few_stand_in_the_highest_level_of_value(people: People) -> None:
    shown = overlay("value", PALETTES["light"], 3, people)
    assert list(shown.edges) == sorted(shown.edges)
    levels = shown.levels(people)
    assert 0 < np.count_nonzero(levels == 5) < np.count_nonzero(levels > 0) / 4
