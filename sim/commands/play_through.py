"""One run without a window: by a robot or by a file of decisions, told as a summary, as JSON or as tables."""

import json
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from rich.console import Console
from rich.table import Table
from rich.text import Text as Line

from sim.commands.complaints import CommandError, writing
from sim.commands.first_time import get_ready
from sim.decisions import DecisionError
from sim.engine import ENGINE_VERSION, Simulation
from sim.linter.games import Player, deciding, name_of, spoken
from sim.record import RunRecord
from sim.scenario.load import fingerprint, load_scenario
from sim.scenario.problems import ScenarioError, did_you_mean
from sim.scenario.schema import Scenario
from sim.scenario.source import Node, parse, read_bytes
from sim.scenario.vocabulary import MEASURES, PolicyName, Unit
from sim.words import Words, sentence

_COLUMNS = ("cash", "profit", "customers", "new_customers", "lost_customers", "retention", "satisfaction", "morale")


@dataclass(frozen=True)
class _Plans:
    """What a file decides, round by round, and where it stands in it."""

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
            said = sentence("plans.round", round=game.round, said=error.said)
            mark = node.keys.get(error.about, node.mark)
            raise ScenarioError([mark.problem("", said)]) from None


def play_through(
    name: str,
    policy: str | None,
    decisions: Path | None,
    seed: int | None,
    as_json: bool,
    save: Path | None,
    out: Path | None,
    words: Words,
) -> None:
    """Plays a scenario to its end and tells what came of it."""
    if policy is not None and decisions is not None:
        raise CommandError(sentence("command.robot_and_file"))
    scenario = load_scenario(name)
    plans = _read_plans(decisions, scenario) if decisions is not None else None
    player = None if plans else _player(policy or PolicyName.BALANCED, scenario)
    get_ready(words)
    game = Simulation(scenario, seed, {scenario.firm.id: deciding(player)} if player else {})
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
        print(json.dumps(_report(game, player, rungs), indent=1, sort_keys=True, allow_nan=False), flush=True)
    else:
        _summarise(game, player, decisions, words)


def _player(name: str, scenario: Scenario) -> Player:
    """The robot, or the strategy of the scenario, that has this name."""
    known: dict[str, Player] = {name_of(each): each for each in (*PolicyName, *scenario.teaching.strategies)}
    if name not in known:
        hint = did_you_mean(name, tuple(known), sentence("hint.policies", known=tuple(known)))
        raise CommandError(sentence("command.no_policy", name=name, hint=hint))
    return known[name]


def _read_plans(path: Path, scenario: Scenario) -> _Plans:
    source = parse(read_bytes(path), str(path))
    rounds = source.root.content
    if source.problems:
        raise ScenarioError(source.problems)
    if not isinstance(rounds, list):
        raise ScenarioError([source.root.mark.problem("", sentence("plans.not_list"))])
    for node in rounds:
        if not isinstance(node.content, dict):
            raise ScenarioError([node.mark.problem("", sentence("plans.not_group"))])
    if len(rounds) > scenario.time.rounds:
        said = sentence("plans.too_many", rounds=len(rounds), most=scenario.time.rounds)
        raise ScenarioError([rounds[scenario.time.rounds].mark.problem("", said)])
    return _Plans(rounds)


def _report(game: Simulation, player: Player | None, rungs: Sequence[Sequence[int]]) -> dict[str, Any]:
    about, result = game.scenario.scenario, game.result()
    names = [rung.id for rung in game.scenario.ladder.rungs]
    return {
        "engine": ENGINE_VERSION,
        "firm": game.player,
        "policy": name_of(player) if player else None,
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
                "decision": decision.complete,
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


def _summarise(game: Simulation, player: Player | None, decisions: Path | None, words: Words) -> None:
    console = Console(highlight=False)
    title = game.scenario.scenario.title.read(words.language)
    if player:
        heading = words("run.by_plan", title=title, seed=game.seed, plan=words.written(spoken(player)))
    else:
        heading = words("run.by_file", title=title, seed=game.seed, file=decisions)
    console.print(Line(heading, style="bold"))
    table = Table(box=None, pad_edge=False)
    table.add_column(words("run.round"), justify="right")
    for measure in _COLUMNS:
        table.add_column(words(f"run.column.{measure}"), justify="right")
    for number, measures in enumerate(game.history(game.player)):
        figures = [_figure(measure, measures[measure], words) for measure in _COLUMNS]
        table.add_row(str(number) if number else words("run.start"), *figures)
    console.print(table)
    if game.scenario.levers.knowledge.available:
        console.print(Line(words("run.true_figures")))
    console.print()
    goals = Table(words("run.goal"), box=None, pad_edge=False)
    for column in ("weight", "from", "to", "reached", "score"):
        goals.add_column(words(f"run.{column}"), justify="right")
    for each in game.result().goals:
        measure = each.goal.measure
        figures = [_figure(measure, value, words) for value in (each.goal.floor, each.goal.target, each.value)]
        figures = [words.figure(each.goal.weight), *figures, words.number(each.score)]
        goals.add_row(words(f"measure.{measure}"), *figures)
    console.print(goals)
    console.print(Line(words("run.result", score=words.number(game.result().score, 1)), style="bold"))
    console.print(Line(words("run.checksum", checksum=game.checksums[-1])))
    sys.stdout.flush()


def _figure(measure: str, value: float, words: Words) -> str:
    unit = MEASURES[measure].unit
    if unit is Unit.SHARE:
        return words.percent(value)
    return words.number(value, 2 if unit is Unit.STATE else 0)
