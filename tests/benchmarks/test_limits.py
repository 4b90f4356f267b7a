"""What a week takes against what the machine gives: luck drawn, state touched, and what a week costs at any size.

Run with ``pytest -o addopts= --benchmark-only tests/benchmarks/test_limits.py``; the figures are in its extra info
(``--benchmark-json``), and in section 7.29 of sim/MODEL.md. Nothing here fails for being slow: machines differ.
"""

from collections.abc import Callable
from dataclasses import fields

import numpy as np
import pytest
from markets import corner_cafe, everything, scaled, variant
from pytest_benchmark.fixture import BenchmarkFixture

from sim.engine import Simulation
from sim.market import choice, occasions
from sim.market.state import Block, Slots
from sim.market.streams import Purpose, draw_all
from sim.market.world import World
from sim.scenario.schema import Scenario

CUSTOMERS = 5_000
WEEKS = 26
BEYOND_THE_CACHES = 128 * 2**20
"""Bytes."""

MARKETS = pytest.mark.parametrize(
    "market", [lambda size: scaled(corner_cafe(), size), everything], ids=["cafe", "everything"]
)
Market = Callable[[int], Scenario]


def _lived(scenario: Scenario) -> Simulation:
    """A market without a journal, two quarters after its warm-up."""
    game = Simulation(variant(scenario, {"time.rounds": 60}), 7, journal=False)
    for _ in range(WEEKS):
        game.advance_week()
    return game


def _limit(benchmark: BenchmarkFixture, per_customer_week: float, in_a_call: float) -> None:
    """Notes how many customer-weeks a second there could be if nothing else took time."""
    if benchmark.stats is not None:  # with --benchmark-disable nothing is timed
        rate = in_a_call / benchmark.stats.stats.min
        benchmark.extra_info["per second"] = round(rate)
        benchmark.extra_info["limit, customer-weeks/s"] = round(rate / per_customer_week)


def test_luck(benchmark: BenchmarkFixture, monkeypatch: pytest.MonkeyPatch) -> None:
    """Numbers of 64 bits drawn for a customer of the café in a week, and how fast the generator gives them."""
    game, buyers = _lived(scaled(corner_cafe(), CUSTOMERS)), []

    def counted(world: World, block: Block) -> Slots:
        slots = occasions.occasions(world, block)
        buyers.append(len(slots))
        return slots

    monkeypatch.setattr(choice, "occasions", counted)
    for _ in range(WEEKS):
        game.advance_week()
    wishes, reviews = 1, 1 / game.scenario.ladder.review_weeks
    talk = exits = reviews
    for_a_purchase = 8  # two counters; five of the numbers are used
    each = wishes + talk + exits + for_a_purchase * sum(buyers) / (CUSTOMERS * WEEKS)
    numbers = round(each * CUSTOMERS)
    benchmark(draw_all, np.uint64(7), Purpose.OCCASION.value, 1, 0, numbers)
    benchmark.extra_info["numbers per customer-week"] = round(each, 2)
    _limit(benchmark, each, numbers)


@MARKETS
def test_state(benchmark: BenchmarkFixture, market: Market) -> None:
    """Bytes of a customer's state, and how fast the machine reads and writes as many: once each, every week."""
    state = _lived(market(CUSTOMERS)).world.state
    each = sum(getattr(state, field.name).nbytes for field in fields(state)) / CUSTOMERS
    whole = np.ones(BEYOND_THE_CACHES // 8)
    benchmark(np.copyto, whole.copy(), whole)
    benchmark.extra_info["bytes of state per customer"] = round(each)
    _limit(benchmark, 2 * each, 2 * BEYOND_THE_CACHES)


@MARKETS
@pytest.mark.parametrize("customers", [50, 50_000], ids=["50", "50000"])
def test_a_week_of_any_size(benchmark: BenchmarkFixture, market: Market, customers: int) -> None:
    """With 50 customers a week is all but what it costs whatever the size; with 50,000 it is all but customers."""
    game = _lived(market(customers))

    def half_a_year() -> None:
        for _ in range(WEEKS):
            game.advance_week()

    benchmark.pedantic(half_a_year, rounds=8, warmup_rounds=1)
    if benchmark.stats is not None:
        benchmark.extra_info["microseconds a week"] = round(benchmark.stats.stats.min / WEEKS * 1e6)
