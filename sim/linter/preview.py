"""What a class would meet in a scenario: robots play it many times before anybody else does.

Three kinds of games are played: the strategies of the scenario and the standard robots, each with the same seeds;
plans drawn by lot, as players make them up who do not know the lesson; and a search for the best plan.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from math import ceil, fsum
from random import Random
from statistics import correlation

from sim.linter import classroom
from sim.linter.contest import FEWEST_SEEDS, ROBOTS, Contest, Entrant, judged
from sim.linter.exercised import Exercised, exercised
from sim.linter.games import Game, Outcome, Player, play
from sim.linter.plans import levers_of, one_sided, sensible
from sim.linter.search import FINALISTS, Tried, levels, search, tried
from sim.parallel import Crew, Failure
from sim.scenario.measured import Goal
from sim.scenario.schema import Scenario
from sim.scenario.strategies import Strategy
from sim.words import Sentence, sentence

_DRAWN = 0.3
_CONTEST = 0.3
"""Parts of the games for plans drawn by lot and for the contest; the rest is for the search."""
_MOST_SEEDS = 12
_SEARCHING = 10
"""Games without which a search makes no sense."""


@dataclass(frozen=True)
class Influence:
    """What a lever had to do with the points of the plans drawn by lot."""

    lever: str
    share: float  # of the money that it got, on average
    correlation: float  # of that share with the points, from -1 to 1


@dataclass(frozen=True)
class GoalSpread:
    """How the plans did in one goal: scores from 0 to 100."""

    goal: Goal
    lowest: float
    middle: float
    highest: float


@dataclass(frozen=True)
class Preview:
    """Everything that the robots found. Points are out of 100."""

    scenario: Scenario
    plays: int
    contest: Contest
    drawn: tuple[float, ...]  # points of the plans drawn by lot, in rising order
    earning: bool  # whether the business made a profit in any game
    goals: tuple[GoalSpread, ...]
    influences: tuple[Influence, ...]  # of the levers that take money
    best: Entrant | None  # the best plan known; None: nothing could be played
    concepts: tuple[Exercised, ...]
    lesson: classroom.Lesson
    failures: tuple[Sentence, ...]

    def reaching(self, part: float) -> float:
        """Share of the plans drawn by lot that come to this part of the best points known."""
        if not self.drawn or self.best is None or self.best.score is None:
            return 0.0
        least = part * self.best.score.mean
        return sum(points >= least for points in self.drawn) / len(self.drawn)


def fewest_plays(scenario: Scenario) -> int:
    """How often a scenario must be played for a preview."""
    always = (len(_players(scenario)) + FINALISTS) * FEWEST_SEEDS + len(levers_of(scenario)) + _SEARCHING
    return ceil(always / (1 - _DRAWN))


def preview(
    scenario: Scenario,
    plays: int,
    workers: int | None = None,
    progress: Callable[[], None] = lambda: None,
) -> Preview:
    """Plays a scenario ``plays`` times (see ``fewest_plays``) and tells what came of it.

    ``workers`` is the number of processes, by default one for each core; ``progress`` is called after each game.
    All is drawn from the scenario's seed: the same scenario and number of plays give the same preview.
    """
    assert plays >= fewest_plays(scenario), "too few games for a preview"
    luck, players = Random(scenario.seed), _players(scenario)
    count = max(FEWEST_SEEDS, min(_MOST_SEEDS, int(_CONTEST * plays) // len(players)))
    seeds = range(scenario.seed, scenario.seed + count)

    plans = [sensible(f"drawn-{number}", scenario, luck) for number in range(int(_DRAWN * plays))]
    drawn = [Game(scenario, plan, seeds[place % count]) for place, plan in enumerate(plans)]
    sides = [Game(scenario, plan, seeds[place % count]) for place, plan in enumerate(one_sided(scenario))]
    known = [Game(scenario, player, seed, seed == seeds[0]) for player in players for seed in seeds]
    with Crew(workers) as crew:
        spread = partial(crew.spread, play, progress=progress)
        outcomes = spread([*known, *drawn, *sides])
        rows, single = outcomes[: len(known)], outcomes[len(known) :]
        found = judged(scenario, seeds, players, rows)
        level = levels(seeds, [rows[place : place + count] for place in range(0, len(rows), count)])
        once = tried([*drawn, *sides], single, level)
        left = plays - len(outcomes) - FINALISTS * count
        finalists = search(scenario, [*_strategies(found), *once], level, luck, left, spread)
        final = spread([Game(scenario, plan, seed) for plan in finalists for seed in seeds])
    best = _best(found, scenario, seeds, finalists, final)

    pairs = [
        (outcome, outcome.score - level[game.seed])
        for game, outcome in zip(drawn, single, strict=False)
        if isinstance(outcome, Outcome)
    ]
    played = [outcome for outcome in outcomes if isinstance(outcome, Outcome)]
    told = [outcome for outcome in played if outcome.causes]
    return Preview(
        scenario=scenario,
        plays=plays,
        contest=found,
        drawn=tuple(sorted(points for _, points in pairs)),
        earning=not played or any(outcome.measures["total_profit"] > 0 for outcome in played),
        goals=tuple(_goal_spread(scenario, index, played) for index in range(len(scenario.goals))),
        influences=tuple(_influence(lever, pairs) for lever in levers_of(scenario)),
        best=best,
        concepts=tuple(exercised(scenario, told, [game for game in best.games if game] if best else [])),
        lesson=classroom.lesson(scenario),
        failures=(*found.failures, *(each.said for each in [*single, *final] if isinstance(each, Failure))),
    )


def _players(scenario: Scenario) -> tuple[Player, ...]:
    return (*scenario.teaching.strategies, *ROBOTS)


def _strategies(found: Contest) -> list[Tried]:
    """What the strategies of the scenario came to."""
    return [
        Tried(each.player, each.score.mean)
        for each in found.entrants
        if isinstance(each.player, Strategy) and each.score
    ]


def _best(
    found: Contest,
    scenario: Scenario,
    seeds: Sequence[int],
    finalists: Sequence[Strategy],
    final: Sequence[Outcome | Failure],
) -> Entrant | None:
    """Who got most on average: a strategy, a robot, or a plan that the search found."""
    taught = found.taught
    known = [game or Failure(sentence("parallel.ended")) for game in taught.games] if taught else []
    others = judged(scenario, seeds, [*([taught.player] if taught else []), *finalists], [*known, *final])
    new = [each for each in others.entrants if not taught or each.name != taught.name]
    ranked = [(each.score.mean, each) for each in (*found.entrants, *new) if each.score]
    return max(ranked, key=lambda pair: pair[0])[1] if ranked else None


def _goal_spread(scenario: Scenario, index: int, played: Sequence[Outcome]) -> GoalSpread:
    scores = sorted(outcome.goals[index] for outcome in played) or [0.0]
    lowest, middle, highest = (scores[int(part * (len(scores) - 1))] for part in (0.1, 0.5, 0.9))
    return GoalSpread(scenario.goals[index], lowest, middle, highest)


def _influence(lever: str, pairs: Sequence[tuple[Outcome, float]]) -> Influence:
    shares = [outcome.spent[lever] / (fsum(outcome.spent.values()) or 1.0) for outcome, _ in pairs]
    points = [each for _, each in pairs]
    mean = fsum(shares) / len(shares) if shares else 0.0
    return Influence(lever, mean, _correlation(shares, points))


def _correlation(x: Sequence[float], y: Sequence[float]) -> float:
    if len(x) < 2 or len(set(x)) == 1 or len(set(y)) == 1:
        return 0.0
    return correlation(x, y)
