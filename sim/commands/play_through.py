"""One run without a window: by a robot or by a file of decisions, told as a summary, as JSON or as tables."""

import json
import re
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from rich.console import Console
from rich.table import Table
from rich.text import Text as Line

from sim.commands.complaints import CommandError, writing
from sim.decisions import DecisionError
from sim.engine import ENGINE_VERSION, Simulation
from sim.policies import POLICIES
from sim.record import RunRecord
from sim.scenario.load import fingerprint, load_scenario
from sim.scenario.problems import ScenarioError
from sim.scenario.schema import Scenario
from sim.scenario.source import Node, Source, parse, read_bytes
from sim.scenario.vocabulary import MEASURES, PolicyName, Unit

_COLUMNS = ("cash", "profit", "customers", "new_customers", "lost_customers", "retention", "satisfaction", "morale")


@dataclass(frozen=True)
class _Plans:
    """What a file decides, round by round, and where it stands in it."""

    source: Source
    rounds: Sequence[Node]

    def decide(self, game: Simulation) -> None:
        """Takes the decision of the round that begins; rounds after the last one go on with it."""
        if game.round > len(self.rounds):
            return
        node = self.rounds[game.round - 1]
        plan: Any = node.plain()
        try:
            game.decide(game.player, plan)
        except DecisionError as error:
            what, _, remedy = str(error).partition(". ")
            meant = [mark for key, mark in node.keys.items() if re.search(rf"\b{re.escape(key)}\b", what)]
            mark = meant[0] if len(meant) == 1 else node.mark
            place = f"round {game.round}"
            raise ScenarioError([self.source.problem(mark, place, what, remedy)]) from None


def play_through(
    name: str,
    policy: PolicyName | None,
    decisions: Path | None,
    seed: int | None,
    as_json: bool,
    save: Path | None,
    out: Path | None,
) -> None:
    """Plays a scenario to its end and tells what came of it."""
    if policy is not None and decisions is not None:
        raise CommandError("both --policy and --decisions are given. Choose who decides: a robot or a file.")
    scenario = load_scenario(name)
    plans = _read_plans(decisions, scenario) if decisions is not None else None
    robot = None if plans else policy or PolicyName.BALANCED
    robots = {scenario.firm.id: POLICIES[robot]} if robot else {}
    game = Simulation(scenario, seed, robots)
    rungs = []
    while not game.over:
        if plans:
            plans.decide(game)
        rungs.append(game.advance().rungs)
    if save is not None:
        with writing(save):
            RunRecord.of(game).save(save)
    if out is not None:
        from sim.commands.tables import write_tables  # slow to load, and seldom wanted

        write_tables(game.tables(), out)
    if as_json:
        print(json.dumps(_report(game, robot, rungs), indent=1, sort_keys=True, allow_nan=False), flush=True)
    else:
        _summarise(game, robot, decisions)


def _read_plans(path: Path, scenario: Scenario) -> _Plans:
    source = parse(read_bytes(path), str(path))
    rounds = source.root.content
    if source.problems:
        raise ScenarioError(source.problems)
    if not isinstance(rounds, list):
        what = "the decisions are not a list"
        raise ScenarioError([source.problem(source.root.mark, "", what, "Start each round with '- '.")])
    for node in rounds:
        if not isinstance(node.content, dict):
            what, remedy = (
                "this round is not a group of amounts",
                "Write it as {acquisition: 6000, retention: 6000}.",
            )
            raise ScenarioError([source.problem(node.mark, "", what, remedy)])
    if len(rounds) > scenario.time.rounds:
        what = f"there are decisions for {len(rounds)} rounds and the scenario has {scenario.time.rounds}"
        extra = rounds[scenario.time.rounds].mark
        raise ScenarioError([source.problem(extra, "", what, "Take the last ones out.")])
    return _Plans(source, rounds)


def _report(game: Simulation, robot: PolicyName | None, rungs: Sequence[Sequence[int]]) -> dict[str, Any]:
    about, result = game.scenario.scenario, game.result()
    names = [rung.id for rung in game.scenario.ladder.rungs]
    return {
        "engine": ENGINE_VERSION,
        "firm": game.player,
        "policy": robot,
        "result": {
            "goals": [
                {**goal.goal.model_dump(mode="json"), "value": goal.value, "score": goal.score}
                for goal in result.goals
            ],
            "score": result.score,
        },
        "rounds": [
            {
                "checksum": checksum,
                "decision": dict(decision),
                "measures": dict(measures),
                "round": number,
                "rungs": dict(zip(names, counts, strict=True)),
            }
            for number, (checksum, decision, measures, counts) in enumerate(
                zip(game.checksums, game.decisions, game.history(game.player)[1:], rungs, strict=True), start=1
            )
        ],
        "scenario": {"id": about.id, "sha256": fingerprint(game.scenario), "version": about.version},
        "seed": game.seed,
    }


def _summarise(game: Simulation, robot: PolicyName | None, decisions: Path | None) -> None:
    console = Console(highlight=False)
    title = game.scenario.scenario.title.read("en")
    who = f"decided by the robot '{robot}'" if robot else f"decided by {decisions}"
    console.print(Line(f"{title}, seed {game.seed}, {who}", style="bold"))
    table = Table(box=None, pad_edge=False)
    table.add_column("round", justify="right")
    for measure in _COLUMNS:
        table.add_column(_words(measure), justify="right")
    for number, measures in enumerate(game.history(game.player)):
        table.add_row(str(number or "start"), *_written(measures))
    console.print(table)
    console.print()
    goals = Table("goal", box=None, pad_edge=False)
    for column in ("weight", "from", "to", "reached", "score"):
        goals.add_column(column, justify="right")
    for each in game.result().goals:
        figures = (_figure(each.goal.measure, value) for value in (each.goal.floor, each.goal.target, each.value))
        goals.add_row(_words(each.goal.measure), f"{each.goal.weight:g}", *figures, f"{each.score:.0f}")
    console.print(goals)
    console.print(Line(f"Result: {game.result().score:.1f} of 100", style="bold"))
    console.print(Line(f"Checksum of the last round: {game.checksums[-1]}"))
    sys.stdout.flush()


def _words(measure: str) -> str:
    return measure.replace("_", " ").removesuffix(" customers")


def _written(measures: Mapping[str, float]) -> list[str]:
    return [_figure(measure, measures[measure]) for measure in _COLUMNS]


def _figure(measure: str, value: float) -> str:
    unit = MEASURES[measure].unit
    if unit is Unit.SHARE:
        return f"{value:.0%}"
    return f"{value:.2f}" if unit is Unit.STATE else f"{value:,.0f}"
