"""The people on the stage: where each figure is and where it is walking to.

One entry per customer slot, as a struct of arrays, so that five thousand figures move in a few array
operations. A figure keeps its seat until it changes step; whoever leaves makes a hole, newcomers to the step
take it, and holes nobody takes are filled from the top of the crowd, a few each week.
"""

from dataclasses import dataclass
from enum import IntEnum

import numpy as np
from numpy.typing import NDArray

from game.stage.layout import Layout

Slots = NDArray[np.intp]

HOP_SECONDS = 0.2
PIXELS_A_SECOND = 620.0
LONGEST_WALK = 1.3
SECONDS_IN_SHOP = 0.6
OFF_STREET = 14
SETTLERS = 4  # those who fill holes on a step in a week, besides a tenth of its crowd


class Phase(IntEnum):
    """What a figure is doing."""

    ABSENT = 0
    STANDING = 1
    WALKING = 2  # towards its seat
    TO_SHOP = 3  # towards the rival that took it
    IN_SHOP = 4
    LEAVING = 5  # out of the market


@dataclass(frozen=True)
class Week:
    """Who is where after a week, each of shape (slots,): the rung, whether the customer is in the market, and
    the shop of the rival that took it this week (-1: none)."""

    rung: NDArray[np.integer]
    present: NDArray[np.bool_]
    taken_by: NDArray[np.integer]


