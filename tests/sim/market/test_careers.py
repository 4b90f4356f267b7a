"""What firms see of their customers from review to review."""

import numpy as np
import pytest
from markets import small, variant

from sim.engine import Simulation
from sim.market.money import care_of, takings
from sim.market.value import lifetime_value

WEEKS = 4


def steady(**changes: float) -> Simulation:
    """A market some years old, looked at every four weeks; nobody is new, and money changes nobody's plans."""
    still = {"firm.cash": 1e9, "rivals.*.cash": 1e9, "market.newcomers": 0.0, "ladder.review_weeks": WEEKS}
    market = variant(small(1500, rounds=8, weeks=10, warm_up=156), {**still, **changes})
    return Simulation(market, 5, {firm.id: None for firm in market.firms}, journal=False)


def until_a_review(game: Simulation) -> None:
    """Plays to the end of the next week with a review."""
    while True:
        reviewed = game.world.review
        game.advance_week()
        if reviewed:
            return


def equity(game: Simulation) -> np.ndarray:
    """Customer equity of every firm."""
    return np.array([np.sum(lifetime_value(game.world, index), dtype=np.float64) for index in range(3)])


def test_after_a_review_the_tables_say_what_the_interval_brought() -> None:
    """Of a memory as long as the interval nothing older is left: money, paces and heads are of these weeks."""
    game = steady(**{"model.value.memory": WEEKS})
    world, tables = game.world, game.world.careers
    until_a_review(game)
    state, known = world.state, world.state.standing >= 0
    heads, promised = (np.where(known, each, 0.0).sum(1, np.float64) for each in (state.lasting, state.pace))
    came, spent = np.zeros_like(known, dtype=np.float64), np.zeros(3)
    for _ in range(WEEKS):
        game.advance_week()
        for each in takings(world):
            came.reshape(-1)[each.keys] += each.margin
        spent += [care_of(world, index) for index in range(3)]
    assert tables.seen.sum((1, 2)) == pytest.approx(heads)
    assert tables.pace.sum((1, 2)) == pytest.approx(promised)
    assert tables.margin.sum((1, 2)) == pytest.approx(np.where(known, came, 0.0).sum(1))
    assert tables.care == pytest.approx(spent)


def test_between_reviews_nothing_that_is_divided_moves() -> None:
    """Halfway through an interval firms know no more of margins than of the customers whom these came from."""
    game = steady()
    until_a_review(game)
    tables = game.world.careers
    before = [each.copy() for each in (tables.seen, tables.pace, tables.margin, tables.care)]
    game.advance_week()
    for table, was in zip((tables.seen, tables.pace, tables.margin, tables.care), before, strict=True):
        assert (table == was).all()
    assert (tables.cared > 0).all()


def test_equity_neither_jumps_after_a_review_nor_saws_between_rounds() -> None:
    """In a steady market it is the same within 1 % in whichever week of an interval a round ends."""
    game, weekly = steady(), []
    until_a_review(game)
    for _ in range(10):
        weekly.append([])
        for _ in range(WEEKS):
            weekly[-1].append(equity(game))
            game.advance_week()
    of_week = np.mean(np.array(weekly), axis=0)  # since the review, by firm
    assert of_week[1:] == pytest.approx(np.broadcast_to(of_week[0], of_week[1:].shape), rel=0.01)
