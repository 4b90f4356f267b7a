"""The report of a preview, part by part, in the words of one language."""

from collections.abc import Iterator

from sim.commands.blocks import Block, Counts, Findings, Heading, Paragraph, Spread, Table
from sim.engine import ENGINE_VERSION
from sim.linter.contest import Entrant
from sim.linter.exercised import Exercised, Part
from sim.linter.plans import percents
from sim.linter.preview import Preview
from sim.linter.verdicts import HALF, MOST, difficulty, findings, spent
from sim.mechanisms import MECHANISMS
from sim.scenario.load import fingerprint
from sim.scenario.strategies import Step, Strategy
from sim.scenario.vocabulary import MEASURES, Unit
from sim.words import Words

_TENS = 10


def report(seen: Preview, words: Words) -> tuple[str, list[Block]]:
    """The subtitle of a report, and its blocks."""
    about = seen.scenario.scenario
    subtitle = words(
        "preview.subtitle",
        plays=seen.plays,
        seeds=len(seen.contest.seeds),
        version=about.version,
        sha=fingerprint(seen.scenario)[:12],
        engine=ENGINE_VERSION,
    )
    parts = (_short, _difficulty, _strategies, _goals, _levers, _best, _time, _concepts, _how)
    return subtitle, [block for part in parts for block in part(seen, words)]


def _short(seen: Preview, words: Words) -> Iterator[Block]:
    yield Heading(words("preview.short"))
    yield Findings(tuple((each.mark, _capital(words.say(each.said))) for each in findings(seen)))


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]


def _difficulty(seen: Preview, words: Words) -> Iterator[Block]:
    yield Heading(words("preview.difficulty.title"))
    yield Paragraph(
        words(
            "preview.difficulty.text",
            level=words(f"preview.{difficulty(seen)}"),
            plans=len(seen.drawn),
            half=words.percent(seen.reaching(HALF)),
            most=words.percent(seen.reaching(MOST)),
        )
    )
    tens = [min(_TENS - 1, max(0, int(points / _TENS))) for points in seen.drawn]
    labels = [f"{ten * _TENS}–{(ten + 1) * _TENS}" for ten in range(_TENS)]
    yield Counts(tuple((label, tens.count(ten)) for ten, label in enumerate(labels)))


def _name(entrant: Entrant, seen: Preview, words: Words) -> str:
    """What a person reads for a player."""
    found = isinstance(entrant.player, Strategy) and entrant.player not in seen.scenario.teaching.strategies
    return words("preview.found") if found else words.written(entrant.spoken)


def _strategies(seen: Preview, words: Words) -> Iterator[Block]:
    yield Heading(words("preview.strategies.title"))
    compared = seen.contest.taught is not None
    yield Paragraph(words("preview.strategies.text") if compared else words("preview.strategies.alone"))
    players = list(seen.contest.entrants)
    if seen.best and seen.best not in players:
        players.append(seen.best)
    ranked = [(each, each.score) for each in players if each.score]
    ranked.sort(key=lambda pair: -pair[1].mean)
    rows, spread = list[tuple[str, ...]](), []
    for each, score in ranked:
        points = [game.score for game in each.games if game]
        behind = _give_or_take(each.behind.mean, each.behind.margin, words) if each.behind else ""
        rows.append(
            (
                _name(each, seen, words),
                words(f"role.{each.role or 'robot'}"),
                _give_or_take(score.mean, score.margin, words),
                words.number(min(points)),
                words.number(max(points)),
                *([behind] if compared else []),
            )
        )
        spread.append((_name(each, seen, words), min(points), score.mean, max(points)))
    columns = ("plan", "role", "points", "worst", "best", *(["behind"] if compared else []))
    yield Table(tuple(words(f"preview.column.{column}") for column in columns), tuple(rows), words=2)
    yield Spread(tuple(spread))


def _give_or_take(mean: float, margin: float, words: Words) -> str:
    return f"{words.number(mean, 1)} ± {words.number(margin, 1)}"


def _goals(seen: Preview, words: Words) -> Iterator[Block]:
    yield Heading(words("preview.goals.title"))
    yield Paragraph(words("preview.goals.text"))
    rows = []
    for each in seen.goals:
        goal = each.goal
        ends = (_measured(goal.measure, value, words) for value in (goal.floor, goal.target))
        scores = (words.number(score) for score in (each.lowest, each.middle, each.highest))
        rows.append((words(f"measure.{goal.measure}"), words.figure(goal.weight), *ends, *scores))
    columns = ("goal", "weight", "from", "to", "lowest", "middle", "highest")
    yield Table(tuple(words(f"preview.column.{column}") for column in columns), tuple(rows))


