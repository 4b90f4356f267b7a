"""Causes tested by replay: what happens without the cause that the journal names."""

import numpy as np
import pytest
from markets import small, variant

from sim.debrief.decisive import KINDS, claims, decisive, happens, sample
from sim.engine import Simulation
from sim.market.muting import Muted
from sim.scenario.schema import Scenario
from sim.scenario.vocabulary import Cause, Move

SCENARIO = small(600, rounds=5, weeks=13, warm_up=13)


def play(muted: Muted | None, scenario: Scenario = SCENARIO) -> Simulation:
    game = Simulation(scenario, 7, muted=muted)
    while not game.over:
        game.advance()
    return game


def test_every_claim_is_a_move_of_the_run_itself() -> None:
    game = play(None)
    told = claims(game, firm=0)
    assert len(told) > 100
    assert game.journal is not None
    moves = game.journal.moves()
    assert all(happens(claim, moves, 600) for claim in told)
    assert all(claim.since <= claim.week for claim in told)
    assert {claim.kind for claim in told} <= set(KINDS)


def test_nothing_is_decisive_when_nothing_is_taken_away() -> None:
    """The same replay with the cause still felt: the placebo."""

    def without_effect(muted: Muted | None) -> Simulation:
        late = None if muted is None else Muted(muted.cause, muted.keys, np.full(len(muted.keys), 9999, np.int32))
        return play(late)

    verdicts = decisive(without_effect, most=20)
    assert sum(verdict.looked_at for verdict in verdicts) > 50
    assert not sum(verdict.decisive for verdict in verdicts)


def test_without_rivals_most_of_those_they_took_stay() -> None:
    verdicts = {(verdict.kind, verdict.cause): verdict for verdict in decisive(play, most=20)}
    taken = verdicts[Move.LEFT, Cause.RIVAL_APPEAL]
    assert taken.looked_at == 20
    assert taken.share > 0.7
    climbs = [verdict for (kind, _), verdict in verdicts.items() if kind is Move.CLIMBED]
    assert 0.3 < sum(verdict.decisive for verdict in climbs) / sum(verdict.looked_at for verdict in climbs) < 1


@pytest.mark.parametrize(
    ("cause", "changes"),
    [
        (Cause.CONTRACT_END, {"market.category": "contract", "market.segments.*.basket.mean": 90.0}),
        (Cause.BANKRUPTCY, {"firm.fixed_cost": 3000.0, "firm.cash": 30000.0, "firm.credit": 0.0}),
    ],
    ids=["end of the contract", "bankruptcy"],
)
def test_whom_an_end_took_stays_without_it(cause: Cause, changes: dict[str, object]) -> None:
    """All but a few: at the same renewal or in the same weeks some leave for something else."""
    scenario = variant(SCENARIO, changes)
    verdicts = decisive(lambda muted: play(muted, scenario), most=20)
    (ends,) = [each for each in verdicts if (each.kind, each.cause) == (Move.LEFT, cause)]
    assert ends.looked_at >= 10
    assert ends.share > 0.7


def test_a_sample_is_of_different_relationships_and_the_same_every_time() -> None:
    told = [claim for claim in claims(play(None), firm=0) if claim.kind is Move.JOINED]
    chosen = sample(told, 10)
    assert len({claim.key for claim in chosen}) == 10
    assert chosen == sample(told, 10)
    assert sample(chosen, 50) == sorted(chosen, key=lambda claim: claim.key)
