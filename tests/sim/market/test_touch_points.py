"""Rule 4: the moments before, during and after the sale."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from markets import small, variant

from sim.engine import Simulation
from sim.market.experience import Service, service_of
from sim.market.means import means_of
from sim.market.touch_points import cared_for
from sim.market.world import World
from sim.scenario.service import TouchPointRule

RULE = TouchPointRule()
UNIT = st.floats(0, 1)


def service(world: World) -> Service:
    return service_of(world.doubles, world.levers, means_of(world))


def test_worked_example() -> None:
    """The service .7, a start .2 worse, half of the effect: .5 + .5 x .5 x (1 - .5) = .625."""
    assert cared_for(0.7, -0.2, 0.5, RULE) == pytest.approx(0.625)


def test_without_care_or_a_start_of_its_own_a_moment_is_as_the_service() -> None:
    assert cared_for(0.731, 0.0, 0.0, RULE) == 0.731


@settings(max_examples=60, deadline=None)
@given(UNIT, st.floats(-1, 1), st.tuples(UNIT, UNIT).map(sorted))
def test_care_never_harms_and_no_moment_leaves_its_bounds(service: float, start: float, care: list[float]) -> None:
    less, more = (cared_for(service, start, each, RULE) for each in care)
    assert 0 <= less <= more <= 1


def test_money_is_spread_over_purchases() -> None:
    """The same money does less for each customer where more of them buy."""
    game = Simulation(variant(small(600, warm_up=8), {"firm.start.before_sale": 100.0}), 7)
    few = service(game.world)
    assert few.before[0] > few.during[0] == few.after[0]
    game.world.firms[0].met.customers *= 4
    assert few.during[0] < service(game.world).before[0] < few.before[0]
