"""The simulation: one way in for the game, the laboratory, the robots, the replayer and the grader."""

from collections.abc import Generator, Mapping
from dataclasses import dataclass
from math import fsum
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

import numpy as np
import simpy

from sim import decisions
from sim.checksum import Checksum
from sim.decisions import Decision
from sim.journal import Journal
from sim.market import events, insolvency, intelligence, stakeholders, value
from sim.market.customisation import StageOffer, offers_now
from sim.market.muting import Muted, live_without
from sim.market.phases import CLOSING, OPENING, Phase
from sim.market.state import Ledger
from sim.market.world import World, build, spread_money, team_size
from sim.measures import is_customer, measure, measure_firms, on_rungs
from sim.observation import Employee, Interval, News, Observation, Overview, People, RivalView, Team
from sim.policies import Plan, Policy, policy_of
from sim.reports import report
from sim.scenario.measured import Goal
from sim.scenario.schema import Scenario

if TYPE_CHECKING:
    from sim.tables import Tables

ENGINE_VERSION = "4"
"""Raised by every change that alters results; a run file names the engine it was made with."""


class GameOverError(RuntimeError):
    """Something was asked of a game that has ended."""


@dataclass(frozen=True)
class GoalResult:
    """How one goal was met: its value, and its score from 0 to 100."""

    goal: Goal
    value: float
    score: float


@dataclass(frozen=True)
class Result:
    """The several-sided result of a firm; ``score`` is the weighted mean of the goals' scores."""

    goals: tuple[GoalResult, ...]
    score: float


