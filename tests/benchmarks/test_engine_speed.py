"""How many customer-weeks the engine lives in a second. Run with ``pytest --benchmark-only tests/benchmarks``.

The corner café at several sizes, its money in proportion. Nothing here fails for being slow: machines differ.
"""

import pytest
from markets import corner_cafe, scaled, variant
from pytest_benchmark.fixture import BenchmarkFixture

from sim.engine import Simulation

WEEKS = 26


@pytest.mark.parametrize("journal", [True, False], ids=["journal", "no-journal"])
@pytest.mark.parametrize("customers", [1_500, 5_000, 50_000])
def test_customer_weeks(benchmark: BenchmarkFixture, customers: int, journal: bool) -> None:
    """Two quarters of a market that has lived through its warm-up."""
    scenario = variant(scaled(corner_cafe(), customers), {"time.rounds": 60})
    game = Simulation(scenario, 7, journal=journal)

    def half_a_year() -> None:
        for _ in range(WEEKS):
            game.advance_week()

    benchmark.pedantic(half_a_year, rounds=5, warmup_rounds=1)
    benchmark.extra_info["customers"] = customers
    if benchmark.stats is not None:  # with --benchmark-disable nothing is timed
        benchmark.extra_info["customer-weeks/s"] = round(customers * WEEKS / benchmark.stats.stats.min)


@pytest.mark.parametrize("customers", [1_500, 50_000])
def test_birth_of_a_market(benchmark: BenchmarkFixture, customers: int) -> None:
    """From a scenario to the first round: the population and its warm-up."""
    scenario = scaled(corner_cafe(), customers)
    benchmark.pedantic(Simulation, args=(scenario, 7), rounds=3, warmup_rounds=1)
