"""Where customers subscribe: one firm at a time, fees, uses, renewals, and how they end."""

from functools import cache
from itertools import pairwise

import numpy as np
import pytest
from markets import played, small, unlinked, variant

from sim.engine import Simulation
from sim.journal import MOVES, NOBODY
from sim.market.contract import falls_due, quitting_chance
from sim.scenario.contract import RenewalRule
from sim.scenario.schema import Scenario
from sim.scenario.vocabulary import Cause, Move

RULE = RenewalRule()
PERIOD = 4


def clubs(customers: int = 600, rounds: int = 4, **changes: object) -> Scenario:
    """Firms whose customers subscribe, for 90 a month."""
    terms = {"market__category": "contract", "market__segments.*.basket.mean": 90.0, "firm__cash": 1e7}
    return small(customers, rounds=rounds, weeks=13, warm_up=13, **(terms | changes))


@cache
def game() -> Simulation:
    return played(clubs())


def single(*values: float) -> np.ndarray:
    return np.array(values, dtype=np.float32)


def test_payments_fall_due_worked_example() -> None:
    assert np.flatnonzero(falls_due(np.arange(13, dtype=np.int32), 4)).tolist() == [0, 4, 8, 12]
    months = np.flatnonzero(falls_due(np.arange(105, dtype=np.int32), 52 / 12))
    assert months.tolist()[:4] == [0, 5, 9, 13]
    assert len(months) == 25


def test_quitting_worked_example() -> None:
    """Odds .1 / .9, lowered by exp(2.4 * .2 + 2 * .1): .0563 instead of .1111, which is a chance of .0533."""
    chance = quitting_chance(single(0.1), single(0.8), single(0.6), RULE, 1.0)
    assert chance == pytest.approx([0.05331], abs=1e-4)
    assert quitting_chance(single(0.1), single(0.6), single(0.5), RULE, 1.0) == pytest.approx([0.1])
    assert quitting_chance(single(0.1), single(0.0), single(0.0), RULE, 0.0) == pytest.approx([0.1])


def test_nobody_has_two_contracts_and_each_is_with_the_home_firm() -> None:
    state = game().world.state
    held = state.purchases > 0
    assert np.count_nonzero(held) > 100
    assert (np.count_nonzero(held, axis=0) <= 1).all()
    firm, slot = np.nonzero(held)
    assert (state.home[slot] == firm).all()
    assert (held == (state.rung >= game().world.rungs.first_customer)).all()


def test_fees_are_paid_once_a_period_and_are_all_the_revenue() -> None:
    journal, world = game().journal, game().world
    assert journal is not None
    paid: dict[tuple[int, int], list[int]] = {}
    for sale in journal.sales:
        assert sale.amount == pytest.approx(world.state.basket[sale.slot] * np.array([1, 0.95, 1.05])[sale.firm])
        for firm, slot in zip(sale.firm.tolist(), sale.slot.tolist(), strict=True):
            paid.setdefault((firm, slot), []).append(sale.week)
    gaps = [b - a for weeks in paid.values() for a, b in pairwise(weeks)]
    assert min(gaps) >= 1
    assert np.mean(np.array(gaps) == PERIOD) > 0.95  # the others ended their contract and came back
    last = [sale for sale in journal.sales if sale.week >= world.week - 13]
    for index, firm in enumerate(game().firms):
        revenue = sum(float(np.sum(sale.amount[sale.firm == index], dtype=np.float64)) for sale in last)
        assert game().history(firm)[-1]["revenue"] == pytest.approx(revenue, rel=1e-5)


def test_departures_fall_on_renewals_only() -> None:
    journal = game().journal
    assert journal is not None
    moves = journal.moves()
    joined, due = {}, []
    for week, firm, slot, kind, cause in zip(
        moves.week, moves.firm, moves.slot, moves.kind, moves.causes[:, 0], strict=True
    ):
        if MOVES[kind] is Move.JOINED:
            joined[firm, slot] = week
        elif MOVES[kind] is Move.LEFT and cause != Cause.LIFE_CHANGE:
            due.append((week - joined[firm, slot]) % PERIOD == 0)
    assert len(due) > 50
    assert all(due)


