"""Phase 7: what an experience does to a relationship (rules 6 to 10)."""

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from sim.market import programme, users
from sim.market.commitment import commit
from sim.market.gains import count_gain
from sim.market.satisfaction import satisfaction_after, satisfaction_with
from sim.market.state import Met, Single, which
from sim.market.voice import answers, keep_silent
from sim.market.world import Purchases, World
from sim.scenario.parameters import ExpectationRule, ExperienceRule, Model, TrustRule
from sim.scenario.vocabulary import Cause

_NOBODY = np.zeros(0, dtype=np.intp)


def expectation_after(expectation: Single, quality: Single, promise: Single, rule: ExpectationRule) -> Single:
    """Expectation adapts to what was received and to what is promised (rule 7)."""
    toward_quality = (quality - expectation) * rule.from_quality
    return np.asarray(expectation + toward_quality + (promise - expectation) * rule.from_promise)


def broken(quality: Single, promise: Single, rule: TrustRule) -> NDArray[np.bool_]:
    """Whether the result fell short of the promise by more than customers forgive."""
    return np.asarray(quality < promise - rule.tolerance)


def trust_after(trust: Single, quality: Single, promise: Single, rule: TrustRule) -> Single:
    """A kept promise adds a little trust; a broken one takes more, by how badly it was broken (rule 8)."""
    severity = np.minimum(np.maximum((promise - quality) * 4, 0.4), 2)
    fallen = trust - severity * trust * rule.broken
    risen = trust + (1 - trust) * rule.kept
    return np.where(broken(quality, promise, rule), fallen, risen)


class Lives(NamedTuple):
    """Purchases as they were lived and, after them, those with a setback once more without it: parallel arrays.

    Who had a setback is only looked at where causes are noted.
    """

    firm: NDArray[np.int64]
    keys: NDArray[np.int64]  # firm * N + slot
    moments: Single  # (3, L)
    harm: Single  # quality lost by waiting
    failed: NDArray[np.intp]  # places, among the purchases, of those who suffered a failure
    waited: NDArray[np.intp]  # or else waited too long
    helped: NDArray[np.intp]  # or else met a machine


class Before(NamedTuple):
    """Relationships with the firms they bought from, before the experience counts."""

    satisfaction: Single
    trust: Single
    expectation: Single
    purchases: NDArray[np.int16]

    def satisfied(self, latest: Single, which: NDArray[np.intp], model: Model) -> Single:
        """Overall satisfaction of ``which`` once they are ``latest`` satisfied with this experience."""
        return satisfaction_after(
            self.satisfaction.take(which), latest, self.purchases.take(which), model.satisfaction
        )


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


def _experienced(world: World, purchases: Purchases) -> None:
    model, state, keys = world.scenario.model, world.state, purchases.choices.keys
    count = len(keys)
    if not count:
        return
    purchases.moments[1] -= purchases.harm
    lives = _lived(purchases) if world.journal is None else _lived_twice(purchases, model.experience)
    satisfaction, trust = state.satisfaction.reshape(-1), state.trust.reshape(-1)
    expectation, counts = state.expectation.reshape(-1), state.purchases.reshape(-1)
    met = lives.keys
    before = Before(satisfaction.take(met), trust.take(met), expectation.take(met), counts.take(met))
    promise = np.array([each.decision["promise"] for each in world.firms], dtype=np.float32).take(lives.firm)

    quality = users.lived(world, lives.keys, lives.moments, lives.harm)
    latest = satisfaction_with(quality, before.expectation, model.satisfaction)
    after = satisfaction_after(before.satisfaction, latest, before.purchases, model.satisfaction)
    trusted = trust_after(before.trust, quality, promise, model.trust)
    answered = answers(world, purchases)
    again = answered.place
    eased = np.minimum(np.maximum(latest.take(again) + answered.relief, 0), 1)
    relief = before.satisfied(eased, again, model) - after.take(again)
    lost_trust = np.maximum(before.trust.take(again) - trusted.take(again), 0)
    regained = lost_trust * answered.handling * model.contact.trust_back
    if world.journal is not None:
        _note(world, purchases, lives, (after - before.satisfaction, trusted - before.trust))
        by_answer = relief * model.strength.satisfaction + regained * model.strength.trust
        world.journal.changed(world.week, Cause.RECOVERY, keys.take(again), by_answer)

    quality, expected, promise = quality[:count], before.expectation[:count], promise[:count]
    after, trusted = after[:count], trusted[:count]
    after[again] += relief
    trusted[again] += regained
    keep_silent(world, purchases, quality, expected)
    satisfaction[keys] = after
    trust[keys] = trusted
    expectation[keys] = expectation_after(expected, quality, promise, model.expectation)
    state.received.reshape(-1)[keys] = quality
    state.spent.reshape(-1)[keys] += purchases.amount
    users.use(world, purchases, before.purchases)
    programme.take_cards(world, purchases)
    count_gain(world, purchases, quality)
    _count(world, purchases, (quality, after), broken(quality, promise, model.trust))


