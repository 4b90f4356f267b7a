"""A game in progress: the one place where the interface meets the engine.

A session decides, lets weeks pass and looks; it writes the run file, so that a closed window or a crash loses
nothing. Everything the screens know of the market they ask of it.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from game.settings import Notice, autosave_file
from game.text import Text
from sim.decisions import Decision, heads_open, open_levers, split
from sim.engine import Result, Simulation
from sim.journal import MOVES, Entry, Journal, Moves
from sim.observation import Interval
from sim.record import RunRecord
from sim.scenario.files import find
from sim.scenario.levers import LeverSettings
from sim.scenario.load import load_scenario
from sim.scenario.problems import ScenarioError
from sim.scenario.schema import Scenario
from sim.scenario.vocabulary import Cause, Head, Move

PLAYER = 0  # the player's firm is the first of the scenario's firms


@dataclass(frozen=True)
class Step:
    """A change of rung in one customer's story; weeks count from the first week of the game."""

    week: int
    origin: int
    target: int


@dataclass(frozen=True)
class Story:
    """How one customer came to stand where she stands, oldest first."""

    steps: tuple[Step, ...]
    causes: tuple[Entry, ...]


@dataclass(frozen=True)
class RoundReport:
    """What changed in a round and why."""

    round: int
    decision: Decision
    before: Mapping[str, float]
    after: Mapping[str, float]
    reported_before: Mapping[str, Interval]  # the measures as precisely as the firm can know them
    reported_after: Mapping[str, Interval]
    flows: NDArray[np.int64]  # shape (rungs, rungs): moves from each rung to each
    reasons: Mapping[Move, Mapping[Cause, int]]


