"""The journal of causes: why relationships changed and who moved, append-only.

Recording never draws luck and never changes the market. Strength is the relationship's strength (see
``market.ladder``); an amount is the change of strength that a cause brought. Whatever is not recorded, such as
slow neglect, is the difference between the change since the last move and the recorded amounts.
"""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from sim.scenario.vocabulary import Cause, Move

LEAST = 0.004
"""Changes of strength smaller than this are summed, but get no entry of their own."""

NOBODY = -1
"""In place of a rival: the customer went to none."""

OUTSIDE = -2
"""In place of a rival: the customer left the category."""

CAUSES_PER_MOVE = 3

MOVES = tuple(Move)

_DOWNWARD = (Move.FELL, Move.LEFT, Move.FORGOT)
_OPPOSITES = ((Cause.GOOD_SERVICE, Cause.POOR_SERVICE), (Cause.PROMISE_KEPT, Cause.PROMISE_BROKEN))
_CLEARLY = 0.03
"""Change of strength that outweighs a cause named by the market."""

Singles = NDArray[np.float32]
Slots = NDArray[np.int64]


@dataclass(frozen=True)
class Entry:
    """One line of a customer's story with a firm."""

    week: int
    cause: Cause
    amount: float


@dataclass(frozen=True)
class Moves:
    """Rung moves: parallel arrays, one element a move. ``causes`` and ``amounts`` have shape (M, 3), main first."""

    week: NDArray[np.int32]
    firm: NDArray[np.int8]
    slot: NDArray[np.int32]
    kind: NDArray[np.int8]  # index into MOVES
    origin: NDArray[np.int8]
    target: NDArray[np.int8]
    rival: NDArray[np.int8]  # firm that took the customer, NOBODY or OUTSIDE
    causes: NDArray[np.int8]
    amounts: Singles

    def __len__(self) -> int:
        return len(self.week)

    def where(self, chosen: NDArray[np.bool_]) -> "Moves":
        """The moves for which ``chosen`` is True."""
        return Moves(**{name: getattr(self, name)[chosen] for name in self.__dataclass_fields__})


@dataclass(frozen=True)
class Sales:
    """Purchases of one week: parallel arrays."""

    week: int
    firm: NDArray[np.int8]
    slot: NDArray[np.int32]
    amount: Singles


def _no_moves() -> Moves:
    small, slots = np.zeros(0, dtype=np.int8), np.zeros(0, dtype=np.int32)
    return Moves(
        week=slots,
        firm=small,
        slot=slots,
        kind=small,
        origin=small,
        target=small,
        rival=small,
        causes=np.zeros((0, CAUSES_PER_MOVE), dtype=np.int8),
        amounts=np.zeros((0, CAUSES_PER_MOVE), dtype=np.float32),
    )


