"""Every figure can be found: with the pointer, and step by step with the arrow keys."""

import numpy as np
import pytest
from pygame import Rect

from game.stage import picking
from game.stage.crowd import Crowd, Week
from game.stage.layout import Layout, lay_out

STAGES = ("stranger", "acquaintance", "friend", "partner")
COUNTS = [60, 40, 0, 25]


@pytest.fixture
def layout() -> Layout:
    return lay_out(Rect(0, 0, 900, 460), STAGES, COUNTS, shops=1)


@pytest.fixture
def crowd(layout: Layout) -> Crowd:
    rung = np.repeat(np.arange(4), COUNTS)
    crowd = Crowd(len(rung))
    crowd.settle(layout, Week(rung, np.ones(len(rung), bool), np.full(len(rung), -1)))
    return crowd


def test_the_pointer_finds_each_figure(crowd: Crowd, layout: Layout) -> None:
    for slot, centre in enumerate(picking.centres(crowd, layout.pitch).tolist()):
        assert picking.nearest(crowd, layout.pitch, (centre[0] + 1, centre[1] - 1), 12) == slot


def test_the_pointer_finds_nobody_far_from_all(crowd: Crowd, layout: Layout) -> None:
    assert picking.nearest(crowd, layout.pitch, (layout.area.centerx, layout.area.top + 5), 12) is None


@pytest.mark.parametrize("direction", [(1, 0), (-1, 0), (0, 1), (0, -1)])
def test_an_arrow_goes_its_own_way(crowd: Crowd, layout: Layout, direction: tuple[int, int]) -> None:
    for slot in range(len(crowd.rung)):
        other = picking.neighbour(crowd, layout.pitch, slot, direction)
        gap = (crowd.position[other] - crowd.position[slot]) @ np.array(direction)
        assert other == slot or gap > 0


def test_the_arrows_reach_everybody(crowd: Crowd, layout: Layout) -> None:
    reached, edge = {0}, [0]
    while edge:
        slot = edge.pop()
        for direction in ((1, 0), (-1, 0), (0, 1), (0, -1)):
            other = picking.neighbour(crowd, layout.pitch, slot, direction)
            if other not in reached:
                reached.add(other)
                edge.append(other)
    assert reached == set(range(len(crowd.rung)))


def test_an_empty_step_has_no_first_figure(crowd: Crowd) -> None:
    assert picking.first_on(crowd, 2) is None
    first = picking.first_on(crowd, 3)
    assert first is not None
    assert crowd.position[first, 1] == crowd.position[crowd.rung == 3, 1].min()
