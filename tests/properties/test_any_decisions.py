"""Whatever is decided, in any market: nobody is lost, nothing leaves its bounds, the books add up."""

from collections.abc import Mapping
from typing import Any

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from markets import small, variant

from sim.engine import Simulation
from sim.scenario.schema import Scenario
from sim.scenario.vocabulary import LEVERS

FEW = settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.too_slow])
MANY = settings(FEW, max_examples=250)

SHARES = st.floats(0, 1)
HEAD_PLANS = st.fixed_dictionaries({"acquisition": SHARES, "retention": SHARES, "growth": SHARES})
LEVER_PLANS = st.fixed_dictionaries(dict.fromkeys(LEVERS, SHARES))
GAMES = st.lists(st.one_of(HEAD_PLANS, LEVER_PLANS), min_size=1, max_size=4)
SEEDS = st.integers(0, 2**63 - 1)
MARKETS = st.fixed_dictionaries(
    {
        "market.customers": st.integers(200, 400),
        "market.newcomers": st.sampled_from([0.0, 0.15, 1.0]),
        "market.category": st.sampled_from(["repeat", "contract"]),
        "market.heterogeneity": st.sampled_from([0.0, 1.0, 2.0]),
        "market.plasticity": st.sampled_from([0.0, 1.0, 2.0]),
        "market.segments.*.contact_rate": st.sampled_from([0.0, 0.06, 1.0]),
        "market.segments.0.purchase_rate.mean": st.sampled_from([0.0, 1.0, 7.0]),
        "market.segments.0.dropout.mean": st.sampled_from([0.0, 0.0014, 0.5]),
        "market.network.friends": st.sampled_from([2, 6, 20]),
        "firm.price": st.sampled_from([0.5, 1.0, 3.0]),
        "firm.credit": st.sampled_from([0.0, 100.0, 24_000.0]),
        "firm.process": st.sampled_from([0.0, 0.6, 1.0]),
        "firm.cash": st.sampled_from([-100.0, 0.0, 1e5]),
        "firm.service_minutes": st.sampled_from([0.1, 9.0, 200.0]),
        "firm.established": st.booleans(),
        "ladder.review_weeks": st.sampled_from([1, 2, 5]),
        "ladder.periods": st.sampled_from([1, 2]),
        "model.experience.failure_rate": st.sampled_from([0.0, 0.05, 1.0]),
        "model.neglect.speed": st.sampled_from([0.0, 0.012, 0.5]),
        "model.talk.detractor_below": st.sampled_from([0.0, 0.2, 1.0]),
        "model.staff.hiring_weeks": st.sampled_from([0, 3]),
        "time.warm_up": st.sampled_from([0, 5]),
        "rivals": st.sampled_from(["as they are", "none"]),
    }
)
EVERY_LEVER = {f"levers.{lever}.available": True for lever in LEVERS}
STATES = (
    "awareness",
    "satisfaction",
    "trust",
    "commitment",
    "expectation",
    "received",
    "habit",
    "knowledge",
    "fit",
)


def market(changes: Mapping[str, Any], rounds: int) -> Scenario:
    own = {path: value for path, value in changes.items() if path != "rivals"}
    lone = {"rivals": []} if changes["rivals"] == "none" else {}
    base = small(300, rounds=rounds, weeks=5, levers__detail_from_round=1, levers__promise__from_round=1)
    return variant(base, EVERY_LEVER | own | lone)


def plan(game: Simulation, shares: Mapping[str, float]) -> dict[str, float]:
    """A legal decision: each share of what is left of the budget."""
    left, result = game.budget(game.player), {}
    for name, share in shares.items():
        costs = name not in LEVERS or LEVERS[name].head is not None
        result[name] = left * share if costs else share
        left -= result[name] if costs else 0
    return result


def check_people(game: Simulation, ever: np.ndarray) -> None:
    """Each slot is in the market, has not come yet, or has gone for good; and stands on one rung."""
    state, first = game.world.state, game.world.rungs.first_customer
    assert not (state.present & (state.entry_week >= max(game.world.week, 1))).any()
    ever |= state.present
    gone = ever & ~state.present
    waiting = state.entry_week >= game.world.week
    assert (state.present | gone | waiting | (state.entry_week < game.world.week)).all()
    assert not state.rung[:, ~state.present].any()
    assert ((state.rung >= 0) & (state.rung < 6)).all()
    assert ((state.rung >= first) == (state.purchases > 0)).all()
    assert (state.purchases >= 0).all()
    assert (state.spent >= 0).all()
    assert not (state.member & (state.purchases == 0)).any()
    assert not (state.managed & (state.rung < first)).any()
    assert not ((state.products > 0) & (state.purchases == 0)).any()
    most = game.scenario.model.cross_selling.most
    assert ((state.products >= 0) & (state.products <= most)).all()
    for firm in game.firms:
        assert sum(game.observe(firm).rungs) == np.count_nonzero(state.present)


