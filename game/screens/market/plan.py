"""The plan being made for a round: money on heads or levers, and dials, that can never pass the budget."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from math import floor
from types import MappingProxyType

from game.session import Session
from sim.decisions import AIM
from sim.scenario.vocabulary import LEVERS, Head


@dataclass(frozen=True)
class OpenLever:
    """A lever that the player may move this round (while the heads are closed, together with its head)."""

    id: str
    head: Head | None
    now: float  # in force until this round
    maximum: float


Divide = Callable[[Head, float], Mapping[str, float]]
"""How the engine divides the money of a closed head among its levers."""


class Plan:
    """Money for each control, and a place for each dial.

    The controls are the levers or, while the heads are closed, the heads; then all the money is assigned and only
    its split between acquisition and retention can be moved, while growth keeps what it has.
    """

    def __init__(
        self,
        budget: float,
        tied: float,
        levers: tuple[OpenLever, ...],
        detailed: bool,
        divide: Divide,
        aims: Mapping[str, float] = MappingProxyType({}),
    ) -> None:
        """`tied` is money in levers that are not the player's to move this round; `aims` are the weights in force
        where money can be aimed, by lever and segment.
        """
        self._divide = divide
        self._aims = dict(aims) if detailed else {}
        self.levers = {lever.id: lever for lever in levers}
        self.detailed = detailed
        self.spendable = max(0.0, budget - tied)
        self.values = self._start = self._first_values() | self._aims
        self._past: list[dict[str, float]] = []
        self._held: str | None = None

    def _first_values(self) -> dict[str, float]:
        """What is in force, shrunk evenly if the budget has shrunk; all of the budget while heads are
        closed.
        """
        dials = {lever.id: lever.now for lever in self.levers.values() if lever.head is None}
        if not self.detailed:
            share = 0.5 if self.last_split is None else self.last_split
            growth = min(self._in_force(Head.GROWTH), self.spendable)
            rest = self.spendable - growth
            first = _whole(rest * self._possible(share))
            return {Head.ACQUISITION: first, Head.RETENTION: rest - first, Head.GROWTH: growth} | dials
        money = {lever.id: lever.now for lever in self.levers.values() if lever.head}
        total = sum(money.values())
        if total > self.spendable:
            money = {lever: _whole(value * self.spendable / total) for lever, value in money.items()}
        return money | dials

    def _in(self, head: Head) -> list[str]:
        return [lever.id for lever in self.levers.values() if lever.head is head]

    def _in_force(self, head: Head) -> float:
        return sum(self.levers[lever].now for lever in self._in(head))

    def _possible(self, share: float) -> float:
        """The same share of acquisition, unless one of the heads has nothing that money could go to."""
        if not self._in(Head.ACQUISITION):
            return 0.0
        return share if self._in(Head.RETENTION) else 1.0

    def head(self, head: Head) -> float:
        return sum(self.values[lever] for lever in self._in(head)) if self.detailed else self.values[head]

    def amount(self, lever: str) -> float:
        """What a lever gets, whether it is moved by itself or with its head."""
        head = self.levers[lever].head
        if self.detailed or head is None:
            return self.values[lever]
        return self._divide(head, self.values[head]).get(lever, 0.0)

    def movable(self, lever: str) -> bool:
        """Whether a lever can be moved by itself."""
        return self.detailed or self.levers[lever].head is None

    @property
    def assigned(self) -> float:
        return sum(self.head(head) for head in Head)

    @property
    def free(self) -> float:
        return max(0.0, self.spendable - self.assigned)

    @property
    def split(self) -> float:
        """Acquisition's share of the money for acquisition and retention."""
        return self.head(Head.ACQUISITION) / self._divided if self._divided else 0.5

    @property
    def _divided(self) -> float:
        """Money that the split divides."""
        return self.head(Head.ACQUISITION) + self.head(Head.RETENTION)

    @property
    def last_split(self) -> float | None:
        """The same share as it is in force."""
        acquisition = self._in_force(Head.ACQUISITION)
        total = acquisition + self._in_force(Head.RETENTION)
        return acquisition / total if total else None

    def limit(self, lever: str) -> float:
        """The most that a lever can take now, all else as it is."""
        opened = self.levers[lever]
        return 1.0 if opened.head is None else min(opened.maximum, self.amount(lever) + self.free)

    def set(self, lever: str, value: float) -> None:
        self._remember(lever)
        self.values = self.values | {lever: max(0.0, min(value, self.limit(lever)))}

    def can_aim(self, lever: str) -> bool:
        """Whether the money of a lever can be aimed at segments this round."""
        return any(aim.startswith(lever + AIM) for aim in self._aims)

    def aim(self, lever: str, segment: str) -> float:
        """How much of a lever's money goes to a head of a segment, against the others."""
        return self.values[f"{lever}{AIM}{segment}"]

    def aim_in_force(self, lever: str, segment: str) -> float:
        return self._aims[f"{lever}{AIM}{segment}"]

    def set_aim(self, lever: str, segment: str, weight: float) -> None:
        self._remember(f"{lever}{AIM}{segment}")
        self.values = self.values | {f"{lever}{AIM}{segment}": weight}

    def aimed(self, lever: str) -> bool:
        """Whether a lever prefers anybody."""
        weights = {value for control, value in self.values.items() if control.startswith(lever + AIM)}
        return len(weights) > 1

    def set_split(self, share: float) -> None:
        """Move money between acquisition and retention; what they have in all stays, but for the levers'
        limits.
        """
        self._remember("split")
        total = self._divided or self.spendable - self.head(Head.GROWTH)
        first = _whole(total * self._possible(share))
        for head, money in ((Head.ACQUISITION, first), (Head.RETENTION, total - first)):
            self.values = self.values | (self._scaled(head, money) if self.detailed else {head: money})

    def _scaled(self, head: Head, money: float) -> dict[str, float]:
        """The head's levers with this money in all, in the proportions they have."""
        levers = self._in(head)
        before = self.head(head)
        values: dict[str, float] = {}
        left = money
        for lever in sorted(levers, key=lambda lever: self.values[lever]):
            share = self.values[lever] / before if before else 1 / len(levers)
            values[lever] = min(self.levers[lever].maximum, _whole(money * share))
            left -= values[lever]
        for lever in reversed(values):
            more = min(left, self.levers[lever].maximum - values[lever])
            values[lever] += more
            left -= more
        return values

    def _remember(self, control: str) -> None:
        """One step back for each control moved, however far it is dragged."""
        if control != self._held:
            self._past.append(self.values)
            self._held = control

    @property
    def can_undo(self) -> bool:
        return bool(self._past)

    def undo(self) -> None:
        if self._past:
            self.values = self._past.pop()
            self._held = None

    def reset(self) -> None:
        """Back to what was in force."""
        if self.values != self._start:
            self._remember("reset")
            self._held = None
            self.values = self._start

    def decision(self) -> Mapping[str, float]:
        """What to ask of the engine; of the aims, those that change."""
        empty = [head for head in Head if not self._in(head)]
        same = [aim for aim, weight in self._aims.items() if self.values[aim] == weight]
        return {str(control): value for control, value in self.values.items() if control not in (*empty, *same)}


def _whole(money: float) -> float:
    """Whole units of money, never more than there is (but for the last bits of a product)."""
    return float(floor(money + 1e-6))


def plan_for(session: Session) -> Plan:
    """The plan with which the round to be decided begins."""
    in_force, opened = session.observation.decision, session.open_levers()
    tied = sum(in_force[lever.id] for lever in LEVERS.values() if lever.head is not None and lever.id not in opened)
    heads = [*Head, None]
    levers = (
        OpenLever(lever, LEVERS[lever].head, in_force[lever], opened[lever].maximum)
        for lever in sorted(opened, key=lambda lever: heads.index(LEVERS[lever].head))
    )
    segments = [segment.id for segment in session.scenario.market.segments]
    names = (f"{lever}{AIM}{each}" for lever in opened if LEVERS[lever].aimable for each in segments)
    aims = {name: in_force.aims.get(name, 1.0) for name in names} if len(segments) > 1 else {}
    return Plan(session.observation.budget, tied, tuple(levers), session.heads_open, session.divide, aims)
