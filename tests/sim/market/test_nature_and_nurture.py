"""Heterogeneity sets how much customers differ from the start, plasticity how much relationships change them."""

from itertools import pairwise
from typing import Literal

import numpy as np
import pytest
from markets import small, variant

from sim.engine import Simulation
from sim.market.arrivals import dropout_hazard
from sim.market.contract import quitting_chance
from sim.market.occasions import occasion_rate
from sim.market.population import populate
from sim.market.streams import Streams
from sim.scenario.contract import RenewalRule
from sim.scenario.parameters import OccasionRule

Category = Literal["repeat", "contract"]
CATEGORIES: tuple[Category, ...] = ("repeat", "contract")
TRAITS = ("rate", "dropout", "basket", "first_expectation", "price_sensitivity", "deal_proneness", "quitting")
WORSE, BETTER = np.float32([0.3]), np.float32([0.9])


def spread(category: Category, heterogeneity: float, trait: str) -> float:
    """Coefficient of variation of a trait in the first segment."""
    scenario = small(2000, market__category=category, market__heterogeneity=heterogeneity)
    state = populate(scenario, Streams(5))
    values = getattr(state, trait)[state.segment == 0].astype(np.float64)
    return float(np.std(values) / np.mean(values))


@pytest.mark.parametrize("trait", TRAITS)
def test_customers_differ_as_much_as_heterogeneity_says(trait: str) -> None:
    differences = [spread("contract", heterogeneity, trait) for heterogeneity in (0.0, 0.5, 1.0, 1.5)]
    assert differences[0] < 1e-6
    assert all(more > 1.2 * less for less, more in pairwise(differences))


def test_heterogeneity_multiplies_the_spread_of_chances_of_quitting() -> None:
    half, whole = (spread("contract", heterogeneity, "quitting") for heterogeneity in (0.5, 1.0))
    assert whole / half == pytest.approx(2, rel=0.1)


def test_in_a_repeat_market_nobody_has_a_chance_of_quitting() -> None:
    assert populate(small(), Streams(5)).quitting.size == 0


@pytest.mark.parametrize("which", ["occasions", "life changes", "renewals"])
def test_relationships_matter_as_much_as_plasticity_says(which: str) -> None:
    def ratio(plasticity: float) -> float:
        """How many times more a bad relationship costs than a good one."""
        if which == "occasions":
            good, bad = (occasion_rate(BETTER, each, each, OccasionRule(), plasticity) for each in (BETTER, WORSE))
        elif which == "life changes":
            bad, good = (dropout_hazard(BETTER, each, each, OccasionRule(), plasticity) for each in (BETTER, WORSE))
            good, bad = bad**-1, good**-1
        else:
            chances = (quitting_chance(WORSE, each, each, RenewalRule(), plasticity) for each in (BETTER, WORSE))
            good, bad = (1 / chance for chance in chances)
        return float(good[0] / bad[0])

    ratios = [ratio(plasticity) for plasticity in (0.0, 0.5, 1.0, 2.0)]
    assert ratios[0] == 1.0
    assert all(more > 1.05 * less for less, more in pairwise(ratios))


@pytest.mark.parametrize("category", CATEGORIES)
def test_quality_keeps_customers_by_as_much_as_plasticity_says(category: Category) -> None:
    """In a whole market without rivals: how many more customers leave a firm with bad premises."""

    def lost(plasticity: float, process: float) -> float:
        alone = {"rivals": [], "market.segments.*.dropout.mean": 0.02, "market.segments.*.basket.mean": 90.0}
        firm = {"firm.process": process, "firm.cash": 1e7}
        blind = {"model.choice.satisfaction": 0.0, "model.choice.trust": 0.0, "model.choice.commitment": 0.0}
        bond = {"model.choice.outside": -10.0, "market.plasticity": plasticity}
        fixed = {"ladder.rungs.*.enter.strength": 0.0, "market.category": category, "market.newcomers": 0.0}
        scenario = variant(small(1200, rounds=4, weeks=13, warm_up=13), alone | firm | blind | bond | fixed)
        game = Simulation(scenario, 3)
        while not game.over:
            game.advance()
        return sum(each["lost_customers"] for each in game.history(game.player)[1:])

    differences = [lost(plasticity, 0.0) / lost(plasticity, 1.0) for plasticity in (0.0, 0.5, 1.5)]
    assert differences[0] == pytest.approx(1, abs=0.02)
    assert differences[0] < differences[1] < differences[2]
    assert differences[2] > 1.15