def test_who_quits_goes_to_nobody_for_the_end_of_the_contract_or_for_what_was_felt() -> None:
    journal = game().journal
    assert journal is not None
    left = journal.moves()
    left = left.where((left.kind == MOVES.index(Move.LEFT)) & (left.rival == NOBODY))
    main = np.bincount(left.causes[:, 0], minlength=64)
    assert main[Cause.CONTRACT_END] > 0
    assert main[Cause.NONE] == 0
    felt = left.where(left.causes[:, 0] != Cause.CONTRACT_END)
    assert (np.abs(felt.amounts[:, 0]) >= 0.03).all()


def test_who_ends_a_contract_after_a_bad_experience_left_in_silence() -> None:
    played_game = played(clubs(levers__complaint_line__available=True, model__experience__failure_rate=0.3))
    silent = sum(quarter["silent_leavers"] for quarter in played_game.history("esquina"))
    lost = sum(quarter["lost_customers"] for quarter in played_game.history("esquina"))
    assert 0 < silent < lost


def test_rivals_offers_lure_at_renewal_and_without_them_nobody_changes_straight_away() -> None:
    def taken(offers: float) -> int:
        scenario = variant(clubs(1500), {"rivals.*.start.introductory_offers": offers, "rivals.*.policy": "fixed"})
        journal = played(scenario).journal
        assert journal is not None
        moves = journal.moves()
        return int(np.count_nonzero(moves.rival >= 0))

    assert taken(0.0) == 0
    assert taken(4000.0) > 20


def test_a_subscriber_does_not_leave_by_silence() -> None:
    rare = {"market__segments.*.purchase_rate.mean": 0.01, "market__segments.*.dropout.mean": 0.0}
    loyal = {"market__segments.*.quitting": {"a": 0.05, "b": 200.0}, "market__plasticity": 0.0}
    quiet = {"rivals.*.start.introductory_offers": 0.0}
    scenario = variant(clubs(300, rounds=8, **rare, **loyal), quiet)
    history = played(scenario).history("norte")
    assert history[-1]["customers"] >= 0.98 * history[-2]["customers"] > 0


def test_without_plasticity_survival_is_the_shifted_beta_geometric() -> None:
    """Share still there after t renewals: B(a, b + t) / B(a, b), Fader & Hardie 2007."""
    a, b, weeks = 0.8, 4.0, 13
    shape = {"market__segments.*.quitting": {"a": a, "b": b}, "market__plasticity": 0.0}
    alone = {"rivals": [], "model.choice.outside": -10.0, "market.contract.search": 0.0, "firm.awareness": 1.0}
    full = {"market.newcomers": 1.0, "market.arrival_weeks": 1, "market.segments.*.dropout.mean": 0.0}
    base = variant(
        unlinked(4000, rounds=5, weeks=weeks, warm_up=0, market__category="contract", **shape), full | alone
    )
    first = Simulation(base, 3)
    joined = None
    left = 1.0
    for week in range(1, 5 * weeks):
        first.advance_week()
        state = first.world.state
        if joined is None:
            joined = state.purchases[0] > 0
            assert np.mean(joined) > 0.95
        renewals = (week - 1) // PERIOD
        if (week - 1) % PERIOD == 0 and renewals:
            left *= (b + renewals - 1) / (a + b + renewals - 1)
            assert np.mean(state.purchases[0][joined] > 0) == pytest.approx(left, abs=0.025)
    assert left < 0.55


def test_points_are_issued_with_fees() -> None:
    card = {"firm.start.loyalty_card": 2000.0, "firm.budget": 1e6, "firm.awareness": 0.9}
    firm = Simulation(variant(clubs(), card), 7).world.firms[0]
    assert firm.liability > 0
