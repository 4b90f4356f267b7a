"""B2, winning back the lost: worth more for those who stood high and left lately, less after a broken promise.

Published are the signs (Thomas, Blattberg & Fox 2004; Kumar, Bhagwat & Zhang 2015) and that one approach sells to
one lost customer in five to two in five (Griffin & Lowenstein 2001). The sizes are our own: bounds on what a market
comes to were set with the model's output on twelve seeds in sight.
"""

from functools import cache

import numpy as np
import pytest
from effects import Effect
from markets import played, small, variant

from sim.engine import Simulation
from sim.journal import MOVES
from sim.market.aim import pressure
from sim.market.win_back import is_lost, return_chance, win_back
from sim.scenario.others import WinBackRule
from sim.scenario.vocabulary import Cause, Move

AVAILABLE = {"levers.win_back.available": True, "levers.detail_from_round": 1, "firm.cash": 1e9, "firm.budget": 1e6}


@cache
def market(money: float, seed: int = 7, *changes: tuple[str, float]) -> Simulation:
    """Two years of a café that some leave, with so much a quarter to win them back."""
    own = AVAILABLE | {"firm.awareness": 0.5} | dict(changes)
    return played(variant(small(900, rounds=8, weeks=13, warm_up=26), own), seed, win_back=money)


def total(game: Simulation, measure: str) -> float:
    return sum(past[measure] for past in game.history(game.player)[1:])


def chance(years: float, height: float, breach: bool, offer: float) -> float:
    numbers = (np.array([value], dtype=np.float32) for value in (years, height))
    return float(return_chance(*numbers, np.array([breach]), offer, WinBackRule())[0])


def test_invitations_bring_the_lost_back() -> None:
    """Modest money over two years; how many is told by ``EFFECTS``."""
    with_money, without = market(1500.0, 0), market(0.0, 0)
    assert total(without, "won_back") == 0
    assert total(with_money, "won_back") > 0
    assert with_money.history("esquina")[-1]["lost_pool"] < without.history("esquina")[-1]["lost_pool"]


def test_they_come_for_the_invitation() -> None:
    for game, brought in ((market(1500.0, 0), True), (market(0.0, 0), False)):
        assert game.journal is not None
        moves = game.journal.moves(0)
        joined = moves.where(moves.kind == MOVES.index(Move.JOINED))
        invited = np.count_nonzero(joined.causes[:, 0] == Cause.WIN_BACK)
        assert bool(invited > 20) is brought
        if brought:
            assert invited == pytest.approx(total(game, "won_back"), rel=0.2)  # the warm-up has none


def test_more_money_brings_more_with_diminishing_return() -> None:
    few, some, many = (total(market(money, 0), "won_back") for money in (500.0, 1500.0, 10_000.0))
    assert few < some < many
    assert (many - some) / 8500 < (some - few) / 1000


def test_height_time_offer_and_breach() -> None:
    """The odds: four times as good from the top, a third after a year, a fifth after a broken promise.

    With half or twice any of these weights the odds fall outside.
    """

    def odds(*of: float) -> float:
        years, height, breach, offer = of
        p = chance(years, height, bool(breach), offer)
        return p / (1 - p)

    usual = odds(0.25, 0.5, 0, 0.5)
    assert 3 < odds(0.25, 1, 0, 0.5) / odds(0.25, 0, 0, 0.5) < 6
    assert 0.2 < odds(1.25, 0.5, 0, 0.5) / usual < 0.5
    assert 0.1 < odds(0.25, 0.5, 1, 0.5) / usual < 0.4
    assert 4 < odds(0.25, 0.5, 0, 1) / odds(0.25, 0.5, 0, 0) < 12
    assert 0.2 < chance(0.1, 0.0, False, 1.0) < 0.4  # Griffin & Lowenstein 2001: one in five to two in five


def test_in_the_market_those_who_stood_high_and_left_lately_accept_most() -> None:
    """Invited 600 times, as many of each kind in the pool of the lost accept as the odds, written out here, say."""
    scenario = variant(small(1500, rounds=5, weeks=13, warm_up=39), AVAILABLE | {"firm.awareness": 0.6})
    world = played(scenario, journal=False, win_back=3000.0).world
    state, first, weeks = world.state, world.rungs.first_customer, scenario.ladder.review_weeks
    world.week += -world.week % weeks
    pool = np.flatnonzero(is_lost(state.joined_week[0], state.purchases[0], state.present))
    state.breach[0, pool[::3]] = True  # few had left so
    offer = pressure(world, world.firms[0], "win_back", float(len(pool)))
    years = (world.week - state.left_week[0, pool]) / 52
    height = (state.best_rung[0, pool] - first) / (len(world.rungs.decay) - 1 - first)
    odds = np.exp(-3 + 2 * offer + 1.5 * height - 1.2 * years - 1.5 * state.breach[0, pool])
    expected, accepted = 600 * odds / (1 + odds) * weeks / 13, np.zeros(len(pool))
    for _ in range(600):
        state.invited[0] = False
        win_back(world)
        accepted += state.invited[0, pool]
        assert not np.delete(state.invited[0], pool).any()
        world.week += weeks  # other luck
        state.left_week[0] += weeks  # and as long since they left
    lately = years < np.median(years)
    for kind in (height > 0, height == 0, lately, ~lately, state.breach[0, pool]):
        assert np.sum(expected[kind]) > 100
        assert np.sum(accepted[kind]) == pytest.approx(np.sum(expected[kind]), rel=0.25)


def test_who_returns_by_themselves_later_is_not_counted_again() -> None:
    state = market(1500.0, 0).world.state
    customers = state.purchases[0] > 0
    assert not state.invited[0, customers].any()
    assert not (state.heard[0, customers] == Cause.WIN_BACK).any()


def test_a_market_without_the_lever_keeps_no_memory_of_the_lost() -> None:
    assert Simulation(small(rounds=1), 1).world.state.left_week.size == 0


NOBODY_RETURNS = (("model.win_back.base", -20.0), ("model.win_back.offer", 0.0), ("model.win_back.height", 0.0))


def returned(seed: int, *changes: tuple[str, float]) -> float:
    """How many come back when invited, as a share of those lost."""
    game = market(1500.0, seed, *changes)
    return total(game, "won_back") / total(game, "lost_customers")


def grown(seed: int, *changes: tuple[str, float]) -> float:
    """How many times as many customers there are in the end."""
    ends = [market(money, seed, *changes).history("esquina")[-1]["customers"] for money in (1500.0, 0.0)]
    return ends[0] / ends[1]


EFFECTS = (
    Effect(
        "share of the lost who come back for an invitation",
        on=returned,
        off=lambda seed: returned(seed, *NOBODY_RETURNS),
        low=0.055,  # half the odds: .039; twice: .137
        high=0.1,
        within=0.003,  # the least chance that luck can tell from none brings one person now and then
    ),
    Effect(
        "customers after two years of invitations over those without",
        on=grown,
        off=lambda seed: grown(seed, *NOBODY_RETURNS),
        low=1.02,  # half the odds: 1.013; twice: 1.073; each with a spread of .02 between seeds
        high=1.065,
        none=1.0,
        within=0.005,
    ),
)


@pytest.mark.parametrize("effect", EFFECTS, ids=str)
def test_size_and_direction_with_other_luck(effect: Effect) -> None:
    on = [effect.on(seed) for seed in range(3)]
    assert effect.directed(on)
    assert effect.sized(on)


@pytest.mark.parametrize("effect", EFFECTS, ids=str)
def test_switched_off_nothing_is_left(effect: Effect) -> None:
    assert effect.gone([effect.off(7)])
