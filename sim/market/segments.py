"""What makes segments differ in a purchase, as kernels take it."""

from math import fsum
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from sim.market.machines import frustration, self_service_lift
from sim.market.quantiles import gamma_tables
from sim.market.state import Single
from sim.scenario.schema import Scenario


class Segments(NamedTuple):
    """What a unit of quality is worth to the average customer, in parts of the price; and arrays over segments."""

    worth: np.float32
    basket: Single  # (S, levels): what luck multiplies the money of a purchase by
    apart: NDArray[np.bool_]  # the users of what is bought are not the buyers
    users_expectation: Single  # of quality
    users_influence: Single  # on the buyers
    self_service: Single  # quality that it adds
    automated: Single  # how much an automated service is expected, 0..1
    missed: Single  # quality that it costs those whom it does not know, and who miss a person


def worth_of_quality(scenario: Scenario) -> float:
    """What a unit of quality is worth to the average customer, in parts of the price of a purchase."""
    segments, rule = scenario.market.segments, scenario.model.choice
    shares = fsum(kind.share for kind in segments)
    sensitivity = fsum(kind.price_sensitivity.mean * kind.share for kind in segments) / shares
    weight = rule.price * sensitivity
    return rule.satisfaction / weight if weight else 0.0


def segments_of(scenario: Scenario) -> Segments:
    """The segments of a scenario."""
    kinds, rule = scenario.market.segments, scenario.model.machines
    rows = [
        [kind.users.expectation if kind.users else 0.0 for kind in kinds],
        [kind.users.influence if kind.users else 0.0 for kind in kinds],
        [self_service_lift(kind.expects, rule) for kind in kinds],
        [kind.expects.automated for kind in kinds],
        [frustration(kind.expects.personal, kind.expects.automated, rule) for kind in kinds],
    ]
    return Segments(
        np.float32(worth_of_quality(scenario)),
        gamma_tables(tuple(kind.basket.within for kind in kinds)),
        np.array([kind.users is not None for kind in kinds]),
        *np.array(rows, dtype=np.float32),
    )
