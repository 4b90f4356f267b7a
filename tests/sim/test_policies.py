"""Robot players: legal in every round, true to their names, and beaten by whoever knows when to switch."""

import math
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

import numpy as np
import pytest
from markets import corner_cafe, small, variant

from sim import decisions
from sim.decisions import Decision, from_start
from sim.engine import Simulation
from sim.observation import Observation
from sim.policies import POLICIES, Plan, Policy, following, policy_of
from sim.scenario.schema import Firm, Scenario
from sim.scenario.strategies import Shares, Strategy
from sim.scenario.vocabulary import LEVERS, Head, PolicyName


def by(policy: Policy, scenario: Scenario, seed: int) -> Simulation:
    """A game in which ``policy`` sits in the player's chair."""
    game = Simulation(scenario, seed, {scenario.firm.id: policy}, journal=False)
    while not game.over:
        game.advance()
    return game


def seen(**changes: Any) -> Observation:
    return replace(Simulation(small(), 1).observe("esquina"), **changes)


def ask(name: PolicyName, observation: Observation) -> Plan:
    scenario = corner_cafe()
    return POLICIES[name](scenario, scenario.firm, observation)


def after(*rounds: tuple[float, float]) -> Observation:
    """What is seen after rounds with these (profit, share of spending that went to acquisition)."""

    def plan(share: float) -> Decision:
        money = {"advertising": 9000 * share, "staff": 9000 * (1 - share), "training": 0.0}
        return from_start(corner_cafe().firm.start.model_copy(update=money))

    history = tuple({"profit": profit, "share": 0.3} for profit, _ in rounds)
    return seen(
        history=history, plans=tuple(plan(share) for _, share in rounds), decision=plan(0.5), budget=10_000.0
    )


ACQUISITION = [lever.id for lever in LEVERS.values() if lever.head is Head.ACQUISITION]


class TestRobots:
    @pytest.mark.parametrize("name", list(PolicyName))
    def test_legal_in_every_round(self, name: PolicyName) -> None:
        game = by(POLICIES[name], small(400, rounds=6, weeks=4), 3)
        assert len(game.decisions) == 6
        for decision in game.decisions:
            assert decision.spending <= game.scenario.firm.budget + 0.01
            assert all(decision[lever] >= 0 for lever in LEVERS)

    @pytest.mark.parametrize("name", list(PolicyName))
    def test_legal_with_no_money_at_all(self, name: PolicyName) -> None:
        broke = small(200, rounds=3, weeks=4, warm_up=0, firm__cash=-500.0)
        assert [decision.spending for decision in by(POLICIES[name], broke, 3).decisions] == [0, 0, 0]

    @pytest.mark.parametrize("name", [name for name in PolicyName if name != PolicyName.PRICE_ATTACKER])
    def test_the_scenario_may_lack_levers(self, name: PolicyName) -> None:
        lacking = variant(
            small(200, rounds=2, weeks=4),
            {f"levers.{lever}.available": False for lever in ("referral_reward", "training")},
        )
        lacking = variant(lacking, {"firm.start.training": 0.0})
        assert by(POLICIES[name], lacking, 3).over

    @pytest.mark.parametrize(
        ("name", "changes"),
        [
            (PolicyName.BALANCED, {f"levers.{lever}.available": False for lever in ACQUISITION}),
            (PolicyName.BALANCED, {f"levers.{lever}.from_round": 2 for lever in ACQUISITION}),
            (PolicyName.FIXED, {"levers.training.available": False, "firm.cash": -500.0, "firm.fixed_cost": 0.0}),
            (PolicyName.FIXED, {"levers.detail_from_round": 4, "firm.cash": -500.0, "firm.fixed_cost": 0.0}),
        ],
        ids=["a head without levers", "a head not open yet", "a lever missing", "levers not open yet"],
    )
    def test_legal_whatever_the_scenario_opens(self, name: PolicyName, changes: dict[str, Any]) -> None:
        assert by(POLICIES[name], variant(small(300, rounds=4, weeks=6), changes), 1).over

    def test_the_attacker_has_no_offers_where_there_are_none(self) -> None:
        without = {"levers.introductory_offers.available": False, "rivals.0.start.introductory_offers": 0.0}
        games = [by(switch, variant(small(300, rounds=6, weeks=6), without), seed) for seed in range(3)]
        assert all(game.over for game in games)

    def test_what_each_head_gets(self) -> None:
        rich = seen(budget=1000.0)
        assert ask(PolicyName.ALL_ACQUISITION, rich) == {Head.ACQUISITION: 1000, Head.RETENTION: 0, Head.GROWTH: 0}
        assert ask(PolicyName.ALL_RETENTION, rich) == {Head.ACQUISITION: 0, Head.RETENTION: 1000, Head.GROWTH: 0}
        assert ask(PolicyName.BALANCED, rich) == {Head.ACQUISITION: 500, Head.RETENTION: 500, Head.GROWTH: 0}

    def test_the_fixed_one_does_what_it_did_as_far_as_the_budget_reaches(self) -> None:
        cafe, fixed = corner_cafe(), POLICIES[PolicyName.FIXED]
        rival = cafe.rivals[1]
        rich = fixed(cafe, rival, seen(budget=1e6))
        assert rich == {lever: from_start(rival.start)[lever] for lever in decisions.open_levers(cafe, None)}
        poor = fixed(cafe, rival, seen(budget=1700.0))
        assert sum(money for lever, money in poor.items() if LEVERS[lever].head) == pytest.approx(1700)

    def test_no_policy_for_the_player(self) -> None:
        scenario = corner_cafe()
        assert policy_of(scenario.firm) is None
        assert policy_of(scenario.rivals[0]) is POLICIES[PolicyName.PRICE_ATTACKER]


