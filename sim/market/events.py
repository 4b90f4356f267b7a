"""What scenarios let happen: each event is a SimPy process that begins, lasts, and ends."""

from collections.abc import Generator
from math import prod
from typing import Any

import numpy as np
import simpy

from sim.market.ladder import strength
from sim.market.state import which
from sim.market.world import World
from sim.scenario.schema import Event
from sim.scenario.vocabulary import Cause, EventKind


def schedule(world: World) -> None:
    """Starts a process for every event of the scenario."""
    for event in world.scenario.events:
        world.env.process(_happen(world, event))


def begins(world: World, event: Event) -> int:
    """Week, counted from the start of the warm-up, in which ``event`` begins."""
    time = world.scenario.time
    return time.warm_up + (event.round - 1) * time.weeks_per_round + event.week - 1


def in_force(world: World, event: Event) -> bool:
    """Whether ``event`` is happening now."""
    return begins(world, event) <= world.week < begins(world, event) + event.weeks


def _happen(world: World, event: Event) -> Generator[simpy.Event, Any, None]:
    yield from world.sleep(begins(world, event))
    if event.kind in (EventKind.DEMAND, EventKind.COST, EventKind.PRICE):
        _recount(world)
        yield from world.sleep(event.weeks)
        _recount(world)
    else:
        _strike(world, event)


def _recount(world: World) -> None:
    """What the events in force come to together; of those that are over nothing is left."""
    world.demand = _together(world, EventKind.DEMAND)
    for firm in world.firms:
        firm.cost_factor = _together(world, EventKind.COST, firm.spec.id)
        firm.price_factor = max(
            _together(world, EventKind.PRICE, firm.spec.id), 1e-6
        )  # nothing is sold for nothing


def _together(world: World, kind: EventKind, firm: str | None = None) -> float:
    """The product of the events of a kind that touch a firm now (None: whichever they touch)."""
    events = [event for event in world.scenario.events if event.kind is kind and in_force(world, event)]
    return prod(1.0 + event.size for event in events if firm is None or event.firm in (None, firm))


def _strike(world: World, event: Event) -> None:
    """An event that changes people at once, and is over."""
    factor = 1.0 + event.size
    for index, (firm, team) in enumerate(zip(world.firms, world.teams, strict=True)):
        if event.firm not in (None, firm.spec.id):
            continue
        match event.kind:
            case EventKind.AWARENESS:
                world.state.awareness[index] = np.minimum(world.state.awareness[index] * factor, 1)
            case EventKind.TRUST:
                shake_trust(world, index, factor)
            case EventKind.MORALE:
                for person in team.employees:
                    person.morale = min(1.0, person.morale * factor)


def shake_trust(world: World, index: int, factor: float) -> None:
    """Multiplies the trust of a firm's customers."""
    state, rule = world.state, world.scenario.model.strength
    slots = which(state.purchases[index] > 0)
    satisfaction, commitment = state.satisfaction[index, slots], state.commitment[index, slots]
    before = strength(satisfaction, state.trust[index, slots], commitment, rule)
    state.trust[index, slots] = np.minimum(state.trust[index, slots] * np.float32(factor), 1)
    if world.journal is not None:
        after = strength(satisfaction, state.trust[index, slots], commitment, rule)
        world.journal.changed(world.week, Cause.EVENT, index * world.customers + slots, after - before)