def check_states(game: Simulation) -> None:
    for name in STATES:
        values = getattr(game.world.state, name)
        assert np.isfinite(values).all(), name
        assert values.min() >= 0, name
        assert values.max() <= 1 + 1e-6, name
    for firm, team in zip(game.world.firms, game.world.teams, strict=True):
        assert 0 <= firm.brand <= 1
        assert 0 <= firm.training <= 1
        assert 0 <= firm.alignment <= 1
        assert 0 <= firm.feedback <= 1
        assert bool(team.employees) != firm.bankrupt
        assert all(0 <= person.morale <= 1 and 0 <= person.skill <= 1 for person in team.employees)
    for firm in game.firms:
        seen = game.observe(firm)
        assert all(np.isfinite(value) for value in seen.measures.values())
        assert all(
            seen.reported[name].low <= value <= seen.reported[name].high for name, value in seen.measures.items()
        )


def check_money(game: Simulation, before: list[tuple[float, float]]) -> None:
    for firm, (cash, total) in zip(game.world.firms, before, strict=True):
        book = firm.round
        costs = book.goods + book.serving + book.fixed + book.wages + book.spending
        owned = firm.cash - firm.liability
        assert owned - cash == pytest.approx(book.revenue - costs - book.dividends, abs=1e-5)
        assert firm.total_profit - total == pytest.approx(book.profit, abs=1e-5)
        assert min(book.revenue, book.goods, book.serving, book.wages, book.spending) >= 0


def check_moves(game: Simulation) -> None:
    """Replayed from the start, the journal's moves put everybody where they are."""
    moves, state = game.journal.moves(), game.world.state
    rung = np.zeros_like(state.rung)
    for firm, slot, origin, target in zip(moves.firm, moves.slot, moves.origin, moves.target, strict=True):
        assert rung[firm, slot] == origin
        rung[firm, slot] = target
    assert np.array_equal(rung[:, state.present], state.rung[:, state.present])


def check_a_game(changes: Mapping[str, Any], rounds: list[dict[str, float]], seed: int) -> None:
    game = Simulation(market(changes, len(rounds)), seed)
    ever = game.world.state.present.copy()
    for shares in rounds:
        decision = game.decide(game.player, plan(game, shares))
        assert decision.spending <= game.budget(game.player) + 0.01
        before = [(firm.cash - firm.liability, firm.total_profit) for firm in game.world.firms]
        while not game.advance_week():
            check_people(game, ever)
        check_people(game, ever)
        check_states(game)
        check_money(game, before)
    check_moves(game)
    assert 0 <= game.result().score <= 100


@FEW
@given(MARKETS, GAMES, SEEDS)
def test_any_game(changes: Mapping[str, Any], rounds: list[dict[str, float]], seed: int) -> None:
    check_a_game(changes, rounds, seed)


@pytest.mark.slow
@MANY
@given(MARKETS, GAMES, SEEDS)
def test_many_games(changes: Mapping[str, Any], rounds: list[dict[str, float]], seed: int) -> None:
    check_a_game(changes, rounds, seed)


@settings(FEW, max_examples=6)
@given(GAMES, SEEDS)
def test_the_same_decisions_are_the_same_game(rounds: list[dict[str, float]], seed: int) -> None:
    """With or without journal and onlookers, and from the decisions as they were completed."""
    scenario = small(200, rounds=len(rounds), weeks=3, levers__detail_from_round=1, levers__promise__from_round=1)
    scenario = variant(scenario, EVERY_LEVER)
    first = Simulation(scenario, seed)
    for shares in rounds:
        first.decide(first.player, plan(first, shares))
        first.advance()
    again = Simulation(scenario, seed, journal=False)
    for decision in first.decisions:
        again.decide(again.player, decision.complete)
        while not again.advance_week():
            pass
    assert again.checksums == first.checksums
