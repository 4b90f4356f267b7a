"""Robots play a scenario, and say which goals, rungs and levers are odd."""

import re
from pathlib import Path

import pytest

from sim.linter import played, written
from sim.resources import shipped
from sim.scenario.files import shipped_files
from sim.scenario.load import read, understand
from sim.scenario.problems import Problem

SMALL = """\
scenario: {id: shop, title: Shop}
time: {rounds: 2, weeks_per_round: 6, warm_up: 6}
market: {customers: 300}
firm: {id: mine, name: Mine, budget: 3000, start: {advertising: 300, staff: 2000}}
"""
SOUND = """\
goals: [{measure: satisfaction, floor: 0.3, target: 0.9}]
ladder:
  rungs:
    - {id: stranger, name: Strangers, stage: stranger}
    - {id: prospect, name: Prospects, stage: stranger, enter: {awareness: 0.1}}
    - {id: customer, name: Customers, stage: acquaintance, enter: {purchases: 1}, referral: 0.1}
"""


def _odd(text: str, folder: Path) -> dict[str, Problem]:
    path = folder / "shop.yaml"
    path.write_text(SMALL + text, encoding="utf-8")
    source = read(path)
    return {problem.path: problem for problem in played.oddities(source, understand(source))}


def test_nothing_is_odd_about_a_sound_one(tmp_path: Path) -> None:
    assert _odd(SOUND, tmp_path) == {}


def test_goals_that_nobody_reaches_and_that_everybody_does(tmp_path: Path) -> None:
    goals = """\
goals:
  - {measure: customers, target: 5000}
  - {measure: trust, target: 0.05}
  - {measure: lost_customers, floor: 400, target: 300}
  - {measure: satisfaction, floor: 0.3, target: 0.9}
"""
    found = _odd(goals, tmp_path)
    assert "far beyond all: in 10 games of robots the best 'customers' was" in str(found["goals[1].target"])
    assert (found["goals[1].target"].line, found["goals[1].target"].column) == (6, 34)
    assert "robots reach it in all of 10 games" in str(found["goals[2].target"])
    assert "robots reach it in all of 10 games" in str(found["goals[3].target"])
    assert "goals[4].target" not in found
    assert all(problem.odd for problem in found.values())


def test_a_goal_that_most_leave_far_behind(tmp_path: Path) -> None:
    """One plan that fails does not make a goal hard that the others reach many times over."""
    goal = "{measure: new_customers, floor: 34, target: 36}"
    said = _odd(SOUND.replace("}]", f"}}, {goal}]", 1), tmp_path)["goals[2].target"]
    assert re.search(r"robots reach it in \d of 10 games, and leave it far behind in half of them", str(said))
    best = re.search(r"Move it further: the best 'new_customers' was some (\d+)\.$", str(said))
    assert best
    further = goal.replace("target: 36", f"target: {best[1]}")
    assert _odd(SOUND.replace("}]", f"}}, {further}]", 1), tmp_path) == {}


def test_a_strategy_of_the_scenario_may_reach_what_no_robot_does(tmp_path: Path) -> None:
    """Robots give the loyalty card nothing where it has no share of its head."""
    goal = SOUND.replace("target: 0.9}]", "target: 0.9}, {measure: members, target: 40}]")
    unshared = goal + "levers: {loyalty_card: {share: 0}}\n"
    plan = "[{shares: {loyalty_card: 0.3, staff: 0.7}}]"
    strategy = f"teaching: {{strategies: [{{id: card, name: Card, plan: {plan}}}]}}\n"
    assert list(_odd(unshared, tmp_path)) == ["goals[2].target"]
    assert _odd(unshared + strategy, tmp_path) == {}


def test_a_business_that_does_not_pay_is_told_from_a_goal_too_far(tmp_path: Path) -> None:
    """Where nobody can earn, it is the costs that need looking at, and no nearer goal helps."""
    goals = SOUND.replace("target: 0.9}]", "target: 0.9}, {measure: total_profit, target: 1000000}]")

    def told(rent: int, cash: int) -> dict[str, str]:
        path = tmp_path / "dear.yaml"
        money = f"budget: 3000, fixed_cost: {rent}, cash: {cash}"
        path.write_text(SMALL.replace("budget: 3000", money) + goals, encoding="utf-8")
        source = read(path)
        return {each.path: str(each) for each in played.oddities(source, understand(source))}

    assert list(told(0, 24_000)) == ["goals[2].target"]  # it pays, and the goal is too far
    losing, bankrupt = told(4_000, 100_000), told(20_000, 5_000)
    assert list(losing) == list(bankrupt) == ["firm"]
    assert "made no profit in any of 10 games of robots (the best total was -" in losing["firm"]
    assert "went bankrupt in all of 10 games of robots: the business does not earn what it" in bankrupt["firm"]
    for said in (losing["firm"], bankrupt["firm"]):
        found = re.search(
            r"the best game (\d+) came in per round, and (\d+) went out: .* (\d+\.\d) times as much", said
        )
        assert found, said
        income, costs, times = map(float, found.groups())
        assert income < costs
        assert times * income > costs  # goods cost more, too, where more is sold


