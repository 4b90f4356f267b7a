"""The public rules, whatever their arguments: bounds, and more of a harmful thing never helps."""

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from sim.market.arrivals import dropout_hazard
from sim.market.choice import discount, offer_pull
from sim.market.commitment import commitment_goal
from sim.market.contacts import waiting_harm
from sim.market.contract import falls_due, quitting_chance
from sim.market.exact import saturation
from sim.market.ladder import attained, strength
from sim.market.occasions import occasion_rate
from sim.market.relationship import (
    expectation_after,
    trust_after,
)
from sim.market.rungs import asked_for
from sim.market.satisfaction import satisfaction_after, satisfaction_with
from sim.market.state import Careers
from sim.market.touch_points import quality_of
from sim.market.value import Seen, to_come, transitions
from sim.scenario.contract import RenewalRule
from sim.scenario.ladder import Ladder
from sim.scenario.parameters import (
    ChoiceRule,
    ExpectationRule,
    ExperienceRule,
    Model,
    OccasionRule,
    SatisfactionRule,
    StrengthRule,
    TrustRule,
    ValueRule,
)

UNIT = st.floats(0, 1, width=32)
TWO = st.tuples(UNIT, UNIT).map(sorted)
FAST = settings(max_examples=60, deadline=None)


def single(*values: float) -> np.ndarray:
    return np.array(values, dtype=np.float32)


@FAST
@given(TWO, UNIT, UNIT, st.floats(0, 2), st.floats(1, 5))
def test_worse_quality_never_pleases_more(
    two: list[float], expectation: float, promise: float, gap: float, loss: float
) -> None:
    worse, better = two
    rule = SatisfactionRule(gap=gap, loss_aversion=loss)
    low, high = satisfaction_with(single(worse, better), single(expectation, expectation), rule)
    assert 0 <= low <= high + 1e-6
    assert high <= 1
    low, high = trust_after(single(0.5, 0.5), single(worse, better), single(promise, promise), TrustRule())
    assert low <= high + 1e-6
    low, high = expectation_after(
        single(0.5, 0.5), single(worse, better), single(promise, promise), ExpectationRule()
    )
    assert low <= high + 1e-6


@FAST
@given(UNIT, UNIT, UNIT, st.integers(1, 1000), st.floats(0.01, 1))
def test_states_stay_between_0_and_1(
    state: float, quality: float, promise: float, purchases: int, memory: float
) -> None:
    count = np.array([purchases], dtype=np.int16)
    for value in (
        satisfaction_after(single(state), single(quality), count, SatisfactionRule(memory=memory)),
        trust_after(single(state), single(quality), single(promise), TrustRule()),
        expectation_after(single(state), single(quality), single(promise), ExpectationRule()),
        commitment_goal(single(state), single(quality), single(promise), Model().commitment),
        strength(single(state), single(quality), single(promise), StrengthRule()),
    ):
        assert -1e-6 <= value[0] <= 1 + 1e-6


@FAST
@given(st.lists(st.floats(-1, 2, width=32), min_size=3, max_size=3), st.integers(0, 2), st.floats(0, 1, width=32))
def test_a_worse_moment_never_makes_a_better_purchase(moments: list[float], which: int, worse_by: float) -> None:
    worse = list(moments)
    worse[which] -= worse_by
    both = quality_of(np.array([moments, worse], dtype=np.float32).T, ExperienceRule())
    assert 0 <= both[1] <= both[0] + 1e-6
    assert both[0] <= 1


@FAST
@given(st.tuples(st.floats(0, 500, width=32), st.floats(0, 500, width=32)).map(sorted), st.floats(0, 100))
def test_a_longer_wait_never_hurts_less(waits: list[float], promised: float) -> None:
    shorter, longer = waiting_harm(single(*waits), promised, ExperienceRule())
    assert 0 <= shorter <= longer <= 0.25 + 1e-6


@FAST
@given(TWO, UNIT, st.floats(0, 2))
def test_a_better_relationship_never_loses_more_people(two: list[float], other: float, plasticity: float) -> None:
    same = single(other, other)
    worse, better = dropout_hazard(single(0.01, 0.01), single(*two), same, OccasionRule(), plasticity)
    assert better <= worse * (1 + 1e-6)
    worse, better = occasion_rate(single(1, 1), same, single(*two), OccasionRule(), plasticity)
    assert better >= worse * (1 - 1e-6)


@FAST
@given(TWO, st.floats(0, 10, width=32))
def test_offers_tempt_the_prone_and_never_repel(two: list[float], resistance: float) -> None:
    less, more = offer_pull(single(*two), single(resistance, resistance), discount(ChoiceRule()), ChoiceRule())
    assert 0 <= less <= more


@FAST
@given(st.tuples(st.floats(0, 1e6), st.floats(0, 1e6)).map(sorted), st.floats(1e-6, 1e6))
def test_more_money_never_does_less(money: list[float], half: float) -> None:
    less, more = (saturation(each, half) for each in money)
    assert 0 <= less <= more <= 1


@FAST
@given(st.lists(UNIT, min_size=5, max_size=5), st.integers(0, 50), st.integers(0, 4), UNIT, st.floats(0, 0.5))
def test_nothing_good_lowers_the_rung(
    levels: list[float], purchases: int, which: int, gain: float, margin: float
) -> None:
    better = list(levels)
    better[which] = min(1.0, better[which] + gain)
    states = tuple(single(a, b) for a, b in zip((*levels, purchases), (*better, purchases), strict=True))
    asked, held = asked_for(Ladder()), asked_for(Ladder(), margin)
    before, after = attained(held, states)
    assert before <= after
    assert (attained(held, states) >= attained(asked, states)).all()


@FAST
@given(st.floats(0, 1e7), st.floats(0, 1), st.floats(0, 1), st.integers(1, 13))
def test_careers_are_chances_and_values_finite(times: float, stays: float, climbs: float, weeks: int) -> None:
    careers = Careers.unseen(1, 2, 3)
    careers.seen[0, 0] = times
    groups = careers.seen.shape[2]
    careers.moves[0, 0] = np.eye(groups) * times * stays * (1 - climbs)
    careers.moves[0, 0, :-1, 1:] += np.eye(groups - 1) * times * stays * climbs
    onward = transitions(Seen.by_heads(careers, weeks, ValueRule()), weeks, ValueRule())
    assert (onward >= 0).all()
    assert (np.sum(onward, axis=3) <= 1 + 1e-9).all()
    lasting = to_come(np.ones(onward.shape[:3]), onward, 1 + 0.12 * weeks / 52)
    assert ((lasting >= 1 - 1e-9) & (lasting < 1e4)).all()


@FAST
@given(TWO, UNIT, st.floats(0.001, 0.999), st.floats(0, 2))
def test_a_better_relationship_never_ends_more_contracts(
    two: list[float], other: float, own: float, plasticity: float
) -> None:
    worse, better = quitting_chance(
        single(own, own), single(*two), single(other, other), RenewalRule(), plasticity
    ).tolist()
    assert 0 <= better <= worse + 1e-6
    assert worse <= 1


@FAST
@given(st.integers(0, 5000), st.floats(1, 104))
def test_payments_fall_due_once_a_period(weeks: int, period: float) -> None:
    due = falls_due(np.arange(weeks + 1, dtype=np.int32), period)
    assert due[0]
    assert np.count_nonzero(due) == int(weeks / period) + 1
