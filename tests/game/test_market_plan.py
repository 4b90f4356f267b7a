"""No way of moving the sliders makes a plan that the engine would refuse."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from game.screens.market.plan import OpenLever, Plan, plan_for
from game.session import Session
from sim.scenario.vocabulary import Head

LEVERS = (
    OpenLever("advertising", Head.ACQUISITION, 3000, 1e9),
    OpenLever("introductory_offers", Head.ACQUISITION, 1000, 2500),
    OpenLever("staff", Head.RETENTION, 5000, 1e9),
    OpenLever("training", Head.RETENTION, 0, 900),
    OpenLever("promise", None, 0.6, 1.0),
)


def plan(budget: float = 12_000, tied: float = 0, detailed: bool = True) -> Plan:
    levers = LEVERS if detailed else tuple(lever for lever in LEVERS if lever.id != "promise")
    return Plan(budget, tied, levers, detailed, lambda head, money: {})


moves = st.lists(
    st.one_of(
        st.tuples(st.sampled_from([lever.id for lever in LEVERS]), st.floats(0, 20_000)),
        st.tuples(st.just("split"), st.floats(0, 1)),
        st.tuples(st.sampled_from(["undo", "reset"]), st.just(0.0)),
    ),
    max_size=30,
)


@settings(max_examples=150, deadline=None)
@given(moves=moves, budget=st.floats(0, 50_000), tied=st.floats(0, 5_000))
def test_the_total_never_passes_the_budget(moves: list[tuple[str, float]], budget: float, tied: float) -> None:
    made = plan(budget, tied)
    for control, value in moves:
        match control:
            case "split":
                made.set_split(value)
            case "undo":
                made.undo()
            case "reset":
                made.reset()
            case _:
                made.set(control, value)
        assert made.assigned + tied <= max(budget, tied) + 0.005
        for lever in LEVERS:
            assert -1e-9 <= made.values[lever.id] <= lever.maximum + 1e-9


SELLING = (*LEVERS, OpenLever("cross_selling", Head.GROWTH, 1500, 1e9))


def test_money_to_sell_more_stands_beside_the_split() -> None:
    made = Plan(12_000, 0, SELLING, True, lambda head, money: {})
    assert made.assigned == 10_500
    assert made.split == pytest.approx(4000 / 9000)
    made.set_split(0.5)
    assert made.head(Head.GROWTH) == 1500
    assert made.head(Head.ACQUISITION) + made.head(Head.RETENTION) == 9000
    made.set("cross_selling", 20_000)
    assert made.head(Head.GROWTH) == 3000
    assert made.free == 0


def test_while_heads_are_closed_growth_keeps_what_it_has() -> None:
    made = Plan(12_000, 0, SELLING, False, lambda head, money: {})
    made.set_split(0.5)
    assert made.decision() == {"acquisition": 5250, "retention": 5250, "growth": 1500, "promise": 0.6}
    assert made.assigned == 12_000


def test_a_closed_split_assigns_everything() -> None:
    made = plan(detailed=False)
    made.set_split(0.75)
    assert made.decision() == {"acquisition": 9000.0, "retention": 3000.0}
    assert made.free == 0


def test_the_split_keeps_the_total_and_the_proportions() -> None:
    made = plan()
    assert made.split == pytest.approx(4000 / 9000)
    made.set_split(2 / 3)
    assert made.assigned == 9000
    assert made.values["advertising"] == pytest.approx(4500, abs=1)
    assert made.values["staff"] == pytest.approx(3000, abs=1)


def test_a_smaller_budget_shrinks_all_evenly() -> None:
    made = plan(budget=4500)
    assert made.assigned <= 4500
    assert made.values["advertising"] / made.values["staff"] == pytest.approx(0.6, abs=0.01)


def test_one_undo_takes_back_one_control() -> None:
    made = plan()
    before = dict(made.values)
    for value in (100, 200, 300):
        made.set("advertising", value)
    made.set("staff", 1)
    made.undo()
    assert made.values["staff"] == before["staff"]
    assert made.values["advertising"] == 300
    made.undo()
    assert made.values == before
    assert not made.can_undo


def test_reset_can_be_taken_back() -> None:
    made = plan()
    made.set("promise", 0.9)
    made.reset()
    assert made.values["promise"] == 0.6
    made.undo()
    assert made.values["promise"] == 0.9


def test_the_engine_accepts_the_first_plan_of_every_round(session: Session) -> None:
    session.decide(plan_for(session).decision())
