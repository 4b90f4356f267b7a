"""Rules 2 and 3: when people buy, and from whom."""

import math
from collections.abc import Callable

import numpy as np
import pytest
from markets import corner_cafe, played, small, unlinked, variant

from sim.engine import Simulation
from sim.market.choice import discount, offer_pull
from sim.market.occasions import occasion_rate
from sim.market.state import CLOSENESS
from sim.market.world import World
from sim.scenario.parameters import ChoiceRule, OccasionRule
from sim.scenario.vocabulary import Cause

GRID = np.linspace(0, 1, 51, dtype=np.float32)


def single(*values: float) -> np.ndarray:
    return np.array(values, dtype=np.float32)


class TestOccasionRate:
    def test_worked_example(self) -> None:
        """Neutral (.6, .5): as is. Happy (.8, .7): exp(.8 x .2 + .5 x .2) = exp(.26) times."""
        got = occasion_rate(single(2.0, 2.0), single(0.6, 0.8), single(0.5, 0.7), OccasionRule(), 1.0)
        assert got == pytest.approx([2.0, 2 * math.exp(0.26)], rel=1e-6)

    def test_rises_with_satisfaction_and_commitment(self) -> None:
        one = np.ones_like(GRID)
        assert (np.diff(occasion_rate(one, GRID, one / 2, OccasionRule(), 1.0)) > 0).all()
        assert (np.diff(occasion_rate(one, one / 2, GRID, OccasionRule(), 1.0)) > 0).all()

    def test_without_plasticity_relationships_change_nobody(self) -> None:
        got = occasion_rate(single(1.5, 1.5), single(0.0, 1.0), single(0.0, 1.0), OccasionRule(), 0.0)
        assert got.tolist() == [1.5, 1.5]


class TestOfferPull:
    def test_worked_example(self) -> None:
        """Forty points for one of average proneness .5: .12 x 40 - 1.6 - 1.2 = 2; a supporter (2.0): 1.2."""
        got = offer_pull(single(0.5, 0.5), single(1.2, 2.0), discount(ChoiceRule()), ChoiceRule())
        assert got == pytest.approx([2.0, 1.2], abs=1e-6)

    def test_never_pushes_away(self) -> None:
        proneness, resistance = np.meshgrid(GRID, 3 * GRID)
        assert (offer_pull(proneness, resistance, discount(ChoiceRule()), ChoiceRule()) >= 0).all()

    def test_tempts_the_deal_prone_and_not_the_bonded(self) -> None:
        assert (np.diff(offer_pull(GRID, 0 * GRID, discount(ChoiceRule()), ChoiceRule())) >= 0).all()
        assert (np.diff(offer_pull(0 * GRID + 1, 4 * GRID, discount(ChoiceRule()), ChoiceRule())) <= 0).all()


CLIENT, FRIEND = 3, 4


def buyers(change: Callable[[World], None]) -> set[int]:
    """Who buys at the player's firm in the first week of a market after ``change``."""
    game = Simulation(unlinked(900, warm_up=13), 7)
    change(game.world)
    game.advance_week()
    return set(np.flatnonzero(game.world.state.last_week[0] == game.world.week - 1).tolist())


def everybody(**values: float) -> Callable[[World], None]:
    """Gives every relationship with the player's firm these states, and the firm itself `brand` or `benefit`."""

    def change(world: World) -> None:
        for name, value in values.items():
            if hasattr(world.firms[0], name):
                setattr(world.firms[0], name, value)
            else:
                getattr(world.state, name)[0] = value

    return change


