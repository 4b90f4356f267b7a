"""How precisely a firm knows its own standing."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markets import small, variant

from sim.engine import Simulation
from sim.market.world import World
from sim.reports import GUESSED, doubt, interval, report
from sim.scenario.dialogue import KnowledgeRule
from sim.scenario.vocabulary import MEASURES

RULE = KnowledgeRule()


def test_doubt_falls_with_knowledge_and_ends() -> None:
    widths = [doubt("trust", 0.5, knowledge, RULE) for knowledge in (0.0, 0.4, 0.8, 1.0)]
    assert widths == pytest.approx([0.3, 0.15, 0, 0])
    assert doubt("customer_equity", -2000.0, 0.0, RULE) == 1000
    assert doubt("customer_equity", 2000.0, 0.8, RULE) == 0


@given(st.floats(0, 1), st.floats(0, 0.5), st.floats(0, 1))
def test_the_truth_is_always_inside_and_the_figures_are_round(value: float, width: float, place: float) -> None:
    told = interval("satisfaction", value, width, place)
    assert 0 <= told.low <= value <= told.high <= 1
    assert told.high - told.low <= width + 0.02 + 1e-9
    assert told.exact == (width == 0) or told.low == told.high == round(value, 2)


@given(st.floats(-1e7, 1e7), st.floats(1, 1e6), st.floats(0, 1))
def test_money_is_reported_in_whole_units(value: float, width: float, place: float) -> None:
    told = interval("customer_equity", value, width, place)
    assert told.low <= value <= told.high
    assert told.high - told.low <= width + 2


def test_an_interval_is_a_function_of_seed_firm_round_and_measure() -> None:
    world = Simulation(variant(small(), {"levers.knowledge.available": True}), 7).world
    other = Simulation(variant(small(), {"levers.knowledge.available": True}), 8).world
    measures = dict.fromkeys(MEASURES, 0.5) | {"knowledge": 0.0}

    def lows(of: World, firm: int, number: int) -> list[float]:
        told = report(of, firm, measures, number)
        return [told[name].low for name in GUESSED if name not in ("knowledge", "customer_equity")]

    first = lows(world, 0, 1)
    assert first == lows(world, 0, 1)
    assert len(set(first)) > 3
    assert first != lows(world, 0, 2)
    assert first != lows(world, 1, 1)
    assert first != lows(other, 0, 1)
