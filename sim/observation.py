"""What can be seen of a running game: frozen pictures that never change the market and draw no luck."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from sim.decisions import Decision


@dataclass(frozen=True)
class People:
    """Every customer slot as one firm sees it; read-only arrays of shape (N,), indexed by slot.

    States are 0..1. ``present`` is False before a customer arrives in the market and after leaving it.
    """

    present: NDArray[np.bool_]
    segment: NDArray[np.int8]  # index into scenario.market.segments
    rung: NDArray[np.int8]  # index into scenario.ladder.rungs
    weeks_on_rung: NDArray[np.int16]
    satisfaction: NDArray[np.float32]  # of those who bought at least once
    trust: NDArray[np.float32]
    commitment: NDArray[np.float32]
    expected: NDArray[np.float32]  # quality expected now
    received: NDArray[np.float32]  # quality of the last purchase here
    purchases: NDArray[np.int16]  # since joining; 0: not a customer
    spent: NDArray[np.float32]  # money spent here in all
    value: NDArray[np.float32]  # customer lifetime value, money
    risk: NDArray[np.float32]  # chance of leaving within a quarter
    home: NDArray[np.int8]  # firm (index into scenario.firms) of the last purchase anywhere, -1: none
    member: NDArray[np.bool_]  # carries the loyalty card
    managed: NDArray[np.bool_]  # has an account manager
    community: NDArray[np.bool_]  # belongs to the firm's community
    cause: NDArray[np.int8]  # Cause that weighed most on the relationship this round, 0: none


@dataclass(frozen=True)
class Employee:
    """One member of the team. States 0..1."""

    morale: float
    skill: float
    busy: bool


@dataclass(frozen=True)
class Team:
    """The people who serve customers, and their desk."""

    employees: tuple[Employee, ...]
    arriving: int  # hired, not yet started
    load: float  # busy share of the desk's hours last week
    waiting: int  # longest queue of last week
    wait_minutes: float  # mean wait of last week
    training: float  # 0..1


@dataclass(frozen=True)
class RivalView:
    """What everybody can see of another firm. Its share is estimated from a panel of customers."""

    id: str
    share: float  # of last week's purchases by the panel
    share_range: tuple[float, float]  # within which the true share lies, 19 times out of 20
    price: float
    took: int  # customers taken from the observing firm this round
    offering: bool  # runs introductory offers now
    visible: Mapping[str, float]  # what it did where everybody sees it, by lever, in the last whole round
    bankrupt: bool


@dataclass(frozen=True)
class News:
    """Something that befell a firm by others' doing."""

    week: int  # of the game, from 0
    firm: str
    what: str


class Interval(NamedTuple):
    """What is reported of a measure: it lies between these, and is exactly known where they are the same."""

    low: float
    high: float

    @property
    def exact(self) -> bool:
        """Whether the measure is known as it is."""
        return self.low == self.high


@dataclass(frozen=True)
class Overview:
    """What one firm knows now, in sum. Measures are of the round so far (of the last whole one between rounds)."""

    firm: str
    round: int  # the round being decided or played, from 1
    week: int  # weeks played of this round, 0..weeks_per_round
    weeks_played: int  # in all, without the warm-up
    over: bool
    bankrupt: bool  # owes more than its credit: it trades no more
    budget: float  # money that may be decided this round
    decision: Decision  # in force now
    measures: Mapping[str, float]
    history: tuple[
        Mapping[str, float], ...
    ]  # measures of each whole round; history[0]: of the last before the game
    reported: Mapping[str, Interval]  # ``measures`` as precisely as the firm can know them
    reports: tuple[Mapping[str, Interval], ...]  # the same of ``history``
    plans: tuple[Decision, ...]  # what was decided, alongside ``history``
    rungs: tuple[int, ...]  # customers on each rung
    team: Team
    rivals: tuple[RivalView, ...]
    events: tuple[str, ...]  # ids of the events in force
    news: tuple[News, ...]  # of this round (of the last whole one between rounds)


@dataclass(frozen=True)
class Observation(Overview):
    """What one firm knows now, down to every customer."""

    people: People
