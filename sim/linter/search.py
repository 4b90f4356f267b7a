"""The best plan known: what is found by varying the best of those that were played."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice
from math import fsum
from random import Random

from sim.linter.games import Game, Outcome
from sim.linter.plans import child
from sim.parallel import Failure
from sim.scenario.schema import Scenario
from sim.scenario.strategies import Strategy

PlayAll = Callable[[Sequence[Game]], Sequence[Outcome | Failure]]

_GENERATIONS = 3
_PARENTS = 6
FINALISTS = 2


@dataclass(frozen=True)
class Tried:
    """A plan that was played, and the points that it would have with average luck, as far as is known."""

    plan: Strategy
    points: float


def levels(seeds: Sequence[int], rows: Sequence[Sequence[Outcome | Failure]]) -> dict[int, float]:
    """How many points more than on average all got with each of the ``seeds``; ``rows`` are players' games."""
    means = []
    for column in zip(*rows, strict=True):
        scores = [game.score for game in column if isinstance(game, Outcome)]
        means.append(fsum(scores) / len(scores) if scores else 0.0)
    middle = fsum(means) / len(means)
    return {seed: mean - middle for seed, mean in zip(seeds, means, strict=True)}


def search(
    scenario: Scenario,
    known: Sequence[Tried],
    level: Mapping[int, float],
    luck: Random,
    games: int,
    play_all: PlayAll,
) -> list[Strategy]:
    """The most promising new plans, found from those ``known`` by playing so many ``games``.

    Each generation varies the best plans so far; every new plan is played once, the seeds in turn, and what all
    got more or less with its seed is taken off its points.
    """
    pool, seeds = list(known), list(level)
    if not pool:
        return []
    numbers = iter(range(1, games + 1))
    sizes = [games // _GENERATIONS + (each < games % _GENERATIONS) for each in range(_GENERATIONS)]
    for size in sizes:
        parents = [each.plan for each in best(pool, _PARENTS)]
        children = [child(f"found-{number}", scenario, parents, luck) for number in islice(numbers, size)]
        turns = [Game(scenario, plan, seeds[place % len(seeds)]) for place, plan in enumerate(children)]
        pool += tried(turns, play_all(turns), level)
    return [each.plan for each in best(pool[len(known) :], FINALISTS)]


def tried(games: Sequence[Game], outcomes: Sequence[Outcome | Failure], level: Mapping[int, float]) -> list[Tried]:
    """What is known of plans after one game each."""
    return [
        Tried(game.player, outcome.score - level[game.seed])
        for game, outcome in zip(games, outcomes, strict=True)
        if isinstance(game.player, Strategy) and isinstance(outcome, Outcome)
    ]


def best(pool: Sequence[Tried], most: int) -> list[Tried]:
    """The best of a pool, those that came first before others as good."""
    return sorted(pool, key=lambda each: -each.points)[:most]
