"""Messages to single customers."""

import numpy as np
import pytest
from markets import small, variant

from sim.engine import Simulation
from sim.market.messages import annoy, apt_chance, most_prompting, prompting
from sim.scenario.dialogue import MessageRule
from sim.scenario.schema import Scenario


def market() -> Scenario:
    return variant(small(), {"levers.messages.available": True, "levers.detail_from_round": 1})


def test_messages_are_as_apt_as_the_customer_is_known() -> None:
    chance = apt_chance(np.array([0, 0.5, 1], dtype=np.float32), MessageRule())
    assert chance.tolist() == pytest.approx([0.1, 0.525, 0.95])


def test_being_pestered_costs_a_share_of_satisfaction() -> None:
    satisfaction = np.array([0.2, 0.4, 0.8], dtype=np.float32)
    lost = annoy(satisfaction, np.array([1, 2]), np.float32(0.1))
    assert lost.tolist() == pytest.approx([0.04, 0.08])
    assert satisfaction.tolist() == pytest.approx([0.2, 0.36, 0.72])


def test_a_recent_message_brings_one_in_more_often() -> None:
    assert prompting(np.array([0, 3, 4, 10_000]), np.float32(1.1), MessageRule()).tolist() == pytest.approx(
        [1.1, 1.1, 1, 1]
    )
    world = Simulation(market(), 7).world
    assert most_prompting(world) == 1
    world.firms[0].weekly["messages"] = 10.0
    assert most_prompting(world) == pytest.approx(1.1)


def test_only_customers_are_written_to_and_a_message_is_counted_once() -> None:
    game = Simulation(market(), 7)
    first = game.world.rungs.first_customer
    game.decide("esquina", {"messages": 500.0})
    was_customer = game.world.state.rung[0] >= first
    for _ in range(2):
        game.advance_week()
        was_customer |= game.world.state.rung[0] >= first
    book = game.world.firms[0].round
    spoken_to = game.world.state.message_week[0] >= 0
    assert 0 < book.responses < book.messages
    assert book.annoyed == book.messages - book.responses
    assert spoken_to.sum() == book.responses
    assert not (spoken_to & ~was_customer).any()
    assert not (game.world.state.message_week[1:] >= 0).any()
