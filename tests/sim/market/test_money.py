"""Rule 17: the books."""

import numpy as np
import pytest
from markets import played, small, variant

from sim.engine import Simulation
from sim.market.money import cost_to_serve


def test_cost_to_serve_worked_example() -> None:
    """.8 at first; after twelve purchases 30 % less, .56; halfway .68; never below."""
    purchases = np.array([0, 6, 12, 100], dtype=np.int16)
    got = cost_to_serve(purchases, np.full(4, 0.8, np.float32), np.full(4, 0.3, np.float32))
    assert got == pytest.approx([0.8, 0.68, 0.56, 0.56], abs=1e-6)


def test_a_first_purchase_saves_nothing() -> None:
    """In a week in which everybody is new, serving costs the first cost for each."""
    scenario = variant(
        small(600, rounds=1, weeks=4, warm_up=0), {"firm.cost_to_serve": 0.8, "firm.serve_saving": 0.5}
    )
    game = Simulation(scenario, 7)
    game.advance_week()
    book = game.world.firms[0].round
    assert book.purchases > 20
    assert book.serving == pytest.approx(0.8 * book.purchases, rel=1e-5)


def test_goods_cost_their_share_of_revenue_at_the_reference_price() -> None:
    dear = {"market.reference_price": 2.0, "firm.price": 2.0, "rivals.*.price": 2.0}
    books = []
    for prices in ({}, dear):
        game = played(variant(small(600), prices))
        firm = game.world.firms[0]
        books.append((firm.round.goods / firm.round.revenue, firm.spec.cost_of_goods))
    for share, cost in books:
        assert share == pytest.approx(cost, rel=1e-3)


def test_familiar_customers_are_never_dearer() -> None:
    purchases = np.arange(40, dtype=np.int16)
    costs = cost_to_serve(purchases, np.full(40, 2.0, np.float32), np.full(40, 0.4, np.float32))
    assert (np.diff(costs) <= 1e-6).all()


def test_the_books_add_up_in_every_firm_and_round() -> None:
    game = Simulation(small(600, rounds=3, weeks=13), 7)
    while not game.over:
        before = [firm.cash - firm.liability for firm in game.world.firms]
        earned = [firm.total_profit for firm in game.world.firms]
        game.advance()
        for firm, cash, total in zip(game.world.firms, before, earned, strict=True):
            book = firm.round
            costs = book.goods + book.serving + book.fixed + book.wages + book.spending
            assert firm.cash - firm.liability - cash == pytest.approx(book.revenue - costs, abs=1e-6)
            assert firm.total_profit - total == pytest.approx(book.profit, abs=1e-6)
            assert book.weeks == 13
            assert book.fixed == pytest.approx(13 * firm.spec.fixed_cost)


def test_revenue_is_what_the_journal_sold() -> None:
    game = played(small(600, rounds=1, weeks=13, warm_up=0))
    for index, firm in enumerate(game.firms):
        sold = sum(float(np.sum(sale.amount[sale.firm == index], dtype=np.float64)) for sale in game.journal.sales)
        assert game.history(firm)[-1]["revenue"] == pytest.approx(sold, rel=1e-9)
    spent = np.sum(game.world.state.spent, axis=1, dtype=np.float64)
    assert spent == pytest.approx([game.history(firm)[-1]["revenue"] for firm in game.firms], rel=1e-5)


def test_goods_cost_their_share_of_the_reference_price() -> None:
    book = played(small(600, rounds=1, weeks=13, firm__price=1.25)).world.firms[0].round
    assert book.goods == pytest.approx(book.revenue / 1.25 * 0.28)


def test_wages_pay_those_who_work_and_levers_what_was_decided() -> None:
    ready = small(1500, rounds=1, weeks=13, levers__detail_from_round=1, model__staff__hiring_weeks=0)
    game = Simulation(ready, 7)
    plan = {"advertising": 1300.0, "introductory_offers": 650.0, "staff": 2600.0 * 3, "training": 260.0}
    game.decide("esquina", plan)
    game.advance()
    book = game.world.firms[0].round
    assert book.spending == pytest.approx(1300 + 650 + 260)
    assert book.acquisition == pytest.approx(1950)
    assert book.wages == pytest.approx(200 * 3 * 13)


def test_the_hired_are_paid_from_their_first_day() -> None:
    """One person from the start; two more start after three weeks."""
    game = Simulation(small(1500, rounds=1, weeks=13, levers__detail_from_round=1, model__staff__hiring_weeks=3), 7)
    game.decide("esquina", {"staff": 2600.0 * 3})
    game.advance()
    assert game.world.firms[0].round.wages == pytest.approx(200 * (13 + 2 * (13 - 3)))


def test_an_owner_alone_draws_no_wage() -> None:
    game = Simulation(small(rounds=1, weeks=13, levers__detail_from_round=1, firm__start__staff=0.0), 7)
    game.advance()
    assert game.world.firms[0].round.wages == 0
    assert len(game.world.teams[0].employees) == 1


def test_dearer_goods_cost_profit_and_nothing_else() -> None:
    cheap, dear = (played(small(firm__cost_of_goods=cost)) for cost in (0.2, 0.4))
    assert dear.history("esquina")[-1]["revenue"] == cheap.history("esquina")[-1]["revenue"]
    assert dear.history("esquina")[-1]["profit"] < cheap.history("esquina")[-1]["profit"]
    assert np.array_equal(dear.world.state.rung, cheap.world.state.rung)


def test_a_firm_cannot_spend_money_it_does_not_have() -> None:
    poor = variant(small(rounds=2, warm_up=0), {"firm.cash": 100.0, "firm.fixed_cost": 500.0})
    game = Simulation(poor, 7)
    assert game.budget("esquina") == 100
    game.advance()
    assert game.history("esquina")[-1]["cash"] < 0
    assert game.budget("esquina") == 0
    game.advance()
    assert game.decisions[-1].spending == 0
