"""Phase 4: word of mouth along the social network (rule 13)."""

import numpy as np
from numpy.typing import NDArray

from sim.market.promotion import pressure
from sim.market.streams import Purpose, chances16, fraction
from sim.market.world import World
from sim.scenario.vocabulary import Cause

Slots = NDArray[np.int64]


def word_of_mouth(world: World) -> None:
    """Advocates and friends praise and recommend, detractors criticise; each talks to one acquaintance."""
    rule = world.scenario.model.talk
    state, firms = world.state, len(world.firms)
    listener = world.streams.lanes(Purpose.LISTENER, world.week, world.everyone, 1)[:, 0]
    talk = world.streams.lanes(Purpose.TALK, world.week, world.everyone, firms)
    referral = fraction(world.streams.pair(Purpose.REFERRAL, world.week, world.everyone)[:, 0])
    for index, firm in enumerate(world.firms):
        if not world.open_now(firm):
            continue
        rung = state.rung[index]
        fond = world.rungs.recommending[rung] & state.present
        cross = (state.satisfaction[index] < rule.detractor_below) & (state.purchases[index] > 0) & state.present
        praise = np.flatnonzero(fond & (talk[:, index] < chances16(rule.supporter)))
        criticism = np.flatnonzero(cross & (talk[:, index] < chances16(rule.detractor)))
        _converse(world, index, praise, _listeners(world, praise, listener), Cause.PRAISE)
        _converse(world, index, criticism, _listeners(world, criticism, listener), Cause.CRITICISM)
        reward = 1 + rule.reward_ceiling * pressure(world, firm, "referral_reward", float(np.count_nonzero(fond)))
        hazard = world.rungs.referral[rung] * np.float32(reward)
        referrers = np.flatnonzero((referral < hazard) & state.present)
        _refer(world, index, referrers, _listeners(world, referrers, listener))


def _listeners(world: World, talkers: Slots, luck: NDArray[np.uint16]) -> Slots:
    """The friend whom each talker meets this week."""
    circle = world.state.friends.shape[1]
    place = luck[talkers].astype(np.int64) * circle >> 16
    return world.state.friends[talkers, place].astype(np.int64)


def _first_talks(talkers: Slots, listeners: Slots, present: NDArray[np.bool_]) -> tuple[Slots, Slots]:
    """Of several people talking to the same listener the first is heard; nobody talks to the absent."""
    here = present[listeners] & (talkers != listeners)
    heard, first = np.unique(listeners[here], return_index=True)
    return talkers[here][first], heard


def _converse(world: World, firm: int, talkers: Slots, listeners: Slots, cause: Cause) -> None:
    rule = world.scenario.model.talk
    state = world.state
    talkers, listeners = _first_talks(talkers, listeners, state.present)
    if not len(talkers):
        return
    sign = 1 if cause is Cause.PRAISE else -1
    awareness = state.awareness[firm]
    unknown = awareness[listeners] < 0.25
    awareness[listeners] += rule.awareness * (1 - awareness[listeners])
    state.heard[firm, listeners[unknown]] = cause
    expectation = state.expectation[firm]
    strangers = state.purchases[firm, listeners] == 0
    told = listeners[strangers]
    gap = state.satisfaction[firm, talkers[strangers]] - expectation[told]
    expectation[told] += rule.opinion * gap
    trust = state.trust[firm]
    before = trust[listeners]
    trust[listeners] = np.clip(before + sign * rule.trust * (1 - before if sign > 0 else before), 0, 1)
    if world.journal is not None:
        change = (trust[listeners] - before)[~strangers] * world.scenario.model.strength.trust
        world.journal.changed(world.week, cause, firm * world.customers + listeners[~strangers], change)


def _refer(world: World, firm: int, referrers: Slots, friends: Slots) -> None:
    """A friend who never bought here is told to come: known, trusted a little more, rightly expected."""
    state = world.state
    referrers, friends = _first_talks(referrers, friends, state.present)
    new = state.purchases[firm, friends] == 0
    referrers, friends = referrers[new], friends[new]
    state.awareness[firm, friends] = 1
    state.recommended[firm, friends] = True
    state.heard[firm, friends] = Cause.REFERRAL
    state.trust[firm, friends] = np.maximum(state.trust[firm, friends], world.scenario.model.trust.referred)
    state.expectation[firm, friends] = state.satisfaction[firm, referrers]
