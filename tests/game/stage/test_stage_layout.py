"""There is a seat on its step for everybody, in every window and on every ladder."""

import numpy as np
import pytest
from pygame import Rect

from game.stage.layout import Layout, lay_out

LADDERS = {
    3: ("stranger", "acquaintance", "partner"),
    6: ("stranger", "stranger", "acquaintance", "acquaintance", "friend", "partner"),
    8: ("stranger", "stranger", "acquaintance", "acquaintance", "friend", "friend", "partner", "partner"),
}
CROWDS = {
    "all on the street": lambda rungs, people: [people] + [0] * (rungs - 1),
    "even": lambda rungs, people: [people // rungs] * rungs,
    "all at the top": lambda rungs, people: [0] * (rungs - 1) + [people],
    "a pyramid": lambda rungs, people: [people >> (i + 1) for i in range(rungs)],
}
SMALL, LARGE = Rect(16, 105, 926, 474), Rect(24, 140, 1420, 780)


def laid_out(area: Rect, rungs: int, crowd: str, people: int, shops: int = 2) -> tuple[Layout, list[int]]:
    counts = CROWDS[crowd](rungs, people)
    return lay_out(area, LADDERS[rungs], counts, shops), counts


@pytest.mark.parametrize("area", [SMALL, LARGE])
@pytest.mark.parametrize("rungs", LADDERS)
@pytest.mark.parametrize("crowd", CROWDS)
@pytest.mark.parametrize("people", [40, 1500, 5000])
def test_everybody_stands_above_her_own_step(area: Rect, rungs: int, crowd: str, people: int) -> None:
    layout, counts = laid_out(area, rungs, crowd, people)
    assert layout.holds(counts)
    rung = np.repeat(np.arange(rungs), counts)
    seat = np.concatenate([np.arange(count) for count in counts])
    places = layout.seat_positions(rung, seat)
    width, height = layout.pitch
    for i, step in enumerate(layout.steps):
        mine = places[rung == i]
        assert (mine[:, 0] >= step.block.left).all()
        assert (mine[:, 0] + width <= step.block.right).all()
        assert (mine[:, 1] + height <= step.block.top).all()
        assert (mine[:, 1] >= area.top + layout.head).all()
    assert len({tuple(place) for place in places.tolist()}) == len(places)


@pytest.mark.parametrize("rungs", LADDERS)
def test_each_step_is_higher_and_beside_the_one_before(rungs: int) -> None:
    layout, _ = laid_out(SMALL, rungs, "a pyramid", 1500)
    for low, high in zip(layout.steps, layout.steps[1:], strict=False):
        assert high.block.top < low.block.top
        assert high.block.left > low.block.right
    assert layout.steps[0].block.left == SMALL.left
    assert layout.steps[-1].block.right == SMALL.right


def test_nobody_stands_on_a_shop() -> None:
    layout, counts = laid_out(SMALL, 6, "all on the street", 5000, shops=5)
    places = layout.seat_positions(np.zeros(5000, int), np.arange(5000))
    assert places[:, 1].min() >= max(shop.bottom for shop in layout.shops)
    assert layout.holds(counts)


def test_fewer_people_are_drawn_larger() -> None:
    few, _ = laid_out(SMALL, 6, "a pyramid", 300)
    many, _ = laid_out(SMALL, 6, "a pyramid", 5000)
    assert few.pitch[0] > 2 * many.pitch[0]
    assert many.pitch >= (4, 5)


def test_bands_join_the_steps_of_a_stage() -> None:
    layout, _ = laid_out(SMALL, 6, "even", 600)
    assert [band.stage for band in layout.bands] == ["stranger", "acquaintance", "friend", "partner"]
    assert layout.bands[0].area.right == layout.steps[1].block.right
