"""B3, segmentation: levers can be aimed at a segment, as sharply as the firm knows its people."""

import numpy as np
import pytest
from dialogue import KNOWING, changed, customers, knowing, play, same_people, usual
from effects import Effect
from hypothesis import given
from hypothesis import strategies as st

from sim.engine import Simulation
from sim.market.aim import blurred, money_per_head
from sim.scenario.schema import Scenario

AT_STUDENTS = {"advertising@student": 8.0}
STUDENT = 1
BLIND = {f"model__knowledge__{source}": 0.0 for source in ("ceiling", "shared", "from_purchase", "from_contact")}


def awareness(game: Simulation) -> np.ndarray:
    """Mean awareness of the player's firm by segment, of those who are not its customers."""
    state = game.world.state
    others = state.present & ~customers(game)
    return np.array([state.awareness[0, others & (state.segment == each)].mean() for each in range(3)])


def test_advertising_reaches_those_at_whom_it_is_aimed() -> None:
    """With the same money: clearly more among students, less among the others."""
    change = awareness(play(KNOWING | AT_STUDENTS)) - awareness(knowing())
    assert 0.04 <= change[STUDENT] <= 0.4
    assert change[0] < -0.02
    assert change[2] < -0.02


def test_poor_knowledge_blurs_the_aim() -> None:
    sharp = awareness(play(KNOWING | AT_STUDENTS)) - awareness(knowing())
    blunt = awareness(play(AT_STUDENTS)) - awareness(usual())
    assert 0 < blunt[STUDENT] < 0.8 * sharp[STUDENT]


def test_messages_go_to_the_segment_meant() -> None:
    """Knowledge of .8 leaves the others a fifth of a pensioner's money: half of what they had."""
    plan = KNOWING | {"messages": 200.0}
    whole, aimed = play(plan), play(plan | {"messages@student": 0.0, "messages@office": 0.0})
    segment = whole.world.state.segment

    def written_to(game: Simulation, kinds: list[int]) -> float:
        own = customers(game) & np.isin(segment, kinds)
        return float((game.world.state.message_week[0, own] > game.world.week - 5).mean())

    assert written_to(aimed, [2]) > 1.3 * written_to(whole, [2])
    assert written_to(aimed, [0, 1]) < 0.75 * written_to(whole, [0, 1])


WEIGHTS = st.lists(st.floats(0, 10), min_size=3, max_size=3)
HEADS = st.lists(st.integers(0, 500), min_size=3, max_size=3)


@given(WEIGHTS, HEADS, st.lists(st.floats(0, 1), min_size=3, max_size=3), st.floats(0, 1e5))
def test_money_is_conserved(weights: list[float], heads: list[int], known: list[float], money: float) -> None:
    reached = blurred(np.array(weights), np.array(known))
    each = money_per_head(money, np.array(heads), reached)
    assert (each >= 0).all()
    if float((np.array(heads) * reached).sum()) >= 1:
        assert float((each * heads).sum()) == pytest.approx(money)


def test_an_aim_at_nobody_in_particular_is_none() -> None:
    level = {f"{lever}@{kind}": 1.0 for lever in ("advertising", "knowledge") for kind in ("office", "student")}
    aimed = play(KNOWING | level)
    assert same_people(aimed, knowing())
    assert np.array_equal(aimed.world.state.awareness, knowing().world.state.awareness)


def test_an_aim_costs_nothing() -> None:
    plain, aimed = play({}, rounds=1), play(AT_STUDENTS, rounds=1)
    assert plain.decisions[-1].spending == aimed.decisions[-1].spending
    assert plain.world.firms[0].round.spending == aimed.world.firms[0].round.spending


def test_switched_off_an_aim_does_nothing() -> None:
    """Who cannot tell the segments apart treats them alike."""
    blind = changed(**BLIND)
    aimed, plain = play(AT_STUDENTS, blind), play({}, blind)
    assert same_people(aimed, plain)
    assert np.array_equal(aimed.world.state.awareness, plain.world.state.awareness)


def aimed(seed: int, scenario: Scenario | None = None) -> float:
    """What an aim at students adds to the share of them who know the firm."""
    at_students, at_nobody = (play(plan, scenario, seed=seed) for plan in (KNOWING | AT_STUDENTS, KNOWING))
    return float((awareness(at_students) - awareness(at_nobody))[STUDENT])


EFFECTS = (
    Effect(
        "awareness that the same money adds among students when aimed at them",
        on=aimed,
        off=lambda seed: aimed(seed, changed(**BLIND)),
        low=0.13,
        high=0.21,
    ),
)
