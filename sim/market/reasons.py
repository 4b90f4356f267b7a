"""Why relationships changed, from what each cause brought to them (see ``journal``, which keeps the notes).

What causes brought is of shape (relationships, causes): amounts of strength since the last move.
"""

import numpy as np
from numpy.typing import NDArray

from sim.market.compiling import ZERO, equation, kernel
from sim.market.exact import added
from sim.scenario.vocabulary import FELT_CAUSES, Cause

LEAST = 0.004
"""Changes of strength smaller than this are summed, but do not appear in a customer's story."""

OUTSIDE = -2
"""In place of a rival: the customer left the category."""

CAUSES_PER_MOVE = 3

OPPOSITES = {
    Cause.GOOD_SERVICE: Cause.POOR_SERVICE,
    Cause.PROMISE_KEPT: Cause.PROMISE_BROKEN,
    Cause.PRAISE: Cause.CRITICISM,
    Cause.USERS: Cause.USERS_UNHAPPY,
    Cause.SELF_SERVICE: Cause.FRUSTRATION,
    Cause.RECOVERY: Cause.FRUSTRATION,
}
"""Causes whose negative amounts have a name of their own."""

_GAINS_AND_LOSSES = tuple((int(gain), int(loss)) for gain, loss in OPPOSITES.items())
_NEGLECT, _COMMITMENT = int(Cause.NEGLECT), int(Cause.COMMITMENT)
_UNFELT, _CLEARLY = np.float32(LEAST), np.float32(0.03)
"""Change of strength that nobody tells of, and the change that outweighs a cause named by the market."""

Singles = NDArray[np.float32]
Keys = NDArray[np.int64]
Named = NDArray[np.int8]


@kernel
def add(brought: Singles, cause: int, keys: Keys, amounts: Singles) -> None:
    """Adds what a cause brought to the relationships ``keys``, each once."""
    for place in range(len(keys)):
        brought[keys[place], cause] += amounts[place]


@kernel
def name_losses(brought: Singles) -> None:
    """Gives losses the name of their own, where they have one."""
    for relationship in range(len(brought)):
        _name_losses(brought[relationship])


@equation
def _name_losses(brought: Singles) -> None:
    for gain, loss in _GAINS_AND_LOSSES:
        brought[loss] += min(brought[gain], ZERO)  # frustration with machines and with poor answers add up
        brought[gain] = max(brought[gain], ZERO)


@kernel
def explain(
    brought: Singles,
    before: Singles,
    keys: Keys,
    strength: Singles,
    named: Named,
    rival: Named,
    falls: bool,
    obvious: bool,
) -> tuple[Named, Singles]:
    """The main causes of each move and their amounts, shape (M, 3); what comes after counts from here.

    ``before`` and ``strength`` are the relationships' strength after the move before and now: what no cause brought
    went on quietly. A cause that the market ``named`` comes first unless something else weighs clearly, or at once
    where it is ``obvious``; where it names one, what went on quietly is its consequence, or no news, and not a
    cause beside it.
    """
    causes = np.zeros((len(keys), CAUSES_PER_MOVE), np.int8)
    amounts = np.zeros((len(keys), CAUSES_PER_MOVE), np.float32)
    weight = np.empty(FELT_CAUSES, np.float32)
    for move in range(len(keys)):
        own, why = brought[keys[move]], named[move]
        rest = strength[move] - before[keys[move]] - added(own)
        own[_NEGLECT] += min(rest, ZERO)
        own[_COMMITMENT] += max(rest, ZERO)
        _name_losses(own)
        for cause in range(FELT_CAUSES):
            weight[cause] = -own[cause] if falls else own[cause]
        if why:
            weight[_NEGLECT] = weight[_COMMITMENT] = 0
        for rank in range(CAUSES_PER_MOVE):
            main = np.argmax(weight)
            if weight[main] <= _UNFELT:
                break
            causes[move, rank], amounts[move, rank], weight[main] = main, own[main], 0
        plain = obvious or rival[move] == OUTSIDE or why == Cause.BANKRUPTCY or abs(amounts[move, 0]) < _CLEARLY
        if why and plain:
            for rank in range(CAUSES_PER_MOVE - 1, 0, -1):
                causes[move, rank], amounts[move, rank] = causes[move, rank - 1], amounts[move, rank - 1]
            causes[move, 0], amounts[move, 0] = why, 0
        own[:] = 0
        before[keys[move]] = strength[move]
    return causes, amounts


@kernel
def weightiest(brought: Singles) -> Named:
    """For each relationship the cause that weighed most, or none."""
    causes = np.zeros(len(brought), np.int8)
    for relationship in range(len(brought)):
        own, most = brought[relationship], ZERO
        for cause in range(FELT_CAUSES):
            if abs(own[cause]) > most:
                causes[relationship], most = cause, abs(own[cause])
        if most < _UNFELT:
            causes[relationship] = Cause.NONE
            continue
        main = causes[relationship]
        for gain, loss in _GAINS_AND_LOSSES:
            if main == gain and own[main] < 0:
                causes[relationship] = loss
    return causes
