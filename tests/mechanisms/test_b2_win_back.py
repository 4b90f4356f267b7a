"""B2, winning back the lost: worth more for those who stood high and left lately, less after a broken promise."""

from functools import cache

import numpy as np
import pytest
from markets import played, small, variant

from sim.engine import Simulation
from sim.journal import MOVES
from sim.market.win_back import lost_pool, return_chance
from sim.scenario.others import WinBackRule
from sim.scenario.vocabulary import Cause, Move

AVAILABLE = {"levers.win_back.available": True, "levers.detail_from_round": 1, "firm.cash": 1e9, "firm.budget": 1e6}


@cache
def market(money: float) -> Simulation:
    """Two years of a café that some leave, with so much a quarter to win them back."""
    scenario = variant(small(900, rounds=8, weeks=13, warm_up=26), AVAILABLE | {"firm.awareness": 0.5})
    return played(scenario, win_back=money)


def total(game: Simulation, measure: str) -> float:
    return sum(past[measure] for past in game.history(game.player)[1:])


def chance(years: float, height: float, breach: bool, offer: float) -> float:
    numbers = (np.array([value], dtype=np.float32) for value in (years, height))
    return float(return_chance(*numbers, np.array([breach]), offer, WinBackRule())[0])


def test_invitations_bring_the_lost_back() -> None:
    """Of those who left, one in twenty to one in two come back when invited, and there are more customers."""
    with_money, without = market(1500.0), market(0.0)
    assert total(without, "won_back") == 0
    assert 0.05 < total(with_money, "won_back") / total(with_money, "lost_customers") < 0.5
    last = [game.history(game.player)[-1]["customers"] for game in (with_money, without)]
    assert 1.02 < last[0] / last[1] < 1.6
    assert with_money.history("esquina")[-1]["lost_pool"] < without.history("esquina")[-1]["lost_pool"]


def test_they_come_for_the_invitation() -> None:
    for game, brought in ((market(1500.0), True), (market(0.0), False)):
        assert game.journal is not None
        moves = game.journal.moves(0)
        joined = moves.where(moves.kind == MOVES.index(Move.JOINED))
        invited = np.count_nonzero(joined.causes[:, 0] == Cause.WIN_BACK)
        assert bool(invited > 20) is brought
        if brought:
            assert invited == pytest.approx(total(game, "won_back"), rel=0.2)  # the warm-up has none


def test_more_money_brings_more_with_diminishing_return() -> None:
    few, some, many = (total(market(money), "won_back") for money in (500.0, 1500.0, 10_000.0))
    assert few < some < many
    assert (many - some) / 8500 < (some - few) / 1000


def test_height_time_offer_and_breach() -> None:
    """The odds: four times as good from the top, a third after a year, a fifth after a broken promise."""

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


def test_in_the_market_those_who_stood_high_and_left_lately_come_back_most() -> None:
    """Quarter by quarter: of the lost pool by height and by time since leaving, who is a customer a quarter on."""
    scenario = variant(small(1500, rounds=8, weeks=13, warm_up=39), AVAILABLE | {"firm.awareness": 0.6})
    game = Simulation(scenario, 7, journal=False)
    first = game.world.rungs.first_customer
    back = {True: [0, 0], False: [0, 0]}
    soon = {True: [0, 0], False: [0, 0]}
    while not game.over:
        state = game.world.state
        pool = np.flatnonzero(lost_pool(game.world, 0))
        high = state.best_rung[0, pool] > first
        lately = game.world.week - state.left_week[0, pool] < 20
        game.decide(game.player, {"win_back": 3000.0})
        game.advance()
        again = state.purchases[0, pool] > 0
        for kind, tally in ((high, back), (lately, soon)):
            for side in (True, False):
                tally[side][0] += int(np.count_nonzero(again & (kind == side)))
                tally[side][1] += int(np.count_nonzero(kind == side))
    rates = [{side: done / of for side, (done, of) in tally.items()} for tally in (back, soon)]
    assert all(tally[side][1] > 50 for tally in (back, soon) for side in (True, False))
    assert 1.15 < rates[0][True] / rates[0][False] < 4
    assert 1.15 < rates[1][True] / rates[1][False] < 6


def test_who_returns_by_themselves_later_is_not_counted_again() -> None:
    state = market(1500.0).world.state
    customers = state.purchases[0] > 0
    assert not state.invited[0, customers].any()
    assert not (state.heard[0, customers] == Cause.WIN_BACK).any()


def test_a_market_without_the_lever_keeps_no_memory_of_the_lost() -> None:
    assert Simulation(small(rounds=1), 1).world.state.left_week.size == 0
