"""The loyalty programme."""

import pytest
from markets import played, small, variant

from sim.market.programme import benefit_of_card


class TestLoyaltyCard:
    def test_worked_example(self) -> None:
        """Points for one basket a quarter and member give half of the benefit."""
        assert benefit_of_card(100.0 / 13 * 20, members=100, basket=20.0, half=1.0) == pytest.approx(0.5)

    def test_nobody_to_reward(self) -> None:
        assert benefit_of_card(500.0, members=0, basket=20.0, half=1.0) == 0

    def test_the_same_points_thin_out_among_more_members(self) -> None:
        shared = [benefit_of_card(50.0, members, 20.0, 1.0) for members in (10, 50, 200)]
        assert shared == sorted(shared, reverse=True)

    def test_customers_take_the_card_only_while_it_is_on_offer(self) -> None:
        scenario = small(rounds=1)
        assert not played(scenario, loyalty_card=0.0, acquisition=0).observe("esquina").people.member.any()
        with_card = variant(scenario, {"levers.detail_from_round": 1})
        assert played(with_card, loyalty_card=600.0).observe("esquina").people.member.any()
