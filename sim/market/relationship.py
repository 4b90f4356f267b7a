"""Phase 7: what an experience does to a relationship (rules 6 to 10)."""

from collections.abc import Sequence
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from sim.journal import Journal
from sim.market import programme, users, voice
from sim.market.aim import for_each_purchase
from sim.market.commitment import commit
from sim.market.compiling import FOUR, ONE, TWO, ZERO, either, equation, kernel, picked
from sim.market.gains import gains
from sim.market.satisfaction import Before, Lived, satisfaction_after, satisfaction_with
from sim.market.segments import Segments
from sim.market.state import Met, Single, State
from sim.market.touch_points import quality_of
from sim.market.voice import Answers
from sim.market.world import Choices, Means, Purchases, World
from sim.scenario.levers import Levers
from sim.scenario.parameters import (
    ExpectationRule,
    Model,
    StrengthRule,
    TrustRule,
)
from sim.scenario.vocabulary import Cause

_MILDEST = np.float32(0.4)
"""The least by which a broken promise counts as broken."""

_SETBACKS = Cause.FAILURE, Cause.WAIT, Cause.SELF_SERVICE
"""What may take from an experience, in this order: each has one at most."""


@equation
def expectation_after(expectation: Single, quality: Single, promise: Single, rule: ExpectationRule) -> Single:
    """Expectation adapts to what was received and to what is promised (rule 7)."""
    toward_quality = (quality - expectation) * rule.from_quality
    after: Single = expectation + toward_quality + (promise - expectation) * rule.from_promise
    return after


@equation
def broken(quality: Single, promise: Single, rule: TrustRule) -> NDArray[np.bool_]:
    """Whether the result fell short of the promise by more than customers forgive."""
    return quality < promise - rule.tolerance


@equation
def trust_after(trust: Single, quality: Single, promise: Single, rule: TrustRule) -> Single:
    """A kept promise adds a little trust; a broken one takes more, by how badly it was broken (rule 8)."""
    severity = np.minimum(np.maximum((promise - quality) * FOUR, _MILDEST), TWO)
    fallen = trust - severity * trust * rule.broken
    risen = trust + (ONE - trust) * rule.kept
    after: Single = either(broken(quality, promise, rule), fallen, risen)
    return after


class Terms(NamedTuple):
    """What firms stand for this week: arrays over firms."""

    promise: Single  # quality
    answer: Single  # how well the team handles complaints at once, 0..1
    dearness: Single  # price index above the reference
    cards: Single  # 1: a loyalty programme is on offer
    ease: Single  # how easy complaining is made, 0..1


class Notes(NamedTuple):
    """Changes of strength that the journal is told of."""

    service: Single  # by the service, of each purchase; as the others, empty if it is told nothing
    promise: Single  # by the promise kept or broken, of each purchase
    setback: NDArray[np.int64]  # places of those who had one: failures, then long waits, then machines
    by_setback: Single
    ends: NDArray[np.int64]  # (3,): where each kind of them ends
    complaint: NDArray[np.int64]  # places of those whose complaint was answered
    by_answer: Single


def relationship(world: World) -> None:
    """Experiences change satisfaction, trust and expectations; commitment follows, from review to review."""
    for firm in world.firms:
        firm.met = Met()
    for purchases in world.purchases:
        _experienced(world, purchases)
    if world.review:
        users.report(world)
        programme.reward_members(world)
        for block in world.blocks:
            commit(world, block)


@equation
def _terms(means: Sequence[Means], rules: Model, levers: Levers) -> Terms:
    """What comes of their means; ``rules`` are in double precision."""
    rows = np.empty((5, len(means)), np.float32)
    for index in range(len(means)):
        firm = means[index]
        ease = for_each_purchase(firm.complaint_line, firm.purchases, levers.complaint_line.half)
        rows[0, index] = firm.promise
        rows[1, index] = voice.skill_of_answer(firm.skill, ease, rules.voice)
        rows[2, index] = firm.dearness
        rows[3, index] = firm.loyalty_card > 0
        rows[4, index] = ease
    return Terms(rows[0], rows[1], rows[2], rows[3], rows[4])


def _experienced(world: World, purchases: Purchases) -> None:
    counts, sums, notes = _live(
        world.arrays,
        world.numbers,
        world.doubles,
        world.levers,
        world.week,
        purchases,
        world.means,
        world.segments,
        np.float32(world.scenario.market.contract.period_weeks if world.contracts else 0),
        world.journal is not None,
    )
    for firm, number, total in zip(world.firms, counts.tolist(), sums.tolist(), strict=True):
        bought, disappointed, recovered = number
        quality, before, during, after, satisfaction, left = total
        firm.round.purchases += bought
        firm.round.market_purchases += len(purchases.failed)
        firm.round.kept += bought - disappointed
        firm.round.recovered += recovered
        firm.round.quality += quality
        firm.round.moments += (before, during, after)
        firm.round.customers_gain += left
        firm.met.customers += bought
        firm.met.total += satisfaction
    if world.journal is not None:
        _note(world, world.journal, purchases.choices.keys, notes)


