"""Rule 16: what a firm knows of its customers."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from markets import small, variant

from sim.engine import Simulation
from sim.market.knowledge import freshness, knowledge_after
from sim.scenario.dialogue import KnowledgeRule

UNIT = st.floats(0, 1, width=32)


def single(*values: float) -> np.ndarray:
    return np.array(values, dtype=np.float32)


@settings(max_examples=60, deadline=None)
@given(
    st.tuples(UNIT, UNIT).map(sorted), st.tuples(st.floats(0, 5), st.floats(0, 5)).map(sorted), st.integers(1, 13)
)
def test_who_learns_more_never_knows_less(known: list[float], learnt: list[float], weeks: int) -> None:
    low, high = known
    fresh = freshness(weeks, KnowledgeRule())
    less, more = (knowledge_after(single(high), single(each), fresh)[0] for each in learnt)
    assert 0 <= less <= more + 1e-6
    assert more <= 1
    assert knowledge_after(single(low), single(learnt[0]), fresh)[0] <= less + 1e-6


def test_a_review_counts_for_its_weeks() -> None:
    once = knowledge_after(single(0.5), single(0), freshness(4, KnowledgeRule()))
    four = single(0.5)
    for _ in range(4):
        four = knowledge_after(four, single(0), freshness(1, KnowledgeRule()))
    assert once[0] == pytest.approx(four[0], rel=1e-6)
    assert once[0] == pytest.approx(0.5 * 0.97**4)


def test_a_talk_at_the_desk_is_remembered() -> None:
    """At a desk that copes and with nothing else to learn from, those served are known a little, and only they."""
    only_talks = {f"model.knowledge.{source}": 0.0 for source in ("shared", "from_purchase", "staleness")}
    game = Simulation(
        variant(
            small(weeks=6, levers__knowledge__available=True),
            only_talks | {"market.segments.*.contact_rate": 0.9, "firm.service_minutes": 0.5},
        ),
        7,
    )
    before = game.world.state.knowledge[0].copy()
    game.advance_week()
    served = np.zeros(game.world.customers, dtype=bool)
    for purchases in game.world.purchases:
        asked = purchases.asking.place[purchases.served[purchases.asking.place]]
        keys = purchases.choices.keys[asked]
        served[keys[keys < game.world.customers]] = True
    learnt = game.world.state.knowledge[0] - before
    assert served.sum() > 3
    assert learnt[served] == pytest.approx(0.05 * (1 - before[served]), abs=1e-6)
    assert not learnt[~served].any()


def test_a_segment_is_known_as_well_as_its_customers() -> None:
    game = Simulation(small(warm_up=8, levers__knowledge__available=True), 7)
    while game.world.week % game.scenario.ladder.review_weeks != 1:
        game.advance_week()
    state, firm = game.world.state, game.world.firms[0]
    for segment in range(3):
        own = (state.segment == segment) & (state.rung[0] >= game.world.rungs.first_customer)
        assert firm.known[segment] == pytest.approx(state.knowledge[0, own].mean(), abs=0.05)


def test_where_nothing_works_by_knowledge_none_is_kept_and_aims_are_exact() -> None:
    game = Simulation(small(warm_up=8), 7)
    assert not game.world.state.knowledge.any()
    assert all((firm.known == 1).all() for firm in game.world.firms)
