"""What a preview comes to, in sentences: what is fine, what to know, and what an author should look at."""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from math import sqrt

from sim.linter import classroom
from sim.linter.contest import CLEAR, Entrant
from sim.linter.exercised import Part
from sim.linter.preview import Preview
from sim.scenario.vocabulary import MEASURES, PolicyName, Unit
from sim.words import Figure, Sentence, sentence


class Mark(StrEnum):
    """How a finding is meant."""

    FINE = "fine"
    NOTE = "note"
    LOOK = "look"  # an author should look at it


@dataclass(frozen=True)
class Finding:
    """One sentence about a scenario."""

    mark: Mark
    said: Sentence


HALF, MOST = 0.5, 0.75
"""Parts of the best points known that plans drawn by lot may come to."""
_EASY = 0.5
"""Share of them that come to most of it in an easy scenario."""
_HARD = 0.25
"""Share of them that come to half of it, in all but the hard ones."""
_WINNING_NOBODY = (PolicyName.ALL_RETENTION, PolicyName.NOTHING)
"""Robots that win where hardly anybody has to be won; the others win where hardly anybody has to be served."""
_FLAT = 10.0
"""Points between good and bad plans below which it hardly matters what one does."""
_POOR = 50.0
"""Points that the best plan known should have."""
_ALONE = 0.7
"""Part of the money with which a lever is nearly alone."""
_DECIDES = 0.5
"""Part of the differences between plans (squared correlation) with which one lever decides the game."""
_EVERYBODY, _NOBODY = 99.5, 20.0
"""Points of a goal that the worst of ten plans gets, or the best of ten does not."""


def findings(seen: Preview) -> list[Finding]:
    """All that is to be said in short."""
    parts = (_playable, _lesson, _difficulty, _room, _dominance, _goals, _time, _concepts)
    return [finding for part in parts for finding in part(seen)]


def difficulty(seen: Preview) -> str:
    """easy, medium or hard."""
    if seen.reaching(MOST) >= _EASY:
        return "easy"
    return "hard" if seen.reaching(HALF) < _HARD else "medium"


def _playable(seen: Preview) -> Iterator[Finding]:
    if seen.failures:
        yield Finding(Mark.LOOK, sentence("preview.failures", n=len(seen.failures), first=seen.failures[0]))
    else:
        yield Finding(Mark.FINE, sentence("preview.playable", plays=seen.plays))


def _lesson(seen: Preview) -> Iterator[Finding]:
    lesson = seen.contest.lesson
    yield Finding(Mark.FINE if lesson.true else Mark.LOOK, lesson.said)


def _difficulty(seen: Preview) -> Iterator[Finding]:
    level = {
        "easy": sentence("preview.easy"),
        "medium": sentence("preview.medium"),
        "hard": sentence("preview.hard"),
    }[difficulty(seen)]
    half, most = (Figure(100 * seen.reaching(part), 0) for part in (HALF, MOST))
    said = sentence("preview.difficulty", level=level, half=half, most=most, plans=len(seen.drawn))
    yield Finding(Mark.NOTE, said)
    if _between(seen.drawn) < _FLAT:
        yield Finding(Mark.LOOK, sentence("preview.flat", points=Figure(_between(seen.drawn))))


def _between(points: tuple[float, ...]) -> float:
    """Points between the tenth and the ninetieth of a hundred plans."""
    if not points:
        return 0.0
    last = len(points) - 1
    return points[int(0.9 * last)] - points[int(0.1 * last)]


def _room(seen: Preview) -> Iterator[Finding]:
    """Whether there are points to be had, and whether the search found more than the scenario teaches."""
    best, taught = seen.best, seen.contest.taught
    if best is None or best.score is None:
        return
    if best.score.mean < _POOR and seen.earning:
        yield Finding(Mark.LOOK, sentence("preview.poor", points=Figure(best.score.mean, 0)))
    if taught is None:
        return
    more = -best.behind.mean if best.behind else 0.0
    if best.name == taught.name or more < CLEAR or not best.behind or best.behind.high >= 0:
        said = sentence("preview.no_better", taught=taught.spoken, points=Figure(max(0.0, more)))
        yield Finding(Mark.FINE, said)
    else:
        margin = Figure(best.behind.margin)
        said = sentence("preview.better", taught=taught.spoken, points=Figure(more), margin=margin)
        yield Finding(Mark.LOOK, said)


