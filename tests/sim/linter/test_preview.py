"""Previews: what robots find of scenarios that were made to be easy, hard, one-sided or without a lesson."""

from typing import Any

import pytest

from sim.linter import classroom
from sim.linter.exercised import Part
from sim.linter.preview import GoalSpread, Influence, Preview, fewest_plays, preview
from sim.linter.verdicts import Mark, difficulty, findings, spent
from sim.scenario.measured import Goal
from sim.scenario.schema import Scenario
from tests.markets import small, variant

PLAYS = 100


def _strategy(name: str, role: str, **shares: float) -> dict[str, Any]:
    return {"id": name, "name": name, "role": role, "plan": [{"shares": shares}]}


def _scenario(**changes: Any) -> Scenario:
    """A small café whose goals tell plans from another."""
    plain = small(customers=150, rounds=2, weeks=6)
    goals = [{"measure": "aware", "target": 150}, {"measure": "satisfaction", "floor": 0.4, "target": 0.7}]
    strategies = [
        _strategy("both", "taught", acquisition=0.4, retention=0.6),
        _strategy("offers", "tempting", introductory_offers=1.0),
    ]
    concepts = ["A1", "B12", "B11", "C5", "E1", "E2", "E3", "Z9"]
    given = {path.replace("__", "."): value for path, value in changes.items()}
    return variant(
        plain, {"goals": goals, "teaching.strategies": strategies, "scenario.concepts": concepts} | given
    )


@pytest.fixture(scope="module")
def seen() -> Preview:
    return preview(_scenario(), PLAYS, workers=1)


@pytest.fixture(scope="module")
def one_lever() -> Preview:
    """A scenario in which all that counts is to be known, and only advertising makes known."""
    changes: dict[str, Any] = {
        "goals": [{"measure": "aware", "floor": 40, "target": 110}],
        "levers.advertising.half": 4.0,
        "levers.detail_from_round": 1,
        "teaching.strategies": [_strategy("both", "taught", acquisition=0.4, retention=0.6)],
    }
    for lever in ("introductory_offers", "referral_reward"):
        changes[f"levers.{lever}.available"] = False
    return preview(variant(_scenario(teaching__strategies=[]), changes), PLAYS, workers=1)


def _said(seen: Preview, mark: Mark | None = None) -> str:
    return " ".join(str(each.said) for each in findings(seen) if mark in (None, each.mark))


@pytest.mark.slow
def test_it_plays_as_often_as_it_was_told(seen: Preview) -> None:
    heard: list[None] = []
    again = preview(_scenario(), PLAYS, workers=2, progress=lambda: heard.append(None))
    assert len(heard) == PLAYS
    assert again == seen  # the same, on any number of cores
    assert preview(_scenario(seed=2), PLAYS, workers=1) != seen


@pytest.mark.slow
def test_the_fewest_games_are_enough() -> None:
    scenario = _scenario()
    heard: list[None] = []
    found = preview(scenario, fewest_plays(scenario), workers=1, progress=lambda: heard.append(None))
    assert len(heard) == fewest_plays(scenario)
    assert found.best
    with pytest.raises(AssertionError):
        preview(scenario, fewest_plays(scenario) - 1)


def test_difficulty_is_what_plans_without_the_lesson_come_to(seen: Preview) -> None:
    assert len(seen.drawn) == 30
    assert list(seen.drawn) == sorted(seen.drawn)
    assert seen.best
    assert seen.best.score
    best = seen.best.score.mean
    assert seen.reaching(0.5) == sum(each >= best / 2 for each in seen.drawn) / 30
    assert seen.reaching(0) == 1
    assert seen.reaching(2) == 0


def test_an_easy_scenario_and_a_hard_one(seen: Preview) -> None:
    def with_points(*drawn: float) -> Preview:
        return Preview(**{**vars(seen), "drawn": tuple(drawn)})

    assert seen.best
    assert seen.best.score
    best = seen.best.score.mean
    assert difficulty(with_points(best, best, 0.2 * best)) == "easy"
    assert difficulty(with_points(0.1 * best, 0.6 * best, 0.6 * best, best)) == "medium"
    assert difficulty(with_points(*([0.1 * best] * 4), 0.6 * best)) == "hard"
    assert "hardly matters" in _said(with_points(*([best] * 10)), Mark.LOOK)


def test_the_best_plan_known_is_no_worse_than_anybody(seen: Preview) -> None:
    assert seen.best
    assert seen.best.score
    assert all(seen.best.score.mean >= each.score.mean for each in seen.contest.entrants if each.score)
    assert len(seen.best.games) == len(seen.contest.seeds)
    assert sum(spent(seen.best).values()) == pytest.approx(1)


@pytest.mark.slow
def test_a_lever_that_decides_is_named(one_lever: Preview) -> None:
    said = _said(one_lever, Mark.LOOK)
    advertising = next(each for each in one_lever.influences if each.lever == "advertising")
    assert advertising.correlation == max(each.correlation for each in one_lever.influences)
    assert advertising.correlation > 0.75
    assert "how much Advertising gets explains" in said
    assert one_lever.best
    shares = spent(one_lever.best)
    assert max(shares, key=lambda lever: shares[lever]) == "advertising"


