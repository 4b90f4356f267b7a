"""Phase 4: word of mouth along the social network (rule 13)."""

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from sim.market.aim import Doubles, money_for
from sim.market.compiling import ONE, ZERO, either, kernel
from sim.market.exact import saturation
from sim.market.state import Single, State
from sim.market.streams import LANE, Purpose, chances16, draw_all, lane_of
from sim.market.world import World
from sim.scenario.parameters import Model
from sim.scenario.vocabulary import Cause

Numbers = NDArray[np.int64]

_MOOD, _FAVOUR, _MEETING = range(3)
"""Lanes of luck: whether somebody talks, whether somebody recommends a firm, and whom they meet."""


class Moods(NamedTuple):
    """Of the values of a lane, how many make supporters and detractors talk, and who may."""

    supporter: int
    detractor: int
    first_customer: int  # a rung
    first_friend: int


class Words(NamedTuple):
    """Who has something to say of which firm: parallel arrays."""

    firm: Numbers
    talker: Numbers
    talks: NDArray[np.bool_]
    praises: NDArray[np.bool_]  # if they talk
    refers: NDArray[np.bool_]


def word_of_mouth(world: World) -> None:
    """Advocates and friends praise and recommend, detractors criticise; each meets one acquaintance.

    Only customers talk, and only those are looked at whose luck could make them; they do so once between two
    reviews, for all its weeks. Who is in the mood to talk talks of every firm that there is something to say of.
    """
    if not world.gossip:
        return
    journal = world.journal
    keys, change = _talk(
        world.arrays,
        world.numbers,
        world.doubles,
        world.streams.seed,
        world.week,
        world.scenario.ladder.review_weeks,
        world.rungs.referral,
        (world.rungs.first_customer, world.rungs.first_friend),
        money_for(world, "referral_reward"),
        world.scenario.levers.referral_reward.half,
        journal is not None,
    )
    if journal is not None:
        by_key = np.argsort(keys)
        journal.changed(world.week, Cause.PRAISE, keys.take(by_key), change.take(by_key))


@kernel
def _talk(
    state: State,
    model: Sequence[Model],
    doubles: Sequence[Model],
    seed: np.uint64,
    week: int,
    weeks: int,
    referral: Single,
    ladder: tuple[int, int],
    money: Doubles,
    half: float,
    noting: bool,
) -> tuple[Numbers, Single]:
    """Everybody's talk; returns whose trust it changed by how much, if ``noting``.

    ``referral`` is the hazard of recommending, by rung; ``ladder`` where customers begin, and friends. ``money``
    is each firm's for referral rewards.
    """
    rule = doubles[0].talk
    moods = Moods(chances16(weeks * rule.supporter), chances16(weeks * rule.detractor), *ladder)
    rewards = _rewards(state, doubles, money, half, referral)
    hazard = referral * np.float32(weeks * LANE)
    luck = draw_all(seed, Purpose.TALK.value, week, 0, len(state.present))
    willing = _willing(luck, max(moods.supporter, moods.detractor), max(hazard) * max(rewards))
    words = _words(state, model, luck, willing, moods, hazard, rewards)
    listener = _meet(state, luck, words)
    noted = _converse(state, model, words, listener, noting)
    _refer(state, model, words, listener)
    return noted


@kernel
def _rewards(state: State, doubles: Sequence[Model], money: Doubles, half: float, referral: Single) -> Single:
    """What each firm's referral reward, spread over whoever may refer, multiplies referrals by."""
    rewards = np.ones(len(money), np.float32)
    for firm in range(len(money)):
        if money[firm]:
            fans, rung = np.int32(0), state.rung[firm]
            for slot in range(len(rung)):
                fans += np.int32(referral[rung[slot]] > ZERO)
            effect = saturation(money[firm] / max(fans, 1), half)
            rewards[firm] = ONE + np.float32(doubles[0].talk.reward_ceiling * effect)
    return rewards


@kernel
def _willing(luck: NDArray[np.uint64], mood: int, favour: np.float32) -> Numbers:
    """Slots of those whose luck could make them talk."""
    willing, count = np.empty(len(luck), np.int64), 0
    for slot in range(len(luck)):
        willing[count] = slot
        count += int((lane_of(luck[slot], _MOOD) < mood) | (lane_of(luck[slot], _FAVOUR) < favour))
    return willing[:count]