def _dominance(seen: Preview) -> Iterator[Finding]:
    best = seen.best
    if best is None or best.score is None:
        return
    found = [*_robots(seen, best.score.mean), *_levers(seen, best)]
    yield from found or [Finding(Mark.FINE, sentence("preview.nothing_dominates"))]


def _robots(seen: Preview, points: float) -> Iterator[Finding]:
    robots = [(each.score.mean, each) for each in seen.contest.entrants if each.role is None and each.score]
    mean, best = max(robots, key=lambda pair: pair[0], default=(0.0, None))
    if best and points - mean < CLEAR:
        robot, behind = best.spoken, Figure(points - mean)
        means = sentence("preview.calmer") if best.player in _WINNING_NOBODY else sentence("preview.busier")
        ahead = sentence("preview.robot_best", robot=robot, means=means)
        near = sentence("preview.robot_wins", robot=robot, points=behind, means=means)
        yield Finding(Mark.LOOK, near if points > mean else ahead)


def _levers(seen: Preview, best: Entrant) -> Iterator[Finding]:
    for lever, part in spent(best).items():
        if part > _ALONE:
            percent = Figure(100 * part, 0)
            said = sentence("preview.lever_alone", lever=Sentence(f"lever.{lever}"), percent=percent)
            yield Finding(Mark.LOOK, said)
    strong = [each for each in seen.influences if abs(each.correlation) > sqrt(_DECIDES)]
    alone = sentence("preview.one_lever"), sentence("preview.one_of_levers", count=str(len(strong)))
    for each in strong if _between(seen.drawn) >= _FLAT else ():
        which, named = alone[len(strong) > 1], Sentence(f"lever.{each.lever}")
        percent = Figure(100 * each.correlation**2, 0)
        if each.correlation > 0:
            said = sentence("preview.lever_decides", which=which, lever=named, percent=percent)
        else:
            said = sentence("preview.lever_spoils", which=which, lever=named, percent=percent)
        yield Finding(Mark.LOOK, said)


def spent(entrant: Entrant) -> dict[str, float]:
    """Part of its money that a player gave to each lever, over all its games."""
    games = [game for game in entrant.games if game]
    whole = sum(sum(game.spent.values()) for game in games) or 1.0
    levers = games[0].spent if games else {}
    return {lever: sum(game.spent[lever] for game in games) / whole for lever in levers}


def _goals(seen: Preview) -> Iterator[Finding]:
    if not seen.earning:
        yield Finding(Mark.LOOK, sentence("preview.no_living"))
    for each in seen.goals:
        measure = Sentence(f"measure.{each.goal.measure}")
        if each.lowest >= _EVERYBODY:
            yield Finding(Mark.LOOK, sentence("preview.goal_everybody", measure=measure))
        elif each.highest < _NOBODY and (seen.earning or MEASURES[each.goal.measure].unit is not Unit.MONEY):
            yield Finding(Mark.LOOK, sentence("preview.goal_nobody", measure=measure))


def _time(seen: Preview) -> Iterator[Finding]:
    needed, promised = Figure(seen.lesson.minutes, 0), seen.scenario.scenario.minutes
    if classroom.off(seen.scenario, seen.lesson):
        yield Finding(Mark.LOOK, sentence("preview.other_time", needed=needed, promised=promised))
    else:
        yield Finding(Mark.FINE, sentence("preview.time", needed=needed, promised=promised))


def _concepts(seen: Preview) -> Iterator[Finding]:
    listed = [each for each in seen.concepts if each.listed]
    absent = tuple(each.row for each in listed if each.part is Part.ABSENT)
    unknown = tuple(each.row for each in listed if each.part is Part.UNKNOWN)
    if absent:
        yield Finding(Mark.LOOK, sentence("preview.concepts_absent", rows=absent))
    if unknown:
        yield Finding(Mark.LOOK, sentence("preview.concepts_unknown", rows=unknown))
    if listed and not absent and not unknown:
        yield Finding(Mark.FINE, sentence("preview.concepts_all", n=len(listed)))
