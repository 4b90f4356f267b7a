"""People walk, keep their places, and are as many on each step as in the market."""

import numpy as np
import pytest
from numpy.typing import NDArray
from pygame import Rect

from game.stage.crowd import Crowd, Phase, Week
from game.stage.layout import Layout, lay_out

STAGES = ("stranger", "stranger", "acquaintance", "acquaintance", "friend", "partner")
AREA = Rect(16, 105, 926, 474)
PEOPLE = 400
FRAME = 1 / 60


def week(rung: NDArray[np.integer], present: NDArray[np.bool_], taken: dict[int, int] | None = None) -> Week:
    shops = np.full(len(rung), -1)
    for slot, shop in (taken or {}).items():
        shops[slot] = shop
    return Week(rung, present, shops)


@pytest.fixture
def luck() -> np.random.Generator:
    return np.random.default_rng(11)


@pytest.fixture
def layout() -> Layout:
    return lay_out(AREA, STAGES, [120] * 6, shops=2)


@pytest.fixture
def first(luck: np.random.Generator) -> Week:
    return week(luck.integers(0, 6, PEOPLE), luck.random(PEOPLE) < 0.9)


@pytest.fixture
def crowd(layout: Layout, first: Week) -> Crowd:
    crowd = Crowd(PEOPLE)
    crowd.settle(layout, first)
    return crowd


def walk_home(crowd: Crowd, layout: Layout, now: float = 0.0) -> float:
    patience = now + 10
    while not crowd.still:
        now += FRAME
        crowd.tick(layout, now, 1.0)
        assert now < patience, "somebody never arrives"
    return now


def assert_everybody_stands_where_she_belongs(crowd: Crowd, layout: Layout, now: Week) -> None:
    assert (crowd.phase == np.where(now.present, Phase.STANDING, Phase.ABSENT)).all()
    there = np.flatnonzero(now.present)
    assert (crowd.rung[there] == now.rung[there]).all()
    assert (crowd.position[there] == layout.seat_positions(now.rung[there], crowd.seat[there])).all()
    pairs = {(int(r), int(s)) for r, s in zip(crowd.rung[there], crowd.seat[there], strict=True)}
    assert len(pairs) == len(there), "two people share a seat"


def test_weeks_end_with_everybody_on_the_step_of_her_rung(
    crowd: Crowd, layout: Layout, first: Week, luck: np.random.Generator
) -> None:
    now, last = 0.0, first
    for _ in range(12):
        rung = np.clip(last.rung + luck.integers(-1, 2, PEOPLE) * (luck.random(PEOPLE) < 0.1), 0, 5)
        present = last.present ^ (luck.random(PEOPLE) < 0.03)
        taken = {int(slot): int(luck.integers(0, 2)) for slot in luck.choice(PEOPLE, 6)}
        last = week(rung, present, taken)
        crowd.follow(layout, last, now, 1.0)
        assert crowd.counts(6) == np.bincount(rung[present], minlength=6).tolist()
        now = walk_home(crowd, layout, now)
        assert_everybody_stands_where_she_belongs(crowd, layout, last)


def test_weeks_may_come_faster_than_people_walk(crowd: Crowd, layout: Layout, luck: np.random.Generator) -> None:
    now = 0.0
    for _ in range(30):
        last = week(luck.integers(0, 6, PEOPLE), luck.random(PEOPLE) < 0.8, {1: 0, 2: 1})
        crowd.follow(layout, last, now, 4.0)
        now += FRAME
        crowd.tick(layout, now, 4.0)
    walk_home(crowd, layout, now)
    assert_everybody_stands_where_she_belongs(crowd, layout, last)


def test_who_does_not_move_keeps_her_place(crowd: Crowd, layout: Layout, first: Week) -> None:
    seats = crowd.seat.copy()
    mover = int(np.flatnonzero(first.present & (first.rung == 3))[0])
    rung = first.rung.copy()
    rung[mover] = 4
    crowd.follow(layout, week(rung, first.present), 0.0, 1.0)
    changed = np.flatnonzero(crowd.seat != seats)
    assert mover in changed
    assert len(changed) == 2, "only she moves, and one from the top of the crowd who fills her place"


def test_holes_are_filled_in_time(crowd: Crowd, layout: Layout, first: Week, luck: np.random.Generator) -> None:
    rung = np.where(luck.random(PEOPLE) < 0.4, 0, first.rung)
    last, now = week(rung, first.present), 0.0
    for _ in range(40):
        crowd.follow(layout, last, now, 1.0)
        now = walk_home(crowd, layout, now)
    for step in range(6):
        seats = crowd.seat[first.present & (rung == step)]
        assert sorted(seats) == list(range(len(seats)))


def test_nobody_jumps(crowd: Crowd, layout: Layout, luck: np.random.Generator) -> None:
    crowd.follow(layout, week(luck.integers(0, 6, PEOPLE), crowd.seat >= 0), 0.0, 1.0)
    walking, before, now = crowd.walking, crowd.position.copy(), 0.0
    while not crowd.still:
        now += FRAME
        crowd.tick(layout, now, 1.0)
        stride = np.abs(crowd.position - before)[walking].max()
        assert stride < 40
        before = crowd.position.copy()


def test_the_lost_walk_by_way_of_the_shop_that_took_them(crowd: Crowd, layout: Layout, first: Week) -> None:
    lost = int(np.flatnonzero(first.present & (first.rung == 3))[0])
    rung = first.rung.copy()
    rung[lost] = 1
    crowd.follow(layout, week(rung, first.present, {lost: 1}), 0.0, 1.0)
    assert crowd.phase[lost] == Phase.TO_SHOP
    now = 0.0
    while crowd.phase[lost] == Phase.TO_SHOP:
        now += FRAME
        crowd.tick(layout, now, 1.0)
    assert crowd.phase[lost] == Phase.IN_SHOP
    assert layout.shops[1].left <= crowd.position[lost, 0] <= layout.shops[1].right
    assert lost not in crowd.in_sight
    walk_home(crowd, layout, now)
    assert_everybody_stands_where_she_belongs(crowd, layout, week(rung, first.present))


def test_a_new_layout_moves_everybody_to_a_seat_on_it(crowd: Crowd, layout: Layout, first: Week) -> None:
    other = lay_out(Rect(0, 0, 1400, 800), STAGES, [120] * 6, shops=2)
    crowd.move_house(other, 0.0, walk=True)
    walk_home(crowd, other)
    assert_everybody_stands_where_she_belongs(crowd, other, first)
