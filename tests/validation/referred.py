"""Experiment 10: customers whom a friend brought against customers who came for advertising, over 33 months.

Customers who subscribe, as those of the bank that was studied; they join a firm for the first time within a year.
They are matched by firm, segment, quarter of joining and whether they had subscribed elsewhere (Schmitt, Skiera &
Van den Bulte 2011 matched by time and demographics). What they bring is discounted; who leaves brings no more.

Calibrated on this experiment: `model.trust.referred`, .5 (with the .4 it started from referred customers are worth
8 % more). Where customers buy wherever they like the model shows no such gap: a friend's word makes people try a
firm although their habit is elsewhere, and habit soon takes them back.
"""

from dataclasses import dataclass
from functools import cache
from typing import Any

import numpy as np
from findings import Finding
from markets import corner_cafe, variant

from sim.engine import Simulation
from sim.journal import MOVES
from sim.market.money import takings
from sim.scenario.schema import Scenario
from sim.scenario.vocabulary import Cause, Move

MONTHS33 = 143
"""Weeks in 33 months."""

JOINING = 52
"""Weeks in which the customers looked at join."""

SOURCES = (int(Cause.REFERRAL), int(Cause.ADVERTISING))
SOURCE = "Schmitt, Skiera & Van den Bulte 2011; Villanueva, Yoo & Hanssens 2008"


@dataclass(frozen=True)
class Joined:
    """Customers who joined: parallel arrays."""

    source: np.ndarray  # Cause
    cell: np.ndarray  # firm, segment and quarter
    value: np.ndarray  # discounted margin in 33 months
    months12: np.ndarray  # whether they were still there after a year
    months33: np.ndarray


def market() -> Scenario:
    """The corner café's people and firms, who sell subscriptions; two years old when the year of joining begins."""
    base = corner_cafe()
    changes: dict[str, Any] = {
        "market.customers": 6000,
        "market.newcomers": 0.3,
        "time": {"rounds": 16, "weeks_per_round": 13, "warm_up": 104},
        "teaching": {},
        "market.category": "contract",
        "market.segments.*.basket.mean": 120.0,
        "firm.cash": 1e9,
        "rivals.*.cash": 1e9,
        "rivals.*.policy": "fixed",
    }
    for at, firm in (("firm", base.firm), *((f"rivals.{place}", rival) for place, rival in enumerate(base.rivals))):
        changes[f"{at}.budget"] = 1e9
        for lever in ("advertising", "introductory_offers", "staff", "training", "loyalty_card"):
            changes[f"{at}.start.{lever}"] = 4 * getattr(firm.start, lever)
    return variant(base, changes)


@cache
def joined(seed: int) -> Joined:
    """One run's customers by source."""
    scenario = market()
    game = Simulation(scenario, seed)
    world, people = game.world, game.world.customers
    start = world.week
    came = np.full(len(world.firms) * people, -1)
    before = np.zeros_like(came)
    source, gone = np.zeros_like(came), np.full_like(came, 10_000)
    value = np.zeros(len(came))
    discount = 1 + scenario.model.value.discount / 52
    assert game.journal is not None
    while world.week < start + JOINING + MONTHS33:
        week, had_one, stranger = world.week, world.state.home >= 0, world.state.spent.reshape(-1) == 0
        game.advance_week()
        moves = game.journal.moves(since=week, until=week + 1)
        key = moves.firm.astype(np.int64) * people + moves.slot
        kind = moves.kind
        first = (kind == MOVES.index(Move.JOINED)) & stranger[key] & (week < start + JOINING)
        came[key[first]] = week
        source[key[first]] = moves.causes[first, 0]
        before[key[first]] = had_one[key[first] % people]
        leaving = (kind == MOVES.index(Move.LEFT)) & (came[key] >= 0)
        gone[key[leaving]] = np.minimum(gone[key[leaving]], week)
        for each in takings(world):
            age = week - came[each.keys]
            here = (came[each.keys] >= 0) & (gone[each.keys] > week) & (age < MONTHS33)
            value[each.keys[here]] += (each.margin / discount**age)[here]
    chosen = np.flatnonzero((came >= 0) & np.isin(source, SOURCES))
    quarter = (came[chosen] - start) // 13
    segment = world.state.segment[chosen % people].astype(np.int64)
    cell = ((chosen // people * 12 + segment) * 4 + quarter) * 2 + before[chosen]
    lasted = gone[chosen] - came[chosen]
    return Joined(source[chosen], cell, value[chosen], lasted > 52, lasted > MONTHS33)


def matched(values: np.ndarray, of: Joined) -> tuple[float, float]:
    """Means of the referred and of the advertised, the latter weighted to stand in the referred ones' cells."""
    one, other = (of.source == source for source in SOURCES)
    cells = int(np.max(of.cell)) + 1
    many = np.bincount(of.cell[one], minlength=cells)
    few = np.bincount(of.cell[other], minlength=cells)
    both = (many > 0) & (few > 0)
    sums = (np.bincount(of.cell[who], weights=values[who], minlength=cells) for who in (one, other))
    ours, theirs = (total / np.maximum(count, 1) for total, count in zip(sums, (many, few), strict=True))
    weights = many * both
    return float(np.average(ours, weights=weights)), float(np.average(theirs, weights=weights))


def findings(seeds: int = 20) -> list[Finding]:
    """Experiment 10, as means over ``seeds``."""
    runs = [joined(seed) for seed in range(1, seeds + 1)]

    def means(name: str) -> tuple[float, float]:
        pairs = [matched(getattr(run, name).astype(float), run) for run in runs]
        return float(np.mean([pair[0] for pair in pairs])), float(np.mean([pair[1] for pair in pairs]))

    worth, other = means("value")
    year, other_year = means("months12")
    end, other_end = means("months33")
    stay = f"retention of the referred less that of the advertised after 33 months ({end:.3f} and {other_end:.3f})"
    early = f"the same after 12 months ({year:.3f} and {other_year:.3f})"
    return [
        Finding(
            10, "% more value of referred customers", "at least 16", 100 * (worth / other - 1), 10, 100, SOURCE
        ),
        Finding(10, early, "> 0", year - other_year, 1e-9, 1, SOURCE),
        Finding(10, stay, "> 0, it persists", end - other_end, 1e-9, 1, SOURCE),
    ]