def _note(world: World, journal: Journal, keys: NDArray[np.int64], notes: Notes) -> None:
    journal.changed(world.week, Cause.GOOD_SERVICE, keys, notes.service)
    journal.changed(world.week, Cause.PROMISE_KEPT, keys, notes.promise)
    concerned, begin = keys.take(notes.setback), 0
    for cause, end in zip(_SETBACKS, notes.ends.tolist(), strict=True):
        journal.changed(world.week, cause, concerned[begin:end], notes.by_setback[begin:end])
        begin = end
    journal.changed(world.week, Cause.RECOVERY, keys.take(notes.complaint), notes.by_answer)


@equation
def _taken(by_firm: Any, choices: Choices) -> Any:
    """Of an array (F, N) the elements of those who buy, from whom they buy."""
    taken = np.empty(len(choices.firm), by_firm.dtype)
    for place in range(len(taken)):
        taken[place] = by_firm[np.uint64(choices.firm[place]), np.uint64(choices.slots[place])]
    return taken


@equation
def _put(by_firm: Any, choices: Choices, values: Any) -> None:
    """Puts ``values`` in place of these elements."""
    for place in range(len(values)):
        by_firm[np.uint64(choices.firm[place]), np.uint64(choices.slots[place])] = values[place]


@equation
def _lived(
    before: Before, moments: Single, harm: Single, apart: NDArray[np.bool_], promise: Single, rules: Model
) -> Lived:
    """Lives purchases through. ``harm`` is what waiting took; it is in the ``moments`` (3, P) already."""
    count, (first, during, last) = len(harm), (moments[0], moments[1], moments[2])
    quality, latest = np.empty(count, np.float32), np.empty(count, np.float32)
    satisfaction, trust = np.empty(count, np.float32), np.empty(count, np.float32)
    for place in range(count):
        quality[place] = quality_of((first[place], during[place], last[place]), rules.experience)
    for place in range(len(apart)):
        if apart[place]:
            theirs = first[place], during[place], last[place]
            quality[place] = users.quality_for_buyers(theirs, harm[place], rules.experience)
    for place in range(count):
        latest[place] = satisfaction_with(quality[place], before.expectation[place], rules.satisfaction)
    for place in range(count):
        satisfaction[place] = satisfaction_after(
            before.satisfaction[place], latest[place], before.purchases[place], rules.satisfaction
        )
    for place in range(count):
        trust[place] = trust_after(before.trust[place], quality[place], promise[place], rules.trust)
    return Lived(quality, latest, satisfaction, trust)


@equation
def _setbacks(purchases: Purchases, rules: Model) -> tuple[NDArray[np.int64], Single, NDArray[np.int64]]:
    """Purchases that failed, or else had a long wait or a machine; what this took from the moment of the sale."""
    harm, failed, machine, asking = purchases.harm, purchases.failed, purchases.machine, purchases.asking
    room = len(failed) + 1
    places, took, ends = np.empty(room, np.int64), np.empty(room, np.float32), np.zeros(3, np.int64)
    count = 0
    for place in range(len(failed)):
        places[count], took[count] = place, rules.experience.failure_harm
        count += int(failed[place])
    ends[0] = count
    for place in asking.place:
        places[count], took[count] = place, harm[place]
        count += int((not failed[place]) & (harm[place] > ZERO))
    ends[1] = count
    for contact in range(len(machine.place)):
        places[count], took[count] = machine.place[contact], -machine.lift[contact]
        count += int(not failed[machine.place[contact]])
    ends[2] = count
    return places[:count].copy(), took[:count].copy(), ends


@equation
def _strengthened(before: Before, after: Lived, rule: StrengthRule) -> tuple[Single, Single]:
    """Changes of strength, by satisfaction and by trust."""
    by_satisfaction, by_trust = np.empty(len(after.trust), np.float32), np.empty(len(after.trust), np.float32)
    for place in range(len(by_trust)):
        by_satisfaction[place] = (after.satisfaction[place] - before.satisfaction[place]) * rule.satisfaction
    for place in range(len(by_trust)):
        by_trust[place] = (after.trust[place] - before.trust[place]) * rule.trust
    return by_satisfaction, by_trust


