"""The journal of causes: why relationships changed and who moved, append-only.

Recording never draws luck and never changes the market. Strength is the relationship's strength (see
``market.ladder``); an amount is the change of strength that a cause brought. What goes on quietly is the rest:
the change since the last move less the recorded amounts is commitment if it rose, neglect if it fell.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from sim.market.reasons import CAUSES_PER_MOVE, LEAST, OPPOSITES, add, explain, name_losses, weightiest
from sim.scenario.vocabulary import FELT_CAUSES, Cause, Move

NOBODY = -1
"""In place of a rival: the customer went to none."""

MOVES = tuple(Move)

_DOWNWARD = (Move.FELL, Move.LEFT, Move.FORGOT)
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


class Sales(NamedTuple):
    """Purchases of one week: parallel arrays."""

    week: int
    keys: Slots  # firm * customers + slot
    amount: Singles
    customers: int  # slots of the market

    @property
    def firm(self) -> NDArray[np.int8]:
        """From which firm."""
        return (self.keys // self.customers).astype(np.int8)

    @property
    def slot(self) -> NDArray[np.int32]:
        """By whom."""
        return (self.keys % self.customers).astype(np.int32)


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
        self._since = np.zeros((firms * customers, FELT_CAUSES), dtype=np.float32)
        self._strength = np.zeros(firms * customers, dtype=np.float32)
        self._changes: list[_Changes] = []
        self._unread: list[_Changes | _RawMoves] = []  # in the order in which they happened
        self._moves: list[Moves] = []
        self.sales: list[Sales] = []

    def changed(self, week: int, cause: Cause, keys: Slots, amounts: Singles) -> None:
        """Records what changed the strength of relationships ``keys`` (firm * N + slot, each once).

        Where a cause has an opposite (good and poor service), a negative amount is the opposite's.
        """
        if len(keys):
            change = _Changes(week, cause, keys, amounts)
            self._changes.append(change)
            self._unread.append(change)

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

        ``named`` is a cause that the market itself knows (an offer that lured, a friend's word), or 0. ``strength``
        is the strength now.
        """
        self._unread.append(_RawMoves(week, kind, keys, rungs, strength, rival, named))

    def sold(self, week: int, keys: Slots, amount: Singles) -> None:
        """Records the purchases of a week, of relationships ``keys``."""
        self.sales.append(Sales(week, keys, amount, self._customers))

    def moves(self, firm: int | None = None, since: int | None = None, until: int | None = None) -> Moves:
        """All moves, or those toward one firm, from week ``since`` up to and not including ``until``."""
        self._read()
        parts = [
            part
            for part in self._moves
            if (since is None or part.week[0] >= since) and (until is None or part.week[0] < until)
        ]
        if not parts:
            return _no_moves()
        names = Moves.__dataclass_fields__
        whole = Moves(**{name: np.concatenate([getattr(part, name) for part in parts]) for name in names})
        return whole if firm is None else whole.where(whole.firm == firm)

    def _read(self) -> None:
        """Adds up what was noted since somebody last asked, and explains the moves: to take a note is quick."""
        for note in self._unread:
            if isinstance(note, _Changes):
                add(self._since, int(note.cause), note.keys, note.amounts)
            else:
                self._moves.append(self._explained(note))
        self._unread.clear()

    def _explained(self, raw: "_RawMoves") -> Moves:
        """Moves with their causes ranked; what comes after counts from here."""
        count, keys, (origin, target) = len(raw.keys), raw.keys, raw.rungs
        obvious, falls = raw.kind in (Move.NOTICED, Move.JOINED), raw.kind in _DOWNWARD
        causes, amounts = explain(
            self._since, self._strength, keys, raw.strength, raw.named, raw.rival, falls, obvious
        )
        return Moves(
            week=np.full(count, raw.week, dtype=np.int32),
            firm=(keys // self._customers).astype(np.int8),
            slot=(keys % self._customers).astype(np.int32),
            kind=np.full(count, MOVES.index(raw.kind), dtype=np.int8),
            origin=origin,
            target=target,
            rival=raw.rival,
            causes=causes,
            amounts=amounts,
        )

    @property
    def noted(self) -> int:
        """How many changes have been noted down."""
        return len(self._changes)

    def amounts(self, keys: Slots, noted: int) -> Singles:
        """What each cause brought to relationships ``keys``, in rising order, after the first ``noted`` notes.

        Shape (K, causes).
        """
        result = np.zeros((len(keys), FELT_CAUSES), dtype=np.float32)
        for note in self._changes[noted:]:
            place = np.minimum(np.searchsorted(keys, note.keys), len(keys) - 1)
            concerned = keys[place] == note.keys
            result[place[concerned], note.cause] += note.amounts[concerned]
        name_losses(result)
        return result

    def story(self, firm: int, slot: int) -> Iterator[Entry]:
        """What changed one customer's relationship with ``firm``, oldest first."""
        key = firm * self._customers + slot
        for note in self._changes:
            for amount in note.amounts[note.keys == key].tolist():
                if abs(amount) >= LEAST:
                    yield Entry(
                        note.week, OPPOSITES.get(note.cause, note.cause) if amount < 0 else note.cause, amount
                    )

    def weightiest(self, firm: int) -> NDArray[np.int8]:
        """For each slot the cause that weighed most on its relationship with ``firm`` since its last move."""
        self._read()
        return weightiest(self._since[firm * self._customers : (firm + 1) * self._customers])

    def reasons(self, moves: Moves) -> dict[Move, dict[Cause, int]]:
        """How many of ``moves`` of each kind had each main cause, most frequent first."""
        result: dict[Move, dict[Cause, int]] = {}
        for index, kind in enumerate(MOVES):
            main = moves.causes[moves.kind == index, 0]
            counts = np.bincount(main)
            ranked = np.argsort(-counts, kind="stable")
            result[kind] = {Cause(int(c)): int(counts[c]) for c in ranked if counts[c]}
        return result


class _Changes(NamedTuple):
    """What one cause did to the strength of relationships in one week."""

    week: int
    cause: Cause
    keys: Slots
    amounts: Singles


class _RawMoves(NamedTuple):
    """Moves as they are noted down."""

    week: int
    kind: Move
    keys: Slots
    rungs: tuple[NDArray[np.int8], NDArray[np.int8]]
    strength: Singles
    rival: NDArray[np.int8]
    named: NDArray[np.int8]
