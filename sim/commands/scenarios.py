"""The commands about scenario files."""

import json
import sys

from rich.console import Console
from rich.table import Table
from rich.text import Text as Line

from sim.commands.complaints import show as show_problem
from sim.scenario import library
from sim.scenario.load import fingerprint, load_scenario
from sim.scenario.problems import ScenarioError
from sim.scenario.schema import Scenario
from sim.scenario.source import MAX_BYTES, MAX_DEPTH, MAX_VALUES
from sim.scenario.text import Language
from sim.scenario.vocabulary import LEVERS


def list_all() -> int:
    """Prints a table of the scenarios at hand; 1 if one of them is broken."""
    table = Table("name", "title", "level", "minutes", "where", box=None, pad_edge=False)
    entries = library.entries()
    for entry in entries:
        where = "yours" if entry.own else "shipped"
        if entry.about is None:
            trouble = f"{len(entry.problems)} problems: escalera scenario check {entry.path}"
            table.add_row(entry.path.stem, Line(trouble), "", "", where)
        else:
            about = entry.about
            table.add_row(entry.path.stem, Line(about.title.read("en")), about.level, str(about.minutes), where)
    Console().print(table)
    return int(any(entry.problems for entry in entries))


def show(name: str, language: Language) -> None:
    """Prints what a scenario is about."""
    scenario = load_scenario(name)
    about, time, market = scenario.scenario, scenario.time, scenario.market
    levers = [lever for lever in LEVERS if getattr(scenario.levers, lever).available]
    facts = {
        "lesson": about.lesson.read(language),
        "level": f"{about.level}, {about.minutes} minutes",
        "calendar": f"{time.rounds} rounds of {time.weeks_per_round} weeks",
        "market": f"{market.customers:,} customers: "
        + ", ".join(segment.name.read(language) for segment in market.segments),
        "rivals": ", ".join(f"{rival.name.read(language)} ({rival.policy})" for rival in scenario.rivals) or "none",
        "levers": ", ".join(lever.replace("_", " ") for lever in levers),
        "goals": ", ".join(f"{goal.measure.replace('_', ' ')} ({goal.weight:g})" for goal in scenario.goals),
        "version": f"{about.version}, {fingerprint(scenario)}",
        "licence": f"{about.licence}, by {', '.join(about.authors) or 'unknown'}",
    }
    table = Table(box=None, show_header=False, pad_edge=False)
    for fact, value in facts.items():
        table.add_row(fact, Line(value))
    console = Console(highlight=False)
    console.print(Line(about.title.read(language), style="bold"))
    console.print(Line(scenario.briefing.situation.read(language)))
    console.print()
    console.print(table)


def check(names: list[str]) -> int:
    """Prints every problem of every file; 0 if there is none, 1 if there are, 2 if a file cannot be read."""
    status = 0
    for name in names:
        try:
            scenario = load_scenario(name)
        except ScenarioError as error:
            unreadable = any(problem.line is None for problem in error.problems)
            status = max(status, 2 if unreadable else 1)
            for problem in error.problems:
                show_problem(problem, sys.stderr if unreadable else sys.stdout)
        else:
            print(f"{name}: no problems found in '{scenario.scenario.title.read('en')}'")
    return status


def print_schema() -> None:
    """Prints the JSON Schema of scenario files, with the limits of a file in its description."""
    schema = Scenario.model_json_schema()
    schema["description"] = (
        f"An Escalera scenario: YAML 1.2 in UTF-8, at most {MAX_BYTES:,} bytes, {MAX_VALUES:,} values "
        f"and {MAX_DEPTH} groups within groups."
    )
    print(json.dumps(schema, indent=2, ensure_ascii=True))
