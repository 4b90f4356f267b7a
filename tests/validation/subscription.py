"""Experiments 5-7: contract markets. How long customers last, and what it is worth to keep them a little longer.

5: survival of the "Regular" customers (Fader & Hardie 2007): the shape of their chances of quitting is fitted to
seven years by maximum likelihood, here; the market then lives the next five. 6 and 7: customers pay by the month,
all with the same chance of quitting, and firms compute what they are worth from what they saw.
"""

from dataclasses import dataclass
from functools import cache
from math import log

import numpy as np
from findings import Finding
from markets import corner_cafe, variant

from sim.engine import Simulation
from sim.market.value import lifetime_value
from sim.scenario.schema import Scenario

REGULAR = (100.0, 63.1, 46.8, 38.2, 32.6, 28.9, 26.2, 24.1, 22.3, 20.7, 19.4, 18.3, 17.3)
"""Percent of customers who are still there after 0, 1, 2 ... years (Fader & Hardie 2007, table 1)."""

FITTED = 7
"""Years that are fitted; the others are predicted."""

SURVIVAL = "Fader & Hardie 2007"
ELASTICITIES = "Gupta, Lehmann & Stuart 2004"
DEFECTION = "Reichheld & Sasser 1990"
DISCOUNT = 0.12
ACCOUNT = 51 / 30
"""What winning a credit card customer cost, in first-year profits (Reichheld & Sasser 1990)."""

WINNING = 29_000.0
"""Money a year that wins customers: 1 % of it is at most .1 % of equity, the mean of the published firms."""

COHORTS = sum((1 + DISCOUNT) ** -year for year in range(1, 11))
"""What a yearly cohort for the next ten years is worth, in cohorts of today."""


def likelihood(a: float, b: float) -> float:
    """Log-likelihood of the fitted years' survivors, by the shifted-beta-geometric model."""
    leave, stay, total = a / (a + b), 1 - a / (a + b), 0.0
    for year in range(1, FITTED + 1):
        total += (REGULAR[year - 1] - REGULAR[year]) * log(leave)
        leave *= (b + year - 1) / (a + b + year)
        stay = stay if year == FITTED else stay * (b + year) / (a + b + year)
    return total + REGULAR[FITTED] * log(stay)


@cache
def fitted() -> tuple[float, float]:
    """The shapes of greatest likelihood, by ever finer grids around the best so far."""
    best, width = (1.0, 1.0), 3.0
    while width > 1e-4:
        steps = [best[0] * 2 ** (width * step / 8) for step in range(-8, 9)]
        others = [best[1] * 2 ** (width * step / 8) for step in range(-8, 9)]
        best = max(((a, b) for a in steps for b in others), key=lambda shapes: likelihood(*shapes))
        width *= 0.6
    return best


def club(customers: int, years: int, **changes: object) -> Scenario:
    """One firm that everybody knows, customers who subscribe for good or until they quit, and nothing else."""
    alone = {
        "rivals": [],
        "teaching": {},
        "market.category": "contract",
        "market.customers": customers,
        "market.newcomers": 1.0,
        "market.plasticity": 0.0,
        "market.contract.search": 0.0,
        "market.segments.*.dropout.mean": 0.0,
        "market.segments.*.purchase_rate.mean": 0.05,
        "market.segments.*.basket": {"mean": 30.0},
        "model.choice.outside": -10.0,
        "ladder.review_weeks": 4,
        "firm.awareness": 1.0,
        "firm.cash": 1e9,
        "firm.budget": 1e9,
        "firm.cost_of_goods": 0.5,
        "firm.cost_to_serve": 0.0,
        "firm.start": {"advertising": 0.0, "staff": 0.0, "training": 0.0},
        "time": {"rounds": years, "weeks_per_round": 52, "warm_up": 0},
    }
    own = {path.replace("__", "."): value for path, value in changes.items()}
    return variant(corner_cafe(), alone | own)


@cache
def survival(seed: int) -> tuple[float, ...]:
    """Share of one cohort that has renewed 0, 1, 2 ... 12 times."""
    a, b = fitted()
    years = len(REGULAR)
    scenario = club(
        2000,
        years,
        market__arrival_weeks=1,
        market__contract__period_weeks=52,
        **{"market__segments.*.quitting": {"a": a, "b": b}},
    )
    game = Simulation(scenario, seed, journal=False)
    held = []
    for week in range(52 * (years - 1) + 1):
        game.advance_week()
        if week % 52 == 0:
            held.append(float(np.count_nonzero(game.world.state.purchases[0])))
    return tuple(each / held[0] for each in held)


