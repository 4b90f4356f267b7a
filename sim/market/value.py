"""What customers are worth (rule 17): lifetime value, forward-looking, and its sum, customer equity.

First sound form: the margin a customer brings in a week, times the discounted weeks it is expected to last at
the weekly retention of its rung (Gupta & Lehmann 2003: m * (1 + d) / (1 + d - r), per week).
"""

import numpy as np
from numpy.typing import NDArray

from sim.market.state import FirmState, Single
from sim.market.world import World
from sim.scenario.parameters import ValueRule

_PRIOR_WEEKS = 13.0
"""Weeks of the average customer blended into each one's own margin."""


def weekly_retention(customer_weeks: NDArray[np.int64], exits: NDArray[np.int64], rule: ValueRule) -> Single:
    """Chance of still being a customer a week later, by rung: what was seen, and a prior while little was."""
    stayed = customer_weeks - exits + rule.prior_weeks * rule.prior_retention
    return np.asarray(stayed / (customer_weeks + rule.prior_weeks), dtype=np.float32)


def lifetime_weeks(retention: Single, rule: ValueRule) -> Single:
    """Discounted weeks that a customer of each rung is expected to stay."""
    discount = np.float32(rule.discount / 52)
    return np.asarray((1 + discount) / (1 + discount - retention))


def weekly_margin(world: World, index: int) -> Single:
    """Money that each customer of a firm brings in a week after goods and serving; shape (N,)."""
    state, firm = world.state, world.firms[index]
    customers = state.rung[index] >= world.rungs.first_customer
    tenure = np.maximum(world.week - state.joined_week[index], 0).astype(np.float32)
    share = 1.0 - firm.spec.cost_of_goods * firm.cost_factor / firm.price
    count = max(int(np.count_nonzero(customers)), 1)
    usual = state.basket * state.rate * np.float32(0.5)
    mean = float(np.add.reduce(usual[customers].astype(np.float64))) / count
    spent = np.where(tenure > 0, state.spent[index], 0)
    margin = (spent + np.float32(_PRIOR_WEEKS * mean)) / (tenure + np.float32(_PRIOR_WEEKS)) * np.float32(share)
    margin -= state.rate * np.float32(0.5 * firm.spec.cost_to_serve * (1 - firm.spec.serve_saving / 2))
    return np.where(customers, margin, np.float32(0))


def retention_by_rung(world: World, firm: FirmState) -> Single:
    """Weekly retention by rung as seen so far."""
    return weekly_retention(firm.customer_weeks, firm.exits, world.scenario.model.value)


def lifetime_value(world: World, index: int) -> Single:
    """Customer lifetime value toward a firm, money, shape (N,); 0 for those who are not its customers."""
    weeks = lifetime_weeks(retention_by_rung(world, world.firms[index]), world.scenario.model.value)
    return np.asarray(weekly_margin(world, index) * weeks[world.state.rung[index]])


def risk_of_leaving(world: World, index: int) -> Single:
    """Chance that each customer leaves within a quarter; silence near the limit makes it near certain."""
    state = world.state
    stay = retention_by_rung(world, world.firms[index])
    quarter = np.ones_like(stay)
    for _ in range(13):
        quarter = quarter * stay
    silence = (world.week - state.last_week[index]).astype(np.float32) / state.lapse_weeks
    silence = np.clip(silence, 0, 1)
    risk = 1 - quarter[state.rung[index]] * (1 - silence * silence)
    return np.where(state.rung[index] >= world.rungs.first_customer, risk, np.float32(0))
