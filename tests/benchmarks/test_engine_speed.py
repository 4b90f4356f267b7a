"""How many customer-weeks the engine lives in a second. Run with ``pytest --benchmark-only tests/benchmarks``.

The corner café at several sizes, its money in proportion, and the same neighbourhood with every lever of the model
at work for every firm. Nothing here fails for being slow: machines differ.
"""

import pytest
from markets import corner_cafe, everything, scaled, variant
from pytest_benchmark.fixture import BenchmarkFixture

from sim.engine import Simulation
from sim.scenario.schema import Scenario

WEEKS = 26


def _half_years(benchmark: BenchmarkFixture, scenario: Scenario, journal: bool, rounds: int = 5) -> None:
    """Two quarters of a market that has lived through its warm-up, several times."""
    game = Simulation(variant(scenario, {"time.rounds": 60}), 7, journal=journal)

    def half_a_year() -> None:
        for _ in range(WEEKS):
            game.advance_week()

    benchmark.pedantic(half_a_year, rounds=rounds, warmup_rounds=1)
    customers = scenario.market.customers
    benchmark.extra_info["customers"] = customers
    if benchmark.stats is not None:  # with --benchmark-disable nothing is timed
        for name in ("min", "median"):
            seconds = getattr(benchmark.stats.stats, name)
            benchmark.extra_info[f"customer-weeks/s, {name} of time"] = round(customers * WEEKS / seconds)


@pytest.mark.parametrize("journal", [True, False], ids=["journal", "no-journal"])
@pytest.mark.parametrize("customers", [1_500, 5_000, 50_000])
def test_customer_weeks(benchmark: BenchmarkFixture, customers: int, journal: bool) -> None:
    _half_years(benchmark, scaled(corner_cafe(), customers), journal)


@pytest.mark.parametrize("journal", [True, False], ids=["journal", "no-journal"])
def test_customer_weeks_with_everything_on(benchmark: BenchmarkFixture, journal: bool) -> None:
    _half_years(benchmark, everything(5_000), journal)


@pytest.mark.parametrize("customers", [10_000, 1_000_000])
def test_customer_weeks_at_the_limit(benchmark: BenchmarkFixture, customers: int) -> None:
    """A million customers should cost no more than half as much again, each, as ten thousand."""
    _half_years(benchmark, variant(everything(customers), {"time.warm_up": 2}), journal=False, rounds=2)


@pytest.mark.parametrize("customers", [1_500, 50_000])
def test_birth_of_a_market(benchmark: BenchmarkFixture, customers: int) -> None:
    """From a scenario to the first round: the population and its warm-up."""
    scenario = scaled(corner_cafe(), customers)
    benchmark.pedantic(Simulation, args=(scenario, 7), rounds=3, warmup_rounds=1)
