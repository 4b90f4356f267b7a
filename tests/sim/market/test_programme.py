"""The loyalty programme: points, status, and the promise to pay that they are."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from markets import played, small, variant

from sim.engine import Simulation
from sim.market.programme import benefit_of_card, joining_chance, points_of_week, standing
from sim.scenario.parameters import LoyaltyCardRule

RULE = LoyaltyCardRule()


def single(*values: float) -> np.ndarray:
    return np.array(values, dtype=np.float32)


class TestBenefit:
    def test_worked_example(self) -> None:
        """Points for one basket a quarter and member give half of the benefit."""
        assert benefit_of_card(100.0 / 13 * 20, members=100, basket=20.0, half=1.0) == pytest.approx(0.5)

    def test_nobody_to_reward(self) -> None:
        assert benefit_of_card(500.0, members=0, basket=20.0, half=1.0) == 0

    def test_the_same_points_thin_out_among_more_members(self) -> None:
        shared = [benefit_of_card(50.0, members, 20.0, 1.0) for members in (10, 50, 200)]
        assert shared == sorted(shared, reverse=True)


class TestJoining:
    def test_those_whom_deals_tempt_join_more_readily(self) -> None:
        """.25 for the average; half as much again, or as much less, at the extremes."""
        assert joining_chance(single(0, 0.5, 1), RULE) == pytest.approx([0.125, 0.25, 0.375])

    def test_only_while_it_is_on_offer(self) -> None:
        scenario = small(rounds=1)
        assert not played(scenario, loyalty_card=0.0, acquisition=0).observe("esquina").people.member.any()
        with_card = variant(scenario, {"levers.detail_from_round": 1})
        assert played(with_card, loyalty_card=600.0).observe("esquina").people.member.any()


def test_status_worked_example() -> None:
    counts = np.array([0, 9, 10, 29, 30, 500], dtype=np.int16)
    assert standing(counts, RULE).tolist() == [0, 0, 0.5, 0.5, 1, 1]


class TestPoints:
    def test_worked_example(self) -> None:
        """Of 100 issued 94 will be claimed; of 500 owed 6 % are claimed this week."""
        points = points_of_week(100.0, 1000.0, 500.0, RULE)
        assert (points.promised, points.redeemed) == pytest.approx((94.0, 30.0))

    def test_no_more_than_a_share_of_what_members_buy(self) -> None:
        assert points_of_week(100.0, 40.0, 0.0, RULE).promised == pytest.approx(0.94 * 10.0)
        assert points_of_week(100.0, 0.0, 0.0, RULE).promised == 0

    @given(st.floats(0, 1e4), st.floats(0, 1e4), st.floats(0, 1e5))
    def test_what_is_owed_never_turns_into_a_claim(self, money: float, sold: float, owed: float) -> None:
        points = points_of_week(money, sold, owed, RULE)
        assert 0 <= points.promised <= money
        assert 0 <= points.redeemed <= owed


def test_a_liability_builds_up_and_is_paid_after_the_programme_ends() -> None:
    """With points of a week for 1 / .06 = 17 weeks outstanding; without new ones .94 ** 26 = 20 % is left."""
    market = small(600, rounds=6, weeks=13, levers__detail_from_round=1, firm__cash=1e9, firm__budget=1e6)
    game = Simulation(market, 7)
    game.decide("esquina", {"loyalty_card": 1300.0})
    for _ in range(4):
        game.advance()
    owed = game.world.firms[0].liability
    assert 0.7 <= owed / (94.0 / 0.06) <= 1.0
    game.decide("esquina", {"loyalty_card": 0.0})
    cash, earned = game.world.firms[0].cash, game.world.firms[0].total_profit
    game.advance()
    game.advance()
    firm = game.world.firms[0]
    assert firm.liability == pytest.approx(owed * 0.94**26)
    assert firm.cash - cash == pytest.approx(firm.total_profit - earned - (owed - firm.liability))


def test_what_is_promised_is_an_expense_of_its_week() -> None:
    """The books carry what was promised beside the other levers: not all that was decided, and not nothing."""
    market = small(600, rounds=1, weeks=13, levers__detail_from_round=1, firm__cash=1e9, firm__budget=1e6)
    game = Simulation(market, 7)
    game.decide("esquina", {"loyalty_card": 1300.0, "advertising": 650.0, "training": 130.0})
    promised, ended = 0.0, False
    while not ended:
        ended = game.advance_week()
        promised += game.world.firms[0].points.promised
    assert 200 < promised <= 0.94 * 1300
    others = 650.0 + 130.0 + game.decisions[-1]["referral_reward"] + game.decisions[-1]["introductory_offers"]
    assert game.world.firms[0].round.spending == pytest.approx(others + promised)


def test_nobody_redeems_the_points_of_a_firm_that_closed() -> None:
    """What it owes it goes on owing, and its money stands still."""
    market = small(
        600,
        rounds=6,
        weeks=4,
        levers__detail_from_round=1,
        firm__cash=1000.0,
        firm__credit=0.0,
        firm__cost_of_goods=2.0,
    )
    game = Simulation(market, 7)
    game.decide("esquina", {"loyalty_card": 200.0, "staff": 700.0, "advertising": 0.0, "training": 0.0})
    firm = game.world.firms[0]
    while not firm.bankrupt:
        game.advance_week()
    owed, cash = firm.liability, firm.cash
    assert owed > 1
    game.advance()
    assert (firm.liability, firm.cash) == (owed, cash)