class Simulation:
    """One run of a scenario: the market lives week by week on the firms' decisions."""

    def __init__(
        self,
        scenario: Scenario,
        seed: int | None = None,
        policies: Mapping[str, Policy | None] | None = None,
        journal: bool = True,
        muted: Muted | None = None,
    ) -> None:
        """A run ready for its first round; the warm-up has been lived.

        ``seed`` replaces the scenario's. ``policies`` says, by firm id, which robot decides for a firm in place of
        the one its scenario names; None leaves the chair to a person or a file. ``journal`` off saves time when
        causes are not needed. ``muted`` is a cause that some relationships do not feel (it needs the journal).
        """
        self.scenario = scenario
        self.seed = scenario.seed if seed is None else seed
        self.player = scenario.firm.id
        self.firms = tuple(firm.id for firm in scenario.firms)
        self._world = build(scenario, self.seed, journal)
        self._checksum = Checksum(self._world)
        self._muted = muted
        self._histories: list[list[Mapping[str, float]]] = [[] for _ in self.firms]
        self._reports: list[list[Mapping[str, Interval]]] = [[] for _ in self.firms]
        self._rungs: list[tuple[tuple[int, ...], ...]] = []
        self._decisions: list[list[Decision]] = [[] for _ in self.firms]
        self._checksums: list[str] = []
        self._seated: set[int] = set()  # firms for which somebody decided the coming round
        self._closed = self._world.env.event()
        events.schedule(self._world)
        stakeholders.schedule(self._world)
        for index, firm in enumerate(scenario.firms):
            policy = (policies or {}).get(firm.id, policy_of(firm))
            if policy is not None:
                self._world.env.process(self._review(index, policy))
        self._world.env.process(self._pulse())
        while self._world.env.peek() == 0:  # every process comes to its first wait
            self._world.env.step()
        for _ in range(scenario.time.warm_up):
            self._live_week()
        for state in self._world.firms:  # what was earned before the game belongs to the past
            state.cash, state.total_profit = state.spec.cash, 0.0
        self._turn_round()

    # -- the clock ---------------------------------------------------------------------------------------

    @property
    def round(self) -> int:
        """The round being decided or played, from 1; after the last one, its number."""
        time = self.scenario.time
        return min(self.weeks_played // time.weeks_per_round, time.rounds - 1) + 1

    @property
    def week(self) -> int:
        """Weeks played of the current round."""
        return 0 if self.over else self.weeks_played % self.scenario.time.weeks_per_round

    @property
    def weeks_played(self) -> int:
        """Weeks played in all, without the warm-up."""
        return self._world.week - self.scenario.time.warm_up

    @property
    def over(self) -> bool:
        """Whether all rounds have been played."""
        return self.weeks_played >= self.scenario.time.rounds * self.scenario.time.weeks_per_round

    def _pulse(self) -> Generator[simpy.Event, Any, None]:
        world = self._world
        while True:
            yield world.dawn
            if world.week == 0 or self.weeks_played % self.scenario.time.weeks_per_round == 0:
                self._begin_round()
            for phase in OPENING:
                self._live(phase)
            yield world.env.timeout(1)
            for phase in CLOSING:
                self._live(phase)
            world.week += 1
            self._closed.succeed()

    def _live(self, phase: Phase) -> None:
        if self._muted is None:
            phase(self._world)
        else:
            live_without(self._muted, phase, self._world)

    def _live_week(self) -> None:
        world, env = self._world, self._world.env
        self._closed = env.event()
        dawn, world.dawn = world.dawn, env.event()
        dawn.succeed()
        env.run(until=self._closed)

    def _review(self, index: int, policy: Policy) -> Generator[simpy.Event, Any, None]:
        """A policy reviews its firm's strategy at the start of every round, unless somebody did."""
        world, time = self._world, self.scenario.time
        yield from world.sleep(time.warm_up)
        while True:
            if index not in self._seated:
                plan = policy(self.scenario, world.firms[index].spec, self._overview(index))
                everything_open = None if index else self.round
                self._put(index, plan, everything_open)
            yield from world.sleep(time.weeks_per_round)

    # -- deciding and advancing --------------------------------------------------------------------------

    def budget(self, firm: str) -> float:
        """Money that ``firm`` may decide this round: its budget, or its cash if that is less."""
        state = self._world.firms[self._index(firm)]
        return 0.0 if state.bankrupt else max(0.0, min(state.spec.budget, state.cash))

    def decide(self, firm: str, decision: Plan) -> Decision:
        """Sets what ``firm`` does this round and returns it complete. Raises DecisionError."""
        if self.over:
            raise GameOverError("the game is over: there is nothing left to decide. Look at its result.")
        decided = self._put(self._index(firm), decision, self.round)
        self._seated.add(self._index(firm))
        return decided

    def _put(self, index: int, plan: Plan, round_number: int | None) -> Decision:
        firm = self._world.firms[index]
        budget = self.budget(self.firms[index])
        current = decisions.afford(firm.decision, budget)
        firm.decision = decisions.decide(self.scenario, round_number, budget, current, plan)
        return firm.decision

    def advance(self) -> Observation:
        """Plays the round to its end and returns what the player's firm then sees."""
        while not self.advance_week():
            pass
        return self.observe(self.player)

    def advance_week(self) -> bool:
        """Plays one week; True when it ended the round."""
        if self.over:
            raise GameOverError("the game is over: there are no weeks left to play. Look at its result.")
        self._live_week()
        if self.weeks_played % self.scenario.time.weeks_per_round:
            return False
        self._turn_round()
        return True

    def _begin_round(self) -> None:
        """Opens the books of a round and staffs the teams; the warm-up has rounds too, so that they compare."""
        world = self._world
        self._seated.clear()
        for index, firm in enumerate(world.firms):
            if self.weeks_played >= 0:
                firm.decision = decisions.afford(firm.decision, self.budget(self.firms[index]))
            spread_money(world, firm)
            firm.round = Ledger()
            firm.taken_by[:] = 0
            firm.started_with = is_customer(world, index)
            if not firm.bankrupt:
                team, before = world.teams[index], len(world.teams[index].employees)
                team.staff(team_size(firm, self.scenario.time.weeks_per_round))
                firm.round.layoffs = max(0, before - len(team.employees))

    def _turn_round(self) -> None:
        """Closes a round, or the last of the warm-up: histories, decisions and the checksum of the state."""
        world = self._world
        measured = measure_firms(world, range(len(world.firms)))
        for index, (firm, measures) in enumerate(zip(world.firms, measured, strict=True)):
            self._histories[index].append(MappingProxyType(measures))
            self._reports[index].append(report(world, index, measures, self._measured))
            self._decisions[index].append(firm.decision)
        if self.weeks_played:
            self._checksums.append(self._checksum.now())

    # -- seeing ------------------------------------------------------------------------------------------

    @property
    def checksums(self) -> tuple[str, ...]:
        """Checksum of the state at the end of each finished round."""
        return tuple(self._checksums)

    @property
    def decisions(self) -> tuple[Decision, ...]:
        """What the player's firm did in each finished round."""
        return self.plans(self.player)[1:]

    @property
    def journal(self) -> Journal | None:
        """Causes and moves, unless the run keeps none. Weeks in it count from the start of the warm-up."""
        return self._world.journal

    @property
    def world(self) -> World:
        """The world itself, for tables and tests; never change it."""
        return self._world

    def observe(self, firm: str) -> Observation:
        """What ``firm`` sees now. Changes nothing and draws no luck."""
        index = self._index(firm)
        return Observation(**vars(self._overview(index)), people=_people(self._world, index))

    @property
    def _measured(self) -> int:
        """The round of which measures tell now: between rounds the last whole one; 0 for the warm-up."""
        return -(-self.weeks_played // self.scenario.time.weeks_per_round)

    def _known(self, index: int) -> tuple[Mapping[str, float], Mapping[str, Interval]]:
        """Measures of the round so far and how they are reported; between rounds those of the last whole one."""
        if self.week == 0:
            return self._histories[index][-1], self._reports[index][-1]
        measures = MappingProxyType(measure(self._world, index))
        return measures, report(self._world, index, measures, self._measured)

    def _overview(self, index: int) -> Overview:
        world, firm = self._world, self._world.firms[index]
        measures, reported = self._known(index)
        return Overview(
            firm=self.firms[index],
            round=self.round,
            week=self.week,
            weeks_played=self.weeks_played,
            over=self.over,
            bankrupt=firm.bankrupt,
            budget=self.budget(self.firms[index]),
            decision=firm.decision,
            measures=measures,
            history=tuple(self._histories[index]),
            reported=reported,
            reports=tuple(self._reports[index]),
            plans=tuple(self._decisions[index]),
            rungs=on_rungs(world, index),
            team=_team(world, index),
            rivals=self._rivals(index),
            events=tuple(event.id for event in self.scenario.events if events.in_force(world, event)),
            news=self._news(index),
        )

    def _news(self, index: int) -> tuple[News, ...]:
        """What befell a firm this round, and which others closed."""
        time = self.scenario.time
        began = self.weeks_played - (self.week or min(self.weeks_played, time.weeks_per_round))
        return tuple(
            News(week - time.warm_up, firm.spec.id, what)
            for place, firm in enumerate(self._world.firms)
            for week, what in firm.news
            if week - time.warm_up >= began and (place == index or what == insolvency.BANKRUPT)
        )

    def _rivals(self, observer: int) -> tuple[RivalView, ...]:
        world, bought = self._world, intelligence.panel(self._world)
        others = [other for other in range(len(world.firms)) if other != observer]
        return tuple(
            intelligence.view(world, observer, other, self._decisions[other][-1], bought) for other in others
        )

    def result(self, firm: str | None = None) -> Result:
        """The result of a firm so far, by the scenario's goals."""
        measures = self._histories[self._index(firm or self.player)][-1]
        goals = tuple(_judge(goal, measures[goal.measure]) for goal in self.scenario.goals)
        weights = fsum(goal.goal.weight for goal in goals)
        score = fsum(goal.goal.weight * goal.score for goal in goals) / weights if weights else 0.0
        return Result(goals, score)

    def tables(self) -> "Tables":
        """The run as data frames."""
        from sim.tables import Past, Tables  # polars is slow to load, and most runs need no table

        return Tables(
            self._world,
            {firm: Past(self.history(firm), self.reports(firm), self.plans(firm)) for firm in self.firms},
        )

    def history(self, firm: str) -> tuple[Mapping[str, float], ...]:
        """Measures of a firm at the end of the warm-up and of each finished round."""
        return tuple(self._histories[self._index(firm)])

    def reports(self, firm: str) -> tuple[Mapping[str, Interval], ...]:
        """The same measures as precisely as the firm could know them."""
        return tuple(self._reports[self._index(firm)])

    def offers(self, firm: str, money: float) -> tuple[StageOffer, ...]:
        """What adapting the offer for ``money`` a round would cost and do, stage by stage, as things stand."""
        return offers_now(self._world, self._index(firm), money)

    def plans(self, firm: str) -> tuple[Decision, ...]:
        """What a firm did in the warm-up and in each finished round."""
        return tuple(self._decisions[self._index(firm)])

    def _index(self, firm: str) -> int:
        if firm not in self.firms:
            raise KeyError(f"'{firm}' is not a firm of this market. The firms are: {', '.join(self.firms)}.")
        return self.firms.index(firm)


def _judge(goal: Goal, reached: float) -> GoalResult:
    part = (reached - goal.floor) / (goal.target - goal.floor)
    return GoalResult(goal, reached, 100.0 * min(1.0, max(0.0, part)))


def _still(array: np.ndarray[Any, Any]) -> Any:
    picture = array.copy()
    picture.setflags(write=False)
    return picture


def _people(world: World, index: int) -> People:
    state, journal = world.state, world.journal
    cause = journal.weightiest(index) if journal else np.zeros(world.customers, dtype=np.int8)
    return People(
        present=_still(state.present),
        segment=_still(state.segment),
        rung=_still(state.rung[index]),
        weeks_on_rung=_still(world.week - state.moved_week[index]),
        satisfaction=_still(state.satisfaction[index]),
        trust=_still(state.trust[index]),
        commitment=_still(state.commitment[index]),
        expected=_still(state.expectation[index]),
        received=_still(state.received[index]),
        purchases=_still(state.purchases[index]),
        spent=_still(state.spent[index]),
        value=_still(value.lifetime_value(world, index)),
        risk=_still(value.risk_of_leaving(world, index)),
        home=_still(state.home),
        member=_still(state.member[index]),
        managed=_still(state.managed[index]),
        community=_still(state.community[index]),
        cause=_still(cause),
    )


def _team(world: World, index: int) -> Team:
    team, firm = world.teams[index], world.firms[index]
    waits = team.contacts.wait
    return Team(
        employees=tuple(Employee(each.morale, each.skill, each.attending) for each in team.employees),
        arriving=team.arriving,
        load=team.load,
        waiting=team.longest,
        wait_minutes=team.minutes(fsum(waits) / len(waits)) if waits else 0.0,
        training=firm.training,
    )
