"""Rule 17: what customers are worth."""

import numpy as np
import pytest
from markets import played, small

from sim.market.state import CLOSENESS, Careers
from sim.market.value import Seen, lifetime_value, margins, risk_of_leaving, shrunk, to_come, transitions
from sim.scenario.parameters import ValueRule

RULE = ValueRule()
WEEKS = 2


def careers(times: float, leave: float, margin: float, pace: float = 1.0) -> Careers:
    """A firm with one segment and one rung, all of whose customers stand at its first standing."""
    result = Careers.unseen(1, 1, 1)
    result.seen[0, 0, 0] = times
    result.moves[0, 0, 0, 0] = times * (1 - leave)
    result.pace[0, 0, 0], result.carried[0, 0, 0, 0] = times * pace, times * (1 - leave) * pace
    result.margin[0, 0, 0] = times * margin
    return result


def paces(seen: Careers) -> Seen:
    return Seen.by_pace(seen, WEEKS, RULE)


def worth(seen: Careers) -> float:
    """What those at the first standing are worth for each money a week that they promise."""
    chances, each_time = transitions(paces(seen), WEEKS, RULE), margins(seen.margin, seen.pace, paces(seen).weight)
    return float(to_come(each_time, chances, 1 + RULE.discount * WEEKS / 52)[0, 0, 0])


def test_before_anything_was_seen_customers_stay_by_the_prior() -> None:
    stay = transitions(Seen.by_heads(Careers.unseen(1, 1, 3), WEEKS, RULE), WEEKS, RULE)[0, 0]
    standings = np.arange(3) * CLOSENESS
    chances = [stay[place, place] for place in standings]
    assert chances == pytest.approx([1 - 0.06, 1 - 0.03, 1 - 0.015])


def test_much_of_what_was_seen_outweighs_the_prior() -> None:
    seen = careers(1e7, leave=0.1, margin=5.0)
    assert transitions(Seen.by_heads(seen, WEEKS, RULE), WEEKS, RULE)[0, 0, 0, 0] == pytest.approx(0.9, abs=1e-4)
    assert margins(seen.margin, seen.pace, paces(seen).weight)[0, 0, 0] == pytest.approx(5.0)


def test_margin_counts_by_what_was_promised() -> None:
    """Half the promise for the same margin: each money promised is worth twice as much."""
    seen = careers(1e7, 0.1, margin=5.0, pace=0.5)
    assert margins(seen.margin, seen.pace, paces(seen).weight)[0, 0, 0] == pytest.approx(10.0)


def test_who_climbs_is_worth_what_she_promises_and_not_what_others_up_there_do() -> None:
    """Light buyers (1 a week) at the first standing rise to the second, where nearly all are heavy (10 a week)."""
    seen = Careers.unseen(1, 1, 1)
    seen.seen[0, 0, :2], seen.pace[0, 0, :2], seen.margin[0, 0, :2] = (1e7, 1e8), (1e7, 1e9), (1e7, 1e9)
    seen.moves[0, 0, 0, :2], seen.moves[0, 0, 1, 1] = (8e6, 1e6), 0.9e8
    seen.carried[0, 0, 0, :2], seen.carried[0, 0, 1, 1] = (8e6, 1e6), 0.9e9
    # Each money promised brings 1; a tenth is lost each time, wherever it is: 1 / (1 - .9 / (1 + d)).
    assert worth(seen) == pytest.approx(1 / (1 - 0.9 / (1 + 0.12 * WEEKS / 52)), rel=1e-3)


def test_whatever_was_seen_values_stay_finite() -> None:
    """Where paces grew from review to review, no more than all that was promised is taken to remain."""
    growing = careers(1e9, leave=0.0, margin=5.0)
    growing.carried[0, 0, 0, 0] *= 1.5
    assert 0 < worth(growing) < 5 * (1 + 52 / (0.12 * WEEKS)) * 1.001


def test_shrinking_worked_example() -> None:
    """20 in 40 times, leaning on .1 with the weight of 10: (20 + 1) / 50."""
    assert shrunk(20.0, 40.0, 0.1, 10.0) == pytest.approx(0.42)


def test_what_is_to_come_solves_its_equation() -> None:
    generator = np.random.default_rng(4)
    chances = 0.9 * generator.dirichlet(np.ones(7), size=(3, 2, 7))
    each_time = generator.uniform(size=(3, 2, 7))
    worth = np.linalg.solve(np.eye(7) - chances / 1.01, each_time[..., None])[..., 0]
    assert to_come(each_time, chances, 1.01) == pytest.approx(worth)


def test_the_value_of_one_standing_is_that_of_a_perpetuity() -> None:
    """m / (1 - r / (1 + d)) with m = 5, r = .9, d = .12 * 2 / 52: 5 / (1 - .9 / 1.004615) = 48.0."""
    assert worth(careers(1e9, leave=0.1, margin=5.0)) == pytest.approx(
        5 / (1 - 0.9 / (1 + 0.12 * WEEKS / 52)), rel=1e-4
    )


def test_only_customers_have_a_value_and_equity_is_their_sum() -> None:
    game = played(small(600, rounds=2, weeks=13))
    value, state = lifetime_value(game.world, 0), game.world.state
    customers = state.rung[0] >= game.world.rungs.first_customer
    assert not value[~customers].any()
    assert np.mean(value[customers]) > 10
    equity = game.history("esquina")[-1]["customer_equity"]
    assert equity == pytest.approx(float(np.sum(value, dtype=np.float64)), rel=1e-6)


def test_higher_rungs_are_worth_more_on_average() -> None:
    game = played(small(1500, rounds=4, weeks=13, warm_up=26), journal=False)
    value, rung = lifetime_value(game.world, 2), game.world.state.rung[2]
    means = [float(np.mean(value[rung == height])) for height in (2, 3, 4) if np.sum(rung == height) > 30]
    assert len(means) >= 2
    assert means == sorted(means)


def test_who_spends_more_is_worth_more_among_equals() -> None:
    game = played(small(1500, rounds=2, weeks=13, warm_up=26), journal=False)
    value, state = lifetime_value(game.world, 2), game.world.state
    same = (state.rung[2] == 3) & (state.segment == 0)
    spent = state.spent[2] / (game.world.week - state.joined_week[2])
    better = same & (spent > np.quantile(spent[same], 0.75))
    worse = same & (spent < np.quantile(spent[same], 0.25))
    assert np.mean(value[better]) > 1.5 * np.mean(value[worse])


def test_risk_is_a_chance_and_silence_raises_it() -> None:
    game = played(small(600, rounds=2, weeks=13), journal=False)
    risk, state = risk_of_leaving(game.world, 1), game.world.state
    customers = state.rung[1] >= game.world.rungs.first_customer
    assert ((risk >= 0) & (risk <= 1)).all()
    assert not risk[~customers].any()
    same_rung = customers & (state.rung[1] == 2)
    silence = (game.world.week - state.last_week[1]) / state.lapse_weeks
    quiet, recent = same_rung & (silence > 0.8), same_rung & (silence < 0.2)
    assert quiet.any()
    assert recent.any()
    assert risk[quiet].min() > risk[recent].max()
