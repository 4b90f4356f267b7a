"""Experiment 12: who stands higher leaves less, and the top takes more than half a year (Johnson & Selnes 2004)."""

from functools import cache
from itertools import pairwise

import numpy as np
from findings import Finding
from markets import corner_cafe

from sim.engine import Simulation
from sim.journal import MOVES
from sim.policies import POLICIES
from sim.scenario.vocabulary import Move, PolicyName


@cache
def run(seed: int) -> Simulation:
    """The corner café, its budget halved between the heads."""
    game = Simulation(corner_cafe(), seed, policies={"esquina": POLICIES[PolicyName.BALANCED]})
    while not game.over:
        game.advance()
    return game


def defection(game: Simulation) -> np.ndarray:
    """Yearly share that leaves, by rung from the first that counts as a customer, over all firms."""
    assert game.journal is not None
    moves, rungs = game.journal.moves(), game.world.rungs
    weeks, exits = np.zeros(len(rungs.decay)), np.zeros(len(rungs.decay))
    standing: dict[tuple[int, int], tuple[int, int]] = {}  # rung, and week in which she came to it
    for week, *who, target in zip(
        moves.week.tolist(), moves.firm.tolist(), moves.slot.tolist(), moves.target.tolist(), strict=True
    ):
        rung, since = standing.pop((who[0], who[1]), (0, week))
        weeks[rung] += week - since
        exits[rung] += target < rungs.first_customer
        if target >= rungs.first_customer:
            standing[who[0], who[1]] = target, week
    for rung, since in standing.values():
        weeks[rung] += game.world.week - since
    customers = slice(rungs.first_customer, None)
    return np.asarray(1 - (1 - exits[customers] / weeks[customers]) ** 52)


def weeks_to_the_top(game: Simulation) -> list[int]:
    """Weeks from joining to the top rung, of those who got there at the firm they joined."""
    assert game.journal is not None
    moves, top = game.journal.moves(), len(game.world.rungs.decay) - 1
    joined: dict[tuple[int, int], int] = {}
    took = []
    for week, firm, slot, kind, target in zip(
        moves.week.tolist(), moves.firm.tolist(), moves.slot.tolist(), moves.kind, moves.target, strict=True
    ):
        if MOVES[kind] is Move.JOINED:
            joined[firm, slot] = week
        elif target == top and (firm, slot) in joined:
            took.append(week - joined.pop((firm, slot)))
    return took


def top_fifth(game: Simulation) -> float:
    """Share of a firm's revenue that the top fifth of its buyers bring, mean over firms."""
    shares = []
    for spent in game.world.state.spent.astype(np.float64):
        ranked = np.sort(spent[spent > 0])[::-1]
        shares.append(np.sum(ranked[: len(ranked) // 5]) / np.sum(ranked))
    return float(np.mean(shares))


def findings(seeds: int = 20) -> list[Finding]:
    """Experiment 12, as means over ``seeds``."""
    games = [run(seed) for seed in range(1, seeds + 1)]
    yearly = np.mean([defection(game) for game in games], axis=0).tolist()
    median = float(np.mean([np.median(weeks_to_the_top(game)) for game in games]))
    shares = float(np.mean([top_fifth(game) for game in games]))
    source = "Johnson & Selnes 2004 (typology)"
    least = min(lower - upper for lower, upper in pairwise(yearly))
    by_rung = " ".join(f"{share:.2f}".lstrip("0") for share in yearly)
    return [
        Finding(12, f"least fall of yearly defection from rung to rung ({by_rung})", "> 0", least, 1e-9, 1, source),
        Finding(12, "median weeks from joining to advocate", "> 26", median, 26.0001, 1e9, source),
        Finding(
            12,
            "share of revenue of the top fifth of a firm's buyers",
            ".60 to .73 (as 3)",
            shares,
            0.6,
            0.73,
            source,
        ),
    ]
