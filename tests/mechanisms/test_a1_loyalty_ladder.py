"""A1, the loyalty ladder: care lifts customers step by step, and its rungs are the scenario's to set."""

from functools import cache

import numpy as np
from effects import Effect
from markets import played, small, variant

from sim.engine import Simulation
from sim.journal import MOVES
from sim.scenario.schema import Scenario
from sim.scenario.vocabulary import Cause, Move

CARE = {"training": 1000.0, "staff": 2600.0}
CARELESS = {"training": 0.0, "staff": 0.0}
CLOSED = {f"ladder.rungs.{rung}.enter.purchases": 1000 for rung in (3, 4, 5)}


@cache
def market() -> Scenario:
    time = {"rounds": 6, "weeks": 13, "warm_up": 13}
    return small(900, **time, firm__cash=1e9, firm__budget=1e6, levers__detail_from_round=1)


@cache
def cared_for() -> Simulation:
    return played(market(), **CARE)


@cache
def neglected() -> Simulation:
    return played(market(), **CARELESS)


def moves_of(game: Simulation, kind: Move) -> int:
    assert game.journal is not None
    return int(np.count_nonzero(game.journal.moves(0).kind == MOVES.index(kind)))


def test_care_brings_more_customers_to_the_upper_rungs() -> None:
    """The same people with the same luck: a trained team has up to three times the friends."""
    friends, partners = cared_for().observe("esquina").rungs[-2:]
    fewer = sum(neglected().observe("esquina").rungs[-2:])
    assert 1.25 <= (friends + partners) / fewer <= 3


def test_each_step_is_climbed_in_turn() -> None:
    journal = cared_for().journal
    assert journal is not None
    moves = journal.moves(0)
    climbs = moves.where(np.isin(moves.kind, [MOVES.index(Move.CLIMBED), MOVES.index(Move.NOTICED)]))
    assert len(climbs) > 100
    assert (climbs.target == climbs.origin + 1).all()


def test_climbs_come_from_good_service_and_kept_promises() -> None:
    journal = cared_for().journal
    assert journal is not None
    why = journal.reasons(journal.moves(0))[Move.CLIMBED]
    assert why[Cause.GOOD_SERVICE] + why[Cause.PROMISE_KEPT] > sum(why.values()) / 2


def test_hysteresis_keeps_people_from_going_up_and_down() -> None:
    """Without the margin between up and down, at least twice as many fall."""
    nervous = played(variant(market(), {"ladder.margin": 0.0, "ladder.periods": 1}), **CARE)
    assert moves_of(nervous, Move.FELL) >= 2 * max(moves_of(cared_for(), Move.FELL), 1)


def test_without_rungs_to_climb_care_lifts_nobody() -> None:
    """Rungs that ask for the impossible switch the ladder off: nobody leaves the first step."""
    game = played(variant(market(), CLOSED), **CARE)
    assert moves_of(game, Move.CLIMBED) == 0
    assert game.observe("esquina").rungs[3:] == (0, 0, 0)


def lifted(seed: int, scenario: Scenario) -> float:
    """How many more friends and partners a firm has for its care, as a share of the market."""
    ends = [played(scenario, seed, **plan).observe("esquina").rungs for plan in (CARE, CARELESS)]
    return (sum(ends[0][-2:]) - sum(ends[1][-2:])) / scenario.market.customers


EFFECTS = (
    Effect(
        "share of the market that care makes friends and partners",
        on=lambda seed: lifted(seed, market()),
        off=lambda seed: lifted(seed, variant(market(), CLOSED)),
        low=0.015,
        high=0.036,
    ),
)
