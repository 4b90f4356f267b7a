"""A8, commitment: it grows from satisfaction, trust and benefits, makes partners, and makes customers share."""

from functools import cache

import numpy as np
import pytest
from effects import Effect
from markets import small, unlinked, variant

from sim.engine import Simulation
from sim.journal import MOVES
from sim.scenario.vocabulary import Cause, Move


@cache
def year(card: float = 0.0, seed: int = 7, **changes: float) -> Simulation:
    """A year and a half of a market without talk or queues, with so much put into the loyalty card a round."""
    free = {
        "firm.cash": 1e9,
        "firm.budget": 1e7,
        "levers.detail_from_round": 1,
        "levers.knowledge.available": True,
    }
    game = Simulation(variant(unlinked(900, rounds=6, weeks=13, warm_up=13, **changes), free), seed)
    while not game.over:
        game.decide("esquina", {"loyalty_card": card})
        game.advance()
    return game


def loyal(*games: Simulation) -> np.ndarray:
    """Who stayed a customer of the player's firm in all of ``games`` and took the card where there was one."""
    staying = np.logical_and.reduce([game.world.state.purchases[0] >= 15 for game in games])
    member = np.logical_or.reduce([game.world.state.member[0] for game in games])
    return np.flatnonzero(staying & member)


def test_benefits_raise_commitment_by_their_weight() -> None:
    """A full benefit weighs .2 in the goal; a card as good as full brings members most of that, in a year."""
    without, with_card = year(), year(card=20_000.0)
    who = loyal(without, with_card)
    assert len(who) >= 20
    gain = with_card.world.state.commitment[0, who] - without.world.state.commitment[0, who]
    assert 0.08 <= float(np.mean(gain)) <= 0.21


def test_commitment_follows_satisfaction_and_trust() -> None:
    """Those who have bought for long stand near .5 T + .3 C, from below, because it follows slowly."""
    state = year().world.state
    who = np.flatnonzero(state.purchases[0] >= 20)
    goal = 0.5 * state.trust[0, who] + 0.3 * state.satisfaction[0, who]
    assert len(who) >= 20
    lag = goal - state.commitment[0, who]
    assert 0 <= float(np.mean(lag)) <= 0.1


def test_without_commitment_nobody_becomes_a_partner_or_tells_more() -> None:
    whole, without = year(), year(model__commitment__speed=0.0)
    assert whole.observe("esquina").rungs[-1] >= 5
    assert without.observe("esquina").rungs[-1] == 0
    assert not without.world.state.commitment.any()
    same = np.flatnonzero((whole.world.state.purchases[0] >= 15) & (without.world.state.purchases[0] >= 15))
    knows, knew = (float(np.mean(game.world.state.knowledge[0, same])) for game in (whole, without))
    assert 1.5 <= knows / knew <= 20


def test_who_commits_shares_information_and_who_may_not_does_not() -> None:
    assert (
        year(model__knowledge__shared=0.0).world.state.knowledge[0].mean() < year().world.state.knowledge[0].mean()
    )


@pytest.mark.parametrize(("card", "cause"), [(0.0, Cause.COMMITMENT), (4_000.0, Cause.LOYALTY_CARD)])
def test_what_made_them_commit_is_among_the_causes_of_climbs(card: float, cause: Cause) -> None:
    free = {"firm.cash": 1e9, "firm.budget": 1e7, "levers.detail_from_round": 1}
    game = Simulation(variant(small(900, rounds=6, weeks=13, warm_up=13), free), 7)
    while not game.over:
        game.decide("esquina", {"loyalty_card": card})
        game.advance()
    assert game.journal is not None
    moves = game.journal.moves(0)
    climbs = moves.where((moves.kind == MOVES.index(Move.CLIMBED)) & (moves.target == 5))
    assert (climbs.causes == cause).any(axis=1).mean() > 0.3


def bound(seed: int, **changes: float) -> float:
    """Commitment that a card as good as full adds to those who take it."""
    without, with_card = year(seed=seed, **changes), year(20_000.0, seed, **changes)
    who = loyal(without, with_card)
    return float(np.mean((with_card.world.state.commitment - without.world.state.commitment)[0, who]))


EFFECTS = (
    Effect(
        "commitment that a card adds to members in a year and a half",
        on=bound,
        off=lambda seed: bound(seed, model__commitment__speed=0.0),
        low=0.09,
        high=0.14,  # at most .2
    ),
)
