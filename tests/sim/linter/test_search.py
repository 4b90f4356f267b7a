"""The search for the best plan: it climbs where there is a hill, allows for luck, and bears failures."""

from collections.abc import Sequence
from random import Random

import pytest

from sim.linter.games import Game, Outcome
from sim.linter.plans import percents, sensible
from sim.linter.search import Tried, best, levels, search, tried
from sim.parallel import Failure
from sim.scenario.strategies import Strategy
from sim.words import sentence
from tests.markets import small

CAFE = small(rounds=4)
LUCK = {1: 20.0, 2: -20.0, 3: 0.0}


def _outcome(score: float) -> Outcome:
    return Outcome(score, (), {}, {})


def _points(plan: Strategy) -> float:
    """Points of a made-up game in which what counts is money for training, half of all there is in round 1."""
    return 100 - 2 * abs(50 - percents(CAFE, plan.plan[0])["training"])


def _play_all(games: Sequence[Game]) -> list[Outcome | Failure]:
    """Plays the made-up game, with luck by seed."""
    return [_outcome(_points(game.player) + LUCK[game.seed]) for game in games if isinstance(game.player, Strategy)]


def _known(count: int) -> list[Tried]:
    luck = Random(1)
    plans = [sensible(f"drawn-{number}", CAFE, luck) for number in range(count)]
    return [Tried(plan, _points(plan)) for plan in plans]


def test_it_finds_what_the_game_rewards_whatever_the_luck() -> None:
    known = _known(10)
    found = search(CAFE, known, LUCK, Random(2), 90, _play_all)
    assert len(found) == 2
    assert _points(found[0]) > best(known, 1)[0].points + 10
    assert _points(found[0]) > 90
    assert not {plan.id for plan in found} & {each.plan.id for each in known}


def test_it_plays_as_many_games_as_it_may() -> None:
    played: list[Game] = []

    def play_all(games: Sequence[Game]) -> list[Outcome | Failure]:
        played.extend(games)
        return _play_all(games)

    search(CAFE, _known(4), LUCK, Random(2), 20, play_all)
    assert len(played) == len({game.player for game in played if isinstance(game.player, Strategy)}) == 20
    assert {game.seed for game in played} == set(LUCK)


def test_where_nothing_can_be_played_nothing_is_found() -> None:
    failure = Failure(sentence("parallel.ended"))
    assert search(CAFE, [], LUCK, Random(2), 20, _play_all) == []
    assert search(CAFE, _known(3), LUCK, Random(2), 20, lambda games: [failure] * len(games)) == []


def test_the_level_of_a_seed_is_what_all_got_more_with_it() -> None:
    failure = Failure(sentence("parallel.ended"))
    rows = [[_outcome(50), _outcome(70)], [_outcome(20), _outcome(40)], [failure, _outcome(55)]]
    level = levels([7, 8], rows)
    assert level == pytest.approx({7: -10, 8: 10})
    (plan, other) = (each.plan for each in _known(2))
    games = [Game(CAFE, plan, 8), Game(CAFE, other, 7)]
    assert tried(games, [_outcome(60), failure], {7: -10, 8: 10}) == [Tried(plan, 50)]
