"""The offer by stage: attractive for strangers, standard for acquaintances, differentiated for friends, customised
for partners.

A differentiated offer needs to know the segment, a customised one the person, and more money. The money goes to
all customers; it pays only where the relationship is deep enough to use it.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from sim.market import aim
from sim.market.compiling import ONE, ZERO, equation, kernel, unit
from sim.market.exact import saturation
from sim.market.state import Block, Single, State, from_rung, which
from sim.market.world import World
from sim.scenario.dialogue import CustomisationRule
from sim.scenario.parameters import Model
from sim.scenario.schema import Scenario
from sim.scenario.vocabulary import Cause, Stage


@equation
def enough(knowledge: Any, nothing: float, all_of_it: float) -> Any:
    """Share of an adaptation that knowledge allows: none up to ``nothing``, all from ``all_of_it`` on."""
    span = np.float32(max(all_of_it - nothing, 1e-6))
    return unit((knowledge - np.float32(nothing)) / span)


@equation
def differentiated(effort: Any, segment_known: Any, rule: CustomisationRule) -> Any:
    """Fit of a differentiated offer; ``effort`` is the share of its full effect that the money reaches."""
    able = enough(segment_known, rule.segment_from, rule.segment_enough)
    return effort * able * np.float32(rule.differentiated)


@equation
def customised(effort: Any, known: Any, rule: CustomisationRule) -> Any:
    """Fit of a customised offer; ``effort`` is the share of its full effect that the money reaches."""
    return effort * enough(known, rule.person_from, rule.person_enough)


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
    if not world.review or not (
        aim.used(world, "customisation") or np.maximum.reduce(world.state.fit, axis=None) > 0
    ):
        return
    weeks, dedication = world.scenario.ladder.review_weeks, world.scenario.model.customisation.dedication
    keys, change = _adapt(
        world.arrays,
        world.doubles,
        (world.rungs.first_customer, world.rungs.first_friend, world.rungs.first_partner),
        (aim.spread(world, "customisation"), aim.spread(world, "customisation", dedication)),
        np.array([firm.known for firm in world.firms]),
        weeks,
    )
    if world.journal is not None:
        world.journal.changed(world.week, Cause.CUSTOM_OFFER, keys, change)


@kernel
def _adapt(
    state: State,
    model: Sequence[Model],
    rungs: tuple[int, int, int],
    spread: tuple[aim.Spread, aim.Spread],
    known: Single,
    weeks: int,
) -> tuple[NDArray[np.int64], Single]:
    """Whom their firm's offer fits, and by how much that changes the strength of their relationship.

    ``rungs`` are the first of customers, friends and partners; ``spread`` is the money of differentiated and of
    customised offers.
    """
    first_customer, first_friend, first_partner = rungs
    wide, deep = aim.clientele(state, first_customer, spread[0]), aim.clientele(state, first_customer, spread[1])
    (firms, customers), segment = state.rung.shape, state.segment
    rule, weight = model[0].customisation, np.float32(model[0].strength.satisfaction)
    gain = np.float32(rule.satisfaction * weeks)
    keys, change, count = np.empty(firms * customers, np.int64), np.empty(firms * customers, np.float32), 0
    for firm in range(firms):
        rung, knowledge, satisfaction = state.rung[firm], state.knowledge[firm], state.satisfaction[firm]
        fit = state.fit[firm]
        fit[:] = ZERO
        for slot in from_rung(rung, first_friend):
            kind = segment[slot]
            fits = differentiated(np.float32(wide[firm, kind]), known[firm, kind], rule)
            if rung[slot] >= first_partner:
                fits = max(fits, customised(np.float32(deep[firm, kind]), knowledge[slot], rule))
            if fits > ZERO:
                gladder = (ONE - satisfaction[slot]) * min(fits * gain, ONE)
                fit[slot] = fits
                satisfaction[slot] += gladder
                keys[count], change[count] = firm * customers + slot, gladder * weight
                count += 1
    return keys[:count], change[:count]


def comfort_of_fit(world: World, block: Block) -> Single | None:
    """The relationship benefit of an offer that fits; shape (F, block)."""
    if not aim.used(world, "customisation"):
        return None
    return block.state.fit * np.float32(world.scenario.model.customisation.benefit)
