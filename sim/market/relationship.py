"""Phase 7: what an experience does to a relationship (rules 6 to 10)."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from sim.market import programme, users
from sim.market.commitment import commit
from sim.market.gains import count_gain
from sim.market.satisfaction import satisfaction_after, satisfaction_with
from sim.market.state import Met, Single
from sim.market.voice import answers, keep_silent
from sim.market.world import Purchases, World
from sim.scenario.parameters import ExpectationRule, Model, TrustRule
from sim.scenario.vocabulary import Cause


def expectation_after(expectation: Single, quality: Single, promise: Single, rule: ExpectationRule) -> Single:
    """Expectation adapts to what was received and to what is promised (rule 7)."""
    toward_quality = (quality - expectation) * rule.from_quality
    return np.asarray(expectation + toward_quality + (promise - expectation) * rule.from_promise)


def broken(quality: Single, promise: Single, rule: TrustRule) -> NDArray[np.bool_]:
    """Whether the result fell short of the promise by more than customers forgive."""
    return np.asarray(quality < promise - np.float32(rule.tolerance))


def trust_after(trust: Single, quality: Single, promise: Single, rule: TrustRule) -> Single:
    """A kept promise adds a little trust; a broken one takes more, by how badly it was broken (rule 8)."""
    severity = np.minimum(np.maximum((promise - quality) * 4, np.float32(0.4)), 2)
    fallen = trust - severity * trust * rule.broken
    risen = trust + (1 - trust) * rule.kept
    return np.where(broken(quality, promise, rule), fallen, risen)


@dataclass(frozen=True)
class Before:
    """Relationships of a block's buyers with the firms they bought from, before the experience counts."""

    satisfaction: Single
    trust: Single
    expectation: Single
    purchases: NDArray[np.int16]
    promise: Single

    def satisfied(self, latest: Single, which: NDArray[np.intp], model: Model) -> Single:
        """Overall satisfaction of ``which`` once they are ``latest`` satisfied with this experience."""
        return satisfaction_after(
            self.satisfaction.take(which), latest, self.purchases.take(which), model.satisfaction
        )

    def change(self, quality: Single, which: NDArray[np.intp], model: Model) -> Single:
        """How the strength of ``which`` changes with the experience, had its quality been ``quality``."""
        latest = satisfaction_with(quality, self.expectation.take(which), model.satisfaction)
        satisfaction, trust = self.satisfaction.take(which), self.trust.take(which)
        satisfied = self.satisfied(latest, which, model) - satisfaction
        trusted = trust_after(trust, quality, self.promise.take(which), model.trust) - trust
        return np.asarray(satisfied * model.strength.satisfaction + trusted * model.strength.trust)


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
    if not len(keys):
        return
    firm = purchases.choices.firm
    promise = np.array([each.decision["promise"] for each in world.firms], dtype=np.float32)[firm]
    satisfaction, trust = state.satisfaction.reshape(-1), state.trust.reshape(-1)
    expectation, counts = state.expectation.reshape(-1), state.purchases.reshape(-1)
    before = Before(satisfaction.take(keys), trust.take(keys), expectation.take(keys), counts.take(keys), promise)

    purchases.moments[1] -= purchases.harm
    quality = users.lived(world, purchases.choices.slots, purchases.moments, purchases.harm)

    latest = satisfaction_with(quality, before.expectation, model.satisfaction)
    after = satisfaction_after(before.satisfaction, latest, before.purchases, model.satisfaction)
    trusted = trust_after(before.trust, quality, promise, model.trust)
    lost_trust = np.maximum(before.trust - trusted, 0)
    answered = answers(world, purchases)
    again = answered.place
    eased = np.minimum(np.maximum(latest.take(again) + answered.relief, 0), 1)
    relief = before.satisfied(eased, again, model) - after.take(again)
    regained = lost_trust.take(again) * answered.handling * model.contact.trust_back

    if world.journal is not None:
        _note(world, before, purchases, (after, trusted), (again, relief, regained))
    after[again] += relief
    trusted[again] += regained
    keep_silent(world, purchases, quality, before.expectation)
    satisfaction[keys] = after
    trust[keys] = trusted
    expectation[keys] = expectation_after(before.expectation, quality, promise, model.expectation)
    state.received.reshape(-1)[keys] = quality
    state.spent.reshape(-1)[keys] += purchases.amount
    users.use(world, purchases, before.purchases)
    programme.take_cards(world, purchases)
    count_gain(world, purchases, quality)
    _count(world, purchases, (quality, after), broken(quality, promise, model.trust))


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


def _note(
    world: World,
    before: Before,
    purchases: Purchases,
    final: tuple[Single, Single],
    recovery: tuple[NDArray[np.intp], Single, Single],
) -> None:
    """Divides the change among its causes: a failure, or else a wait or a machine, taken away; then the rest."""
    journal, model, week, keys = world.journal, world.scenario.model, world.week, purchases.choices.keys
    assert journal is not None
    after, trusted = final
    weights = model.strength
    by_service = (after - before.satisfaction) * weights.satisfaction
    by_promise = (trusted - before.trust) * weights.trust

    failed = np.flatnonzero(purchases.failed)
    asking = purchases.asking.place
    waited = asking[(purchases.harm.take(asking) > 0) & ~purchases.failed.take(asking)]
    helped, lift = _helped(purchases)
    setback = np.concatenate((failed, waited, helped))
    failure = np.full(len(failed), model.experience.failure_harm, dtype=np.float32)
    harm = np.concatenate((failure, purchases.harm.take(waited), -lift))
    smooth = purchases.moments.take(setback, axis=1)
    smooth[1] += harm
    remaining = purchases.harm.take(setback)
    remaining[len(failed) :] = 0
    quality = users.lived(world, purchases.choices.slots.take(setback), smooth, remaining)
    without = before.change(quality, setback, model)
    by_setback = by_service.take(setback) + by_promise.take(setback) - without
    by_promise[setback] *= by_setback == 0
    by_service[setback] = without - by_promise.take(setback)
    recovered, relief, regained = recovery
    by_answer = relief * weights.satisfaction + regained * weights.trust
    failures, waits = len(failed), len(failed) + len(waited)
    for cause, where, amounts in (
        (Cause.GOOD_SERVICE, keys, by_service),
        (Cause.PROMISE_KEPT, keys, by_promise),
        (Cause.FAILURE, keys.take(failed), by_setback[:failures]),
        (Cause.WAIT, keys.take(waited), by_setback[failures:waits]),
        (Cause.SELF_SERVICE, keys.take(helped), by_setback[waits:]),
        (Cause.RECOVERY, keys.take(recovered), by_answer),
    ):
        journal.changed(week, cause, where, amounts)


def _helped(purchases: Purchases) -> tuple[NDArray[np.intp], Single]:
    """Whom a machine served, failures apart, and what it added to the quality during the sale."""
    machine = purchases.machine
    if machine is None:
        return np.zeros(0, dtype=np.intp), np.zeros(0, dtype=np.float32)
    plain = ~purchases.failed.take(machine.place)
    return machine.place[plain], machine.lift[plain]