@kernel
def _words(
    state: State,
    model: Sequence[Model],
    luck: NDArray[np.uint64],
    willing: Numbers,
    moods: Moods,
    hazard: Single,
    rewards: Single,
) -> Words:
    """What the ``willing`` have to say of firms whose customers they are."""
    unhappy, room, count = model[0].talk.detractor_below, len(willing) * len(rewards) + 1, 0
    firms, talkers = np.empty(room, np.int64), np.empty(room, np.int64)
    for firm in range(len(rewards)):
        rung = state.rung[firm]
        for slot in willing:
            firms[count], talkers[count] = firm, slot
            count += int(rung[slot] >= moods.first_customer)
    customers, count = count, 0
    talks, praises, refers = np.empty(room, np.bool_), np.empty(room, np.bool_), np.empty(room, np.bool_)
    rungs, satisfaction = state.rung, state.satisfaction
    for place in range(customers):
        firm, slot = firms[place], talkers[place]
        mood, favour, rung = lane_of(luck[slot], _MOOD), lane_of(luck[slot], _FAVOUR), rungs[firm, slot]
        cross = satisfaction[firm, slot] < unhappy
        talking = ((rung >= moods.first_friend) & (mood < moods.supporter)) | (cross & (mood < moods.detractor))
        referring = favour < hazard[rung] * rewards[firm]
        firms[count], talkers[count] = firm, slot
        talks[count], praises[count], refers[count] = talking, not cross, referring
        count += int(talking | referring)
    return Words(firms[:count], talkers[:count], talks[:count], praises[:count], refers[:count])


@kernel
def _meet(state: State, luck: NDArray[np.uint64], words: Words) -> Numbers:
    """To whom each word is said; -1: to nobody.

    Of several who meet the same person the first is heard; nobody talks to the absent.
    """
    present, friends, told = state.present, state.friends, np.zeros(state.awareness.shape, np.bool_)
    listeners = np.empty(len(words.firm), np.int64)
    for place in range(len(listeners)):
        firm, talker = words.firm[place], words.talker[place]
        listener = friends[talker, np.int64(lane_of(luck[talker], _MEETING)) * friends.shape[1] // LANE]
        hears = present[listener] & (listener != talker) & (not told[firm, listener])
        told[firm, listener] |= hears
        listeners[place] = either(hears, listener, -1)
    return listeners


@kernel
def _converse(
    state: State, model: Sequence[Model], words: Words, listener: Numbers, noting: bool
) -> tuple[Numbers, Single]:
    """Talk makes a firm known; it moves outsiders' opinion of it, and everybody's trust up or down."""
    rule, weight = model[0].talk, model[0].strength.trust
    awareness, expectation, trust = state.awareness, state.expectation, state.trust
    satisfaction, purchases, rung, heard = state.satisfaction, state.purchases, state.rung, state.heard
    room, noted = len(listener) * noting, 0
    keys, change = np.empty(room, np.int64), np.empty(room, np.float32)
    for place in range(len(listener)):
        if listener[place] < 0 or not words.talks[place]:
            continue
        at, praised = (words.firm[place], listener[place]), words.praises[place]
        if rung[at] == 0:
            heard[at] = Cause.PRAISE if praised else Cause.CRITICISM
        awareness[at] += (ONE - awareness[at]) * rule.awareness
        before = trust[at]
        trust[at] = before + (ONE - before if praised else -before) * rule.trust
        if purchases[at] == 0:
            opinion = satisfaction[words.firm[place], words.talker[place]]  # a customer's: no talk moves it
            expectation[at] += (opinion - expectation[at]) * rule.opinion
            satisfaction[at] += (opinion - satisfaction[at]) * rule.opinion
        elif noting:
            keys[noted], change[noted] = at[0] * awareness.shape[1] + at[1], (trust[at] - before) * weight
            noted += 1
    return keys[:noted], change[:noted]


@kernel
def _refer(state: State, model: Sequence[Model], words: Words, friend: Numbers) -> None:
    """A friend who does not buy here is told to come: known, trusted a little more, rightly expected."""
    awareness, expectation, trust = state.awareness, state.expectation, state.trust
    satisfaction, purchases, least = state.satisfaction, state.purchases, model[0].trust.referred
    recommended, heard = state.recommended, state.heard
    for place in range(len(friend)):
        at = words.firm[place], friend[place]
        if friend[place] < 0 or not words.refers[place] or purchases[at]:
            continue
        opinion = satisfaction[words.firm[place], words.talker[place]]
        awareness[at] = ONE
        recommended[at] = True
        heard[at] = Cause.REFERRAL
        trust[at] = max(trust[at], least)
        satisfaction[at] = opinion
        expectation[at] = opinion
