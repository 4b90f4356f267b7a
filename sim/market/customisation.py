"""The offer by stage: attractive for strangers, standard for acquaintances, differentiated for friends, customised
for partners.

A differentiated offer needs to know the segment, a customised one the person, and more money. The money goes to
all customers; it pays only where the relationship is deep enough to use it.
"""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from sim.market import aim
from sim.market.exact import saturation
from sim.market.state import Block, Single, which
from sim.market.world import World
from sim.scenario.dialogue import CustomisationRule
from sim.scenario.schema import Scenario
from sim.scenario.vocabulary import Cause, Stage


def enough(knowledge: Single, nothing: float, all_of_it: float) -> Single:
    """Share of an adaptation that knowledge allows: none up to ``nothing``, all from ``all_of_it`` on."""
    span = np.float32(max(all_of_it - nothing, 1e-6))
    return np.asarray(np.minimum(np.maximum((knowledge - np.float32(nothing)) / span, 0), 1), dtype=np.float32)


def differentiated(effort: Single, segment_known: Single, rule: CustomisationRule) -> Single:
    """Fit of a differentiated offer; ``effort`` is the share of its full effect that the money reaches."""
    able = enough(segment_known, rule.segment_from, rule.segment_enough)
    return np.asarray(effort * able * np.float32(rule.differentiated))


def customised(effort: Single, known: Single, rule: CustomisationRule) -> Single:
    """Fit of a customised offer; ``effort`` is the share of its full effect that the money reaches."""
    return np.asarray(effort * enough(known, rule.person_from, rule.person_enough))


@dataclass(frozen=True)
class StageOffer:
    """What adapting the offer costs and does for the people of one stage."""

    stage: Stage
    heads: int
    cost: float  # money per head and round
    fit: float  # 0..1
    utility: float  # advantage in choice
    commitment: float  # what the level of commitment tends to rises by
    satisfaction: float  # missing satisfaction that it adds in a week, share


def offers_by_stage(
    scenario: Scenario, money: float, heads: Mapping[Stage, int], known: Mapping[Stage, float]
) -> tuple[StageOffer, ...]:
    """What ``money`` a round for adapted offers costs per head and does at each stage, before it is spent.

    ``heads`` counts people by stage. ``known`` is the mean knowledge of the segments (for friends) and of the
    persons (for partners).
    """
    rule, weeks = scenario.model.customisation, scenario.time.weeks_per_round
    customers = sum(count for stage, count in heads.items() if stage is not Stage.STRANGER)
    cost = money / customers if customers else 0.0
    half = scenario.levers.customisation.half
    fits = dict.fromkeys(Stage, 0.0)
    for stage in (Stage.FRIEND, Stage.PARTNER):
        knowledge = np.array([known.get(stage, 0.0)], dtype=np.float32)
        wide = np.array([saturation(cost / weeks, half)], dtype=np.float32)
        deep = np.array([saturation(cost / weeks, half * rule.dedication)], dtype=np.float32)
        is_friend = stage is Stage.FRIEND
        fit = differentiated(wide, knowledge, rule) if is_friend else customised(deep, knowledge, rule)
        fits[stage] = float(fit[0])
    return tuple(
        StageOffer(
            stage=stage,
            heads=heads.get(stage, 0),
            cost=0.0 if stage is Stage.STRANGER else cost,
            fit=fits[stage],
            utility=fits[stage] * rule.utility,
            commitment=fits[stage] * rule.benefit * scenario.model.commitment.benefits,
            satisfaction=fits[stage] * rule.satisfaction,
        )
        for stage in Stage
    )


def offers_now(world: World, index: int, money: float) -> tuple[StageOffer, ...]:
    """The same for a firm's people as they stand."""
    state, firm = world.state, world.firms[index]
    rungs = world.scenario.ladder.rungs
    heads, known = dict.fromkeys(Stage, 0), dict.fromkeys(Stage, 0.0)
    stage_of = np.array([list(Stage).index(rung.stage) for rung in rungs])[state.rung[index]]
    for place, stage in enumerate(Stage):
        own = which((stage_of == place) & state.present)
        heads[stage] = len(own)
        source = state.knowledge[index] if stage is Stage.PARTNER else firm.known.take(state.segment)
        known[stage] = float(np.add.reduce(source.take(own).astype(np.float64))) / max(len(own), 1)
    return offers_by_stage(world.scenario, money, heads, known)


def adapted_offers(world: World) -> None:
    """From review to review offers are adapted anew; those whom they fit are more satisfied."""
    if not world.review or not (aim.used(world, "customisation") or world.state.fit.any()):
        return
    state, model, height = world.state, world.scenario.model, world.rungs.first_partner
    state.fit[...] = 0
    friends = which(state.rung >= world.rungs.first_friend)
    firm, slot = np.divmod(friends, world.customers)
    segments = len(world.scenario.market.segments)
    place = firm * segments + state.segment.take(slot)
    wide, deep = (each.reshape(-1).take(place) for each in _effort(world))
    segment_known = np.concatenate([each.known for each in world.firms]).take(place)
    fit = differentiated(wide, segment_known, model.customisation)
    personal = customised(deep, state.knowledge.reshape(-1).take(friends), model.customisation)
    partner = state.rung.reshape(-1).take(friends) >= height
    fit = np.where(partner, np.maximum(fit, personal), fit)
    suited = which(fit > 0)
    keys, fit = friends.take(suited), fit.take(suited)
    state.fit.reshape(-1)[keys] = fit
    satisfaction, weeks = state.satisfaction.reshape(-1), world.scenario.ladder.review_weeks
    share = np.minimum(fit * np.float32(model.customisation.satisfaction * weeks), 1)
    gladder = (1 - satisfaction.take(keys)) * share
    satisfaction[keys] += gladder
    if world.journal is not None:
        change = gladder * np.float32(model.strength.satisfaction)
        world.journal.changed(world.week, Cause.CUSTOM_OFFER, keys, change)


def comfort_of_fit(world: World, block: Block) -> Single | None:
    """The relationship benefit of an offer that fits; shape (F, block)."""
    if not aim.used(world, "customisation"):
        return None
    return block.state.fit * np.float32(world.scenario.model.customisation.benefit)


def _effort(world: World) -> tuple[Single, Single]:
    """Share of their full effect that differentiated and customised offers reach, shape (F, S) each."""
    dedication = world.scenario.model.customisation.dedication
    wide = aim.clientele(world, "customisation")
    deep = aim.clientele(world, "customisation", dedication)
    return wide.astype(np.float32), deep.astype(np.float32)
