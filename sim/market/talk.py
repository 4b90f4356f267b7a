"""Phase 4: word of mouth along the social network (rule 13)."""

import numpy as np
from numpy.typing import NDArray

from sim.market.aim import pressure
from sim.market.state import which
from sim.market.streams import LANE, Purpose, chances16
from sim.market.world import World
from sim.scenario.vocabulary import Cause

Keys = NDArray[np.int64]


def word_of_mouth(world: World) -> None:
    """Advocates and friends praise and recommend, detractors criticise; each meets one acquaintance.

    Only customers talk, and only those are looked at whose luck could make them; they do so once between two
    reviews, for all its weeks. Who is in the mood to talk talks of every firm that there is something to say of.
    """
    if not world.gossip:
        return
    weeks = world.scenario.ladder.review_weeks
    rule, state = world.scenario.model.talk, world.state
    mood, favour, meeting = world.streams.lanes(Purpose.TALK, world.week, world.everyone, 3).T[:3]
    reward = _rewards(world)
    hazard = world.rungs.referral * np.float32(weeks * LANE)
    supporter, detractor = chances16(weeks * rule.supporter), chances16(weeks * rule.detractor)
    willing = (mood < max(supporter, detractor)) | (favour < np.maximum.reduce(hazard) * np.maximum.reduce(reward))
    slots = which(willing)
    standing = which(state.rung.take(slots, axis=1) >= world.rungs.first_customer)
    firm = standing // max(len(slots), 1)
    slot = slots.take(standing - firm * len(slots))
    customers = firm * world.customers + slot
    rung = state.rung.reshape(-1).take(customers)
    fond = rung >= world.rungs.first_friend
    cross = state.satisfaction.reshape(-1).take(customers) < rule.detractor_below
    luck = mood.take(slot)
    talks = (fond & (luck < supporter)) | (cross & (luck < detractor))
    refers = favour.take(slot) < hazard.take(rung) * reward.take(firm)
    speaking = which(talks | refers)
    heard, listeners = _encounters(world, firm.take(speaking), slot.take(speaking), meeting)
    speaking = speaking.take(heard)
    talked, referred = talks.take(speaking), refers.take(speaking)
    speakers = customers.take(speaking)
    _converse(world, speakers[talked], listeners[talked], ~cross.take(speaking)[talked])
    _refer(world, speakers[referred], listeners[referred])


def _rewards(world: World) -> NDArray[np.float32]:
    """What each firm's referral reward, spread over those who recommend it, multiplies recommendations by."""
    ceiling = world.scenario.model.talk.reward_ceiling
    rewards = np.ones(len(world.firms), dtype=np.float32)
    for index, firm in enumerate(world.firms):
        if firm.weekly["referral_reward"]:
            fans = np.count_nonzero(world.state.rung[index] >= world.rungs.first_friend)
            rewards[index] += ceiling * pressure(world, firm, "referral_reward", float(fans))
    return rewards


def _encounters(
    world: World, firm: NDArray[np.int64], talker: NDArray[np.int64], meeting: NDArray[np.uint16]
) -> tuple[NDArray[np.intp], Keys]:
    """Which of those who talk of ``firm`` meet somebody, and whom, as keys of the same firm.

    Of several who meet the same person the first is heard; nobody talks to the absent.
    """
    friends = world.state.friends
    place = meeting.take(talker).astype(np.int64) * friends.shape[1] >> 16
    listener = friends[talker, place].astype(np.int64)
    here = which(world.state.present.take(listener) & (talker != listener))
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
        known = which(~outsiders)
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
