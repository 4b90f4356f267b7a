"""Plans drawn by lot and varied: always plans that can be played, and the same from the same luck."""

from random import Random

import pytest

from sim.engine import Simulation
from sim.linter.plans import child, levers_of, one_sided, percents, sensible, step
from sim.policies import following
from sim.scenario.schema import Scenario
from sim.scenario.strategies import Strategy
from sim.scenario.vocabulary import Head
from tests.markets import corner_cafe, small, variant

CAFE = small(rounds=6)


def _sound(plan: Strategy, scenario: Scenario) -> bool:
    """Whether the plan has whole percents of all there is at most, its steps in order."""
    Strategy.model_validate(plan.model_dump())
    levers = levers_of(scenario)
    divisions = [percents(scenario, each) for each in plan.plan]
    return all(sum(each.values()) <= 100 and set(each) == set(levers) for each in divisions)


def test_levers_are_those_that_take_money_at_some_time() -> None:
    closed = variant(
        CAFE,
        {
            "levers.training.available": False,
            "levers.staff.maximum": 0,
            "levers.loyalty_card.from_round": 7,
            "levers.referral_reward.from_round": 6,
        },
    )
    assert list(levers_of(closed)) == ["advertising", "introductory_offers", "referral_reward"]


def test_plans_drawn_by_lot_are_sound_and_differ() -> None:
    luck = Random(3)
    plans = [sensible(f"drawn-{number}", CAFE, luck) for number in range(200)]
    assert all(_sound(plan, CAFE) for plan in plans)
    start = Simulation(CAFE, journal=False).observe("esquina")
    to_win = [following(plan)(CAFE, CAFE.firm, start)[Head.ACQUISITION] for plan in plans[:20]]
    assert max(to_win) > 3 * min(to_win)
    assert 1 < sum(len(plan.plan) for plan in plans) / len(plans) < 4
    assert any(each.promise for plan in plans for each in plan.plan)
    spent = [sum(percents(CAFE, plan.plan[0]).values()) for plan in plans]
    assert 0.1 < sum(each < 90 for each in spent) / len(spent) < 0.4


def test_the_same_luck_draws_the_same_plans() -> None:
    assert sensible("a", CAFE, Random(5)) == sensible("a", CAFE, Random(5))
    assert sensible("a", CAFE, Random(5)) != sensible("a", CAFE, Random(6))


def test_the_share_of_a_head_is_divided_as_the_scenario_divides_it() -> None:
    taught = corner_cafe().teaching.taught
    assert taught
    found = percents(corner_cafe(), taught.plan[0])
    assert found["advertising"] + found["introductory_offers"] + found["referral_reward"] == 80
    assert (found["advertising"], found["staff"]) == (40, 14)
    assert sum(found.values()) == 100


def test_one_sided_plans_try_each_lever() -> None:
    plans = one_sided(CAFE)
    assert [plan.id for plan in plans][:2] == ["mostly-advertising", "mostly-introductory-offers"]
    assert all(_sound(plan, CAFE) for plan in plans)
    assert [max(percents(CAFE, plan.plan[0]).values()) for plan in plans] == [80] * len(levers_of(CAFE))


@pytest.mark.parametrize("scenario", [CAFE, variant(CAFE, {"levers.promise.available": False}), small(rounds=1)])
def test_children_are_sound_and_vary_their_parents(scenario: Scenario) -> None:
    luck = Random(1)
    pool = [sensible("one", scenario, luck), *corner_cafe().teaching.strategies]
    for number in range(300):
        pool.append(child(f"found-{number}", scenario, pool[-6:], luck))
    assert all(_sound(plan, scenario) for plan in pool[-300:])
    assert all(each.plan[0].from_round == 1 for each in pool[-300:])
    assert len({each.plan for each in pool}) > 200
    assert all(each.from_round <= scenario.time.rounds for plan in pool[-300:] for each in plan.plan)


def test_a_scenario_in_which_nothing_can_be_decided_has_idle_plans() -> None:
    closed = variant(CAFE, {f"levers.{lever}.available": False for lever in levers_of(CAFE)})
    assert one_sided(closed) == []
    idle = sensible("idle", closed, Random(1))
    assert idle.plan[0] == step(1, {})
    assert _sound(child("still", closed, [idle], Random(1)), closed)
