"""Who decides for a firm besides a person: robot players and the policies of rivals.

A policy sees the overview that any firm has and answers with levers or heads. It draws no luck.
"""

from collections.abc import Callable, Mapping

from sim import decisions
from sim.observation import Overview
from sim.scenario.schema import Firm, Rival, Scenario
from sim.scenario.vocabulary import Head, PolicyName

Plan = Mapping[str, float]
Policy = Callable[[Scenario, Firm, Overview], Plan]

_STEP = 0.15
"""Share of the budget that the chaser moves each round."""


def _heads(acquisition: float, seen: Overview) -> Plan:
    return {Head.ACQUISITION: seen.budget * acquisition, Head.RETENTION: seen.budget * (1.0 - acquisition)}


def all_acquisition(scenario: Scenario, firm: Firm, seen: Overview) -> Plan:
    """Everything to win new customers."""
    return _heads(1.0, seen)


def all_retention(scenario: Scenario, firm: Firm, seen: Overview) -> Plan:
    """Everything to keep those who came."""
    return _heads(0.0, seen)


def balanced(scenario: Scenario, firm: Firm, seen: Overview) -> Plan:
    """Half and half."""
    return _heads(0.5, seen)


def last_round_return(scenario: Scenario, firm: Firm, seen: Overview) -> Plan:
    """Chases last round's return: goes on moving money the way it did if profit rose, and back if it fell."""
    share = _share(seen.decision)
    if len(seen.history) < 3:
        return _heads(0.5, seen)
    rose = seen.history[-1]["profit"] >= seen.history[-2]["profit"]
    toward_acquisition = _share(seen.plans[-1]) >= _share(seen.plans[-2])
    step = _STEP if rose == toward_acquisition else -_STEP
    return _heads(min(1.0, max(0.0, share + step)), seen)


def fixed(scenario: Scenario, firm: Firm, seen: Overview) -> Plan:
    """What it has always done, as far as the budget reaches."""
    start = decisions.from_start(firm.start)
    return decisions.afford(start, seen.budget)


def price_attacker(scenario: Scenario, firm: Firm, seen: Overview) -> Plan:
    """Its usual plan, but as soon as it loses share it moves half of its care for customers into offers."""
    plan = dict(fixed(scenario, firm, seen))
    shares = [each["share"] for each in seen.history]
    if len(shares) > 1 and shares[-1] < shares[0]:
        for lever in ("training", "loyalty_card"):
            plan["introductory_offers"] += plan[lever] / 2
            plan[lever] /= 2
    return plan


POLICIES: dict[PolicyName, Policy] = {
    PolicyName.FIXED: fixed,
    PolicyName.PRICE_ATTACKER: price_attacker,
    PolicyName.ALL_ACQUISITION: all_acquisition,
    PolicyName.ALL_RETENTION: all_retention,
    PolicyName.BALANCED: balanced,
    PolicyName.LAST_ROUND_RETURN: last_round_return,
}


def policy_of(firm: Firm) -> Policy | None:
    """The policy written in the scenario for ``firm``; None for the player's."""
    return POLICIES[firm.policy] if isinstance(firm, Rival) else None


def _share(decision: decisions.Decision) -> float:
    spent = decision.spending
    return decision.head(Head.ACQUISITION) / spent if spent else 0.5