@equation
def _explained(
    purchases: Purchases, before: Before, lived: Lived, others_use: NDArray[np.bool_], promise: Single, rules: Model
) -> tuple[Single, Single, NDArray[np.int64], Single, NDArray[np.int64]]:
    """Divides the change among its causes: a setback, by how it would have been without; then the rest.

    Returns what the journal is told, up to the answers to complaints.
    """
    by_service, by_promise = _strengthened(before, lived, rules.strength)
    setback, took, ends = _setbacks(purchases, rules)
    moments, harm = np.empty((3, len(setback)), np.float32), picked(purchases.harm, setback)
    for few in range(len(setback)):
        place = setback[few]
        moments[0, few], moments[2, few] = purchases.moments[0, place], purchases.moments[2, place]
        moments[1, few] = purchases.moments[1, place] + took[few]
    harm[ends[0] :] = ZERO
    then = Before(
        picked(before.satisfaction, setback),
        picked(before.trust, setback),
        picked(before.expectation, setback),
        picked(before.purchases, setback),
    )
    theirs = picked(others_use, setback) if len(others_use) else others_use
    smooth = _lived(then, moments, harm, theirs, picked(promise, setback), rules)
    satisfied, trusted = _strengthened(then, smooth, rules.strength)
    for few in range(len(setback)):
        place, without = setback[few], satisfied[few] + trusted[few]
        took[few] = by_service[place] + by_promise[place] - without
        by_promise[place] *= either(took[few] == ZERO, ONE, ZERO)
        by_service[place] = without - by_promise[place]
    return by_service, by_promise, setback, took, ends


@equation
def _remember(
    state: State, purchases: Purchases, before: Before, lived: Lived, promise: Single, rule: ExpectationRule
) -> None:
    """What customers keep of their experiences."""
    choices, spent, expectation = purchases.choices, state.spent, before.expectation
    for place in range(len(promise)):
        expectation[place] = expectation_after(expectation[place], lived.quality[place], promise[place], rule)
    _put(state.satisfaction, choices, lived.satisfaction)
    _put(state.trust, choices, lived.trust)
    _put(state.expectation, choices, expectation)
    _put(state.received, choices, lived.quality)
    for place in range(len(promise)):
        spent[np.uint64(choices.firm[place]), np.uint64(choices.slots[place])] += purchases.amount[place]


@equation
def _booked(
    purchases: Purchases, promise: Single, lived: Lived, answered: Answers, left: Single, rules: Model
) -> tuple[NDArray[np.int64], NDArray[np.float64]]:
    """What the books say by firm: counts (F, 3) and sums (F, 6), see ``_experienced``."""
    firm, (first, during, last) = (
        purchases.choices.firm,
        (purchases.moments[0], purchases.moments[1], purchases.moments[2]),
    )
    counts, sums = np.zeros((len(promise), 3), np.int64), np.zeros((len(promise), 6))
    for place in range(len(firm)):
        own = np.uint64(firm[place])
        counts[own, 0] += 1
        counts[own, 1] += broken(lived.quality[place], promise[own], rules.trust)
        sums[own, 0] += lived.quality[place]
        sums[own, 1] += first[place]
        sums[own, 2] += during[place]
        sums[own, 3] += last[place]
        sums[own, 4] += lived.satisfaction[place]
        sums[own, 5] += left[place]
    for complaint in range(len(answered.place)):
        counts[firm[answered.place[complaint]], 2] += answered.handling[complaint] >= rules.voice.well
    return counts, sums


@kernel
def _live(
    state: State,
    model: Sequence[Model],
    doubles: Sequence[Model],
    levers: Sequence[Levers],
    week: int,
    purchases: Purchases,
    means: Sequence[Means],
    segments: Segments,
    period: np.float32,
    noting: bool,
) -> tuple[NDArray[np.int64], NDArray[np.float64], Notes]:
    """Takes purchases through all that follows from them.

    ``period`` are the weeks that a fee pays (0: each purchase is paid). Returns what is ``_booked``, and notes if
    ``noting``.
    """
    terms, rules, firm = _terms(means, doubles[0], levers[0]), model[0], purchases.choices.firm
    choices, moments = purchases.choices, purchases.moments
    others_use, promise, during = users.apart(state, choices, segments), picked(terms.promise, firm), moments[1]
    for place in range(len(firm)):
        during[place] -= purchases.harm[place]
    before = Before(
        _taken(state.satisfaction, choices),
        _taken(state.trust, choices),
        _taken(state.expectation, choices),
        _taken(state.purchases, choices),
    )
    lived = _lived(before, moments, purchases.harm, others_use, promise, rules)
    nothing, nobody = np.empty(0, np.float32), np.empty(0, np.int64)
    causes = nothing, nothing, nobody, nothing, nobody
    if noting:
        causes = _explained(purchases, before, lived, others_use, promise, rules)
    answered = voice.answers(purchases, terms.answer, rules)
    asked_for = picked(terms.ease, picked(firm, answered.place))
    by_answer = voice.comfort(before, lived, answered, asked_for, rules)
    if levers[0].complaint_line.available:
        voice.keep_silent(state, week, purchases, (before, lived), answered, rules)
    _remember(state, purchases, before, lived, promise, rules.expectation)
    users.use(state, purchases, others_use, before.purchases, segments, rules.satisfaction)
    programme.take_cards(state, purchases, terms.cards, rules.loyalty_card)
    left = gains(state, choices, lived.quality, terms.dearness, segments.worth, period)
    counts, sums = _booked(purchases, terms.promise, lived, answered, left, rules)
    return counts, sums, Notes(*causes, answered.place, by_answer)
