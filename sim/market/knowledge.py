"""What a firm knows of each customer (rule 16): it grows with care, and with what customers tell; it goes stale.

Knowledge by itself pleases nobody: information technology builds no trust. It sharpens what is done with it.
"""

import numpy as np

from sim.market import aim
from sim.market.state import Block, Single, which
from sim.market.world import World
from sim.scenario.dialogue import KnowledgeRule


def knowledge_after(knowledge: Single, learnt: Single, weeks: int, rule: KnowledgeRule) -> Single:
    """Knowledge after ``weeks`` in which the share ``learnt`` of what was missing was learnt."""
    fresh = 1.0
    for _ in range(weeks):
        fresh *= 1.0 - rule.staleness
    return np.asarray((knowledge + (1 - knowledge) * np.minimum(learnt, np.float32(1))) * np.float32(fresh))


def customer_knowledge(world: World) -> None:
    """People at the desk remember whom they talked to; files and what customers tell are looked at in reviews."""
    if not world.scenario.levers.need_knowledge:
        return
    _talk_at_the_desk(world)
    if not world.review:
        return
    rule, weeks = world.scenario.model.knowledge, world.scenario.ladder.review_weeks
    kept: Single | None = None
    if aim.used(world, "knowledge"):
        kept = (aim.clientele(world, "knowledge") * (rule.ceiling * weeks)).astype(np.float32)
    for block in world.blocks:
        _learn(world, block, kept)
    _sum_up(world)


def _talk_at_the_desk(world: World) -> None:
    knowledge = world.state.knowledge.reshape(-1)
    for purchases in world.purchases:
        asked = purchases.asking.place[purchases.served.take(purchases.asking.place)]
        keys = purchases.choices.keys.take(asked)
        known = knowledge.take(keys)
        knowledge[keys] = known + (1 - known) * world.scenario.model.knowledge.from_contact


def _learn(world: World, block: Block, kept: Single | None) -> None:
    """``kept`` is the missing share that spending on the database adds to customers, shape (F, S)."""
    rule, state, weeks = world.scenario.model.knowledge, block.state, world.scenario.ladder.review_weeks
    learnt = state.commitment * np.float32(rule.shared * weeks)
    learnt *= state.purchases > 0
    learnt += (world.week - state.last_week < weeks) * np.float32(rule.from_purchase)
    if kept is not None:
        learnt += kept.take(state.segment, axis=1) * (state.rung >= world.rungs.first_customer)
    state.knowledge[...] = knowledge_after(state.knowledge, learnt, weeks, rule)


def _sum_up(world: World) -> None:
    """What each firm knows of a segment: the mean of what it knows of its customers there."""
    state, segments = world.state, len(world.scenario.market.segments)
    for index, firm in enumerate(world.firms):
        own = which(state.rung[index] >= world.rungs.first_customer)
        segment = state.segment.take(own)
        total = np.bincount(segment, weights=state.knowledge[index].take(own), minlength=segments)
        heads = np.bincount(segment, minlength=segments)
        firm.known = (total / np.maximum(heads, 1)).astype(np.float32)
