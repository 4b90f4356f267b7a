"""Who decides for a firm besides a person: robot players and the policies of rivals.

A policy sees the overview that any firm has and answers with levers or heads. It draws no luck.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from itertools import pairwise
from math import fsum

from sim import decisions
from sim.market.ladder import strength
from sim.observation import Overview
from sim.scenario.schema import Firm, Rival, Scenario
from sim.scenario.strategies import Step, Strategy
from sim.scenario.vocabulary import LEVERS, Head, PolicyName

Plan = Mapping[str, float]
Policy = Callable[[Scenario, Firm, Overview], Plan]

_STEP = 0.15
"""Share of the budget that those who look for the better return move each round."""

_TRIES = (0.25, 0.75, 0.75, 0.25)
"""Shares for acquisition with which the adaptive policy finds out: in this order a trend favours neither."""

_MOST = 0.95
"""Largest share of the budget that it gives to one head: it never stops trying the other."""

_SELLING = 0.25
"""Share of the money for existing customers that goes to selling them more, where that is possible."""


def _round(firm: Firm, seen: Overview) -> int | None:
    """The round whose levers bind ``firm``; a rival may use all that the scenario has."""
    return None if isinstance(firm, Rival) else seen.round


def _heads(scenario: Scenario, firm: Firm, acquisition: float, seen: Overview) -> Plan:
    """A share of the budget for each head; nothing for a head that nothing open takes."""
    number = _round(firm, seen)
    selling = _SELLING if decisions.split(scenario, number, Head.GROWTH, 1.0) else 0.0
    existing = 1.0 - acquisition
    shares = {
        Head.ACQUISITION: acquisition,
        Head.RETENTION: existing * (1.0 - selling),
        Head.GROWTH: existing * selling,
    }
    return {
        head: seen.budget * share if decisions.split(scenario, number, head, 1.0) else 0.0
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


def nothing(scenario: Scenario, firm: Firm, seen: Overview) -> Plan:
    """Spends nothing, ever."""
    return _heads(scenario, firm, 0.0, replace(seen, budget=0.0))


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


def imitator(scenario: Scenario, firm: Firm, seen: Overview) -> Plan:
    """Copies, a round late, what shows of the most successful other firm, going half of the way each time."""
    models = [rival for rival in seen.rivals if not rival.bankrupt]
    best = max(models, key=lambda rival: rival.share, default=None)
    plan = dict(seen.decision)
    if best is not None and best.share > seen.measures["share"]:
        for lever, theirs in best.visible.items():
            plan[lever] += (theirs - plan[lever]) / 2
    return _affordable(scenario, firm, seen, plan)


def retainer(scenario: Scenario, firm: Firm, seen: Overview) -> Plan:
    """Defends its customers: while it loses more than it wins, half of what it spends to win goes to care."""
    usual, plan = decisions.from_start(firm.start), dict(seen.decision)
    last = seen.history[-1]
    if last["lost_customers"] > last["new_customers"]:
        return _affordable(scenario, firm, seen, _toward_care(scenario, firm, seen, plan))
    back = {lever: plan[lever] + (usual[lever] - plan[lever]) / 2 for lever in LEVERS}
    return _affordable(scenario, firm, seen, back)


def _toward_care(scenario: Scenario, firm: Firm, seen: Overview, plan: dict[str, float]) -> dict[str, float]:
    """``plan`` with half of what goes to acquisition moved to the levers of care, by their shares."""
    won = [lever.id for lever in LEVERS.values() if lever.head is Head.ACQUISITION]
    moved = fsum(plan[lever] for lever in won) / 2
    care = decisions.split(scenario, _round(firm, seen), Head.RETENTION, moved)
    if not care:
        return plan
    halved = {lever: money / 2 if lever in won else money for lever, money in plan.items()}
    return {lever: money + care.get(lever, 0.0) for lever, money in halved.items()}


def adaptive(scenario: Scenario, firm: Firm, seen: Overview) -> Plan:
    """Finds out, then climbs: tries both sides for four rounds, then moves money to what brought the better return.

    The return of a round is its profit and what its relationships with customers grew by, in number and in
    strength, at what they are worth today (customer equity: Blattberg & Deighton 1996). So those who are won count,
    and those who stay and come closer. How it goes with the share for acquisition is told from all rounds so far,
    apart from their trend.
    """
    tried = seen.history[1:]  # after the warm-up
    if len(tried) < len(_TRIES):
        return _heads(scenario, firm, _TRIES[len(tried)], seen)
    bonds = [_bonds(scenario, measures) for measures in seen.history]
    worth = max(0.0, tried[-1]["customer_equity"]) / bonds[-1] if bonds[-1] else 0.0
    grown = [now - before for before, now in pairwise(bonds)]
    returns = [each["profit"] + worth * more for each, more in zip(tried, grown, strict=True)]
    better = _slope([_share(plan) for plan in seen.plans[1:]], returns)
    share = _share(seen.decision) if len(tried) > len(_TRIES) else 0.5
    step = _STEP if better > 0 else -_STEP if better < 0 else 0.0
    return _heads(scenario, firm, min(_MOST, max(1 - _MOST, share + step)), seen)


def _bonds(scenario: Scenario, measures: Mapping[str, float]) -> float:
    """How much relationship a firm has with its customers: their number times its mean strength."""
    parts = (measures["satisfaction"], measures["trust"], measures["commitment"])
    return measures["customers"] * float(strength(*parts, scenario.model.strength))


def _slope(x: list[float], y: list[float]) -> float:
    """How much ``y`` grows with ``x``, apart from the trend of both (least squares); 0: no telling."""
    time, x, y = (_centred(series) for series in (list(range(len(x))), x, y))
    spread = _product(x, x) * _product(time, time) - _product(x, time) * _product(x, time)
    common = _product(x, y) * _product(time, time) - _product(x, time) * _product(time, y)
    return common / spread if spread > 1e-9 else 0.0


def _centred(series: Sequence[float]) -> list[float]:
    mean = fsum(series) / len(series)
    return [value - mean for value in series]


def _product(x: list[float], y: list[float]) -> float:
    return fsum(each * other for each, other in zip(x, y, strict=True))


def _affordable(scenario: Scenario, firm: Firm, seen: Overview, plan: Mapping[str, float]) -> Plan:
    """What of ``plan`` can be decided now, all scaled down alike if the budget does not reach: levers, or heads."""
    number = _round(firm, seen)
    reach = dict(_within_reach(scenario, firm, seen, plan))
    if number is not None and not decisions.heads_open(scenario, number):
        for head in Head:
            if decisions.split(scenario, number, head, 1.0):
                reach[head] = fsum(plan[lever.id] for lever in LEVERS.values() if lever.head is head)
    money = [name for name in reach if name not in LEVERS or LEVERS[name].head is not None]
    in_force = decisions.afford(seen.decision, seen.budget)
    tied = fsum(
        in_force[lever.id]
        for lever in LEVERS.values()
        if lever.head is not None and lever.id not in reach and lever.head not in reach
    )
    wanted, spare = fsum(reach[name] for name in money), max(0.0, seen.budget - tied)
    factor = min(1.0, spare / wanted) if wanted else 1.0
    return {name: value * (factor if name in money else 1.0) for name, value in reach.items()}


POLICIES: dict[PolicyName, Policy] = {
    PolicyName.FIXED: fixed,
    PolicyName.PRICE_ATTACKER: price_attacker,
    PolicyName.IMITATOR: imitator,
    PolicyName.RETAINER: retainer,
    PolicyName.ADAPTIVE: adaptive,
    PolicyName.ALL_ACQUISITION: all_acquisition,
    PolicyName.ALL_RETENTION: all_retention,
    PolicyName.BALANCED: balanced,
    PolicyName.LAST_ROUND_RETURN: last_round_return,
    PolicyName.NOTHING: nothing,
}


def following(strategy: Strategy) -> Policy:
    """A policy that follows a strategy of the scenario; before its first step, what has always been done."""

    def plan(scenario: Scenario, firm: Firm, seen: Overview) -> Plan:
        step = strategy.step(seen.round)
        return _take(step, scenario, firm, seen) if step else fixed(scenario, firm, seen)

    return plan


def _take(step: Step, scenario: Scenario, firm: Firm, seen: Overview) -> Plan:
    """What ``step`` asks for, as far as it is open and the budget reaches."""
    plan = {lever.id: 0.0 if lever.head else seen.decision[lever.id] for lever in LEVERS.values()}
    for name, share in step.shares.given.items():
        if name in LEVERS:
            plan[name] = share * seen.budget
        else:
            plan |= decisions.split(scenario, _round(firm, seen), Head(name), share * seen.budget)
    if step.promise is not None:
        plan["promise"] = step.promise
    reach = decisions.open_levers(scenario, _round(firm, seen))
    if not decisions.heads_open(scenario, seen.round):
        reach = {lever: reach[lever] for lever in reach if LEVERS[lever].head is None}
    aims = {f"{aim.lever}{decisions.AIM}{aim.segment}": aim.weight for aim in step.aims if aim.lever in reach}
    return {**_affordable(scenario, firm, seen, plan), **aims}


def policy_of(firm: Firm) -> Policy | None:
    """The policy written in the scenario for ``firm``; None for the player's."""
    return POLICIES[firm.policy] if isinstance(firm, Rival) else None


def _share(decision: decisions.Decision) -> float:
    spent = decision.spending
    return decision.head(Head.ACQUISITION) / spent if spent else 0.5
