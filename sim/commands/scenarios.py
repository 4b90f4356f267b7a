"""The commands about scenario files."""

import sys
from collections.abc import Sequence
from typing import TextIO

from rich.console import Console
from rich.table import Table
from rich.text import Text as Line

from sim.commands.complaints import show as show_problem
from sim.scenario import library
from sim.scenario.json_schema import schema_text
from sim.scenario.load import fingerprint, in_order, load_scenario, read, understand
from sim.scenario.problems import Problem, ScenarioError
from sim.scenario.schema import Scenario
from sim.scenario.source import Source
from sim.scenario.vocabulary import LEVERS
from sim.words import Words

_MOST_SHOWN = 100  # problems of one file; whoever has more has one thing wrong everywhere


def list_all(words: Words) -> int:
    """Prints a table of the scenarios at hand; 1 if one of them is broken."""
    columns = [words(f"scenarios.{column}") for column in ("name", "title", "level", "minutes", "where")]
    table = Table(*columns, box=None, pad_edge=False)
    entries = library.entries()
    for entry in entries:
        where = words("scenarios.yours") if entry.own else words("scenarios.shipped")
        if entry.about is None:
            trouble = words.count("scenarios.problems", len(entry.problems), file=entry.path)
            table.add_row(entry.path.stem, Line(trouble), "", "", where)
        else:
            about, title = entry.about, entry.about.title.read(words.language)
            table.add_row(entry.path.stem, Line(title), words(f"level.{about.level}"), str(about.minutes), where)
    Console().print(table)
    return int(any(entry.problems for entry in entries))


def show(name: str, words: Words) -> None:
    """Prints what a scenario is about."""
    scenario, language = load_scenario(name), words.language
    about, time, market = scenario.scenario, scenario.time, scenario.market
    levers = [lever for lever in LEVERS if getattr(scenario.levers, lever).available]
    segments = [segment.name.read(language) for segment in market.segments]
    rivals = [f"{rival.name.read(language)} ({words(f'robot.{rival.policy}')})" for rival in scenario.rivals]
    goals = [f"{words(f'measure.{goal.measure}')} ({words.figure(goal.weight)})" for goal in scenario.goals]
    facts = {
        "lesson": about.lesson.read(language),
        "level": words("show.level.fact", level=words(f"level.{about.level}"), minutes=about.minutes),
        "calendar": words(
            "show.calendar.fact",
            rounds=words.count("show.rounds", time.rounds),
            weeks=words.count("show.weeks", time.weeks_per_round),
        ),
        "market": words.count("show.market.fact", market.customers, segments=", ".join(segments)),
        "rivals": ", ".join(rivals) or words("show.nobody"),
        "levers": ", ".join(words(f"lever.{lever}") for lever in levers),
        "goals": ", ".join(goals),
        "version": f"{about.version}, {fingerprint(scenario)}",
        "licence": words("show.licence.fact", licence=about.licence, authors=", ".join(about.authors))
        if about.authors
        else about.licence,
    }
    table = Table(box=None, show_header=False, pad_edge=False)
    for fact, value in facts.items():
        table.add_row(words(f"show.{fact}"), Line(value))
    console = Console(highlight=False)
    console.print(Line(about.title.read(language), style="bold"))
    console.print(Line(scenario.briefing.situation.read(language)))
    console.print()
    console.print(table)


def check(names: list[str], play: bool, words: Words) -> int:
    """Prints every problem of every file, and what is odd about those without problems.

    0 if there is no problem, 1 if there are, 2 if a file cannot be read.
    """
    status = 0
    for name in names:
        try:
            source = read(name)
            scenario = understand(source)
        except ScenarioError as error:
            unreadable = any(problem.line is None for problem in error.problems)
            status = max(status, 2 if unreadable else 1)
            _show_all(error.problems, words, sys.stderr if unreadable else sys.stdout)
        else:
            _tell_oddities(name, source, scenario, play, words)
    return status


def _tell_oddities(name: str, source: Source, scenario: Scenario, play: bool, words: Words) -> None:
    """Prints what is odd about a scenario in which nothing is wrong."""
    # the engine is slow to load, and a broken file does not need it
    from sim.commands.first_time import get_ready
    from sim.linter import played, written

    odd = written.oddities(source, scenario)
    if play:
        get_ready(words)
        with Console(stderr=True).status(words("check.playing", name=name)):  # seen on a terminal only
            odd += played.oddities(source, scenario)
    _show_all(in_order(odd, source), words, sys.stdout)
    title = scenario.scenario.title.read(words.language)
    if odd:
        print(words.count("check.odd", len(odd), name=name, title=title))
    else:
        print(words("check.sound", name=name, title=title))
    if play and not played.games(scenario):
        print(words("check.too_large", name=name))


def _show_all(problems: Sequence[Problem], words: Words, stream: TextIO) -> None:
    for problem in problems[:_MOST_SHOWN]:
        show_problem(problem, words.language, stream)
    if len(problems) > _MOST_SHOWN:
        print(words.count("check.more", len(problems) - _MOST_SHOWN), file=stream)


def print_schema(words: Words) -> None:
    """Prints the JSON Schema of scenario files, its explanations in the language of ``words``."""
    print(schema_text(words), end="")
