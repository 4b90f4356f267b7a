"""A5, the time horizon: friendship and partnership take many good periods and cannot be bought in one round."""

from functools import cache

import numpy as np
from effects import Effect
from markets import played, small, variant

from sim.engine import Simulation
from sim.journal import MOVES
from sim.scenario.schema import Scenario
from sim.scenario.vocabulary import Cause, Move

QUARTER = 13


@cache
def market() -> Scenario:
    free = {"firm.cash": 1e9, "firm.budget": 1e7, "levers.detail_from_round": 1}
    return variant(small(900, rounds=8, weeks=QUARTER, warm_up=QUARTER), free)


GENEROUS = {"training": 5_000.0, "staff": 7_800.0, "advertising": 3_000.0}


@cache
def well_run(seed: int = 7) -> Simulation:
    return played(market(), seed, **GENEROUS)


def bought(seed: int) -> Simulation:
    """The same on a ladder that asks for next to nothing."""
    at_once = {f"ladder.rungs.{rung}.enter": {"strength": 0.1, "purchases": 1} for rung in (3, 4, 5)}
    return played(variant(market(), at_once | {"ladder.periods": 1}), seed, **GENEROUS)


def weeks_to(game: Simulation, rung: int) -> list[int]:
    """Weeks from joining to the first step onto ``rung``, for those who did both."""
    assert game.journal is not None
    moves = game.journal.moves(0)
    joined: dict[int, int] = {}
    took: dict[int, int] = {}
    for week, slot, kind, target in zip(moves.week, moves.slot, moves.kind, moves.target, strict=True):
        if MOVES[kind] is Move.JOINED:
            joined[slot] = week
        elif MOVES[kind] is Move.CLIMBED and target == rung and slot not in took:
            took[slot] = week - joined[slot]
    return list(took.values())


def test_friends_take_quarters_and_advocates_longer_even_in_good_hands() -> None:
    friends, advocates = weeks_to(well_run(), 4), weeks_to(well_run(), 5)
    assert len(advocates) >= 50
    assert np.median(friends) > QUARTER
    assert 2 * QUARTER < np.median(advocates) < 8 * QUARTER
    assert np.median(friends) < np.median(advocates)
    assert min(advocates) > QUARTER


def test_a_hundred_times_the_money_buys_no_partner_within_a_round() -> None:
    lavish = Simulation(market(), 7)
    lavish.decide("esquina", {lever: 100 * money for lever, money in GENEROUS.items()})
    lavish.advance()
    assert lavish.observe("esquina").measures["new_customers"] > 100
    assert lavish.observe("esquina").rungs[-1] == 0


def test_without_its_conditions_friendship_comes_at_once() -> None:
    assert np.median(weeks_to(bought(7), 5)) <= QUARTER


def test_time_shows_as_growing_commitment_among_the_causes_of_late_climbs() -> None:
    journal = well_run().journal
    assert journal is not None
    moves = journal.moves(0)
    climbs = moves.where((moves.kind == MOVES.index(Move.CLIMBED)) & (moves.target == 5))
    assert (climbs.causes == Cause.COMMITMENT).any(axis=1).mean() > 0.5
    assert (climbs.causes == Cause.PROMISE_KEPT).any(axis=1).mean() > 0.5


EFFECTS = (
    Effect(
        "median weeks from joining to advocate in good hands",
        on=lambda seed: float(np.median(weeks_to(well_run(seed), 5))),
        off=lambda seed: float(np.median(weeks_to(bought(seed), 5))),
        low=55,
        high=90,
        within=QUARTER,  # every step still waits for a review
    ),
)
