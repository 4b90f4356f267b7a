"""A run as a file: what was decided, from which everything else is computed again.

A saved game, a run handed in and a run to replay are the same thing. Nothing that the file claims about the
results is believed: they are replayed, and each round's state must have the checksum that the file gives.
"""

import contextlib
import json
import os
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, Literal

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from sim.decisions import DecisionError
from sim.engine import ENGINE_VERSION, Simulation
from sim.scenario.load import content_of, fingerprint_of, from_content
from sim.scenario.schema import Scenario
from sim.words import Language, Sentence, SentenceError, reason, sentence

FORMAT: Literal[1] = 1
MAX_BYTES = 5_000_000
"""Size of a run file; the longest possible game needs a hundredth of it."""


class RecordError(SentenceError):
    """A run that cannot be used, and the file it is in if it was read from one."""

    def __init__(self, said: Sentence, path: Path | None = None) -> None:
        super().__init__(said)
        self.path = path

    def read(self, language: Language) -> str:
        return f"{self.path}: {super().read(language)}" if self.path else super().read(language)


class _Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True, strict=True, allow_inf_nan=False)


class RecordedRound(_Strict):
    """One finished round: what the player's firm did, and the checksum of the market's state after it."""

    decision: dict[str, float]
    checksum: str = Field(pattern="^[0-9a-f]{64}$")
    finished: str | None = Field(default=None, max_length=40)  # when, as the caller writes it


class RecordedScenario(_Strict):
    """The scenario itself, so that the run can be replayed anywhere."""

    id: str
    version: int
    sha256: str
    content: dict[str, Any]


class _File(_Strict):
    escalera_run: Literal[1]  # the version of this format; its name tells what the file is
    engine: str = Field(max_length=40)
    scenario: RecordedScenario
    seed: int = Field(ge=0, le=2**63 - 1)
    player: str = Field(default="", max_length=200)
    rounds: tuple[RecordedRound, ...] = Field(max_length=60)


@dataclass(frozen=True)
class RunRecord:
    """A run: scenario, seed and the decisions of the player's firm, round by round."""

    scenario: Scenario
    seed: int
    rounds: tuple[RecordedRound, ...]
    player: str = ""
    engine: str = ENGINE_VERSION

    @classmethod
    def of(cls, game: Simulation, player: str = "", finished: Sequence[str] = ()) -> "RunRecord":
        """The record of a game so far.

        ``finished`` gives the time at which each round was finished; headless runs give none, so that the same
        run is the same file.
        """
        times = [*finished, *[None] * len(game.checksums)]
        rounds = tuple(
            RecordedRound(decision=decision.complete, checksum=checksum, finished=time)
            for decision, checksum, time in zip(game.decisions, game.checksums, times, strict=False)
        )
        return cls(game.scenario, game.seed, rounds, player)

    def text(self) -> str:
        """The run file's content."""
        content = content_of(self.scenario)
        about = self.scenario.scenario
        recorded = RecordedScenario(
            id=about.id, version=about.version, sha256=fingerprint_of(content), content=content
        )
        file = _File(
            escalera_run=FORMAT,
            engine=self.engine,
            scenario=recorded,
            seed=self.seed,
            player=self.player,
            rounds=self.rounds,
        )
        return json.dumps(file.model_dump(mode="json", exclude_none=True), indent=1, ensure_ascii=False) + "\n"

    def save(self, path: Path) -> None:
        """Writes the file whole or not at all: a crash or a full disk leaves the one that was there. OSError."""
        part = path.with_name(f".{path.name}.{os.getpid()}.part")
        try:
            with part.open("w", encoding="utf-8", newline="\n") as stream:
                stream.write(self.text())
                stream.flush()
                os.fsync(stream.fileno())
            part.replace(path)
        except BaseException:
            with contextlib.suppress(OSError):
                part.unlink()
            raise

    @classmethod
    def load(cls, path: Path) -> "RunRecord":
        """The record that a file holds. Raises RecordError, whatever the file."""
        file = _parse(_read(path), path)
        if fingerprint_of(file.scenario.content) != file.scenario.sha256:
            raise RecordError(sentence("record.changed_scenario"), path)
        try:
            scenario = from_content(file.scenario.content)
        except ValidationError:
            raise RecordError(sentence("record.unknown_scenario", engine=file.engine), path) from None
        if len(file.rounds) > scenario.time.rounds:
            said = sentence("record.too_many_rounds", rounds=len(file.rounds), most=scenario.time.rounds)
            raise RecordError(said, path)
        return cls(scenario, file.seed, file.rounds, file.player, file.engine)

    def replay(self, rounds: int | None = None) -> Simulation:
        """The game after these decisions (after the first ``rounds`` of them), each checksum verified.

        Raises RecordError naming the first round that does not come out as recorded.
        """
        game = Simulation(self.scenario, self.seed)
        for number, recorded in enumerate(self.rounds[:rounds], start=1):
            try:
                game.decide(game.player, recorded.decision)
            except DecisionError as error:
                raise RecordError(sentence("record.impossible", round=number, said=error.said)) from None
            game.advance()
            if game.checksums[-1] != recorded.checksum:
                raise RecordError(sentence("record.differs", round=number, suspicion=self._suspicion()))
        return game

    def undone(self) -> "RunRecord":
        """The record without its last round."""
        return replace(self, rounds=self.rounds[:-1])

    def _suspicion(self) -> Sentence:
        if self.engine != ENGINE_VERSION:
            return sentence("record.other_engine", made=self.engine, here=ENGINE_VERSION)
        return sentence("record.changed")


def _read(path: Path) -> str:
    try:
        with path.open("rb") as stream:
            data = stream.read(MAX_BYTES + 1)
    except FileNotFoundError:
        raise RecordError(sentence("file.none"), path) from None
    except IsADirectoryError:
        raise RecordError(sentence("record.folder"), path) from None
    except OSError as error:
        raise RecordError(sentence("file.unreadable", reason=reason(error)), path) from None
    if len(data) > MAX_BYTES:
        raise RecordError(sentence("record.too_large", bytes=MAX_BYTES), path)
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise RecordError(sentence("record.not_text"), path) from None


def _parse(text: str, path: Path) -> _File:
    if not text.strip():
        raise RecordError(sentence("record.empty"), path)
    try:
        content = json.loads(text)
    except (ValueError, RecursionError):
        cut = '"escalera_run"' in text[:200]
        raise RecordError(sentence("record.cut_short") if cut else sentence("record.foreign"), path) from None
    version = content.get("escalera_run") if isinstance(content, dict) else None
    if version is None:
        raise RecordError(sentence("record.foreign"), path)
    if version != FORMAT or isinstance(version, bool):
        said = sentence("record.other_format", format=f"{version!r:.20}", known=FORMAT)
        raise RecordError(said, path)
    try:
        return _File.model_validate_json(json.dumps(content))
    except ValidationError as error:
        place = ".".join(map(str, error.errors()[0]["loc"]))
        raise RecordError(sentence("record.damaged", place=place), path) from None