def plan_of(strategy: dict[str, Any], observation: Observation, **changes: Any) -> Plan:
    """What a strategy, as an author writes it, decides for the café."""
    scenario = variant(corner_cafe(), changes)
    return following(Strategy.model_validate({"id": "mine", "name": "Mine", **strategy}))(
        scenario, scenario.firm, observation
    )


IN_STEPS = {
    "plan": [
        {"from_round": 2, "shares": {"acquisition": 0.5, "staff": 0.3, "training": 0.1}},
        {"from_round": 5, "shares": {"staff": 1.0}, "promise": 0.7},
    ]
}


class TestStrategies:
    def test_any_head_and_lever_can_get_a_share(self) -> None:
        money = [lever.id for lever in LEVERS.values() if lever.head]
        assert set(Shares.model_fields) == {*Head, *money}

    def test_heads_are_divided_and_levers_get_their_shares(self) -> None:
        plan = plan_of(IN_STEPS, seen(round=4, budget=10_000.0))
        divided = decisions.split(corner_cafe(), 4, Head.ACQUISITION, 5000)
        assert {lever: plan[lever] for lever in divided} == pytest.approx(divided)
        assert (plan["staff"], plan["training"], plan["loyalty_card"]) == pytest.approx((3000, 1000, 0))

    def test_a_step_holds_until_the_next(self) -> None:
        late = plan_of(IN_STEPS, seen(round=7, budget=10_000.0))
        assert late["staff"] == pytest.approx(10_000)
        assert late["promise"] == 0.7
        assert late["advertising"] == 0

    def test_before_its_first_step_what_was_always_done(self) -> None:
        first = plan_of(IN_STEPS, seen(round=1, budget=10_000.0), **{"levers.detail_from_round": 1})
        assert first["staff"] == corner_cafe().firm.start.staff

    def test_levers_add_up_while_heads_are_closed(self) -> None:
        plan = plan_of(IN_STEPS, seen(round=2, budget=10_000.0), **{"levers.detail_from_round": 4})
        assert {head: plan[head] for head in (Head.ACQUISITION, Head.RETENTION)} == pytest.approx(
            {Head.ACQUISITION: 5000, Head.RETENTION: 4000}
        )

    def test_aims_only_what_is_open(self) -> None:
        aims = [{"lever": "advertising", "segment": "student", "weight": 3.0}]
        aimed = {"plan": [{"shares": {"advertising": 0.5}, "aims": aims}]}
        assert plan_of(aimed, seen(round=3, budget=1000.0))["advertising@student"] == 3.0
        closed = plan_of(aimed, seen(round=3, budget=1000.0), **{"levers.advertising.from_round": 4})
        assert "advertising@student" not in closed

    @pytest.mark.parametrize("each", corner_cafe().teaching.strategies, ids=lambda each: str(each.id))
    def test_those_of_the_cafe_are_legal_in_every_round(self, each: Strategy) -> None:
        game = by(following(each), small(400, rounds=6, weeks=4), 3)
        assert all(decision.spending <= game.scenario.firm.budget + 0.01 for decision in game.decisions)


