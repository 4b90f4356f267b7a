"""The team and its desk (rules 5 and 15): employees as SimPy processes before a priority queue.

The clock runs in weeks of the desk's busy hours: one week is ``desk_hours`` hours in which queues can form.
"""

from collections import deque
from collections.abc import Generator
from dataclasses import dataclass, field
from itertools import chain
from math import fsum
from typing import Any

import numpy as np
import simpy
from numpy.typing import NDArray
from simpy.events import NORMAL

from sim.scenario.parameters import StaffRule
from sim.scenario.schema import Firm

Process = Generator[simpy.Event, Any, None]

SLOWEST = 0.7
"""Speed of an unskilled employee; a fully skilled one works at 1."""
_BY_SKILL = 1.0 - SLOWEST


class _Again(simpy.Event):
    """A timeout that is set off again and again, as often as it has passed: quicker than ever new ones."""

    def __init__(self, env: simpy.Environment) -> None:
        super().__init__(env)
        self._ok, self._value = True, None

    def after(self, delay: float) -> simpy.Event:
        """The event, to happen after ``delay``."""
        self.callbacks = []
        self.env.schedule(self, NORMAL, delay)
        return self


@dataclass(eq=False)
class Employee:
    """A member of the team. ``number`` fixes their luck."""

    number: int
    morale: float
    skill: float
    employed: bool = True
    attending: bool = False

    @property
    def speed(self) -> float:
        """Contacts attended, for each that a fully skilled employee attends."""
        return SLOWEST + _BY_SKILL * self.skill


@dataclass
class Contacts:
    """The customers who turn to one desk in one week, by arrival: parallel lists. Times are in weeks."""

    arrived: list[float] = field(default_factory=list)
    work: list[float] = field(default_factory=list)  # of a fully skilled employee
    complaint: list[bool] = field(default_factory=list)
    wait: list[float] = field(default_factory=list)
    served: list[bool] = field(default_factory=list)

    def __len__(self) -> int:
        return len(self.arrived)


_Queue = deque[tuple[Contacts, int]]
"""Contacts of a week and a place among them, by arrival."""


