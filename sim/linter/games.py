"""Games that robots and strategies play of a scenario, and what came of them."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from sim.engine import Simulation
from sim.parallel import Failure, spread
from sim.policies import POLICIES, following
from sim.scenario.schema import Scenario
from sim.scenario.strategies import Strategy
from sim.scenario.vocabulary import PolicyName

Player = PolicyName | Strategy
"""Who decides for the player's firm."""


@dataclass(frozen=True)
class Game:
    """A game to be played."""

    scenario: Scenario
    player: Player
    seed: int


@dataclass(frozen=True)
class Outcome:
    """What came of a game."""

    score: float
    goals: tuple[float, ...]  # score of each goal
    measures: Mapping[str, float]  # at the end


def play(game: Game) -> Outcome:
    """Plays a game to its end."""
    player, firm = game.player, game.scenario.firm.id
    policy = following(player) if isinstance(player, Strategy) else POLICIES[player]
    run = Simulation(game.scenario, game.seed, {firm: policy}, journal=False)
    while not run.over:
        run.advance_week()
    result = run.result()
    return Outcome(result.score, tuple(goal.score for goal in result.goals), dict(run.history(firm)[-1]))


def play_all(
    games: Sequence[Game], workers: int | None = None, progress: Callable[[], None] = lambda: None
) -> list[Outcome | Failure]:
    """Plays many games, on all cores unless it is said how many ``workers``."""
    return spread(play, games, workers, progress)


def name_of(player: Player) -> str:
    """What commands and tables call a player."""
    return player.id if isinstance(player, Strategy) else str(player)