class TestChaser:
    def test_begins_in_the_middle(self) -> None:
        assert ask(PolicyName.LAST_ROUND_RETURN, after((100, 0.5), (200, 0.5)))[Head.ACQUISITION] == 5000

    @pytest.mark.parametrize(
        ("last", "before", "toward"),
        [
            ((200, 0.6), (100, 0.5), +1),  # more acquisition and more profit: more of it
            ((100, 0.6), (200, 0.5), -1),  # more acquisition and less profit: back
            ((200, 0.4), (100, 0.5), -1),  # less acquisition and more profit: less of it
            ((100, 0.4), (200, 0.5), +1),  # less acquisition and less profit: back
        ],
    )
    def test_goes_on_if_profit_rose_and_back_if_it_fell(
        self, last: tuple[float, float], before: tuple[float, float], toward: int
    ) -> None:
        plan = ask(PolicyName.LAST_ROUND_RETURN, after((0, 0.5), before, last))
        assert plan[Head.ACQUISITION] == pytest.approx(10_000 * (0.5 + 0.15 * toward))
        assert plan[Head.ACQUISITION] + plan[Head.RETENTION] == pytest.approx(10_000)

    def test_never_asks_for_more_than_all(self) -> None:
        game = by(POLICIES[PolicyName.LAST_ROUND_RETURN], small(300, rounds=12, weeks=3, firm__cash=1e6), 2)
        shares = [plan.head(Head.ACQUISITION) / plan.spending for plan in game.decisions]
        assert all(0 <= share <= 1 for share in shares)
        assert len(set(np.round(shares, 3))) > 2


class TestPriceAttacker:
    @staticmethod
    def plan(*shares: float) -> Plan:
        norte = corner_cafe().rivals[1].model_copy(update={"policy": PolicyName.PRICE_ATTACKER})
        history: tuple[Mapping[str, float], ...] = tuple({"share": share} for share in shares)
        return POLICIES[PolicyName.PRICE_ATTACKER](corner_cafe(), norte, seen(history=history, budget=1e6))

    def test_attacks_when_it_loses_share(self) -> None:
        calm, angry = self.plan(0.3, 0.32), self.plan(0.3, 0.28)
        assert calm["introductory_offers"] == 0
        assert angry["introductory_offers"] == pytest.approx((1200 + 800) / 2)
        assert angry["training"] == 600
        assert angry["loyalty_card"] == 400
        assert sum(angry.values()) == pytest.approx(sum(calm.values()))


def heads(acquisition: float, observation: Observation) -> Plan:
    """A share of the budget for acquisition and the rest for retention."""
    money = observation.budget
    return {Head.ACQUISITION: money * acquisition, Head.RETENTION: money * (1 - acquisition)}


def switch(scenario: Scenario, firm: Firm, observation: Observation) -> Plan:
    """Fill the café first, then look after those who came."""
    return heads(0.8 if observation.round <= 2 else 0.2, observation)


def idle(scenario: Scenario, firm: Firm, observation: Observation) -> Plan:
    """Spends nothing, ever."""
    return {Head.ACQUISITION: 0.0, Head.RETENTION: 0.0}


LOSERS = {
    PolicyName.ALL_ACQUISITION: POLICIES[PolicyName.ALL_ACQUISITION],
    PolicyName.ALL_RETENTION: POLICIES[PolicyName.ALL_RETENTION],
    "nothing": idle,
}
T95 = {3: 3.182, 49: 2.010}
"""Quantile .975 of Student's distribution, by degrees of freedom."""


def _check_that_the_switch_wins(seeds: int) -> None:
    def scores(policy: Policy) -> np.ndarray:
        return np.array([by(policy, corner_cafe(), seed).result().score for seed in range(seeds)])

    best = scores(switch)
    print(f"switch: mean score {np.mean(best):.1f} over {seeds} seeds")
    for name, policy in LOSERS.items():
        difference = best - scores(policy)
        mean, error = float(np.mean(difference)), float(np.std(difference, ddof=1)) / math.sqrt(seeds)
        print(f"  above {name}: {mean:.1f} +- {T95[seeds - 1] * error:.1f}, in {np.sum(difference > 0)} of {seeds}")
        assert mean - T95[seeds - 1] * error > 0
        assert mean > 8


def test_knowing_when_to_switch_beats_the_extremes_and_idleness() -> None:
    _check_that_the_switch_wins(seeds=4)


@pytest.mark.slow
def test_knowing_when_to_switch_beats_the_extremes_and_idleness_over_fifty_seeds() -> None:
    _check_that_the_switch_wins(seeds=50)
