"""A4, the durability of an advantage: a rival's offer lures strangers and acquaintances, hardly ever partners."""

from itertools import pairwise
from typing import Any

from effects import Effect
from markets import played, small
from weeks import eager, share_of_buyers, standing

from sim.journal import MOVES
from sim.scenario.vocabulary import Cause, Move

RUNGS = (2, 3, 4, 5)
ALIKE = {"ladder.rungs.*.resistance": 0.0, "model.choice.trust": 0.0, "model.choice.commitment": 0.0}
BONDS = {"satisfaction": 0.6, "trust": 0.6, "commitment": 0.5}


def lost_to_offers(rung: int, seed: int = 7, **changes: Any) -> float:
    """Share of the firm's buyers, all on ``rung``, that rivals' introductory offers take from it in a week."""
    calm, tempted = (
        share_of_buyers(
            standing(rung, eager(**changes, **{"rivals.*.start.introductory_offers": money}), seed, **BONDS)
        )
        for money in (0.0, 1e5)
    )
    return (calm - tempted) / calm


def test_the_higher_the_rung_the_fewer_a_rivals_offer_takes() -> None:
    """Offers reach a quarter of those who do not buy at a rival yet: a fifth of acquaintances go, few partners."""
    lost = [lost_to_offers(rung) for rung in RUNGS]
    assert all(upper < lower for lower, upper in pairwise(lost))
    assert 0.12 <= lost[0] <= 0.30
    assert lost[-1] <= 0.05


def test_without_resistance_and_bonds_all_rungs_are_lured_alike() -> None:
    lost = {lost_to_offers(rung, **ALIKE) for rung in RUNGS}
    assert len(lost) == 1
    assert lost.pop() >= 0.12


def test_losses_to_rivals_are_told_by_rung_and_cause() -> None:
    time = {"rounds": 6, "weeks": 13, "warm_up": 13}
    game = played(small(900, **time, **{"rivals.*.start.introductory_offers": 4000.0, "rivals.*.policy": "fixed"}))
    assert game.journal is not None
    moves = game.journal.moves(0)
    left = moves.where((moves.kind == MOVES.index(Move.LEFT)) & (moves.rival >= 0))
    lured = left.where((left.causes == Cause.RIVAL_OFFER).any(axis=1))
    assert len(lured) >= 10
    assert (lured.origin <= 3).mean() > 0.9


EFFECTS = (
    Effect(
        "share of buyers lost to a rival's offer in a week, on the lowest step less at the top",
        on=lambda seed: lost_to_offers(2, seed) - lost_to_offers(5, seed),
        off=lambda seed: lost_to_offers(2, seed, **ALIKE) - lost_to_offers(5, seed, **ALIKE),
        low=0.13,
        high=0.2,
    ),
)