def test_levers_that_decide_together_are_told_as_several(seen: Preview) -> None:
    def with_influences(*correlations: float) -> Preview:
        influences = tuple(map(Influence, ("advertising", "staff"), (0.3, 0.3), correlations))
        return Preview(**{**vars(seen), "drawn": tuple(range(0, 100, 10)), "influences": influences})

    one, two = with_influences(0.8, 0.1), with_influences(0.8, -0.75)
    assert "one lever decides the game: how much Advertising gets explains 64 %" in _said(one, Mark.LOOK)
    assert "one of the 2 levers that decide the game: how much Advertising gets" in _said(two, Mark.LOOK)
    assert "one of the 2 levers that decide the game: how much Team gets" in _said(two, Mark.LOOK)


def test_a_business_that_never_earns_is_told_instead_of_its_goals(seen: Preview) -> None:
    far = tuple(
        GoalSpread(Goal(measure=measure, target=1), 0, 0, 0) for measure in ("total_profit", "satisfaction")
    )
    earning, losing = (Preview(**{**vars(seen), "goals": far, "earning": earning}) for earning in (True, False))
    assert seen.earning
    assert "the goal 'Total profit' is out of reach" in _said(earning)
    assert "the business makes no profit in any game" not in _said(earning)
    assert "the goal 'Total profit' is out of reach" not in _said(losing)
    assert "the goal 'Satisfaction' is out of reach" in _said(losing)
    assert "the business makes no profit in any game" in _said(losing, Mark.LOOK)


@pytest.mark.slow
def test_a_robot_that_wins_is_named(one_lever: Preview) -> None:
    said = _said(one_lever, Mark.LOOK)
    assert "'everything into acquiring', which takes no thought," in said


def test_a_robot_that_is_the_best_of_all_is_named(seen: Preview) -> None:
    robots = [(each.score.mean, each) for each in seen.contest.entrants if each.role is None and each.score]
    best = max(robots, key=lambda pair: pair[0])[1]
    said = _said(Preview(**{**vars(seen), "best": best}), Mark.LOOK)
    assert "which takes no thought, is the best plan known" in said
    assert "which takes no thought, comes within" not in said


@pytest.mark.slow
def test_goals_that_tell_nothing_are_named() -> None:
    goals = [{"measure": "customers", "target": 1}, {"measure": "total_profit", "floor": 1e9, "target": 2e9}]
    found = preview(_scenario(goals=goals), PLAYS, workers=1)
    assert [(each.lowest, each.highest) for each in found.goals] == [(100, 100), (0, 0)]
    said = _said(found, Mark.LOOK)
    assert "the goal 'Customers' is reached by nearly every plan" in said
    assert "the goal 'Total profit' is out of reach of nearly every plan" in said


@pytest.mark.slow
def test_a_plan_better_than_what_is_taught_is_told() -> None:
    strategies = [_strategy("idle", "taught", retention=0.05), _strategy("offers", "tempting", referral_reward=1.0)]
    found = preview(_scenario(teaching__strategies=strategies), PLAYS, workers=1)
    said = _said(found, Mark.LOOK)
    assert "points better than 'idle'" in said
    assert "points above 'idle', which is what is taught" in said


def test_concepts_are_exercised_or_not(seen: Preview) -> None:
    parts = {each.row: each.part for each in seen.concepts if each.listed}
    assert parts["A1"] is Part.IN_HAND
    assert parts["B12"] is Part.IN_HAND
    assert parts["B11"] is parts["C5"] is Part.ABSENT
    assert parts["E2"] is Part.HAPPENS
    assert parts["E3"] is Part.ABSENT  # no money among the goals
    assert parts["Z9"] is Part.UNKNOWN
    others = [each for each in seen.concepts if not each.listed]
    assert {each.part for each in others} == {Part.IN_HAND}
    assert "A6" in [each.row for each in others]
    said = _said(seen, Mark.LOOK)
    assert "did not appear in any game: B11, C5, E3" in said
    assert "that are no concepts: Z9" in said


def test_time_for_a_class() -> None:
    short = variant(small(rounds=3), {"scenario.minutes": 30})
    needed = classroom.lesson(short)
    assert len(needed.rounds) == 3
    assert needed.minutes == pytest.approx(needed.briefing + sum(needed.rounds) + 15)
    assert 3 <= min(needed.rounds) <= max(needed.rounds) <= 5
    assert not classroom.off(short, needed)
    assert classroom.off(variant(short, {"scenario.minutes": 90}), needed)
    event = {"id": "storm", "round": 2, "kind": "demand", "size": -0.2, "text": "A storm"}
    assert classroom.lesson(variant(short, {"events": [event]})).rounds[1] == needed.rounds[1] + 0.5
    wordy = variant(short, {"briefing.situation": "word " * 650})
    assert classroom.lesson(wordy).briefing > needed.briefing + 3


def test_a_class_keeps_to_what_was_designed() -> None:
    """Five minutes of briefing, three to five minutes a round, a quarter of an hour of debrief."""
    needed = classroom.lesson(small(rounds=8))
    assert 3 < needed.briefing < 6
    assert needed.debrief == 15