def test_a_loss_at_which_goods_cost_all_that_comes_in(tmp_path: Path) -> None:
    """No income, however large, would make up for it."""
    goals = SOUND.replace("target: 0.9}]", "target: 0.9}, {measure: total_profit, target: 1000000}]")
    path = tmp_path / "dear.yaml"
    path.write_text(SMALL.replace("budget: 3000", "budget: 3000, cost_of_goods: 1.2, cash: 200000") + goals)
    source = read(path)
    (found,) = played.oddities(source, understand(source))
    assert re.search(r"In the best game \d+ came in per round, and \d+ went out\. Look", str(found))


OVERWORKED = """\
scenario: {id: shop, title: Shop}
time: {rounds: 4, weeks_per_round: 6, warm_up: 6}
market:
  customers: 1200
  segments: [{id: all, name: All, share: 1, purchase_rate: {mean: 0.8}, basket: {mean: 40}, contact_rate: 0.15}]
firm: {id: mine, name: Mine, budget: 3000, start: {advertising: 300, staff: 2400}}
"""


def test_a_team_that_cannot_keep_up_whoever_earns(tmp_path: Path) -> None:
    def told(text: str) -> dict[str, str]:
        path = tmp_path / "busy.yaml"
        path.write_text(text + SOUND, encoding="utf-8")
        source = read(path)
        return {each.path: str(each) for each in played.oddities(source, understand(source))}

    found = told(OVERWORKED)["firm.budget"]
    assert re.search(
        r"busy\.yaml:6:\d+: .* the team cannot keep up: in all \d+ games of robots that made a profit", found
    )
    assert "firm.budget" not in told(
        OVERWORKED.replace("budget: 3000", "budget: 9000").replace("staff: 2400", "staff: 8000")
    )
    assert "firm.budget" not in told(OVERWORKED.replace("contact_rate: 0.15", "contact_rate: 0.02"))


def test_a_rung_that_nobody_reaches(tmp_path: Path) -> None:
    friend = "    - {id: friend, name: Friends, stage: friend, enter: {trust: 1, purchases: 500}}\n"
    found = _odd(SOUND + friend, tmp_path)
    assert list(found) == ["ladder.rungs[friend].enter"]
    assert found["ladder.rungs[friend].enter"].line == SMALL.count("\n") + SOUND.count("\n") + 1


def test_rungs_of_the_ladder_by_default_that_nobody_reaches(tmp_path: Path) -> None:
    """The file has no line with the rung, and its author may not know that there is one."""
    path = tmp_path / "shop.yaml"
    path.write_text(SMALL, encoding="utf-8")
    source = read(path)
    found = [str(each) for each in played.oddities(source, understand(source)) if each.path == "ladder"]
    assert "nobody reached rung 6 ('advocate') of the one that is there by default" in found[-1]


def test_levers_that_change_nothing(tmp_path: Path) -> None:
    idle = "model: {awareness: {ceiling: 0, brand_gain: 0}}\nlevers: {advertising: {share: 2}}\n"
    found = _odd(SOUND + idle, tmp_path)
    assert list(found) == ["levers.advertising"]
    assert "moving it changes nothing in 2 rounds" in str(found["levers.advertising"])


def test_levers_that_nobody_can_move_are_not_tried(tmp_path: Path) -> None:
    closed = "levers: {advertising: {available: false}, promise: {from_round: 3}, staff: {maximum: 0}}\n"
    assert _odd(SOUND + closed, tmp_path) == {}


def test_a_market_too_large_is_not_played(tmp_path: Path) -> None:
    path = tmp_path / "large.yaml"
    path.write_text(SMALL.replace("300}", "900000}", 1), encoding="utf-8")
    source = read(path)
    assert played.games(understand(source)) == 0
    assert played.oddities(source, understand(source)) == []


@pytest.mark.slow
@pytest.mark.parametrize("path", shipped_files(), ids=lambda path: path.stem)
def test_nothing_is_odd_about_shipped_scenarios(path: Path) -> None:
    source = read(path)
    scenario = understand(source)
    assert list(map(str, written.oddities(source, scenario) + played.oddities(source, scenario))) == []


def test_nothing_is_odd_about_the_café_as_it_is_written() -> None:
    source = read(shipped("scenarios", "corner-cafe.yaml"))
    assert written.oddities(source, understand(source)) == []
