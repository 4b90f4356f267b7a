"""Games that robots and strategies play of a scenario, and what came of them."""

from collections.abc import Mapping
from dataclasses import dataclass
from math import fsum

import numpy as np

from sim.engine import Simulation
from sim.policies import POLICIES, Policy, following
from sim.scenario.schema import Scenario
from sim.scenario.strategies import Strategy
from sim.scenario.vocabulary import LEVERS, Cause, PolicyName
from sim.words import Named, Sentence

Player = PolicyName | Strategy
"""Who decides for the player's firm."""


@dataclass(frozen=True)
class Game:
    """A game to be played, with a journal if its causes are wanted."""

    scenario: Scenario
    player: Player
    seed: int
    journal: bool = False


@dataclass(frozen=True)
class Outcome:
    """What came of a game."""

    score: float
    goals: tuple[float, ...]  # score of each goal
    measures: Mapping[str, float]  # at the end
    spent: Mapping[str, float]  # money in the whole game, by lever
    moved: frozenset[str] = frozenset()  # measures that did not stay as they were
    causes: frozenset[Cause] = frozenset()  # of customers' moves, if a journal was kept


def play(game: Game) -> Outcome:
    """Plays a game to its end."""
    firm = game.scenario.firm.id
    run = Simulation(game.scenario, game.seed, {firm: deciding(game.player)}, journal=game.journal)
    while not run.over:
        run.advance_week()
    result, history = run.result(), run.history(firm)
    return Outcome(
        score=result.score,
        goals=tuple(goal.score for goal in result.goals),
        measures=dict(history[-1]),
        spent={lever: fsum(plan[lever] for plan in run.decisions) for lever in LEVERS if LEVERS[lever].head},
        moved=frozenset(name for name in history[0] if len({measures[name] for measures in history}) > 1),
        causes=_causes(run),
    )


def _causes(run: Simulation) -> frozenset[Cause]:
    if run.journal is None:
        return frozenset()
    named = np.unique(run.journal.moves(firm=0).causes).tolist()
    return frozenset(Cause(cause) for cause in named) - {Cause.NONE}


def deciding(player: Player) -> Policy:
    """How a player decides."""
    return following(player) if isinstance(player, Strategy) else POLICIES[player]


def name_of(player: Player) -> str:
    """What commands and files call a player."""
    return player.id if isinstance(player, Strategy) else str(player)


def spoken(player: Player) -> Named | Sentence:
    """What a person reads for a player."""
    if isinstance(player, Strategy):
        return Named(player.name.read("es"), player.name.read("en"))
    return Sentence(f"robot.{player}")
