"""What is reported: every measure, its bounds, and that it says what it means."""

import numpy as np
import pytest
from markets import played, small

from sim.engine import Simulation
from sim.measures import is_customer, measure
from sim.scenario.vocabulary import MEASURES, Unit


@pytest.fixture(scope="module")
def game() -> Simulation:
    return played(small(900, rounds=3, weeks=10, warm_up=13), acquisition=3000, retention=4000)


def test_every_measure_of_the_vocabulary_and_no_other(game: Simulation) -> None:
    for index in range(3):
        assert list(measure(game.world, index)) == list(MEASURES)


def test_shares_and_states_are_between_0_and_1(game: Simulation) -> None:
    bounded = [each.id for each in MEASURES.values() if each.unit in (Unit.SHARE, Unit.STATE) and each.id != "load"]
    for firm in game.firms:
        for measures in game.history(firm):
            assert all(0 <= measures[name] <= 1 for name in bounded)
            assert measures["load"] >= 0
            assert all(measures[each.id] >= 0 for each in MEASURES.values() if each.unit is Unit.COUNT)


def test_shares_of_the_market_add_to_one(game: Simulation) -> None:
    for each in zip(*(game.history(firm) for firm in game.firms), strict=True):
        assert sum(measures["share"] for measures in each) == pytest.approx(1.0)


def test_total_profit_is_the_sum_of_the_rounds(game: Simulation) -> None:
    for firm in game.firms:
        history = game.history(firm)
        earned = sum(measures["profit"] for measures in history[1:])
        assert history[-1]["total_profit"] - history[0]["total_profit"] == pytest.approx(earned)
        promised = history[-1]["liability"] - history[0]["liability"]
        assert history[-1]["cash"] - history[0]["cash"] == pytest.approx(earned + promised)


def test_customers_change_by_those_who_came_and_those_who_left(game: Simulation) -> None:
    for firm in game.firms:
        for before, after in zip(game.history(firm), game.history(firm)[1:], strict=False):
            assert after["customers"] - before["customers"] == after["new_customers"] - after["lost_customers"]


def test_retention_is_of_those_who_were_there_at_the_start() -> None:
    game = Simulation(small(900, rounds=1, weeks=13, warm_up=13), 7)
    started = is_customer(game.world, 1).copy()
    game.advance()
    stayed = np.count_nonzero(started & is_customer(game.world, 1))
    assert game.history("norte")[-1]["retention"] == pytest.approx(stayed / np.count_nonzero(started))


def test_means_are_of_customers_only(game: Simulation) -> None:
    state, customers = game.world.state, is_customer(game.world, 2)
    for name in ("satisfaction", "trust", "commitment"):
        own = getattr(state, name)[2][customers].astype(np.float64)
        assert game.history("estacion")[-1][name] == pytest.approx(float(np.mean(own)), rel=1e-6)


def test_acquisition_cost_is_spending_for_each_new_customer(game: Simulation) -> None:
    measures = game.history("esquina")[-1]
    assert measures["acquisition_cost"] == pytest.approx(3000 / measures["new_customers"])


def test_a_firm_without_customers_has_measures_too() -> None:
    empty = played(small(rounds=1, warm_up=0, market__season=[0.0])).history("esquina")[-1]
    assert empty["customers"] == empty["revenue"] == empty["share"] == empty["satisfaction"] == 0
    assert empty["retention"] == empty["promises_kept"] == 1
    assert all(np.isfinite(value) for value in empty.values())
