"""The four questions about each type of relationship."""

from functools import cache

import numpy as np
import pytest
from markets import played, small, variant

from sim.engine import Simulation
from sim.market.relationship_types import Answers, Fit, Support, fit_of, relationship_types
from sim.scenario.vocabulary import RelationshipType as Type

MONEY = {
    "staff": 5200.0,
    "training": 800.0,
    "account_managers": 3900.0,
    "self_service": 400.0,
    "automation": 400.0,
    "community": 1000.0,
    "co_creation": 500.0,
}


@cache
def game(on: bool = True) -> Simulation:
    plain = small(
        600, rounds=4, weeks=13, warm_up=26, firm__cash=1e9, firm__budget=1e9, levers__detail_from_round=1
    )
    levers = {f"levers.{lever}.available": True for lever in MONEY}
    own = {"firm.awareness": 0.6, "market.segments.*.expects": {"community": 0.9, "self_service": 0.1}}
    plan = MONEY if on else {"staff": MONEY["staff"], "training": MONEY["training"]}
    return played(variant(plain, levers | own), advertising=1000.0, **plan)


def answers(on: bool = True) -> dict[tuple[Type, int], Answers]:
    return {(each.kind, each.segment): each for each in relationship_types(game(on).world, 0)}


@pytest.mark.parametrize(
    ("expected", "level", "supported", "fit"),
    [
        (0.8, 0.0, 1.0, Fit.MISSED),
        (0.3, 0.0, 1.0, Fit.UNUSED),
        (0.8, 0.5, 0.2, Fit.UNSUPPORTED),
        (0.1, 0.5, 0.9, Fit.UNWANTED),
        (0.3, 0.5, 0.9, Fit.SOUND),
    ],
)
def test_how_a_type_fits(expected: float, level: float, supported: float, fit: Fit) -> None:
    assert fit_of(expected, level, supported) is fit


def test_every_type_and_segment_is_answered_within_bounds() -> None:
    found = answers()
    assert set(found) == {(kind, segment) for kind in Type for segment in range(3)}
    for each in found.values():
        assert 0 <= each.expected <= 1
        assert 0 < each.level <= 1
        assert 0 <= each.supported <= 1
        assert each.cost_round > 0
        assert np.isfinite([each.cost_customer, each.cost_contact]).all()


def test_what_each_rests_on_is_counted() -> None:
    found, state = answers(), game().world.state
    members = sum(found[Type.COMMUNITY, segment].reached for segment in range(3))
    assert members == np.count_nonzero(state.community[0]) > 0
    assert found[Type.COMMUNITY, 0].cost_customer == pytest.approx(1000.0 / members)
    managed = sum(found[Type.DEDICATED, segment].reached for segment in range(3))
    assert managed == np.count_nonzero(state.managed[0])
    assert found[Type.DEDICATED, 0].support is Support.VALUE
    assert found[Type.DEDICATED, 0].supported < 1  # café customers do not carry a manager
    known = state.knowledge[0][state.rung[0] >= 2]
    assert found[Type.AUTOMATED, 0].supported == pytest.approx(float(np.mean(known)), rel=1e-5)
    book = game().world.firms[0].round
    assert found[Type.PERSONAL, 0].cost_contact == pytest.approx(6000.0 / book.contacts)
    assert found[Type.SELF_SERVICE, 0].cost_contact == pytest.approx(800.0 / book.self_served + 0.05)


def test_what_is_not_set_up_costs_nothing_and_reaches_nobody() -> None:
    found = answers(on=False)
    for kind in (Type.DEDICATED, Type.SELF_SERVICE, Type.AUTOMATED, Type.COMMUNITY, Type.CO_CREATION):
        each = found[kind, 0]
        assert (each.level, each.reached, each.cost_round, each.cost_contact) == (0, 0, 0, 0)
    assert found[Type.COMMUNITY, 0].fit is Fit.MISSED
    assert found[Type.SELF_SERVICE, 0].fit is Fit.UNUSED


def test_the_table_says_the_same() -> None:
    table = game().tables().relationship_types
    assert table.height == 3 * 6 * 3
    mine = table.filter((table["firm"] == "esquina") & (table["kind"] == "community"))
    assert mine["level"].to_list() == [game().world.firms[0].community] * 3
    assert set(mine["fit"]) <= {str(fit) for fit in Fit}