class Crowd:
    def __init__(self, slots: int) -> None:
        self.rung = np.zeros(slots, np.int64)
        self.seat = np.full(slots, -1, np.int64)
        self.phase = np.full(slots, Phase.ABSENT, np.int8)
        self.position = np.zeros((slots, 2), np.float32)
        self.origin = np.zeros((slots, 2), np.float32)
        self.goal = np.zeros((slots, 2), np.float32)
        self._start = np.zeros(slots, np.float64)
        self._span = np.ones(slots, np.float64)

    @property
    def standing(self) -> Slots:
        return np.flatnonzero(self.phase == Phase.STANDING)

    @property
    def walking(self) -> Slots:
        """Figures in sight that are on their way."""
        phase = self.phase
        return np.flatnonzero((phase == Phase.WALKING) | (phase == Phase.TO_SHOP) | (phase == Phase.LEAVING))

    @property
    def in_sight(self) -> Slots:
        return np.flatnonzero((self.phase != Phase.ABSENT) & (self.phase != Phase.IN_SHOP))

    @property
    def still(self) -> bool:
        """Whether nobody is on the way anywhere."""
        return bool(((self.phase == Phase.STANDING) | (self.phase == Phase.ABSENT)).all())

    def counts(self, rungs: int) -> list[int]:
        """People who have a seat on each rung, whether they have reached it or not."""
        return [int(count) for count in np.bincount(self.rung[self.seat >= 0], minlength=rungs)]

    def settle(self, layout: Layout, week: Week) -> None:
        """Put everybody on a seat at once: the start of a game, a game continued."""
        self.phase[:] = np.where(week.present, Phase.STANDING, Phase.ABSENT)
        self.rung[:] = week.rung
        self.seat[:] = -1
        for rung in range(len(layout.steps)):
            members = np.flatnonzero(week.present & (week.rung == rung))
            self.seat[members] = np.arange(len(members))
        there = self.standing
        self.position[there] = layout.seat_positions(self.rung[there], self.seat[there])

    def move_house(self, layout: Layout, now: float, *, walk: bool) -> None:
        """The steps changed shape: everybody gets a seat on the new ones, and walks there or is there."""
        for rung in range(len(layout.steps)):
            members = np.flatnonzero((self.seat >= 0) & (self.rung == rung))
            self.seat[members[np.argsort(self.seat[members], kind="stable")]] = np.arange(len(members))
        seated = np.flatnonzero(self.seat >= 0)
        goals = layout.seat_positions(self.rung[seated], self.seat[seated])
        if walk:
            self._walk(seated, goals, Phase.WALKING, now, 1.0)
        else:
            self.phase[:] = np.where(self.seat >= 0, Phase.STANDING, Phase.ABSENT)
            self.position[seated] = goals

    def follow(self, layout: Layout, week: Week, now: float, pace: float) -> None:
        """Take in a week: whoever changed step walks there, the lost to a shop, others come and go."""
        here = self.seat >= 0
        gone = np.flatnonzero(here & ~week.present)
        new = np.flatnonzero(~here & week.present)
        moved = np.flatnonzero(here & week.present & (week.rung != self.rung))
        lost = np.flatnonzero(here & week.present & (week.taken_by >= 0))

        self.seat[gone] = -1
        self.seat[moved] = -1
        self.rung[:] = week.rung
        self._take_seats(np.concatenate([moved, new]), len(layout.steps))
        settling = self._fill_holes(len(layout.steps))

        street = np.array([layout.area.left - OFF_STREET, layout.steps[0].block.top - layout.pitch[1] - 1])
        self.position[new] = street
        walkers = np.concatenate([moved, new, settling])
        walkers = walkers[(self.phase[walkers] != Phase.TO_SHOP) & (self.phase[walkers] != Phase.IN_SHOP)]
        seats = layout.seat_positions(self.rung[walkers], self.seat[walkers])
        self._walk(walkers, seats, Phase.WALKING, now, pace)
        self._walk(gone, np.broadcast_to(street, (len(gone), 2)), Phase.LEAVING, now, pace)
        if len(lost) and layout.shops:
            doors = np.array([(shop.centerx, shop.bottom - layout.pitch[1]) for shop in layout.shops])
            self._walk(lost, doors[week.taken_by[lost]], Phase.TO_SHOP, now, pace)

    def tick(self, layout: Layout, now: float, pace: float) -> Slots:
        """Move everybody on to `now`; give the figures that reached their seat."""
        on_way = np.flatnonzero(self.phase > Phase.STANDING)
        if not len(on_way):
            return on_way
        done = (now - self._start[on_way]) / self._span[on_way]
        part = np.clip(done, 0.0, 1.0)[:, None]
        eased = part * part * (3.0 - 2.0 * part)
        self.position[on_way] = self.origin[on_way] + (self.goal[on_way] - self.origin[on_way]) * eased
        there: Slots = on_way[done >= 1.0]
        phase = self.phase[there]
        home: Slots = there[phase == Phase.WALKING]
        self.phase[home] = Phase.STANDING
        self.phase[there[phase == Phase.LEAVING]] = Phase.ABSENT
        entering = there[phase == Phase.TO_SHOP]
        self.phase[entering] = Phase.IN_SHOP
        self._start[entering] = now
        self._span[entering] = SECONDS_IN_SHOP / pace
        back = there[phase == Phase.IN_SHOP]
        seats = layout.seat_positions(self.rung[back], self.seat[back])
        self._walk(back, seats, Phase.WALKING, now, pace)
        return home

    def arrive(self, layout: Layout) -> None:
        """Everybody is where they were going, at once (motion reduced, or weeks skipped)."""
        self.phase[:] = np.where(self.seat >= 0, Phase.STANDING, Phase.ABSENT)
        there = self.standing
        self.position[there] = layout.seat_positions(self.rung[there], self.seat[there])

    def _walk(self, who: Slots, goals: NDArray[np.floating], phase: Phase, now: float, pace: float) -> None:
        self.phase[who] = phase
        self.origin[who] = self.position[who]
        self.goal[who] = goals
        way = self.goal[who] - self.origin[who]
        distance = np.sqrt((way * way).sum(axis=1))
        self._start[who] = now
        self._span[who] = np.minimum(HOP_SECONDS + distance / PIXELS_A_SECOND, LONGEST_WALK) / pace

    def _take_seats(self, who: Slots, rungs: int) -> None:
        """The lowest free seats of each step go to those who come to it."""
        for rung in range(rungs):
            coming = who[self.rung[who] == rung]
            if len(coming):
                self.seat[coming] = self._free(rung, len(coming))

    def _fill_holes(self, rungs: int) -> Slots:
        """Some of those at the top of each crowd take the holes below; gives those who go."""
        going = []
        for rung in range(rungs):
            members = np.flatnonzero((self.seat >= 0) & (self.rung == rung) & (self.phase == Phase.STANDING))
            high = members[self.seat[members] >= self._count(rung)]
            few = high[: SETTLERS + len(members) // 10]
            if len(few):
                self.seat[few] = self._free(rung, len(few))
                going.append(few)
        return np.concatenate(going) if going else np.empty(0, np.intp)

    def _count(self, rung: int) -> int:
        return int(((self.seat >= 0) & (self.rung == rung)).sum())

    def _free(self, rung: int, wanted: int) -> Slots:
        seats = self.seat[(self.rung == rung) & (self.seat >= 0)]
        taken = np.zeros(len(seats) + wanted + (int(seats.max()) + 1 if len(seats) else 0), bool)
        taken[seats] = True
        return np.flatnonzero(~taken)[:wanted]