def _lived(purchases: Purchases) -> Lives:
    choices = purchases.choices
    return Lives(choices.firm, choices.keys, purchases.moments, purchases.harm, _NOBODY, _NOBODY, _NOBODY)


def _lived_twice(purchases: Purchases, rule: ExperienceRule) -> Lives:
    """A failure, or else a wait or a machine, is taken away: how would it have been without?"""
    choices, asking, machine = purchases.choices, purchases.asking.place, purchases.machine
    failed = which(purchases.failed)
    waited = asking[(purchases.harm.take(asking) > 0) & ~purchases.failed.take(asking)]
    helped, lift = _NOBODY, np.zeros(0, dtype=np.float32)
    if machine is not None:
        plain = ~purchases.failed.take(machine.place)
        helped, lift = machine.place[plain], machine.lift[plain]
    setback = np.concatenate((failed, waited, helped))
    failure = np.full(len(failed), rule.failure_harm, dtype=np.float32)
    smooth = purchases.moments.take(setback, axis=1)
    smooth[1] += np.concatenate((failure, purchases.harm.take(waited), -lift))
    remaining = purchases.harm.take(setback)
    remaining[len(failed) :] = 0
    firm = np.concatenate((choices.firm, choices.firm.take(setback)))
    keys = np.concatenate((choices.keys, choices.keys.take(setback)))
    moments, harm = np.concatenate((purchases.moments, smooth), axis=1), np.concatenate((purchases.harm, remaining))
    return Lives(firm, keys, moments, harm, failed, waited, helped)


def _count(world: World, purchases: Purchases, felt: tuple[Single, Single], missed: NDArray[np.bool_]) -> None:
    firm, firms = purchases.choices.firm, len(world.firms)
    quality, satisfaction = felt
    bought = np.bincount(firm, minlength=firms).tolist()
    failed = np.bincount(firm[missed], minlength=firms).tolist()
    total = np.bincount(firm, weights=quality, minlength=firms).tolist()
    lived = np.array([np.bincount(firm, weights=moment, minlength=firms) for moment in purchases.moments])
    content = np.bincount(firm, weights=satisfaction, minlength=firms).tolist()
    for index, each in enumerate(world.firms):
        each.round.purchases += bought[index]
        each.round.market_purchases += len(firm)
        each.round.kept += bought[index] - failed[index]
        each.round.quality += total[index]
        each.round.moments += lived[:, index]
        each.met.customers += bought[index]
        each.met.total += content[index]


def _note(world: World, purchases: Purchases, lives: Lives, changes: tuple[Single, Single]) -> None:
    """Divides the change among its causes: a setback, by how it would have been without; then the rest.

    ``changes`` are those of satisfaction and of trust, for all lives.
    """
    journal, weights, keys = world.journal, world.scenario.model.strength, purchases.choices.keys
    assert journal is not None
    satisfied, trusted = changes[0] * weights.satisfaction, changes[1] * weights.trust
    by_service, by_promise = satisfied[: len(keys)], trusted[: len(keys)]
    without = satisfied[len(keys) :] + trusted[len(keys) :]
    setback = np.concatenate((lives.failed, lives.waited, lives.helped))
    by_setback = by_service.take(setback) + by_promise.take(setback) - without
    by_promise[setback] *= by_setback == 0
    by_service[setback] = without - by_promise.take(setback)
    journal.changed(world.week, Cause.GOOD_SERVICE, keys, by_service)
    journal.changed(world.week, Cause.PROMISE_KEPT, keys, by_promise)
    begin = 0
    for cause, places in (
        (Cause.FAILURE, lives.failed),
        (Cause.WAIT, lives.waited),
        (Cause.SELF_SERVICE, lives.helped),
    ):
        amounts = by_setback[begin : begin + len(places)]
        journal.changed(world.week, cause, keys.take(places), amounts)
        begin += len(places)