class Team:
    """The people of one firm and the queue in front of them."""

    def __init__(self, env: simpy.Environment, rule: StaffRule, firm: Firm, size: int) -> None:
        """A team of ``size`` experienced people for ``firm``."""
        self._env = env
        self._rule = rule
        self._minute = 1.0 / (60.0 * firm.desk_hours)
        self._patience = self.weeks(firm.promised_wait * 8.0 + 30.0)
        self._complaints: _Queue = deque()  # go first
        self._questions: _Queue = deque()
        self._coming: list[int] = []  # places of this week's contacts whom nobody expects yet, last first
        self._idle: list[tuple[Employee, simpy.Event]] = []
        self.employees: list[Employee] = []
        self.arriving = 0
        self.dismissed = False
        self.numbered = 0
        self.contacts = Contacts()
        self.load = 0.0
        self.longest = 0
        for _ in range(size):
            self._enter(skill=0.8)

    def weeks(self, minutes: float) -> float:
        """Minutes of the desk as a share of its week."""
        return minutes * self._minute

    def minutes(self, weeks: float) -> float:
        """A share of the desk's week in minutes."""
        return weeks / self._minute

    @property
    def morale(self) -> float:
        """Mean morale; 0 when nobody works here."""
        return fsum([person.morale for person in self.employees]) / max(len(self.employees), 1)

    @property
    def skill(self) -> float:
        """Mean skill; 0 when nobody works here."""
        return fsum([person.skill for person in self.employees]) / max(len(self.employees), 1)

    def staff(self, size: int) -> None:
        """Brings the team to ``size`` people: hires after a lead time, lets the newest go at once."""
        missing = size - len(self.employees) - self.arriving
        for _ in range(missing):
            self.arriving += 1
            self._env.process(self._hire())
        for _ in range(min(-missing, len(self.employees) - 1)):
            self._leave(self.employees[-1])

    def dismiss(self) -> None:
        """Everybody goes, and nobody comes any more."""
        self.dismissed = True
        for person in list(self.employees):
            self._leave(person)

    def receive(self, arrived: list[float], work: list[float], complaint: list[bool]) -> None:
        """Takes the contacts of the week that begins, in order of arrival."""
        count = len(arrived)
        self.contacts = Contacts(arrived, work, complaint, [0.0] * count, [False] * count)
        self.load = fsum(work) / fsum([person.speed for person in self.employees]) if count else 0.0
        self.longest = 0
        if count:
            self._coming = list(range(count - 1, -1, -1))
            self._call_a_colleague()

    def close(self) -> None:
        """Settles the week: whoever still queues has waited until now."""
        now = self._env.now
        self._admit(now)
        for contacts, place in chain(self._complaints, self._questions):
            contacts.wait[place] = now - contacts.arrived[place]

    def live(self, training: float, satisfaction: float, informed: float = 0.0) -> None:
        """A week of tiring and learning (rule 15).

        ``informed`` is the morale that comes of knowing what is promised.
        """
        rule = self._rule
        goal = rule.base + rule.training * training - rule.overload * max(0.0, self.load - rule.bearable)
        goal = min(1.0, max(0.0, goal + rule.customers * (satisfaction - 0.5) + informed))
        top = 0.7 + 0.3 * training
        for person in self.employees:
            person.morale += rule.speed * (goal - person.morale)
            person.skill += rule.learning * (top - person.skill)

    @property
    def unhappy(self) -> list[Employee]:
        """Those who think of leaving."""
        return [person for person in self.employees if person.morale < self._rule.content]

    def resign(self, luck: NDArray[np.float32]) -> int:
        """Some of the unhappy leave, but never the last; returns how many. ``luck`` is 0..1 by employee number."""
        rule, before = self._rule, len(self.employees)
        for person in self.unhappy:
            unhappiness = (rule.content - person.morale) / rule.content
            if luck[person.number] < rule.resign * unhappiness and len(self.employees) > 1:
                self._leave(person)
        return before - len(self.employees)

    def _enter(self, skill: float) -> None:
        person = Employee(number=self.numbered, morale=self._rule.base, skill=skill)
        self.numbered += 1
        self.employees.append(person)
        self._env.process(self._work(person))

    def _leave(self, person: Employee) -> None:
        person.employed = False
        self.employees.remove(person)
        self._idle = [waiting for waiting in self._idle if waiting[0] is not person]

    def _hire(self) -> Process:
        yield self._env.timeout(self._rule.hiring_weeks)
        yield self._env.timeout(0)  # the week that ends now closes without them
        self.arriving -= 1
        if self.dismissed:
            return
        self._enter(skill=self._rule.newcomer_skill)

    def _admit(self, now: float) -> None:
        """Puts those who have come in by ``now`` into a queue."""
        contacts, coming = self.contacts, self._coming
        arrived, complaint = contacts.arrived, contacts.complaint
        while coming and arrived[coming[-1]] <= now:
            place = coming.pop()
            (self._complaints if complaint[place] else self._questions).append((contacts, place))
        self.longest = max(self.longest, len(self._complaints) + len(self._questions))

    def _work(self, person: Employee) -> Process:
        """Attend whoever is next in the queue, or else whoever comes next; with nobody left this week, rest."""
        env, complaints, questions = self._env, self._complaints, self._questions
        attended = _Again(env)
        while person.employed:
            begins = now = env.now
            coming = self._coming
            if coming and self.contacts.arrived[coming[-1]] <= now:
                self._admit(now)
            if complaints:
                contacts, place = complaints.popleft()
            elif questions:
                contacts, place = questions.popleft()
            elif coming:
                contacts, place = self.contacts, coming.pop()
                begins = contacts.arrived[place]
            else:
                call = env.event()
                self._idle.append((person, call))
                yield call
                continue
            if self._idle:
                self._call_a_colleague()
            wait = contacts.wait[place] = begins - contacts.arrived[place]
            if wait <= self._patience:  # otherwise gave up and went home
                contacts.served[place] = True
                person.attending = True
                yield attended.after(begins - now + contacts.work[place] / person.speed)
                person.attending = False
        self._call_a_colleague()

    def _call_a_colleague(self) -> None:
        """Somebody who rests gets up, if there is a customer to attend or to wait for."""
        if self._idle and (self._complaints or self._questions or self._coming):
            self._idle.pop()[1].succeed()
