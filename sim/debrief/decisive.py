"""Was the named cause decisive? Each move is lived again without it, under the same luck.

The journal names a main cause for every move. That is a claim: it says what weighed most since the move before.
Here the market is played again from the start, the relationships concerned deaf to that cause since their move
before; if the same move does not happen by the same time, the cause was decisive.
"""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from sim.engine import Simulation
from sim.journal import MOVES, Journal, Moves
from sim.market.muting import Muted, can_be_muted
from sim.scenario.vocabulary import Cause, Move

Play = Callable[[Muted | None], Simulation]
"""Plays the run to its end, whole or with a cause muted, always with the same decisions and luck."""

KINDS = (Move.JOINED, Move.CLIMBED, Move.FELL, Move.LEFT)
WINDOW = 4
"""Weeks by which a move may be late and still count as happening at the same time: two usual reviews."""


@dataclass(frozen=True)
class Claim:
    """A move and its main cause, as the journal names it. Weeks count from the start of the warm-up."""

    kind: Move
    cause: Cause
    key: int  # firm * N + slot
    week: int
    since: int  # week of the move before, or 0


@dataclass(frozen=True)
class Verdict:
    """How many of the moves ascribed to a cause did not happen without it."""

    kind: Move
    cause: Cause
    ascribed: int  # moves of which it is the main cause
    looked_at: int
    decisive: int

    @property
    def share(self) -> float:
        """Share of the moves looked at for which the cause was decisive."""
        return self.decisive / self.looked_at if self.looked_at else 0.0


def claims(game: Simulation, firm: int) -> list[Claim]:
    """What the journal of a run says of every move toward ``firm`` after the warm-up that a replay can test."""
    moves = _journal(game).moves(firm)
    order = np.lexsort((moves.week, moves.slot))
    found, last = [], (-1, 0)
    for place in order.tolist():
        slot, week = int(moves.slot[place]), int(moves.week[place])
        kind, cause = MOVES[moves.kind[place]], Cause(int(moves.causes[place, 0]))
        since = last[1] if last[0] == slot else 0
        last = (slot, week)
        if week >= game.scenario.time.warm_up and kind in KINDS and can_be_muted(cause):
            found.append(Claim(kind, cause, firm * game.world.customers + slot, week, since))
    return found


def sample(ascribed: list[Claim], most: int) -> list[Claim]:
    """At most ``most`` claims about different relationships, evenly spread over those given."""
    first = {claim.key: claim for claim in reversed(ascribed)}
    chosen = [first[key] for key in sorted(first)]
    if len(chosen) <= most:
        return chosen
    return [chosen[place * len(chosen) // most] for place in range(most)]


def happens(claim: Claim, moves: Moves, customers: int) -> bool:
    """Whether the move of ``claim`` is among ``moves``, not later than the window allows."""
    same = (moves.slot == claim.key % customers) & (moves.firm == claim.key // customers)
    same &= moves.kind == MOVES.index(claim.kind)
    return bool((same & (moves.week >= claim.since) & (moves.week <= claim.week + WINDOW)).any())


def decisive(play: Play, firm: int = 0, most: int = 50) -> list[Verdict]:
    """For each kind of move and main cause, how many of up to ``most`` moves needed the cause.

    One replay for each kind and cause; the sample is small in the market, so that those who feel the cause live
    almost as they did.
    """
    game = play(None)
    told = claims(game, firm)
    return [
        _judge(play, [claim for claim in told if (claim.kind, claim.cause) == (kind, cause)], most)
        for kind in KINDS
        for cause in sorted({claim.cause for claim in told if claim.kind is kind})
    ]


def _judge(play: Play, ascribed: list[Claim], most: int) -> Verdict:
    looked_at = sample(ascribed, most)
    keys = np.array([claim.key for claim in looked_at], dtype=np.int64)
    since = np.array([claim.since for claim in looked_at], dtype=np.int32)
    again = play(Muted(looked_at[0].cause, keys, since))
    moves = _journal(again).moves()
    still = sum(happens(claim, moves, again.world.customers) for claim in looked_at)
    kind, cause = looked_at[0].kind, looked_at[0].cause
    return Verdict(kind, cause, len(ascribed), len(looked_at), len(looked_at) - still)


def _journal(game: Simulation) -> Journal:
    assert game.journal is not None, "causes can only be tested in runs that keep a journal"
    return game.journal
