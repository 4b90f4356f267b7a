"""What customers gain: the other side of the exchange (concept A9).

Value to the customer is what she gets for what she gives (Zeithaml 1988). The weights with which quality and price
enter choices say how much money a unit of quality is worth to customers (willingness to pay: Train 2009, ch. 3). A
purchase that gives the quality one asked for before any experience, at the reference price, is a fair deal and
leaves nothing over; better quality or a lower price leaves a gain, the opposite a loss.
"""

from math import fsum

import numpy as np

from sim.market.state import Single
from sim.market.world import Purchases, World
from sim.scenario.schema import Scenario


def worth_of_quality(scenario: Scenario) -> float:
    """What a unit of quality is worth to the average customer, in parts of the price of a purchase."""
    segments, rule = scenario.market.segments, scenario.model.choice
    shares = fsum(kind.share for kind in segments)
    sensitivity = fsum(kind.price_sensitivity.mean * kind.share for kind in segments) / shares
    weight = rule.price * sensitivity
    return rule.satisfaction / weight if weight else 0.0


def gain(stake: Single, quality: Single, asked: Single, dearness: Single, worth: float) -> Single:
    """Money that customers gain with purchases of ``stake`` at a price index ``dearness`` above the reference."""
    return np.asarray(stake * ((quality - asked) * worth - dearness))


def count_gain(world: World, purchases: Purchases, quality: Single) -> None:
    """Books what the week's purchases left their customers. A use of a contract is a part of its period's fee."""
    market, state, slots = world.scenario.market, world.state, purchases.choices.slots
    stake = state.basket.take(slots)
    if world.contracts:
        stake = stake / np.maximum(state.rate.take(slots) * np.float32(market.contract.period_weeks), 1)
    dearness = np.array([firm.price / market.reference_price - 1.0 for firm in world.firms], dtype=np.float32)
    firm, asked = purchases.choices.firm, state.first_expectation.take(slots)
    left = gain(stake, quality, asked, dearness.take(firm), worth_of_quality(world.scenario))
    sums = np.bincount(firm, weights=left, minlength=len(world.firms)).tolist()
    for each, money in zip(world.firms, sums, strict=True):
        each.round.customers_gain += money
