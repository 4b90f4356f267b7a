"""What stakeholders do (concepts D3, D4): prescribers recommend, distributors give reach, suppliers steady quality,
shareholders take money out, and the neighbourhood protests or praises.

Each looks at a firm once a round, as a SimPy process; without stakeholders in the scenario nothing happens.
"""

from collections.abc import Generator
from typing import Any

import numpy as np
import simpy
from numpy.typing import NDArray

from sim.market import goodwill
from sim.market.events import shake_trust
from sim.market.state import Single, which
from sim.market.streams import Purpose
from sim.market.world import World
from sim.scenario.stakeholders import Stakeholder
from sim.scenario.vocabulary import Cause, StakeholderKind

WITHDRAWAL = "shareholders_withdraw"
PROTEST = "community_protests"
PRAISE = "community_praises"
"""What the news call it."""


def leaning(goodwill: float, weight: float) -> float:
    """Goodwill from -1 (none) over 0 (neither good nor bad) to 1, times its weight."""
    return (2.0 * goodwill - 1.0) * weight


def schedule(world: World) -> None:
    """Starts a process for every stakeholder of every firm."""
    for index, firm in enumerate(world.firms):
        for stakeholder in world.scenario.stakeholders:
            firm.goodwill[stakeholder.kind] = stakeholder.goodwill
            world.env.process(_watch(world, index, stakeholder))


def _watch(world: World, index: int, stakeholder: Stakeholder) -> Generator[simpy.Event, Any, None]:
    """Looks at the firm's last round whenever one is over, before the next begins."""
    firm, time = world.firms[index], world.scenario.time
    yield from world.sleep(time.warm_up)
    while True:
        yield from world.sleep(time.weeks_per_round)
        if firm.bankrupt:
            return
        now = goodwill.moved(
            firm.goodwill[stakeholder.kind],
            goodwill.deserved(world, index, stakeholder),
            world.scenario.model.goodwill,
        )
        firm.goodwill[stakeholder.kind] = now
        _act(world, index, stakeholder, now)


def _act(world: World, index: int, stakeholder: Stakeholder, now: float) -> None:
    """What shareholders and neighbours do when their goodwill is low or high."""
    firm, rule = world.firms[index], world.scenario.model.influence
    weight = min(1.0, stakeholder.weight)
    if stakeholder.kind is StakeholderKind.SHAREHOLDERS and now < stakeholder.low and firm.cash > 0:
        firm.dividend_due = firm.cash * rule.dividend * weight
        firm.news.append((world.week, WITHDRAWAL))
    if stakeholder.kind is StakeholderKind.LOCAL_COMMUNITY and not stakeholder.low <= now <= stakeholder.high:
        liked = now > stakeholder.high
        shake_trust(world, index, 1.0 + weight * rule.trust * (0.5 if liked else -1.0))
        known = world.state.awareness[index] * np.float32(1.0 + weight * rule.awareness * (1 if liked else -1))
        world.state.awareness[index] = np.minimum(known, 1)
        firm.news.append((world.week, PRAISE if liked else PROTEST))


def _factor(world: World, kind: StakeholderKind, size: float) -> NDArray[np.float64] | None:
    """1 + ``size`` times each firm's leaning, at least a tenth; shape (F,). None: nobody of that kind."""
    for stakeholder in world.scenario.stakeholders:
        if stakeholder.kind is kind:
            leanings = [leaning(firm.goodwill[kind], stakeholder.weight) for firm in world.firms]
            return np.array([max(0.1, 1.0 + size * each) for each in leanings])
    return None


def reach(world: World) -> NDArray[np.float64] | None:
    """How many times as far each firm's advertising reaches by its distributors; shape (F,)."""
    return _factor(world, StakeholderKind.DISTRIBUTORS, world.scenario.model.influence.reach)


def unsteadiness(world: World) -> Single | None:
    """How many times as wide each firm's ups and downs of quality are, and failures as likely; shape (F,)."""
    factor = _factor(world, StakeholderKind.SUPPLIERS, -world.scenario.model.influence.steadiness)
    return None if factor is None else factor.astype(np.float32)


def prescribe(world: World) -> None:
    """At reviews prescribers send people to the firms they think well of, for the weeks since the last review."""
    weight = [each.weight for each in world.scenario.stakeholders if each.kind is StakeholderKind.PRESCRIBERS]
    if not weight or not world.review:
        return
    state, model = world.state, world.scenario.model
    luck = world.streams.lanes(Purpose.PRESCRIBER, world.week, world.everyone, len(world.firms))
    for index, firm in enumerate(world.firms):
        if not world.open_now(firm):
            continue
        fond = firm.goodwill[StakeholderKind.PRESCRIBERS]
        hazard = model.influence.prescribe * weight[0] * fond * fond * world.scenario.ladder.review_weeks
        told = which(luck[:, index] < hazard * 65536)
        told = told[state.present.take(told) & (state.purchases[index].take(told) == 0)]
        state.awareness[index, told] = 1
        state.recommended[index, told] = True
        state.heard[index, told] = Cause.PRESCRIBER
        state.trust[index, told] = np.maximum(state.trust[index, told], np.float32(model.trust.referred))
