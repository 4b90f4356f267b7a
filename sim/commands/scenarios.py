"""The commands about scenario files."""

import sys

from rich.console import Console
from rich.table import Table
from rich.text import Text as Line

from sim.commands.complaints import show as show_problem
from sim.scenario import library
from sim.scenario.json_schema import schema_text
from sim.scenario.load import fingerprint, load_scenario
from sim.scenario.problems import ScenarioError
from sim.scenario.vocabulary import LEVERS
from sim.words import Words


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
    rivals = [f"{rival.name.read(language)} ({rival.policy})" for rival in scenario.rivals]
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


def check(names: list[str], words: Words) -> int:
    """Prints every problem of every file; 0 if there is none, 1 if there are, 2 if a file cannot be read."""
    status = 0
    for name in names:
        try:
            scenario = load_scenario(name)
        except ScenarioError as error:
            unreadable = any(problem.line is None for problem in error.problems)
            status = max(status, 2 if unreadable else 1)
            for problem in error.problems:
                show_problem(problem, words.language, sys.stderr if unreadable else sys.stdout)
        else:
            title = scenario.scenario.title.read(words.language)
            print(words("check.sound", name=name, title=title))
    return status


def print_schema(words: Words) -> None:
    """Prints the JSON Schema of scenario files, its explanations in the language of ``words``."""
    print(schema_text(words), end="")
