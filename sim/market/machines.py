"""Self-service and automated service (rule 5): simple questions that need nobody at the desk.

Machines are quick, never queue and cost little; who expects a person and finds only a machine is frustrated (Meuter
et al. 2000). An automated service recognises the customer, and is as good as what it knows.
"""

import numpy as np
from numpy.typing import NDArray

from sim.market.aim import per_purchase
from sim.market.luck import WORK
from sim.market.state import Block, Single, which
from sim.market.streams import LEVELS, level
from sim.market.world import Choices, Machine, World
from sim.scenario.market import Expects
from sim.scenario.service import MachineRule


def self_service_lift(expects: Expects, rule: MachineRule) -> float:
    """Quality that self-service adds for a segment; less than 0 where it misses a person more."""
    missed = max(0.0, expects.personal - expects.self_service)
    return rule.quick * expects.self_service - rule.frustration * missed


def automated_lift(expects: Expects, known: Single, rule: MachineRule) -> Single:
    """The same of the automated service for customers who are ``known`` so well, 0..1."""
    missed = np.float32(rule.frustration * max(0.0, expects.personal - expects.automated))
    welcome = (known * np.float32(rule.recognised) + np.float32(rule.quick)) * np.float32(expects.automated)
    return np.asarray(welcome - missed * (1 - known))


def resolve(world: World, block: Block, choices: Choices, questions: NDArray[np.bool_]) -> Machine | None:
    """Which of the ``questions`` of a block's buyers a machine resolves, those with the least work; or None."""
    rule, firms = world.scenario.model.machines, world.firms
    by_itself = [rule.simple * per_purchase(world, firm, "self_service") for firm in firms]
    by_knowing = [rule.automated_simple * per_purchase(world, firm, "automation") for firm in firms]
    if not any(by_itself) and not any(by_knowing):
        return None
    asks = which(questions)
    asks = asks[~world.state.managed.take(choices.keys.take(asks))]  # they ask their manager
    firm = choices.firm.take(asks)
    work = level(choices.luck[WORK].take(asks))
    known = world.state.knowledge.take(choices.keys.take(asks))
    automated = work < np.array(by_knowing, dtype=np.float32).take(firm) * known * LEVELS
    served = which(automated | (work < np.array(by_itself, dtype=np.float32).take(firm) * LEVELS))
    place, automated = asks.take(served), automated.take(served)
    segment = block.state.segment.take(choices.place.take(place))
    return Machine(place, _lift(world, segment, automated, known.take(served)), _cost(automated, rule))


def _lift(world: World, segment: NDArray[np.int8], automated: NDArray[np.bool_], known: Single) -> Single:
    rule = world.scenario.model.machines
    lift = np.zeros(len(segment), dtype=np.float32)
    for index, kind in enumerate(world.scenario.market.segments):
        recognised = automated_lift(kind.expects, known, rule)
        of_kind = np.where(automated, recognised, np.float32(self_service_lift(kind.expects, rule)))
        lift = np.where(segment == index, of_kind, lift)
    return lift


def _cost(automated: NDArray[np.bool_], rule: MachineRule) -> Single:
    return np.where(automated, np.float32(rule.automated_cost), np.float32(rule.cost))
