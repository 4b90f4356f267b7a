"""Contests between strategies: paired differences, verdicts on lessons, and games that could not be played."""

from collections.abc import Mapping, Sequence
from typing import Any

import pytest
from pydantic import ValidationError

from sim.linter.contest import ROBOTS, Contest, contest, judged
from sim.linter.games import Game, Outcome, Player, play
from sim.parallel import Failure
from sim.scenario.schema import Scenario
from sim.scenario.vocabulary import PolicyName
from sim.words import LANGUAGES, sentence
from tests.markets import small, variant

SEEDS = (4, 5, 6, 7)


def _strategy(name: str, role: str, **shares: float) -> dict[str, Any]:
    return {"id": name, "name": name, "role": role, "plan": [{"shares": shares}]}


def _scenario(*strategies: Mapping[str, Any]) -> Scenario:
    return variant(small(), {"teaching.strategies": list(strategies)})


@pytest.fixture(scope="module")
def scenario() -> Scenario:
    return _scenario(
        _strategy("both", "taught", acquisition=0.5, retention=0.5),
        _strategy("adverts", "tempting", advertising=1.0),
        _strategy("half", "other", retention=0.4),
    )


def _judged(scenario: Scenario, scores: Mapping[str, Sequence[float | None]]) -> Contest:
    """The contest in which players had these scores; None: a game that could not be played."""
    known: dict[str, Player] = {each.id: each for each in scenario.teaching.strategies}
    known |= {str(robot): robot for robot in ROBOTS}
    failed = Failure(sentence("parallel.ended"))
    outcomes = [
        failed if score is None else Outcome(score, (), {}, {}) for player in scores for score in scores[player]
    ]
    return judged(scenario, SEEDS, [known[player] for player in scores], outcomes)


def test_everybody_plays_every_seed_under_the_same_luck(scenario: Scenario) -> None:
    heard: list[None] = []
    found = contest(scenario, SEEDS, workers=1, progress=lambda: heard.append(None))
    assert [each.name for each in found.entrants] == ["both", "adverts", "half", *map(str, ROBOTS)]
    assert len(heard) == len(SEEDS) * len(found.entrants)
    assert found.failures == ()
    both, balanced = found.entrants[0], found.entrants[3]
    assert balanced.name == "balanced"
    assert [game.score for game in both.games if game] == [game.score for game in balanced.games if game]
    assert balanced.behind
    assert (balanced.behind.mean, balanced.behind.margin) == (0, 0)
    alone = play(Game(scenario, PolicyName.NOTHING, SEEDS[2]))
    assert found.entrants[-1].games[2] == alone
    assert alone.measures["cash"] > 0


def test_it_comes_to_the_same_on_any_number_of_cores(scenario: Scenario) -> None:
    players = (scenario.teaching.strategies[0], PolicyName.NOTHING)
    assert contest(scenario, SEEDS, players, workers=1) == contest(scenario, SEEDS, players, workers=2)


def test_who_plays_nothing_spends_nothing(scenario: Scenario) -> None:
    idle = _scenario({"id": "idle", "name": "idle", "plan": [{"shares": {}}]})
    (strategy,) = idle.teaching.strategies
    assert play(Game(idle, strategy, 3)) == play(Game(idle, PolicyName.NOTHING, 3))


def test_differences_are_paired(scenario: Scenario) -> None:
    found = _judged(scenario, {"both": [60, 70, 80, 90], "adverts": [50, 60, 70, 80], "nothing": [1, 2, 3, 4]})
    taught, tempting, _ = found.entrants
    assert found.taught is taught
    assert taught.behind is None
    assert taught.score
    assert tempting.behind
    assert (taught.score.mean, tempting.behind.mean, tempting.behind.margin) == (75, 10, 0)
    assert found.lesson.true
    assert found.lesson.said.read("es").endswith("10,0 puntos por encima de «adverts», el más cercano.")


@pytest.mark.parametrize(
    ("scores", "said"),
    [
        ({"both": [60, 61, 62, 63], "nothing": [70, 71, 72, 73]}, "'spend nothing' ends 10.0 points above 'both'"),
        ({"both": [60, 61, 62, 63], "half": [50, 51, 70, 63]}, "'both' is 3.0 points above 'half', give or take"),
        (
            {"both": [60, 61, 62, 63], "half": [69, 70, 51, 60]},
            "'half' and 'both' cannot be told apart; the first is 1.0 points",
        ),
        ({"both": [60, 61, 62, 63], "adverts": [56, 57, 58, 59]}, "only 4.0 points above 'adverts'"),
        ({"both": [60, 61, 62, None], "adverts": [1, 2, 3, 4]}, "1 game could not be played"),
        ({"adverts": [60, 61, 62, 63], "half": [1, 2, 3, 4]}, "no strategy has the role 'taught'"),
    ],
)
def test_a_lesson_that_is_not_true(
    scenario: Scenario, scores: Mapping[str, Sequence[float | None]], said: str
) -> None:
    lesson = _judged(scenario, scores).lesson
    assert not lesson.true
    assert said in lesson.said.read("en")
    assert all("{" not in lesson.said.read(language) for language in LANGUAGES)


def test_four_points_are_enough_against_who_does_not_tempt(scenario: Scenario) -> None:
    assert _judged(scenario, {"both": [60, 61, 62, 63], "half": [56, 57, 58, 59]}).lesson.true


def test_the_worst_is_told_first(scenario: Scenario) -> None:
    scores = {"both": [60, 61, 62, 63], "adverts": [58, 59, 60, 61], "half": [70, 71, 72, 73]}
    assert "'half' ends" in str(_judged(scenario, scores).lesson.said)


def test_players_are_called_as_their_names_are_in_each_language() -> None:
    named = {
        "id": "both",
        "name": {"es": "Las dos cosas", "en": "Both"},
        "role": "taught",
        "plan": [{"shares": {}}],
    }
    found = _judged(
        _scenario(named), {"both": [60, 61, 62, None], "balanced": [70, 71, 72, 73], "nothing": [1, 2, 3, None]}
    )
    assert [each.read("es").split("»")[0] for each in found.failures] == ["«Las dos cosas", "«no gastar nada"]
    said = _judged(_scenario(named), {"both": [60, 61, 62, 63], "balanced": [70, 71, 72, 73]}).lesson.said
    assert said.read("es").startswith("la lección no se cumple: «mitad y mitad» acaba 10,0 puntos por encima")
    assert said.read("es").endswith("de «Las dos cosas», que es lo que se enseña.")
    assert "'half and half' ends 10.0 points above 'Both'" in said.read("en")


def test_a_game_that_cannot_be_played_is_told(scenario: Scenario) -> None:
    found = _judged(scenario, {"both": [60, 61, None, None], "nothing": [1, 2, 3, 4]})
    assert found.entrants[0].score is None
    assert found.entrants[1].behind is None
    assert str(found.failures[0]).startswith("'both' could not play with seed 6: the system")


def test_a_contest_needs_seeds_and_players(scenario: Scenario) -> None:
    with pytest.raises(AssertionError, match="3 seeds or more"):
        contest(scenario, [1, 2])
    with pytest.raises(AssertionError, match="each once"):
        contest(scenario, [1, 2, 2])
    with pytest.raises(AssertionError, match="two players"):
        contest(scenario, SEEDS, [PolicyName.NOTHING])


def test_two_strategies_cannot_both_be_taught() -> None:
    with pytest.raises(ValidationError):
        _scenario(_strategy("one", "taught"), _strategy("two", "taught"))
