"""What a firm knows of each customer (rule 16): it grows with care, and with what customers tell; it goes stale.

Knowledge by itself pleases nobody: information technology builds no trust. It sharpens what is done with it.
"""

from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from sim.market import aim
from sim.market.compiling import ONE, ZERO, either, equation, kernel
from sim.market.state import Single, State, from_rung
from sim.market.world import World
from sim.scenario.dialogue import KnowledgeRule
from sim.scenario.parameters import Model

Doubles = NDArray[np.float64]


@equation
def freshness(weeks: int, rule: KnowledgeRule) -> np.float32:
    """Share of what was known that has not grown stale after ``weeks``."""
    fresh = 1.0
    for _ in range(weeks):
        fresh *= 1.0 - rule.staleness
    return np.float32(fresh)


@equation
def knowledge_after(knowledge: Any, learnt: Any, fresh: np.float32) -> Any:
    """Knowledge when the share ``learnt`` of what was missing is learnt, and the share ``fresh`` of all is kept."""
    return (knowledge + (ONE - knowledge) * np.minimum(learnt, ONE)) * fresh


def customer_knowledge(world: World) -> None:
    """People at the desk remember whom they talked to; files and what customers tell are looked at in reviews."""
    if not world.scenario.levers.need_knowledge:
        return
    from_contact = np.float32(world.scenario.model.knowledge.from_contact)
    for purchases in world.purchases:
        _remember(world.arrays, purchases.choices.keys, purchases.asking.place, purchases.served, from_contact)
    if world.review:
        _review(world)


def _review(world: World) -> None:
    known = _learn(
        world.arrays,
        world.doubles,
        world.week,
        world.scenario.ladder.review_weeks,
        world.rungs.first_customer,
        aim.spread(world, "knowledge"),
    )
    for firm, segments in zip(world.firms, known, strict=True):
        firm.known = segments


@kernel
def _remember(
    state: State, keys: NDArray[np.int64], asking: NDArray[np.intp], served: NDArray[np.bool_], share: np.float32
) -> None:
    """Whoever asked and was served is known better by ``share`` of what was missing."""
    knowledge = state.knowledge.reshape(-1)
    for place in asking:
        if served[place]:
            knowledge[keys[place]] += (ONE - knowledge[keys[place]]) * share


@kernel
def _learn(
    state: State, model: Sequence[Model], week: int, weeks: int, first_customer: int, spread: aim.Spread
) -> Single:
    """What firms learn between reviews, and then know of each segment; shape (F, S)."""
    rule, (firms, customers), segment = model[0].knowledge, state.rung.shape, state.segment
    filed = aim.clientele(state, first_customer, spread) * (rule.ceiling * weeks)
    shared, seen, fresh = np.float32(rule.shared * weeks), np.float32(rule.from_purchase), freshness(weeks, rule)
    last_review, first = np.int16(week - weeks), np.int8(first_customer)
    learnt, known = np.empty(customers, np.float32), np.zeros(filed.shape, np.float32)
    for firm in range(firms):
        commitment, purchases, last_week = state.commitment[firm], state.purchases[firm], state.last_week[firm]
        rung, knowledge = state.rung[firm], state.knowledge[firm]
        for slot in range(customers):
            learnt[slot] = either(purchases[slot] > 0, commitment[slot] * shared, ZERO)
        for slot in range(customers):
            learnt[slot] += either(last_week[slot] > last_review, seen, ZERO)
        for kind in range(filed.shape[1]):
            share, this = np.float32(filed[firm, kind]), np.int8(kind)
            for slot in range(customers):
                learnt[slot] += either((rung[slot] >= first) & (segment[slot] == this), share, ZERO)
        for slot in range(customers):
            knowledge[slot] = knowledge_after(knowledge[slot], learnt[slot], fresh)
        known[firm] = _of_segments(knowledge, rung, segment, first_customer, filed.shape[1])
    return known


@equation
def _of_segments(
    knowledge: Single, rung: NDArray[np.int8], segment: NDArray[np.int8], first_customer: int, segments: int
) -> Doubles:
    """What a firm knows of each segment: the mean of what it knows of its customers there."""
    total, heads = np.zeros(segments), np.zeros(segments)
    for slot in from_rung(rung, first_customer):
        total[segment[slot]] += np.float64(knowledge[slot])
        heads[segment[slot]] += 1.0
    return total / np.maximum(heads, 1.0)
