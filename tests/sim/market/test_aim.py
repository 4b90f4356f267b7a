"""How a lever's money is spread over segments."""

import numpy as np
import pytest
from markets import small, variant

from sim.engine import Simulation
from sim.market.aim import (
    audience,
    blurred,
    clientele,
    customers_by_segment,
    money_per_head,
    pressure,
    spread,
    used,
)


def test_a_weight_is_as_sharp_as_the_segment_is_known() -> None:
    weights = np.array([0.0, 1.0, 5.0])
    assert blurred(weights, np.zeros(3)).tolist() == [1, 1, 1]
    assert blurred(weights, np.ones(3)).tolist() == [0, 1, 5]
    assert blurred(weights, np.full(3, 0.5)).tolist() == [0.5, 1, 3]


def test_money_goes_to_heads_in_proportion_to_the_weights() -> None:
    each = money_per_head(600.0, np.array([100, 200, 100]), np.array([1.0, 1.0, 3.0]))
    assert each.tolist() == [1, 1, 3]


@pytest.mark.parametrize("segments", range(1, 13))
def test_all_the_money_is_spent_however_many_segments_there_are(segments: int) -> None:
    """To the last bit: heads are added in the order in which NumPy adds them."""
    luck = np.random.default_rng(segments)
    heads, weights = luck.integers(1, 500, segments), luck.random(segments) * 10
    each = money_per_head(600.0, heads, weights)
    assert np.array_equal(each, 600.0 * weights / np.add.reduce(heads * weights))


def test_an_aim_at_nobody_prefers_nobody() -> None:
    each = money_per_head(600.0, np.array([100, 200]), np.zeros(2))
    assert each.tolist() == [2, 2]
    assert money_per_head(600.0, np.zeros(2, dtype=np.int64), np.ones(2)).tolist() == [600, 600]


def test_unaimed_levers_reach_everybody_alike() -> None:
    game = Simulation(small(), 7)
    game.decide("esquina", {"acquisition": 600.0})
    game.advance_week()
    world, firm = game.world, game.world.firms[0]
    everybody = pressure(world, firm, "advertising", world.customers)
    assert audience(world, "advertising")[0].tolist() == [everybody]
    assert audience(world, "advertising").shape == (3, 1)
    assert used(world, "advertising")
    assert not used(world, "knowledge")


def test_aimed_levers_reach_segments_apart() -> None:
    scenario = variant(small(), {"levers.detail_from_round": 1, "levers.messages.available": True})
    game = Simulation(scenario, 7)
    game.decide("esquina", {"advertising": 300.0, "advertising@retired": 4.0, "messages": 50.0})
    game.advance_week()
    game.world.firms[0].known[:] = 1.0
    reach = audience(game.world, "advertising")
    assert reach.shape == (3, 3)
    assert reach[0, 2] > 1.5 * reach[0, 0] > 0
    assert reach[0, 0] == reach[0, 1]
    assert len(set(reach[1].tolist())) == 1
    world, first = game.world, game.world.rungs.first_customer
    own = clientele(world.arrays, first, spread(world, "messages"))[0]
    heads = float(customers_by_segment(world.arrays, first, 3)[0].sum())
    assert own.tolist() == pytest.approx([pressure(world, world.firms[0], "messages", heads)] * 3)