class Session:
    """One game of one scenario. Make it with `start` or `resume`."""

    def __init__(self, game: Simulation, finished: Sequence[str] = (), file: Path | None = None) -> None:
        """`finished` are the times at which the rounds played so far were finished, `file` is the scenario's."""
        self._game = game
        self.file = file
        self._finished = list(finished)
        self.look()

    @classmethod
    def start(cls, source: str | Path, seed: int | None = None) -> "Session":
        """A new game of a shipped scenario (by its id) or of a file."""
        file = find(source)
        return cls(Simulation(load_scenario(file), seed), file=file)

    @classmethod
    def resume(cls, file: Path) -> "Session":
        """The game that a run file holds, at the start of the round after its last one."""
        record = RunRecord.load(file)
        game = record.replay()
        try:
            scenario = find(game.scenario.scenario.id)
        except ScenarioError:
            scenario = None  # a file of the player's that has another name, or is gone: the game needs it no more
        return cls(game, [done.finished or "" for done in record.rounds], scenario)

    def again(self) -> "Session":
        """A new game of the same scenario with the same luck."""
        return Session(Simulation(self.scenario, self.seed), file=self.file)

    # What is known

    def look(self) -> None:
        """See the market as it is now."""
        self.observation = self._game.observe(self._game.player)
        self._round_moves: Moves | None = None

    @property
    def scenario(self) -> Scenario:
        return self._game.scenario

    @property
    def seed(self) -> int:
        return self._game.seed

    @property
    def over(self) -> bool:
        return self._game.over

    @property
    def playing(self) -> bool:
        """Whether a round is under way: between its first and its last week."""
        return self.observation.week > 0

    @property
    def checksums(self) -> tuple[str, ...]:
        return self._game.checksums

    @property
    def decisions(self) -> tuple[Decision, ...]:
        """What was decided in each finished round."""
        return self._game.decisions

    @property
    def result(self) -> Result:
        return self._game.result()

    def open_levers(self) -> Mapping[str, LeverSettings]:
        """The levers that money can reach this round."""
        return open_levers(self.scenario, self.observation.round)

    @property
    def heads_open(self) -> bool:
        """Whether the levers inside the heads can be moved one by one."""
        return heads_open(self.scenario, self.observation.round)

    def divide(self, head: Head, money: float) -> Mapping[str, float]:
        """How the money of a head is divided among its levers while the heads are closed."""
        return split(self.scenario, self.observation.round, head, money)

    def firm_name(self, firm: str, text: Text) -> str:
        """What people call a firm."""
        return text.of(next(spec.name for spec in self.scenario.firms if spec.id == firm))

    # Playing

    def decide(self, plan: Mapping[str, float]) -> None:
        """Set what the player's firm does this round; a plan that cannot be carried out raises DecisionError."""
        self._game.decide(self._game.player, plan)
        self.look()

    def play_week(self) -> bool:
        """Let a week pass; True if it ended the round."""
        ended = self._game.advance_week()
        self.look()
        if ended:
            self._finished.append(datetime.now(UTC).isoformat(timespec="seconds"))
        return ended

    def undo_round(self) -> bool:
        """Take back the last round by replaying all before it; False if there is none, or weeks are passing."""
        if not self._game.decisions or self.playing:
            return False
        self._game = RunRecord.of(self._game).undone().replay()
        self._finished.pop()
        self.look()
        return True

    def save(self, file: Path | None = None) -> Notice | None:
        """Write the run file; a notice if it could not be written, and the game goes on."""
        place = file or autosave_file()
        try:
            place.parent.mkdir(parents=True, exist_ok=True)
            RunRecord.of(self._game, finished=self._finished).save(place)
        except OSError:
            return Notice("notice.game_not_saved", {"folder": str(place.parent)})
        return None

    # Why

    @property
    def _journal(self) -> Journal:
        journal = self._game.journal
        assert journal is not None, "a game in the window always keeps its journal"
        return journal

    def _moves(self, since: int) -> Moves:
        """Moves toward the player's firm from a week of the game on; the journal counts the warm-up too."""
        return self._journal.moves(PLAYER, self.scenario.time.warm_up + since)

    @property
    def _round_began(self) -> int:
        """Weeks played before the round under way; between rounds, before the one just finished."""
        seen = self.observation
        return seen.weeks_played - (seen.week or min(seen.weeks_played, self.scenario.time.weeks_per_round))

    def moves_this_round(self) -> Moves:
        """Moves toward the player's firm since the round began."""
        if self._round_moves is None:
            self._round_moves = self._moves(self._round_began)
        return self._round_moves

    def moves_last_week(self) -> Moves:
        moves = self.moves_this_round()
        return moves.where(moves.week == self.scenario.time.warm_up + self.observation.weeks_played - 1)

    def reasons(self, kind: Move) -> Mapping[Cause, int]:
        """How many moves of a kind each cause brought this round, the most frequent first."""
        return self._journal.reasons(self.moves_this_round()).get(kind, {})

    def movers(self, kind: Move, cause: Cause) -> NDArray[np.bool_]:
        """Who moved that way for that cause this round, shape (slots,)."""
        moves = self.moves_this_round()
        chosen = np.zeros(len(self.observation.people.rung), bool)
        chosen[moves.slot[(moves.kind == MOVES.index(kind)) & (moves.causes[:, 0] == cause)]] = True
        return chosen

    def taken_by(self) -> NDArray[np.int64]:
        """The rival (0 is the first) that took each customer last week, -1 for none; shape (slots,)."""
        moves = self.moves_last_week()
        taken = np.full(len(self.observation.people.rung), -1, np.int64)
        to_rival = moves.rival > PLAYER
        taken[moves.slot[to_rival]] = moves.rival[to_rival].astype(np.int64) - 1
        return taken

    def referred(self) -> bool:
        """Whether a friend's word brought anybody last week."""
        moves = self.moves_last_week()
        return bool((moves.causes[:, 0] == Cause.REFERRAL).any())

    def story(self, slot: int) -> Story:
        """What happened between one customer and the player's firm."""
        moves = self._journal.moves(PLAYER)
        own = moves.where(moves.slot == slot)
        began = self.scenario.time.warm_up
        steps = (
            Step(int(week) - began, int(origin), int(target))
            for week, origin, target in zip(own.week, own.origin, own.target, strict=True)
        )
        causes = (
            Entry(entry.week - began, entry.cause, entry.amount) for entry in self._journal.story(PLAYER, slot)
        )
        return Story(tuple(steps), tuple(causes))

    def report(self) -> RoundReport:
        """The round that was played last."""
        seen = self.observation
        moves = self.moves_this_round()
        rungs = len(self.scenario.ladder.rungs)
        flows = np.zeros((rungs, rungs), np.int64)
        np.add.at(flows, (moves.origin, moves.target), 1)
        return RoundReport(
            round=len(self._game.decisions),
            decision=self._game.decisions[-1],
            before=seen.history[-2],
            after=seen.history[-1],
            reported_before=seen.reports[-2],
            reported_after=seen.reports[-1],
            flows=flows,
            reasons=self._journal.reasons(moves),
        )
