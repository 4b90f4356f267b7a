"""Rule 1: advertising makes a firm known, with diminishing returns."""

import numpy as np
from markets import played, small

from sim.journal import MOVES
from sim.scenario.vocabulary import Cause, Move

MARKET = {"levers__detail_from_round": 1, "model__talk__supporter": 0.0, "model__talk__detractor": 0.0}


def _after(advertising: float, **changes: object) -> tuple[float, float]:
    """Mean awareness of the player's firm and its brand after a quarter."""
    game = played(small(600, rounds=1, weeks=13, **MARKET, **changes), advertising=advertising)
    state = game.world.state
    return float(np.mean(state.awareness[0][state.present])), game.world.firms[0].brand


def test_advertising_makes_known_with_diminishing_returns() -> None:
    known = [_after(money)[0] for money in (0.0, 1000.0, 2000.0, 3000.0)]
    gains = np.diff(known)
    assert (gains > 0).all()
    assert (np.diff(gains) < 0).all()
    assert known[-1] <= 1


def test_advertising_builds_the_brand_slowly() -> None:
    (_, none), (_, much) = _after(0.0), _after(3000.0)
    assert none < 0.25 < much
    assert much - none < 0.25


def test_some_people_are_reached_better_than_others() -> None:
    game = played(
        small(900, rounds=1, weeks=13, **MARKET, market__season=[0.0], firm__awareness=0.0), advertising=3000.0
    )
    state = game.world.state
    known = [float(np.mean(state.awareness[0][(state.segment == segment) & state.present])) for segment in range(3)]
    media = [segment.media for segment in game.scenario.market.segments]
    assert np.argsort(known).tolist() == np.argsort(media).tolist()


def test_half_is_reached_with_the_money_the_scenario_says() -> None:
    """`half` is spending per customer and week: with it a quarter's reach is half of the ceiling a week."""
    half = 0.4
    scenario = small(
        600,
        rounds=1,
        weeks=1,
        warm_up=0,
        **MARKET,
        market__season=[0.0],
        market__heterogeneity=0.0,
        firm__start__advertising=0.0,
    )
    reach = []
    for money in (half * 600, 1.8e3):
        game = played(scenario, advertising=money)
        state = game.world.state
        office = (state.segment == 0) & state.present
        start = played(scenario, advertising=0.0).world.state.awareness[0][office].astype(np.float64)
        reach.append(float(np.mean((state.awareness[0][office] - start) / (1 - start))))
    assert abs(reach[0] - 0.22 * 0.5) < 0.002
    assert reach[0] < reach[1] < 0.22


def test_the_same_money_reaches_fewer_of_more_people() -> None:
    few, many = (
        played(
            small(customers, rounds=1, weeks=13, **MARKET, firm__budget=4000.0, firm__start__staff=500.0),
            advertising=1000.0,
        )
        for customers in (300, 1200)
    )
    known = [float(np.mean(game.world.state.awareness[0][game.world.state.present])) for game in (few, many)]
    assert known[0] > known[1] + 0.03


def _came(advertising: float) -> list[set[Cause]]:
    """Causes of joining the player's firm, in the first quarter of the game and after it."""
    game = played(small(1500, rounds=3, weeks=13, warm_up=13, **MARKET), advertising=advertising)
    assert game.journal
    joined = game.journal.moves(0)
    joined = joined.where(joined.kind == MOVES.index(Move.JOINED))
    early = (joined.week >= 13) & (joined.week < 26)
    return [{Cause(each) for each in joined.causes[when, 0].tolist()} for when in (early, joined.week > 26)]


def test_nobody_comes_because_of_advertising_that_there_was_not_for_a_quarter() -> None:
    """Who was told by nobody else comes out of curiosity then."""
    early, late = _came(0.0)
    assert Cause.ADVERTISING in early
    assert Cause.CURIOSITY not in early
    assert Cause.CURIOSITY in late
    assert Cause.ADVERTISING not in late
    assert all(Cause.ADVERTISING in causes and Cause.CURIOSITY not in causes for causes in _came(3000.0))
