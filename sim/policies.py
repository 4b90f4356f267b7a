"""Who decides for a firm besides a person: robot players and the policies of rivals.

A policy sees the overview that any firm has and answers with levers or heads. It draws no luck.
"""

from collections.abc import Callable, Mapping

from sim import decisions
from sim.observation import Overview
from sim.scenario.schema import Firm, Rival, Scenario
from sim.scenario.vocabulary import LEVERS, Head, PolicyName

Plan = Mapping[str, float]
Policy = Callable[[Scenario, Firm, Overview], Plan]

_STEP = 0.15
"""Share of the budget that the chaser moves each round."""


def _round(firm: Firm, seen: Overview) -> int | None:
    """The round whose levers bind ``firm``; a rival may use all that the scenario has."""
    return None if isinstance(firm, Rival) else seen.round


def _heads(scenario: Scenario, firm: Firm, acquisition: float, seen: Overview) -> Plan:
    """A share of the budget for each head; nothing for a head that nothing open takes."""
    shares = {Head.ACQUISITION: acquisition, Head.RETENTION: 1.0 - acquisition}
    return {
        head: seen.budget * share if decisions.split(scenario, _round(firm, seen), head, 1.0) else 0.0
        for head, share in shares.items()
    }


def _within_reach(scenario: Scenario, firm: Firm, seen: Overview, plan: Plan) -> Plan:
    """What of ``plan`` can be set by itself now, within its limits."""
    number = _round(firm, seen)
    levers = decisions.open_levers(scenario, number)
    detail = number is None or decisions.heads_open(scenario, number)
    return {
        lever: min(plan[lever], setting.maximum)
        for lever, setting in levers.items()
        if detail or LEVERS[lever].head is None
    }


def all_acquisition(scenario: Scenario, firm: Firm, seen: Overview) -> Plan:
    """Everything to win new customers."""
    return _heads(scenario, firm, 1.0, seen)


def all_retention(scenario: Scenario, firm: Firm, seen: Overview) -> Plan:
    """Everything to keep those who came."""
    return _heads(scenario, firm, 0.0, seen)


def balanced(scenario: Scenario, firm: Firm, seen: Overview) -> Plan:
    """Half and half."""
    return _heads(scenario, firm, 0.5, seen)


def last_round_return(scenario: Scenario, firm: Firm, seen: Overview) -> Plan:
    """Chases last round's return: goes on moving money the way it did if profit rose, and back if it fell."""
    share = _share(seen.decision)
    if len(seen.history) < 3:
        return _heads(scenario, firm, 0.5, seen)
    rose = seen.history[-1]["profit"] >= seen.history[-2]["profit"]
    toward_acquisition = _share(seen.plans[-1]) >= _share(seen.plans[-2])
    step = _STEP if rose == toward_acquisition else -_STEP
    return _heads(scenario, firm, min(1.0, max(0.0, share + step)), seen)


def fixed(scenario: Scenario, firm: Firm, seen: Overview) -> Plan:
    """What it has always done, as far as the budget reaches."""
    start = decisions.from_start(firm.start)
    return _within_reach(scenario, firm, seen, decisions.afford(start, seen.budget))


def price_attacker(scenario: Scenario, firm: Firm, seen: Overview) -> Plan:
    """Its usual plan, but as soon as it loses share it moves half of its care for customers into offers."""
    plan = dict(fixed(scenario, firm, seen))
    shares = [each["share"] for each in seen.history]
    if len(shares) > 1 and shares[-1] < shares[0]:
        for lever in [
            each for each in ("training", "loyalty_card") if {each, "introductory_offers"} <= plan.keys()
        ]:
            plan["introductory_offers"] += plan[lever] / 2
            plan[lever] /= 2
    return _within_reach(scenario, firm, seen, plan)


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
