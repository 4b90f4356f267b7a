"""Is the lesson of a scenario true? Its strategies and the standard robots play it under the same luck."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from sim.linter.estimate import Estimate, estimate
from sim.linter.games import Game, Outcome, Player, name_of, play, spoken
from sim.parallel import Crew, Failure
from sim.scenario.schema import Scenario
from sim.scenario.strategies import Role, Strategy
from sim.scenario.vocabulary import PolicyName
from sim.words import Figure, Named, Sentence, sentence

ROBOTS = (
    PolicyName.BALANCED,
    PolicyName.ALL_ACQUISITION,
    PolicyName.ALL_RETENTION,
    PolicyName.LAST_ROUND_RETURN,
    PolicyName.NOTHING,
)
"""Who takes part in every contest: none of them knows the lesson."""

CLEAR = 5.0
"""Points by which what is taught must be above what tempts."""

FEWEST_SEEDS = 3


@dataclass(frozen=True)
class Entrant:
    """A player of a contest: one game for each seed, None where it could not be played."""

    player: Player
    games: tuple[Outcome | None, ...]
    score: Estimate | None  # None: too few games
    behind: Estimate | None  # points by which what is taught is above it, seed by seed

    @property
    def name(self) -> str:
        return name_of(self.player)

    @property
    def spoken(self) -> Named | Sentence:
        """What a person reads for it."""
        return spoken(self.player)

    @property
    def role(self) -> Role | None:
        """What it is in the lesson; None: a robot."""
        return self.player.role if isinstance(self.player, Strategy) else None


@dataclass(frozen=True)
class Lesson:
    """Whether the lesson is true, and why (not)."""

    true: bool
    said: Sentence


@dataclass(frozen=True)
class Contest:
    """What came of a contest: the scenario's strategies first, then the robots."""

    scenario: Scenario
    seeds: tuple[int, ...]
    entrants: tuple[Entrant, ...]
    failures: tuple[Sentence, ...]
    lesson: Lesson

    @property
    def taught(self) -> Entrant | None:
        """Who plays what the lesson says."""
        return next((each for each in self.entrants if each.role is Role.TAUGHT), None)


def contest(
    scenario: Scenario,
    seeds: Sequence[int],
    players: Sequence[Player] | None = None,
    workers: int | None = None,
    progress: Callable[[], None] = lambda: None,
) -> Contest:
    """Lets ``players`` (left out: all strategies of the scenario and all robots) play with each of the ``seeds``.

    ``workers`` is the number of processes, by default one for each core; ``progress`` is called after each game.
    """
    if players is None:
        players = (*scenario.teaching.strategies, *ROBOTS)
    assert len(set(seeds)) == len(seeds) >= FEWEST_SEEDS, f"a contest takes {FEWEST_SEEDS} seeds or more, each once"
    assert len(players) > 1, "a contest takes two players or more"
    games = [Game(scenario, player, seed) for player in players for seed in seeds]
    with Crew(workers) as crew:
        outcomes = crew.spread(play, games, progress)
    return judged(scenario, seeds, players, outcomes)


def judged(
    scenario: Scenario, seeds: Sequence[int], players: Sequence[Player], outcomes: Sequence[Outcome | Failure]
) -> Contest:
    """The contest in which ``players`` had these ``outcomes``, player by player and seed by seed."""
    rows = {
        name_of(player): outcomes[place * len(seeds) : (place + 1) * len(seeds)]
        for place, player in enumerate(players)
    }
    taught = scenario.teaching.taught
    standard = rows.get(taught.id) if taught else None
    entrants = tuple(_entrant(player, rows[name_of(player)], standard) for player in players)
    failures = tuple(
        sentence("contest.failed", player=spoken(player), seed=str(seed), why=game.said)
        for player in players
        for seed, game in zip(seeds, rows[name_of(player)], strict=True)
        if isinstance(game, Failure)
    )
    return Contest(scenario, tuple(seeds), entrants, failures, _lesson(entrants, failures))


def _entrant(
    player: Player, row: Sequence[Outcome | Failure], standard: Sequence[Outcome | Failure] | None
) -> Entrant:
    games = tuple(None if isinstance(game, Failure) else game for game in row)
    scores = [game.score for game in games if game]
    differences = [
        best.score - game.score
        for best, game in zip(standard or (), row, strict=bool(standard))
        if isinstance(best, Outcome) and isinstance(game, Outcome)
    ]
    is_standard = isinstance(player, Strategy) and player.role is Role.TAUGHT
    return Entrant(player, games, _estimate(scores), None if is_standard else _estimate(differences))


def _estimate(values: list[float]) -> Estimate | None:
    return estimate(values) if len(values) >= FEWEST_SEEDS else None


# -- the verdict -------------------------------------------------------------------------------------------


def _lesson(entrants: Sequence[Entrant], failures: Sequence[Sentence]) -> Lesson:
    taught = next((each for each in entrants if each.role is Role.TAUGHT), None)
    if taught is None:
        return Lesson(False, sentence("lesson.none_taught"))
    if failures:
        return Lesson(False, sentence("lesson.not_all_played", n=len(failures)))
    behind = [(each, each.behind) for each in entrants if each.behind]
    nearest = sorted(behind, key=lambda pair: pair[1].mean)
    against = [said for pair in nearest for said in _objections(taught, *pair)]
    if against:
        return Lesson(False, against[0])
    other, least = nearest[0]
    said = sentence("lesson.true", taught=taught.spoken, other=other.spoken, points=Figure(least.mean))
    return Lesson(True, said)


def _objections(standard: Entrant, other: Entrant, behind: Estimate) -> Iterator[Sentence]:
    """What speaks against the lesson in the games of one other player."""
    taught, name = standard.spoken, other.spoken
    points, margin = Figure(abs(behind.mean)), Figure(behind.margin)
    if behind.high < 0:
        yield sentence("lesson.beaten", taught=taught, other=name, points=points)
    elif behind.mean < 0:
        yield sentence("lesson.level", taught=taught, other=name, points=points, margin=margin)
    elif behind.low <= 0:
        yield sentence("lesson.not_clear", taught=taught, other=name, points=points, margin=margin)
    elif other.role is Role.TEMPTING and behind.mean < CLEAR:
        yield sentence("lesson.too_near", taught=taught, other=name, points=points, least=CLEAR)