def _measured(measure: str, value: float, words: Words) -> str:
    unit = MEASURES[measure].unit
    return words.percent(value) if unit is Unit.SHARE else words.number(value, 2 if unit is Unit.STATE else 0)


def _levers(seen: Preview, words: Words) -> Iterator[Block]:
    yield Heading(words("preview.levers.title"))
    yield Paragraph(words("preview.levers.text"))
    best = spent(seen.best) if seen.best else {}
    rows = [
        (
            words(f"lever.{each.lever}"),
            words.percent(each.share),
            words.percent(best.get(each.lever, 0.0)),
            words.number(each.correlation, 2, signed=True),
        )
        for each in seen.influences
    ]
    columns = ("lever", "share_drawn", "share_best", "correlation")
    yield Table(tuple(words(f"preview.column.{column}") for column in columns), tuple(rows))


def _best(seen: Preview, words: Words) -> Iterator[Block]:
    yield Heading(words("preview.best.title"))
    best = seen.best
    if best is None or best.score is None:
        yield Paragraph(words("preview.best.none"))
        return
    points = _give_or_take(best.score.mean, best.score.margin, words)
    yield Paragraph(words("preview.best.text", name=_capital(_name(best, seen, words)), points=points))
    if isinstance(best.player, Strategy):
        yield _plan(best.player, seen, words)


def _plan(plan: Strategy, seen: Preview, words: Words) -> Table:
    """A plan, step by step: rounds, and what goes where."""
    ends = [step.from_round - 1 for step in plan.plan[1:]] + [seen.scenario.time.rounds]
    rows = tuple(
        (f"{step.from_round}–{end}" if end > step.from_round else str(end), _step(step, seen, words))
        for step, end in zip(plan.plan, ends, strict=True)
        if step.from_round <= seen.scenario.time.rounds
    )
    return Table((words("preview.column.rounds"), words("preview.column.money")), rows, words=2)


def _step(step: Step, seen: Preview, words: Words) -> str:
    given = sorted(percents(seen.scenario, step).items(), key=lambda pair: -pair[1])
    parts = [f"{words(f'lever.{lever}')} {words.percent(percent / 100)}" for lever, percent in given if percent]
    kept = 100 - sum(percent for _, percent in given)
    if kept > 0:
        parts.append(words("preview.kept", percent=words.percent(kept / 100)))
    if step.promise is not None:
        parts.append(f"{words('lever.promise')} {words.number(step.promise, 2)}")
    return ", ".join(parts)


def _time(seen: Preview, words: Words) -> Iterator[Block]:
    lesson, promised = seen.lesson, seen.scenario.scenario.minutes
    yield Heading(words("preview.time.title"))
    mean = sum(lesson.rounds) / len(lesson.rounds)
    yield Paragraph(
        words(
            "preview.time.text",
            minutes=words.number(lesson.minutes),
            briefing=words.number(lesson.briefing),
            rounds=len(lesson.rounds),
            each=words.number(mean, 1),
            debrief=words.number(lesson.debrief),
            promised=promised,
        )
    )


def _concepts(seen: Preview, words: Words) -> Iterator[Block]:
    yield Heading(words("preview.concepts.title"))
    listed = [_concept(each, words) for each in seen.concepts if each.listed]
    others = [_concept(each, words) for each in seen.concepts if not each.listed]
    if not listed:
        yield Paragraph(words("preview.concepts.none"))
        return
    columns = ("concept", "part", "evidence")
    head = tuple(words(f"preview.column.{column}") for column in columns)
    yield Paragraph(words("preview.concepts.text"))
    yield Table(head, tuple(listed), words=3)
    if others:
        yield Paragraph(words("preview.concepts.others"))
        yield Table(head, tuple(others), words=3)


def _concept(each: Exercised, words: Words) -> tuple[str, str, str]:
    names = {mechanism.row: mechanism.name.read(words.language) for mechanism in MECHANISMS}
    of_the_whole = f"preview.row.{each.row}"
    named = names.get(each.row) or (words(of_the_whole) if words.has(of_the_whole) else "")
    evidence = [words(f"lever.{lever}") for lever in each.levers]
    evidence += [words(f"cause.{cause.name.lower()}") for cause in each.causes]
    if each.part is not Part.IN_HAND:
        evidence += [words(f"measure.{measure}") for measure in each.measures]
    return (
        f"{each.row} {named}".strip(),
        words(f"preview.part.{each.part}"),
        ", ".join(dict.fromkeys(evidence)).lower(),
    )


def _how(seen: Preview, words: Words) -> Iterator[Block]:
    yield Heading(words("preview.how.title"))
    first, last = min(seen.contest.seeds), max(seen.contest.seeds)
    yield Paragraph(words("preview.how.text", plans=len(seen.drawn), first=first, last=last))
