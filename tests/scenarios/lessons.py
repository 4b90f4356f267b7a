"""Plays every strategy of the shipped scenarios, and the robots, and writes what came of it for teachers.

    python tests/scenarios/lessons.py [SCENARIO...]

plays the scenarios named (left out: those that changed since they were played) over 50 seeds, keeps the figures in
scenarios/lessons/results.json and writes tables into the files beside it, wherever these have a place for them:
`<!-- table: lessons -->`, of all scenarios against the robots, and `<!-- table: plans -->` in a scenario's guide
(en/corner-cafe.md), of its plans. A scenario takes two minutes or more of one core.
"""

import json
import sys
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from sim.description import Row, filled, table
from sim.engine import ENGINE_VERSION
from sim.linter.contest import ROBOTS, Contest, Entrant, contest
from sim.scenario.files import shipped_files
from sim.scenario.load import content_of, fingerprint_of, load_scenario
from sim.scenario.schema import Scenario
from sim.scenario.strategies import Role
from sim.words import LANGUAGES, Language, Words, words

FOLDER = Path(__file__).resolve().parents[2] / "scenarios" / "lessons"
RESULTS = FOLDER / "results.json"
OVERVIEWS: dict[Language, Path] = {"en": FOLDER / "README.md", "es": FOLDER / "LEEME.md"}
SEEDS = 50

Results = dict[str, Any]
"""By scenario: what was played, and by player the points and the points behind what is taught (mean, margin)."""


def seeds(scenario: Scenario, count: int) -> range:
    """The scenario's own seed, which a class plays, and those after it."""
    return range(scenario.seed, scenario.seed + count)


def played(scenario: Scenario) -> dict[str, str]:
    """With what the results of a scenario were made: the engine, and all that matters in play but no text."""
    content = content_of(scenario)
    for section in ("scenario", "briefing"):
        del content[section]
    content["teaching"] = {"strategies": content["teaching"]["strategies"]}
    return {"engine": ENGINE_VERSION, "rules": fingerprint_of(_without_texts(content))}


def _without_texts(content: Any) -> Any:
    if isinstance(content, dict):
        return None if content.keys() == set(LANGUAGES) else {key: _without_texts(content[key]) for key in content}
    return [_without_texts(each) for each in content] if isinstance(content, list) else content


def results_of(each: Contest) -> Results:
    """What is kept of a contest."""
    return {
        "played": played(each.scenario),
        "seeds": len(each.seeds),
        "true": each.lesson.true,
        "players": {entrant.name: _figures(entrant) for entrant in each.entrants},
    }


def _figures(entrant: Entrant) -> Results:
    figures: Results = {"role": entrant.role} if entrant.role else {}
    for what, found in (("points", entrant.score), ("behind", entrant.behind)):
        if found:
            figures[what] = [round(found.mean, 1), round(found.margin, 1)]
    return figures


# -- tables ------------------------------------------------------------------------------------------------


def overview(results: Mapping[str, Results], said: Words) -> str:
    """What is taught, what tempts, and the robots, scenario by scenario."""
    head = ("lessons.scenario", "lessons.taught", "lessons.tempting")
    robots = tuple(said(f"robot.{robot}") for robot in ROBOTS)
    rows = [(_title(load_scenario(name), said), *_points(results[name], said)) for name in results]
    return table((*map(said, head), *robots), rows)


def _title(scenario: Scenario, said: Words) -> str:
    return scenario.scenario.title.read(said.language)


def _points(result: Results, said: Words) -> Iterator[str]:
    players = result["players"]
    for role in (Role.TAUGHT, Role.TEMPTING):
        means = [each["points"] for each in players.values() if each.get("role") == role]
        yield _figure(max(means), said) if means else ""
    for robot in ROBOTS:
        yield _figure(players[robot]["points"], said)


def plans(scenario: Scenario, result: Results, said: Words) -> str:
    """The scenario's own strategies and the robots, the best first."""
    names = {each.id: each.name.read(said.language) for each in scenario.teaching.strategies}
    head = ("lessons.plan", "lessons.role", "lessons.points", "lessons.behind")
    players = sorted(result["players"].items(), key=lambda item: -item[1]["points"][0])
    rows: list[Row] = [
        (
            names.get(name) or said(f"robot.{name}"),
            said(f"role.{each.get('role', 'robot')}"),
            _figure(each["points"], said),
            _figure(each["behind"], said) if "behind" in each else "",
        )
        for name, each in players
    ]
    return table(tuple(map(said, head)), rows)


def _figure(mean_and_margin: Sequence[float], said: Words) -> str:
    mean, margin = (said.number(value, 1) for value in mean_and_margin)
    return f"{mean} ± {margin}"


# -- files -------------------------------------------------------------------------------------------------


def kept() -> dict[str, Results]:
    """The results that are kept, by scenario."""
    return json.loads(RESULTS.read_text(encoding="utf-8")) if RESULTS.is_file() else {}


def stale(results: Mapping[str, Results]) -> list[str]:
    """The shipped scenarios whose results are not of today's rules."""
    shipped = {path.stem: load_scenario(path) for path in shipped_files()}
    return [name for name in shipped if results.get(name, {}).get("played") != played(shipped[name])]


def guides(results: Mapping[str, Results]) -> Iterator[tuple[Path, str]]:
    """The files that have places for tables, and what they should say."""
    for language in LANGUAGES:
        said = words(language)
        tables = {OVERVIEWS[language]: {"lessons": overview(results, said)}}
        for name in results:
            tables[FOLDER / language / f"{name}.md"] = {"plans": plans(load_scenario(name), results[name], said)}
        for path, found in tables.items():
            text = path.read_text(encoding="utf-8") if path.is_file() else ""
            if all(f"<!-- table: {table} -->" in text for table in found):
                yield path, filled(text, found)


def main(wanted: list[str]) -> None:
    """Plays the scenarios wanted and writes results and guides."""
    results = kept()
    for name in wanted or stale(results):
        scenario = load_scenario(name)
        found = contest(scenario, seeds(scenario, SEEDS))
        results = {**results, name: results_of(found)}
        results = {each: results[each] for each in sorted(results)}
        RESULTS.write_text(
            json.dumps(results, indent=1) + "\n", encoding="utf-8"
        )  # nothing lost by an interruption
        print(f"{name}: {found.lesson.said}", flush=True)
    for path, text in guides(results):
        path.write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main(sys.argv[1:])
