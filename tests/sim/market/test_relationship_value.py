"""What a relationship is worth beyond product and service."""

import numpy as np
import pytest
from markets import played, small, variant

from sim.engine import Simulation
from sim.market.relationship_value import relationship_value


@pytest.fixture(scope="module")
def game() -> Simulation:
    plain = small(
        600, rounds=3, weeks=13, warm_up=26, firm__cash=1e9, firm__budget=1e9, levers__detail_from_round=1
    )
    open_now = {"levers.community.available": True, "market.segments.*.expects": {"community": 0.9}}
    return played(variant(plain, open_now), community=1000.0, loyalty_card=1000.0, staff=5200.0, advertising=1000.0)


def test_each_part_goes_to_those_who_have_it(game: Simulation) -> None:
    state, worth = game.world.state, relationship_value(game.world, 0)
    customers = state.rung[0] >= 2
    members, inside = state.member[0] & customers, state.community[0]
    assert ((worth.special > 0) == members).all()
    assert ((worth.social > 0) == inside).all()
    assert np.array_equal(worth.confidence[customers], state.trust[0, customers])
    for part in (worth.confidence, worth.social, worth.special, worth.saved):
        assert not part[~customers].any()
        assert part.min() >= 0
    for part in (worth.confidence, worth.social, worth.special):
        assert part.max() <= 1


def test_what_the_firm_saves_worked_example(game: Simulation) -> None:
    """.8 at first and .56 after twelve purchases: .24 saved on each; .12 after six."""
    state, worth = game.world.state, relationship_value(game.world, 0)
    customers = state.rung[0] >= 2
    for count, saved in ((6, 0.12), (12, 0.24)):
        here = customers & (state.purchases[0] == count)
        assert worth.saved[here] == pytest.approx(np.full(np.count_nonzero(here), saved), abs=1e-6)
    assert worth.saved[customers & (state.purchases[0] > 12)] == pytest.approx(0.24, abs=1e-6)


def test_the_table_of_customers_shows_it(game: Simulation) -> None:
    assert {"confidence", "social", "special", "saved"} <= set(game.tables().customers.columns)


def test_looking_changes_nothing(game: Simulation) -> None:
    before = game.world.state.commitment.copy()
    relationship_value(game.world, 1)
    assert np.array_equal(game.world.state.commitment, before)
