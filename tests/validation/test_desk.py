"""Experiment 11: the desk is the queue that queueing theory knows.

Poisson contacts and exponential service, driven through the team itself. Two ways: every wait must be that of
the recursion of Kiefer & Wolfowitz (1955), contact by contact; and the mean must be Erlang's, within 5 %.
"""

import heapq
import math

import numpy as np
import pytest
import simpy
from findings import Finding
from markets import corner_cafe

from sim.market.staff import Team
from sim.scenario.parameters import StaffRule

UTILISATIONS = (0.5, 0.7, 0.9, 0.95)
PEOPLE = (1, 2, 4)
GRID = 2.0**20
"""Moments are multiples of 1 / GRID, so that the clock adds them without rounding."""


def erlang_c(people: int, utilisation: float) -> float:
    """Mean wait of M/M/c in service times."""
    offered = people * utilisation
    waiting = offered**people / math.factorial(people) / (1 - utilisation)
    chance = waiting / (sum(offered**k / math.factorial(k) for k in range(people)) + waiting)
    return chance / (people * (1 - utilisation))


def contacts(people: int, utilisation: float, count: int, seed: int) -> tuple[np.ndarray, np.ndarray]:
    """Moments of arrival and service times, of mean 1.

    Both are scaled to their exact means, which takes away the part of the error that comes from their sample.
    """
    generator = np.random.default_rng(seed)
    gaps, service = generator.exponential(size=(2, count))
    gaps *= 1 / (people * utilisation) / np.mean(gaps)
    service *= 1 / np.mean(service)
    return np.cumsum(np.rint(gaps * GRID)) / GRID, np.rint(service * GRID) / GRID


def at_the_desk(people: int, arrived: np.ndarray, service: np.ndarray) -> np.ndarray:
    """Waits at a desk of ``people``, everything in one long week; nobody ever gives up."""
    env = simpy.Environment()
    patient = corner_cafe().firm.model_copy(update={"promised_wait": 100_000.0, "desk_hours": 0.1})
    team = Team(env, StaffRule(), patient, people)
    for person in team.employees:
        person.skill = 1.0  # works at the pace that the service times are given for
    team.receive(arrived.tolist(), service.tolist(), [False] * len(arrived))
    env.run()
    assert all(team.contacts.served)
    return np.array(team.contacts.wait)


def by_recursion(people: int, arrived: np.ndarray, service: np.ndarray) -> np.ndarray:
    """Waits first come, first served: each goes to whoever is free first."""
    free = [0.0] * people
    waits = np.empty(len(arrived))
    for place, (moment, work) in enumerate(zip(arrived.tolist(), service.tolist(), strict=True)):
        begins = max(heapq.heappop(free), moment)
        heapq.heappush(free, begins + work)
        waits[place] = begins - moment
    return waits


@pytest.mark.parametrize("people", PEOPLE)
@pytest.mark.parametrize("utilisation", UTILISATIONS)
def test_every_wait_is_that_of_the_recursion(people: int, utilisation: float) -> None:
    arrived, service = contacts(people, utilisation, 3000, seed=people)
    assert at_the_desk(people, arrived, service) == pytest.approx(by_recursion(people, arrived, service), abs=1e-9)


def _mean_wait(people: int, utilisation: float, count: int) -> tuple[float, float]:
    arrived, service = contacts(people, utilisation, count, seed=11)
    waits = at_the_desk(people, arrived, service)
    found, theory = float(np.mean(waits[count // 50 :])), erlang_c(people, utilisation)
    print(f"people {people}, utilisation {utilisation}: mean wait {found:.4f}, Erlang C {theory:.4f}")
    return found, theory


def findings() -> list[Finding]:
    """Experiment 11: the mean wait at the ends of the range of utilisations, over Erlang's."""
    found = []
    for people in PEOPLE:
        for utilisation, count in ((UTILISATIONS[0], 200_000), (UTILISATIONS[-1], 3_000_000)):
            ours, theory = _mean_wait(people, utilisation, count)
            figure = f"mean wait over Erlang C, {people} at the desk, utilisation {utilisation:g}"
            found.append(Finding(11, figure, "1", ours / theory, 0.95, 1.05, "queueing theory (M/M/c)"))
    return found


@pytest.mark.parametrize("people", PEOPLE)
def test_mean_wait_at_half_load_is_erlangs(people: int) -> None:
    found, theory = _mean_wait(people, 0.5, 60_000)
    assert found == pytest.approx(theory, rel=0.05)


@pytest.mark.slow
@pytest.mark.parametrize("people", PEOPLE)
@pytest.mark.parametrize(
    ("utilisation", "count"), [(0.5, 200_000), (0.7, 300_000), (0.9, 1_500_000), (0.95, 3_000_000)]
)
def test_mean_wait_is_erlangs(people: int, utilisation: float, count: int) -> None:
    found, theory = _mean_wait(people, utilisation, count)
    assert found == pytest.approx(theory, rel=0.05)


def test_erlang_c_itself() -> None:
    """Known values: one person, rho / (1 - rho); two at half load, 1 / 3 of a service time."""
    assert erlang_c(1, 0.9) == pytest.approx(9.0)
    assert erlang_c(2, 0.5) == pytest.approx(1 / 3)