class Journal:
    """Causes and moves of one run."""

    def __init__(self, firms: int, customers: int) -> None:
        """A journal for ``firms`` and ``customers`` slots."""
        self._customers = customers
        self._since = np.zeros((len(Cause), firms * customers), dtype=np.float32)
        self._strength = np.zeros(firms * customers, dtype=np.float32)
        self._entries: list[tuple[int, Cause, Slots, Singles]] = []
        self._moves: list[Moves] = []
        self.sales: list[Sales] = []

    def changed(self, week: int, cause: Cause, keys: Slots, amounts: Singles) -> None:
        """Records that ``cause`` changed the strength of relationships ``keys`` (firm * N + slot, each once)."""
        if not len(keys):
            return
        self._since[cause][keys] += amounts
        large = np.abs(amounts) >= LEAST
        if large.any():
            self._entries.append((week, cause, keys[large], amounts[large]))

    def moved(
        self,
        week: int,
        kind: Move,
        keys: Slots,
        rungs: tuple[NDArray[np.int8], NDArray[np.int8]],
        strength: Singles,
        rival: NDArray[np.int8],
        named: NDArray[np.int8],
    ) -> None:
        """Records moves between ``rungs`` (origin, target) and the causes behind each.

        ``named`` is a cause that the market itself knows (an offer that lured, a friend's word), or 0; it comes
        first unless something else weighs clearly. ``strength`` is the strength now.
        """
        since = self._since[:, keys]
        since[Cause.NEGLECT] += strength - self._strength[keys] - np.add.reduce(since, axis=0)
        for gain, loss in _OPPOSITES:
            net = since[gain] + since[loss]
            since[gain], since[loss] = np.maximum(net, 0), np.minimum(net, 0)
        order, amounts = _ranked(since, named, -1 if kind in _DOWNWARD else 1)
        obvious = kind in (Move.NOTICED, Move.JOINED)
        put = (named != Cause.NONE) & (obvious | (np.abs(amounts[:, 0]) < _CLEARLY))
        order[put, 1:] = order[put, :-1]
        amounts[put, 1:] = amounts[put, :-1]
        order[put, 0] = named[put]
        amounts[put, 0] = 0
        self._moves.append(
            Moves(
                week=np.full(len(keys), week, dtype=np.int32),
                firm=(keys // self._customers).astype(np.int8),
                slot=(keys % self._customers).astype(np.int32),
                kind=np.full(len(keys), MOVES.index(kind), dtype=np.int8),
                origin=rungs[0],
                target=rungs[1],
                rival=rival,
                causes=order.astype(np.int8),
                amounts=amounts.astype(np.float32),
            )
        )
        self._since[:, keys] = 0
        self._strength[keys] = strength

    def sold(self, week: int, firm: NDArray[np.int8], slot: NDArray[np.int32], amount: Singles) -> None:
        """Records the purchases of a week."""
        self.sales.append(Sales(week, firm, slot, amount))

    def moves(self, firm: int | None = None, since: int | None = None, until: int | None = None) -> Moves:
        """All moves, or those toward one firm, from week ``since`` up to and not including ``until``."""
        parts = [
            part
            for part in self._moves
            if (since is None or part.week[0] >= since) and (until is None or part.week[0] < until)
        ]
        if not parts:
            return _no_moves()
        whole = Moves(
            **{name: np.concatenate([getattr(part, name) for part in parts]) for name in Moves.__dataclass_fields__}
        )
        return whole if firm is None else whole.where(whole.firm == firm)

    def story(self, firm: int, slot: int) -> Iterator[Entry]:
        """What changed one customer's relationship with ``firm``, oldest first."""
        key = firm * self._customers + slot
        for week, cause, keys, amounts in self._entries:
            for at in np.flatnonzero(keys == key):
                yield Entry(week, cause, float(amounts[at]))

    def weightiest(self, firm: int) -> NDArray[np.int8]:
        """For each slot the cause that weighed most on its relationship with ``firm`` since its last move."""
        since = self._since[:, firm * self._customers : (firm + 1) * self._customers]
        size = np.abs(since)
        cause = np.argmax(size, axis=0).astype(np.int8)
        return np.where(np.max(size, axis=0) >= LEAST, cause, 0).astype(np.int8)

    def reasons(self, moves: Moves) -> dict[Move, dict[Cause, int]]:
        """How many of ``moves`` of each kind had each main cause, most frequent first."""
        result: dict[Move, dict[Cause, int]] = {}
        for index, kind in enumerate(MOVES):
            main = moves.causes[moves.kind == index, 0]
            counts = np.bincount(main, minlength=len(Cause))
            ranked = np.argsort(-counts, kind="stable")
            result[kind] = {Cause(int(c)): int(counts[c]) for c in ranked if counts[c]}
        return result


def _ranked(since: Singles, named: NDArray[np.int8], sign: int) -> tuple[NDArray[np.intp], Singles]:
    """The heaviest causes of a move in the direction ``sign`` and their amounts: two arrays of shape (M, 3).

    Where the market names a rival's pull, neglect is its consequence and not a cause beside it.
    """
    weight = sign * since
    weight[Cause.NEGLECT, named != Cause.NONE] = 0
    order = np.argsort(-weight, axis=0, kind="stable")[:CAUSES_PER_MOVE].T.copy()
    across = np.arange(since.shape[1])[:, None]
    amounts = since[order, across]
    unfelt = weight[order, across] <= LEAST
    order[unfelt] = Cause.NONE
    amounts[unfelt] = 0
    return order, amounts
