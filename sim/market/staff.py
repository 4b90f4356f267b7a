"""The team and its desk (rules 5 and 15): employees as SimPy processes, a priority queue of contacts.

The clock runs in weeks of the desk's busy hours: one week is ``desk_hours`` hours in which queues can form.
"""

from collections.abc import Generator
from dataclasses import dataclass
from typing import Any

import numpy as np
import simpy
from numpy.typing import NDArray

from sim.scenario.parameters import StaffRule
from sim.scenario.schema import Firm

Process = Generator[simpy.Event, Any, None]

_SLOWEST = 0.7
"""Speed of an unskilled employee; a fully skilled one works at 1."""


class Contact:
    """A customer who needs a person: a question, or a complaint (served first)."""

    __slots__ = ("arrived", "complaint", "place", "served", "wait", "work")

    def __init__(self, arrived: float, work: float, complaint: bool, place: int) -> None:
        """``arrived`` and ``work`` are in weeks; ``place`` is the contact's purchase within its week."""
        self.arrived = arrived
        self.work = work
        self.complaint = complaint
        self.place = place
        self.wait = 0.0
        self.served = False

    def __lt__(self, other: "Contact") -> bool:
        if self.complaint != other.complaint:
            return self.complaint
        return self.arrived < other.arrived


@dataclass(eq=False)
class Employee:
    """A member of the team. ``number`` fixes their luck."""

    number: int
    morale: float
    skill: float
    process: simpy.Process | None = None
    attending: bool = False
    employed: bool = True


class Team:
    """The people of one firm and the queue in front of them."""

    def __init__(self, env: simpy.Environment, rule: StaffRule, firm: Firm, size: int) -> None:
        """A team of ``size`` experienced people for ``firm``."""
        self._env = env
        self._rule = rule
        self._minute = 1.0 / (60.0 * firm.desk_hours)
        self._patience = firm.promised_wait * self._minute * 8.0 + 30.0 * self._minute
        self.queue = simpy.PriorityStore(env)
        self.employees: list[Employee] = []
        self.arriving = 0
        self.numbered = 0
        self.contacts: list[Contact] = []
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
        """Mean morale."""
        return sum(person.morale for person in self.employees) / len(self.employees)

    @property
    def skill(self) -> float:
        """Mean skill."""
        return sum(person.skill for person in self.employees) / len(self.employees)

    def staff(self, size: int) -> None:
        """Brings the team to ``size`` people: hires after a lead time, lets the newest go at once."""
        missing = size - len(self.employees) - self.arriving
        for _ in range(missing):
            self.arriving += 1
            self._env.process(self._hire())
        for _ in range(min(-missing, len(self.employees) - 1)):
            self._leave(self.employees[-1])

    def receive(self, contacts: list[Contact]) -> None:
        """Takes the contacts of the week that begins, in order of arrival."""
        self.contacts = contacts
        self.longest = 0
        speed = sum(_SLOWEST + (1 - _SLOWEST) * person.skill for person in self.employees)
        self.load = sum(contact.work for contact in contacts) / speed
        if contacts:
            self._env.process(self._arrivals(contacts))

    def close(self) -> None:
        """Settles the week: whoever still queues has waited until now."""
        for contact in self.contacts:
            if not contact.served and contact.wait == 0.0:
                contact.wait = self._env.now - contact.arrived

    def live(self, training: float, satisfaction: float, luck: NDArray[np.float32]) -> None:
        """A week of tiring, learning and thinking of leaving (rule 15); ``luck`` is 0..1 by employee number."""
        rule = self._rule
        goal = rule.base + rule.training * training - rule.overload * max(0.0, self.load - rule.bearable)
        goal = min(1.0, max(0.0, goal + rule.customers * (satisfaction - 0.5)))
        top = 0.7 + 0.3 * training
        for person in self.employees:
            person.morale += rule.speed * (goal - person.morale)
            person.skill += rule.learning * (top - person.skill)
        for person in list(self.employees):
            unhappy = max(0.0, rule.content - person.morale) / rule.content
            if luck[person.number] < rule.resign * unhappy and len(self.employees) > 1:
                self._leave(person)

    def _enter(self, skill: float) -> None:
        person = Employee(number=self.numbered, morale=self._rule.base, skill=skill)
        self.numbered += 1
        self.employees.append(person)
        person.process = self._env.process(self._work(person))

    def _leave(self, person: Employee) -> None:
        self.employees.remove(person)
        person.employed = False
        if person.process is not None and not person.attending:
            person.process.interrupt()

    def _hire(self) -> Process:
        yield self._env.timeout(self._rule.hiring_weeks)
        self.arriving -= 1
        self._enter(skill=self._rule.newcomer_skill)

    def _arrivals(self, contacts: list[Contact]) -> Process:
        env, queue = self._env, self.queue
        for contact in contacts:
            yield env.timeout(contact.arrived - env.now)
            queue.put(contact)
            self.longest = max(self.longest, len(queue.items))

    def _work(self, person: Employee) -> Process:
        env, queue = self._env, self.queue
        while person.employed:
            request = queue.get()
            try:
                contact = yield request
            except simpy.Interrupt:
                request.cancel()
                return
            contact.wait = env.now - contact.arrived
            if contact.wait > self._patience:
                continue
            contact.served = True
            person.attending = True
            yield env.timeout(contact.work / (_SLOWEST + (1 - _SLOWEST) * person.skill))
            person.attending = False