class TestWhatMakesThemChoose:
    """With the same luck, a firm made more attractive wins purchases and loses none."""

    @pytest.mark.parametrize(
        ("before", "after"),
        [
            ({"satisfaction": 0.5}, {"satisfaction": 0.9}),
            ({"commitment": 0.0}, {"commitment": 0.8}),
            ({"habit": 0.0}, {"habit": 1.0}),
            ({"awareness": 0.3}, {"awareness": 0.9}),
            ({"brand": 0.0}, {"brand": 1.0}),
            ({"rung": FRIEND, "trust": 0.2}, {"rung": FRIEND, "trust": 1.0}),
            ({"member": True, "benefit": 0.0}, {"member": True, "benefit": 1.0}),
            ({"recommended": False}, {"recommended": True}),
            ({"purchases": 0}, {"purchases": 1}),  # the first time takes some courage
        ],
        ids=lambda given: ", ".join(f"{name} {value}" for name, value in given.items()),
    )
    def test_more_of_it_only_wins(self, before: dict[str, float], after: dict[str, float]) -> None:
        fewer, more = buyers(everybody(**before)), buyers(everybody(**after))
        assert fewer < more

    def test_trust_counts_only_among_friends(self) -> None:
        little, much = (buyers(everybody(rung=CLIENT, trust=trust)) for trust in (0.2, 1.0))
        assert little == much

    def test_a_card_binds_only_its_members(self) -> None:
        assert buyers(everybody(member=False, benefit=1.0)) == buyers(everybody(member=False, benefit=0.0))


def test_offers_hardly_tempt_those_whose_rung_resists() -> None:
    def tempted(resistance: float) -> int:
        market = variant(small(900, rounds=2, weeks=13, warm_up=13), {"ladder.rungs.*.resistance": resistance})
        joined = played(market).journal.moves(1, since=13)  # by now nearly everyone buys somewhere
        return int(np.count_nonzero(joined.causes[:, 0] == Cause.INTRODUCTORY_OFFER))

    open_to_all, resisting = tempted(0.0), tempted(10.0)
    assert open_to_all > 2 * resisting


def _purchases(**changes: object) -> float:
    game = played(small(600, rounds=1, weeks=13, **changes))
    return game.history("esquina")[-1]["share"]


def test_a_dearer_firm_sells_less_and_a_cheaper_one_more() -> None:
    dear, fair, cheap = (_purchases(firm__price=price) for price in (1.3, 1.0, 0.8))
    assert dear < fair < cheap


def test_a_firm_that_nobody_knows_sells_nothing() -> None:
    unknown = small(rounds=1, firm__established=False, firm__awareness=0.0, firm__start__advertising=0.0)
    game = played(unknown, acquisition=0)
    assert game.history("esquina")[-1]["revenue"] == 0
    assert game.history("norte")[-1]["revenue"] > 0


def test_season_and_demand_multiply_occasions() -> None:
    quiet, busy = (
        played(small(600, rounds=1, weeks=13, market__season=season)).history("norte")[-1]["revenue"]
        for season in ([0.5], [1.5])
    )
    assert 2 < busy / quiet < 3.5


def test_no_season_no_sales() -> None:
    game = played(small(rounds=1, market__season=[0.0]))
    assert all(game.history(firm)[-1]["revenue"] == 0 for firm in game.firms)


def test_offers_bring_customers_who_would_not_have_come() -> None:
    scenario = small(900, rounds=1, weeks=13, levers__detail_from_round=1)
    none, many = (
        played(scenario, introductory_offers=money).history("esquina")[-1]["new_customers"]
        for money in (0.0, 4000.0)
    )
    assert many > none * 1.1


def test_the_bonded_resist_the_offers_of_rivals() -> None:
    """Losses to rivals by rung: easily from the low rungs, hardly ever from the top (with the same luck)."""
    unfading = {"time.rounds": 4, "model.value.memory": 100_000.0}
    game = played(variant(corner_cafe(), unfading), seed=3, acquisition=6000, retention=6000)
    moves = game.journal.moves(1)
    first = game.world.rungs.first_customer
    left = [int(np.count_nonzero((moves.origin == rung) & (moves.rival >= 0))) for rung in range(first, 6)]
    seen = np.sum(game.world.careers.seen[1], axis=0).reshape(-1, CLOSENESS)
    weeks = np.sum(seen, axis=1) * game.scenario.ladder.review_weeks
    rates = [lost / lived for lost, lived in zip(left, weeks, strict=True) if lived > 500]
    assert len(rates) >= 3
    assert rates == sorted(rates, reverse=True)
    assert rates[0] > 5 * rates[-1]
