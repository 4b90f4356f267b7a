"""Causes taken away from chosen relationships, so that a replay can ask whether a cause was decisive.

Muting stands around the phases and not inside the rules: what a phase changed for the chosen relationships is
taken back as far as the muted cause brought it about. Luck is drawn as ever, and everybody else lives on. Only a
bankruptcy cannot be taken back for a few: the firm trades on, on credit, for all its customers.
"""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from sim.market.insolvency import close_if_insolvent, insolvency
from sim.market.ladder import strength
from sim.market.memory import memory_and_decay
from sim.market.promotion import promotion_and_offers
from sim.market.stakeholders import prescribe
from sim.market.state import Single
from sim.market.talk import word_of_mouth
from sim.market.win_back import win_back
from sim.market.world import World
from sim.scenario.vocabulary import FELT_CAUSES, Cause

Keys = NDArray[np.int64]

BONDS = ("satisfaction", "trust", "commitment")
TOLD = ("awareness", "expectation", "satisfaction", "trust", "heard", "recommended")
"""What a conversation changes in the listener."""

TALK = (Cause.PRAISE, Cause.CRITICISM, Cause.REFERRAL)
OFFERS = (Cause.INTRODUCTORY_OFFER, Cause.RIVAL_OFFER)
SENT = (Cause.PRESCRIBER, Cause.WIN_BACK)
ENDS = (Cause.LIFE_CHANGE, Cause.CONTRACT_END, Cause.BANKRUPTCY)
NAMED = (*TALK, *OFFERS, *SENT, *ENDS, Cause.ADVERTISING, Cause.RIVAL_APPEAL)
"""Causes that are muted where they act; any cause that is felt is muted by its amounts."""

_LEAST = 1e-6


def can_be_muted(cause: Cause) -> bool:
    """Whether a replay can do without ``cause``."""
    return cause in NAMED or Cause.NONE < cause < FELT_CAUSES


@dataclass(frozen=True)
class Muted:
    """A cause that some relationships do not feel: ``keys`` (firm * N + slot, rising), each ``since`` a week.

    Weeks count from the start of the warm-up.
    """

    cause: Cause
    keys: Keys
    since: NDArray[np.int32]


def live_without(muted: Muted, phase: Callable[[World], None], world: World) -> None:
    """Lives a phase and takes back what the muted cause did in it."""
    keys = muted.keys[muted.since <= world.week]
    if not len(keys):
        phase(world)
    elif muted.cause in NAMED:
        _without_named(muted.cause, keys, phase, world)
    else:
        _without_felt(muted.cause, keys, phase, world)


def _without_named(cause: Cause, keys: Keys, phase: Callable[[World], None], world: World) -> None:
    state, (firm, slot) = world.state, np.divmod(keys, world.customers)
    if phase is memory_and_decay:
        if cause in OFFERS:
            state.deal_proneness[slot] = 0
        elif cause is Cause.LIFE_CHANGE:
            state.dropout[slot] = 0
        elif cause is Cause.CONTRACT_END and world.contracts:
            state.quitting[slot] = 0
    spared: tuple[str, ...] = ()
    if cause in TALK and phase is word_of_mouth:
        spared = TOLD
    elif cause is Cause.ADVERTISING and phase is promotion_and_offers:
        spared = ("awareness",)
    elif cause is Cause.PRESCRIBER and phase is prescribe:
        spared = TOLD
    elif cause is Cause.WIN_BACK and phase is win_back:
        spared = ("awareness", "heard", "invited")
    before = {name: getattr(state, name).reshape(-1)[keys] for name in spared}
    if cause is Cause.BANKRUPTCY and phase is insolvency:
        _on_credit(world, np.unique(firm).tolist())
    else:
        phase(world)
    for name, values in before.items():
        getattr(state, name).reshape(-1)[keys] = values
    if cause is Cause.RIVAL_APPEAL:
        others = np.arange(len(world.firms))[:, None] != firm
        rival, whose = np.nonzero(others)
        state.awareness[rival, slot[whose]] = 0


def _on_credit(world: World, firms: list[int]) -> None:
    """The week's closures without those of ``firms``: whatever they owe, they trade on, and for everybody."""
    for index, firm in enumerate(world.firms):
        if index not in firms:
            close_if_insolvent(world, index, firm)


def _without_felt(cause: Cause, keys: Keys, phase: Callable[[World], None], world: World) -> None:
    journal, rule = world.journal, world.scenario.model.strength
    assert journal is not None
    noted = journal.noted
    before = _bonds(world, keys)
    phase(world)
    after = _bonds(world, keys)
    if all(np.array_equal(was, now) for was, now in zip(before, after, strict=True)):
        return
    by_cause = journal.amounts(keys, noted)
    rest = strength(*after, rule) - strength(*before, rule) - np.add.reduce(by_cause, axis=1)
    by_cause[:, Cause.NEGLECT] += np.minimum(rest, 0)
    by_cause[:, Cause.COMMITMENT] += np.maximum(rest, 0)
    _take_back(world, keys, by_cause[:, cause], before, after)


def _bonds(world: World, keys: Keys) -> tuple[Single, Single, Single]:
    satisfaction, trust, commitment = (getattr(world.state, bond).reshape(-1)[keys] for bond in BONDS)
    return satisfaction, trust, commitment


def _take_back(
    world: World,
    keys: Keys,
    amount: Single,
    before: tuple[Single, Single, Single],
    after: tuple[Single, Single, Single],
) -> None:
    """Lowers strength by ``amount``, from each bond in proportion to how much the phase moved its part."""
    rule = world.scenario.model.strength
    weights = [getattr(rule, bond) for bond in BONDS]
    moved = [np.abs(now - was) * weight for was, now, weight in zip(before, after, weights, strict=True)]
    whole = np.maximum(moved[0] + moved[1] + moved[2], np.float32(_LEAST))
    for bond, now, part, weight in zip(BONDS, after, moved, weights, strict=True):
        if weight:
            less = now - amount * part / whole / np.float32(weight)
            getattr(world.state, bond).reshape(-1)[keys] = np.minimum(np.maximum(less, 0), 1)
