"""Phase 4: word of mouth along the social network (rule 13)."""

import numpy as np
from numpy.typing import NDArray

from sim.market.promotion import pressure
from sim.market.streams import Purpose, chances16, fraction
from sim.market.world import World
from sim.scenario.vocabulary import Cause

Keys = NDArray[np.int64]


def word_of_mouth(world: World) -> None:
    """Advocates and friends praise and recommend, detractors criticise; each meets one acquaintance.

    Only customers talk, so only they are looked at; and they do so once between two reviews, for all its weeks.
    """
    if not world.gossip:
        return
    weeks = world.scenario.ladder.review_weeks
    rule, state, firms = world.scenario.model.talk, world.state, len(world.firms)
    talk = world.streams.lanes(Purpose.TALK, world.week, world.everyone, firms)
    meeting = world.streams.pair(Purpose.REFERRAL_AND_LISTENER, world.week, world.everyone)
    customers = np.flatnonzero(state.rung >= world.rungs.first_customer)
    firm, slot = np.divmod(customers, world.customers)
    rung = state.rung.reshape(-1).take(customers)
    fond = rung >= world.rungs.first_friend
    cross = state.satisfaction.reshape(-1).take(customers) < rule.detractor_below
    luck = talk.reshape(-1).take(slot * talk.shape[1] + firm)
    talks = (fond & (luck < chances16(weeks * rule.supporter))) | (
        cross & (luck < chances16(weeks * rule.detractor))
    )
    fans = np.bincount(firm[fond], minlength=firms)
    reward = np.array(
        [
            1 + rule.reward_ceiling * pressure(world, each, "referral_reward", float(count))
            for each, count in zip(world.firms, fans, strict=True)
        ],
        dtype=np.float32,
    )
    hazard = world.rungs.referral.take(rung) * reward.take(firm) * weeks
    refers = fraction(meeting[:, 0].take(slot)) < hazard
    speaking = np.flatnonzero(talks | refers)
    heard, listeners = _encounters(world, customers.take(speaking), meeting)
    speaking = speaking.take(heard)
    talked, referred = talks.take(speaking), refers.take(speaking)
    speakers = customers.take(speaking)
    _converse(world, speakers[talked], listeners[talked], ~cross.take(speaking)[talked])
    _refer(world, speakers[referred], listeners[referred])


def _encounters(world: World, talkers: Keys, meeting: NDArray[np.uint32]) -> tuple[NDArray[np.intp], Keys]:
    """Which of ``talkers`` meet somebody, and whom, as keys of the same firm.

    Of several who meet the same person the first is heard; nobody talks to the absent.
    """
    friends = world.state.friends
    firm, talker = np.divmod(talkers, world.customers)
    place = (meeting[:, 1].take(talker) >> np.uint32(16)).astype(np.int64) * friends.shape[1] >> 16
    listener = friends[talker, place].astype(np.int64)
    here = np.flatnonzero(world.state.present.take(listener) & (talker != listener))
    heard, first = np.unique((firm * world.customers + listener).take(here), return_index=True)
    return here.take(first), heard


def _converse(world: World, talkers: Keys, listeners: Keys, praised: NDArray[np.bool_]) -> None:
    """Talk makes a firm known; it moves outsiders' opinion of it, and everybody's trust up or down."""
    rule, state = world.scenario.model.talk, world.state
    awareness, expectation = state.awareness.reshape(-1), state.expectation.reshape(-1)
    satisfaction, trust = state.satisfaction.reshape(-1), state.trust.reshape(-1)
    causes = np.where(praised, np.int8(Cause.PRAISE), np.int8(Cause.CRITICISM))
    unknown = state.rung.reshape(-1).take(listeners) == 0
    state.heard.reshape(-1)[listeners[unknown]] = causes[unknown]
    aware = awareness.take(listeners)
    awareness[listeners] = aware + (1 - aware) * rule.awareness
    outsiders = state.purchases.reshape(-1).take(listeners) == 0
    told, opinion = listeners[outsiders], satisfaction[talkers[outsiders]]
    expectation[told] += (opinion - expectation[told]) * rule.opinion
    satisfaction[told] += (opinion - satisfaction[told]) * rule.opinion
    before = trust.take(listeners)
    trust[listeners] = before + np.where(praised, 1 - before, -before) * rule.trust
    if world.journal is not None:
        known = np.flatnonzero(~outsiders)
        change = (trust.take(listeners) - before).take(known) * world.scenario.model.strength.trust
        world.journal.changed(world.week, Cause.PRAISE, listeners.take(known), change)


def _refer(world: World, referrers: Keys, friends: Keys) -> None:
    """A friend who does not buy here is told to come: known, trusted a little more, rightly expected."""
    state = world.state
    new = state.purchases.reshape(-1)[friends] == 0
    referrers, friends = referrers[new], friends[new]
    trust, satisfaction = state.trust.reshape(-1), state.satisfaction.reshape(-1)
    state.awareness.reshape(-1)[friends] = 1
    state.recommended.reshape(-1)[friends] = True
    state.heard.reshape(-1)[friends] = Cause.REFERRAL
    trust[friends] = np.maximum(trust[friends], np.float32(world.scenario.model.trust.referred))
    satisfaction[friends] = satisfaction[referrers]
    state.expectation.reshape(-1)[friends] = satisfaction[referrers]
