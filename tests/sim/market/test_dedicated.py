"""Managers and their portfolios: who gets one, when they start, and what they take off the desk."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from markets import small, variant

from sim.engine import Simulation
from sim.market.dedicated import managers_paid_for, most_worth, weekly_spending
from sim.scenario.relations import DedicatedRule
from sim.scenario.schema import Scenario

RULE = DedicatedRule()
MANAGER = 200 * RULE.salary * 13
"""What a manager costs in a round of the market below."""


def market(**changes: object) -> Scenario:
    plain = small(
        400, rounds=2, weeks=13, warm_up=26, levers__detail_from_round=1, firm__cash=1e9, firm__budget=1e9
    )
    return variant(plain, {"levers.account_managers.available": True, "firm.awareness": 0.6} | changes)


def test_managers_paid_for_worked_example() -> None:
    """At one and a half wages of 200 a manager takes 300 a week."""
    assert [managers_paid_for(money, 200.0, RULE) for money in (0.0, 299.0, 300.0, 899.0)] == [0, 0, 1, 2]


class TestMostWorth:
    def test_the_highest_and_of_equals_the_first(self) -> None:
        worth = np.array([3, 0, 5, 3, 9, 3], dtype=np.float32)
        assert most_worth(worth, 3).tolist() == [0, 2, 4]
        assert most_worth(worth, 4).tolist() == [0, 2, 3, 4]
        assert most_worth(worth, 100).tolist() == [0, 2, 3, 4, 5]
        assert most_worth(worth, 0).tolist() == []

    @given(st.lists(st.integers(0, 5), max_size=30), st.integers(0, 30))
    def test_nobody_left_out_is_worth_more(self, values: list[int], places: int) -> None:
        worth = np.array(values, dtype=np.float32)
        chosen = most_worth(worth, places)
        assert len(chosen) == min(places, np.count_nonzero(worth))
        left = np.delete(worth, chosen)
        assert not len(chosen) or not len(left) or worth[chosen].min() >= left.max()


def test_managers_start_after_their_lead_time_and_have_full_portfolios() -> None:
    game = Simulation(market(), 7)
    game.decide("esquina", {"account_managers": MANAGER})
    for _ in range(RULE.hiring_weeks):
        game.advance_week()
    assert (game.world.firms[0].managers, game.world.firms[0].managers_arriving) == (0, 1)
    assert not game.world.state.managed.any()
    game.advance_week()
    assert game.world.firms[0].managers == 1
    left_since = game.world.firms[0].round.lost_customers
    assert RULE.portfolio - left_since <= np.count_nonzero(game.world.state.managed[0]) <= RULE.portfolio
    assert not game.world.state.managed[1:].any()


def test_those_who_spend_most_have_one() -> None:
    game = Simulation(market(), 7)
    game.decide("esquina", {"account_managers": MANAGER})
    game.advance()
    state = game.world.state
    customers = (state.rung[0] >= 2) & (state.purchases[0] >= RULE.purchases)
    managed = state.managed[0]
    rate = state.basket * state.purchases[0] / (game.world.week - state.joined_week[0] + 13.0)
    assert not (managed & ~customers).any()
    assert rate[managed].min() * RULE.keep >= np.sort(rate[customers])[-RULE.portfolio] * 0.8
    assert np.mean(rate[managed]) > 2 * np.mean(rate[customers & ~managed])


def test_what_was_spent_before_leaving_gives_nobody_a_manager() -> None:
    """Who comes back is a customer anew: only what she has bought since counts."""
    game = Simulation(market(), 7)
    state = game.world.state
    before = weekly_spending(game.world, 0)
    state.spent[0] += 1e6  # of a former stay
    assert np.array_equal(weekly_spending(game.world, 0), before)
    bought = state.spent[0] - 1e6
    customers = state.rung[0] >= game.world.rungs.first_customer
    never_left = customers & (state.purchases[0] >= 20)
    tenure = game.world.week - state.joined_week[0][never_left]
    assert before[never_left] == pytest.approx(bought[never_left] / (tenure + 13.0), rel=0.3)


def test_without_the_money_they_leave_at_once() -> None:
    game = Simulation(market(), 7)
    game.decide("esquina", {"account_managers": MANAGER})
    game.advance()
    assert game.world.state.managed[0].any()
    game.decide("esquina", {"account_managers": 0})
    game.advance_week()
    assert game.world.firms[0].managers == 0
    assert not game.world.state.managed.any()


def test_the_managed_never_stand_at_the_desk() -> None:
    game = Simulation(market(**{"market.segments.*.contact_rate": 1.0}), 7)
    game.decide("esquina", {"account_managers": 2 * MANAGER})
    seen = 0
    while not game.over:
        game.advance_week()
        for purchases in game.world.purchases:
            keys = purchases.choices.keys
            managed = game.world.state.managed.reshape(-1).take(keys)
            seen += int(np.count_nonzero(managed))
            at_the_desk = np.zeros(len(keys), dtype=bool)
            at_the_desk[purchases.asking.place] = True
            if not game.world.week % 2:  # whose manager has not changed since
                assert not (at_the_desk & managed).any()
    assert seen > 100


def test_the_money_is_spent_as_decided() -> None:
    game = Simulation(market(), 7)
    game.decide("esquina", {"account_managers": 1.5 * MANAGER, "training": 0, "advertising": 0})
    game.advance()
    book = game.world.firms[0].round
    assert book.spending == pytest.approx(1.5 * MANAGER)