@dataclass(frozen=True)
class Worth:
    """What a firm's customers are worth, as it computes it after six years of the same."""

    present: float  # customer equity
    newcomer: float  # value of a new customer, first payment included
    yearly: float  # new customers a year
    cost: float  # of acquiring one
    payment: float  # margin of a month's fee

    @property
    def profit(self) -> float:
        """What a new customer brings in the end, less what it costs to win one at the price of a credit card."""
        return self.newcomer - ACCOUNT * 12 * self.payment

    def all_customers(self, cost: float = 1.0) -> float:
        """Present and future customers, acquired at ``cost`` times what they cost now."""
        return self.present + self.yearly * (self.newcomer - cost * self.cost) * COHORTS


@cache
def worth(seed: int, retention: float, fee: float = 30.0) -> Worth:
    """Runs six years in which ``retention`` of the customers stay each year, who pay ``fee`` a month."""
    quit_monthly = 1 - retention ** (1 / 12)
    scenario = club(
        3000,
        6,
        market__heterogeneity=0.0,
        market__contract__period_weeks=52 / 12,
        model__value__memory=100_000.0,
        model__value__prior_weeks=1.0,
        model__value__discount=DISCOUNT,
        firm__start={"advertising": WINNING, "staff": 0.0, "training": 0.0},
        **{
            "market__segments.*.quitting": {"a": 200 * quit_monthly, "b": 200 * (1 - quit_monthly)},
            "market__segments.*.basket": {"mean": fee},
        },
    )
    game = Simulation(scenario, seed, journal=False)
    while not game.over:
        game.advance()
    state, measures = game.world.state, game.history(game.player)[-1]
    value = lifetime_value(game.world, 0)
    payment = fee * (1 - scenario.firm.cost_of_goods)
    new = (state.purchases[0] > 0) & (game.world.week - state.joined_week[0] < 5)
    return Worth(
        present=measures["customer_equity"],
        newcomer=float(np.mean(value[new])) + payment,
        yearly=measures["new_customers"],
        cost=measures["acquisition_cost"],
        payment=payment,
    )


def regular(seeds: int) -> list[Finding]:
    """Experiment 5."""
    ours = 100 * np.mean([survival(seed) for seed in range(1, seeds + 1)], axis=0)
    errors = [abs(found / true - 1) for found, true in zip(ours, REGULAR, strict=True)][FITTED + 1 :]
    a, b = fitted()
    curve = " ".join(f"{share:.1f}" for share in ours[FITTED + 1 :])
    true = " ".join(f"{share}" for share in REGULAR[FITTED + 1 :])
    return [
        Finding(
            5,
            f"mean absolute % error of survival in years 8 to 12 ({curve}; a = {a:.3f}, b = {b:.3f})",
            f"{true} (a = .704, b = 1.182)",
            100 * float(np.mean(errors)),
            0,
            10,
            SURVIVAL,
        ),
        Finding(5, "cohort retention in year 1", ".631", float(ours[1] / ours[0]), 0.61, 0.65, SURVIVAL),
        Finding(5, "cohort retention in year 12", ".945", float(ours[12] / ours[11]), 0.92, 1, SURVIVAL),
    ]


def elasticities(seeds: int) -> list[Finding]:
    """Experiment 6, at both ends of the range of base retention."""
    found = []
    for base in (0.8, 0.9):
        runs = [worth(seed, base) for seed in range(1, seeds + 1)]
        now = float(np.mean([each.all_customers() for each in runs]))
        kept = np.mean([worth(seed, base * 1.01).all_customers() for seed in range(1, seeds + 1)])
        dear = np.mean([worth(seed, base, fee=30.3).all_customers() for seed in range(1, seeds + 1)])
        cheap = np.mean([each.all_customers(cost=0.99) for each in runs])
        at = f"(base retention {base})"
        for what, value, published, low, high in (
            ("1 % better retention", kept, "3 to 7", 3, 7),
            ("1 % better margin", dear, ".9 to 1.1", 0.9, 1.1),
            ("1 % lower acquisition cost", cheap, ".02 to .3", 0.02, 0.3),
        ):
            growth = 100 * (float(value) / now - 1)
            found.append(Finding(6, f"% more equity with {what} {at}", published, growth, low, high, ELASTICITIES))
    return found


def defection(seeds: int) -> list[Finding]:
    """Experiment 7, from both ends of the range of base retention and its middle."""
    found = []
    for base in (0.8, 0.85, 0.9):
        before, after = (
            float(np.mean([worth(seed, retention).profit for seed in range(1, seeds + 1)]))
            for retention in (base, base + 0.05)
        )
        figure = f"% more profit from a customer with five points less defection (base retention {base})"
        found.append(Finding(7, figure, "25 to 85", 100 * (after / before - 1), 25, 85, DEFECTION))
    return found


def findings(seeds: int = 20) -> list[Finding]:
    """Experiments 5, 6 and 7, as means over ``seeds``."""
    return regular(seeds) + elasticities(seeds) + defection(seeds)
