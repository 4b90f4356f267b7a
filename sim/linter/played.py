"""Oddities that show when robots play: in goals, in money and work, in rungs and levers."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from math import ceil, fsum
from statistics import median

from sim import decisions
from sim.engine import Simulation
from sim.linter.oddity import Oddity, warning
from sim.policies import POLICIES, Policy, following
from sim.scenario.explain import node_at
from sim.scenario.levers import LeverSettings
from sim.scenario.measured import Goal
from sim.scenario.problems import Problem
from sim.scenario.schema import Scenario
from sim.scenario.settings import figure
from sim.scenario.source import Source
from sim.scenario.vocabulary import LEVERS, MEASURES, Lever, PolicyName, Unit
from sim.words import Figure, Sentence, sentence

ROBOTS = (
    PolicyName.FIXED,
    PolicyName.BALANCED,
    PolicyName.ALL_ACQUISITION,
    PolicyName.ALL_RETENTION,
    PolicyName.LAST_ROUND_RETURN,
)
"""Who plays, besides the strategies of the scenario: as different from each other as can be."""
MOST_WEEKS = 15_000_000
"""Customer-weeks that may be played for one file: some ten seconds. Larger markets are not played."""
_SEEDS = 2
_FAR = 0.2
"""A goal of which nobody comes this part of the way is far beyond all."""
_PASSED = 2.0
"""A goal beyond which half of the games go so many times the way is behind most."""
_OVERWORKED = 1.2
"""Load from which a team never catches up with its work."""


@dataclass(frozen=True)
class _Game:
    """What came of a game: the measures of each round, and which rungs anybody stood on."""

    rounds: tuple[Mapping[str, float], ...]
    rungs: frozenset[int]
    bankrupt: bool

    @property
    def after(self) -> Mapping[str, float]:
        return self.rounds[-1]

    @property
    def earning(self) -> bool:
        return self.after["total_profit"] > 0


def _players(scenario: Scenario) -> list[Policy]:
    return [*map(following, scenario.teaching.strategies), *(POLICIES[robot] for robot in ROBOTS)]


def games(scenario: Scenario) -> int:
    """How many games of a scenario can be played to look for oddities; 0 if it is too large for that."""
    time = scenario.time
    weeks = scenario.market.customers * (time.warm_up + time.rounds * time.weeks_per_round)
    players = len(_players(scenario))
    return players * min(_SEEDS, MOST_WEEKS // (players * weeks))


def oddities(source: Source, scenario: Scenario) -> list[Problem]:
    """What is odd about a scenario once it is played, each with its place in the file."""
    count, players = games(scenario), _players(scenario)
    if not count:
        return []
    seeds = range(scenario.seed, scenario.seed + count // len(players))
    played = [_play(scenario, seed, player) for seed in seeds for player in players]
    found = [*_goals(scenario, played), *_team(played), *_rungs(source, scenario, played), *_levers(scenario)]
    return [warning(source, *each) for each in found]


def _play(scenario: Scenario, seed: int, player: Policy) -> _Game:
    game = Simulation(scenario, seed, {scenario.firm.id: player}, journal=False)
    rungs: set[int] = set()
    while not game.over:
        while not game.advance_week():
            pass
        for firm in game.firms:
            rungs |= {rung for rung, people in enumerate(game.observe(firm).rungs) if people}
    history = game.history(game.player)
    return _Game(history[1:], frozenset(rungs), game.observe(game.player).bankrupt)


def _goals(scenario: Scenario, played: list[_Game]) -> Iterator[Oddity]:
    """Goals that tell no plan from another, unless that is because the business does not live."""
    games = len(played)
    broke = all(game.bankrupt for game in played)
    earning = any(game.earning for game in played)
    nearest = max(played, key=lambda game: game.after["total_profit"])
    lost = False
    for index, goal in enumerate(scenario.goals):
        ways = [_way(goal, game.after) for game in played]
        at, measure = ("goals", index, "target"), goal.measure
        best = played[ways.index(max(ways))].after[measure]
        if min(ways) >= 1:
            yield at, sentence("odd.met_by_all", games=games, measure=measure)
        elif median(ways) >= _PASSED:
            met = sum(way >= 1 for way in ways)
            yield at, sentence("odd.met_by_most", met=met, games=games, measure=measure, best=_about(best))
        elif max(ways) >= _FAR:
            continue
        elif broke or (not earning and MEASURES[measure].unit is Unit.MONEY):
            lost = True
        else:
            yield at, sentence("odd.out_of_reach", games=games, measure=measure, best=figure(best))
    if broke:
        yield ("firm",), sentence("odd.always_bankrupt", games=games, sizes=_sizes(scenario, nearest))
    elif lost:
        total, sizes = figure(round(nearest.after["total_profit"])), _sizes(scenario, nearest)
        yield ("firm",), sentence("odd.never_earning", games=games, best=total, sizes=sizes)


def _sizes(scenario: Scenario, game: _Game) -> Sentence:
    """What came in and went out in a round of a game, and how many times the income would have to be."""
    lived = [each for each in game.rounds if each["revenue"] > 0] or game.rounds  # a bankrupt firm sells nothing
    income, profit = (fsum(each[measure] for each in lived) / len(lived) for measure in ("revenue", "profit"))
    loss = -profit
    came, went = _about(income), _about(income + loss)
    left = income * (1 - scenario.firm.cost_of_goods)
    if left <= 0 or loss <= 0:
        return sentence("odd.in_and_out", income=came, costs=went)
    times = Figure(ceil(10 * (1 + loss / left)) / 10)
    return sentence("odd.income_needed", income=came, costs=went, times=times)


def _about(amount: float) -> str:
    """An amount in two figures and zeros."""
    return figure(float(f"{amount:.2g}"))


def _team(played: list[_Game]) -> Iterator[Oddity]:
    """A team that is overworked to the end whoever plays. Those who lose money do not count: they may idle."""
    earning = [game for game in played if game.earning]
    loads = [_later("load", game) for game in earning]
    if loads and min(loads) > _OVERWORKED:
        morale = max(_later("morale", game) for game in earning)
        said = sentence("odd.overworked", games=len(earning), load=Figure(min(loads)), morale=Figure(morale, 2))
        yield ("firm", "budget"), said


def _later(measure: str, game: _Game) -> float:
    """The mean of a measure in the second half of a game."""
    half = game.rounds[len(game.rounds) // 2 :]
    return fsum(each[measure] for each in half) / len(half)


def _way(goal: Goal, measures: Mapping[str, float]) -> float:
    """How much of the way from the floor to the target was made."""
    return (measures[goal.measure] - goal.floor) / (goal.target - goal.floor)


def _rungs(source: Source, scenario: Scenario, played: list[_Game]) -> Iterator[Oddity]:
    """Rungs on which nobody ever stood, also those that are there where the file has no ladder."""
    reached = frozenset[int]().union(*(game.rungs for game in played))
    written = node_at(source.root, ("ladder", "rungs"))
    for index in range(1, len(scenario.ladder.rungs)):
        if index in reached:
            continue
        if written:
            yield ("ladder", "rungs", index, "enter"), sentence("odd.empty_rung", games=len(played))
        else:
            name = scenario.ladder.rungs[index].id
            said = sentence("odd.empty_default_rung", rung=name, number=str(index + 1), games=len(played))
            yield ("ladder",), said


# -- levers: the same luck, one lever moved ----------------------------------------------------------------


def _levers(scenario: Scenario) -> Iterator[Oddity]:
    """Levers that change nothing, however they are set. One that never opens is known from reading."""
    if min(scenario.firm.budget, scenario.firm.cash) <= 0:
        return
    open_ones = [
        LEVERS[lever]
        for lever, setting in decisions.open_levers(scenario, scenario.time.rounds).items()
        if setting.maximum > 0
    ]
    trial = _trial(scenario)
    start = decisions.afford(decisions.from_start(scenario.firm.start), scenario.firm.budget)
    plain = {lever.id: start[lever.id] for lever in open_ones}
    alone = _Course(trial, plain)
    for lever in open_ones:
        moved = plain | {lever.id: _other(lever, start[lever.id], scenario)}
        if moved != plain and not _differ(alone, _Course(trial, moved)):
            yield ("levers", lever.id), sentence("odd.idle_lever", n=scenario.time.rounds)


def _trial(scenario: Scenario) -> Scenario:
    """The scenario with all its levers open from the start, rivals that copy nobody, and twice the money."""
    opened = {lever: getattr(scenario.levers, lever).model_copy(update={"from_round": 1}) for lever in LEVERS}
    levers = scenario.levers.model_copy(update=opened | {"detail_from_round": 1})
    money = {"cash": max(scenario.firm.cash, 1e9), "budget": 2 * scenario.firm.budget}
    firm = scenario.firm.model_copy(update=money)
    rivals = tuple(rival.model_copy(update={"policy": PolicyName.FIXED}) for rival in scenario.rivals)
    return scenario.model_copy(update={"levers": levers, "firm": firm, "rivals": rivals})


def _other(lever: Lever, value: float, scenario: Scenario) -> float:
    """A value of a lever as far as can be from the one that it has: a whole budget more, or a dial turned round."""
    if lever.head is None:
        return 0.0 if value > 0.5 else 1.0
    setting: LeverSettings = getattr(scenario.levers, lever.id)
    return min(value + scenario.firm.budget, setting.maximum)


class _Course:
    """What a plan comes to, round after round, played no further than somebody looks."""

    def __init__(self, scenario: Scenario, plan: Mapping[str, float]) -> None:
        self.game = Simulation(scenario, journal=False)
        self.game.decide(self.game.player, plan)

    def after(self, rounds: int) -> dict[str, float]:
        """The measures that money does not buy directly, after so many rounds."""
        while len(self.game.checksums) < rounds:
            self.game.advance_week()
        measures = self.game.history(self.game.player)[rounds]
        return {name: value for name, value in measures.items() if MEASURES[name].unit is not Unit.MONEY}


def _differ(one: _Course, other: _Course) -> bool:
    rounds = one.game.scenario.time.rounds
    return any(one.after(number) != other.after(number) for number in range(1, rounds + 1))
