"""Communities: joining, leaving, and what members tell each other."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from markets import small, variant

from sim.engine import Simulation
from sim.market.community import joining_chance, platform, trust_after_talk
from sim.scenario.relations import CommunityRule
from sim.scenario.schema import Scenario

RULE = CommunityRule()
STATES = st.floats(0, 1, width=32)


def single(*values: float) -> np.ndarray:
    return np.array(values, dtype=np.float32)


def market(rounds: int = 3) -> Scenario:
    plain = small(500, rounds=rounds, weeks=8, warm_up=26, levers__detail_from_round=1, firm__cash=1e9)
    return variant(
        plain,
        {
            "firm.budget": 1e9,
            "levers.community.available": True,
            "firm.awareness": 0.6,
            "market.segments.*.expects": {"community": 1.0},
        },
    )


def test_a_platform_costs_as_much_for_few_members_as_for_fifty() -> None:
    """25 a week for up to 50 members is .5 each, half of the full care; for 200 it is an eighth."""
    assert platform(25.0, 0, 0.5, RULE) == platform(25.0, 50, 0.5, RULE) == pytest.approx(0.5)
    assert platform(25.0, 200, 0.5, RULE) == pytest.approx(1 - 0.5**0.25)
    assert platform(0.0, 10, 0.5, RULE) == 0


def test_joining_worked_example() -> None:
    """Two weeks, full care, half of the customers inside: 2 (.01 + .1 x .5) = .12 for who expects it."""
    assert joining_chance(1.0, 0.5, single(1.0, 0.5, 0.0), 2, RULE) == pytest.approx([0.12, 0.06, 0.0])


@given(STATES, STATES, STATES, STATES)
def test_members_draw_members(care: float, few: float, more: float, expects: float) -> None:
    few, more = sorted((few, more))
    chances = [joining_chance(care, inside, single(expects), 2, RULE)[0] for inside in (few, more)]
    assert 0 <= chances[0] <= chances[1] <= 1


@given(STATES, STATES, STATES)
def test_trust_stays_within_bounds(trust: float, praise: float, blame: float) -> None:
    blame = min(blame, 1 - praise)
    after = trust_after_talk(single(trust), praise, blame, 2, RULE)[0]
    assert 0 <= after <= 1
    assert trust_after_talk(single(trust), praise, 0.0, 2, RULE)[0] >= trust - 1e-7
    assert trust_after_talk(single(trust), 0.0, blame, 2, RULE)[0] <= trust + 1e-7


def test_bad_news_travels_twice_as_fast() -> None:
    """At a trust of one half the same share of voices takes twice what it would give."""
    risen = trust_after_talk(single(0.5), 0.3, 0.0, 2, RULE)[0] - 0.5
    fallen = 0.5 - trust_after_talk(single(0.5), 0.0, 0.3, 2, RULE)[0]
    assert fallen == pytest.approx(2 * risen, rel=1e-4)


def test_what_members_answer_each_other_is_served_without_the_team() -> None:
    game = Simulation(market(rounds=6), 7)
    game.decide("esquina", {"community": 1000})
    for _ in range(3):
        game.advance()
    measures = game.history("esquina")[-1]
    answers, contacts = measures["community_answers"], measures["contacts"]
    assert answers > 0
    assert measures["self_served"] == pytest.approx(answers / (answers + contacts))


def test_only_customers_are_members_and_without_care_they_leave() -> None:
    game = Simulation(market(rounds=6), 7)
    game.decide("esquina", {"community": 1000})
    game.advance()
    game.advance()
    state = game.world.state
    inside = state.community[0].copy()
    assert np.count_nonzero(inside) > 20
    assert (state.rung[0, inside] >= game.world.rungs.first_customer).all()
    assert not state.community[1:].any()
    game.decide("esquina", {"community": 0})
    game.advance()
    game.advance()
    stayed = np.count_nonzero(inside & state.community[0]) / np.count_nonzero(inside)
    assert stayed < 0.6  # 16 weeks at 5 % leave .44, and nobody joins
    assert not (state.community[0] & ~inside).any()
