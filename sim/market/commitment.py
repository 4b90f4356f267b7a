"""Commitment and the benefits of a relationship (rule 9; Morgan & Hunt 1994).

What a customer has of the relationship itself, beyond product and service, are confidence, social benefits and
special treatment (Gwinner, Gremler & Bitner 1998). Confidence is trust; every mechanism that gives one of the
other two has a function here that says how much of it each customer gets.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from enum import Enum
from typing import NamedTuple

import numpy as np

from sim.market.community import belonging
from sim.market.customisation import comfort_of_fit
from sim.market.dedicated import care_of_managers
from sim.market.programme import points_of_members
from sim.market.state import Block, Single, which
from sim.market.world import World
from sim.scenario.parameters import CommitmentRule
from sim.scenario.vocabulary import Cause


class Kind(Enum):
    """Kinds of benefit that firms give, besides confidence."""

    SOCIAL = "social"  # being known, belonging
    SPECIAL = "special"  # treatment that others do not get


@dataclass(frozen=True)
class Source:
    """Where customers get a benefit. ``given``: how much, 0..1, shape (F, block); None: nobody gets any."""

    cause: Cause
    kind: Kind
    given: Callable[[World, Block], Single | None]


SOURCES: tuple[Source, ...] = (
    Source(Cause.LOYALTY_CARD, Kind.SPECIAL, points_of_members),
    Source(Cause.CUSTOM_OFFER, Kind.SPECIAL, comfort_of_fit),
    Source(Cause.PERSONAL_MANAGER, Kind.SOCIAL, care_of_managers),
    Source(Cause.COMMUNITY, Kind.SOCIAL, belonging),
)


class Benefit(NamedTuple):
    """What a block's customers get from one source."""

    source: Source
    given: Single  # (F, block)


def benefits(world: World, block: Block) -> list[Benefit]:
    """The benefits that anybody of a block gets."""
    found = ((source, source.given(world, block)) for source in SOURCES)
    return [Benefit(source, given) for source, given in found if given is not None]


def together(given: Sequence[Single]) -> Single | float:
    """Several benefits as one, 0..1: each adds a part of what is still missing."""
    whole: Single | float = 0.0
    for each in given:
        whole = each if isinstance(whole, float) else np.asarray(whole + (1 - whole) * each)
    return whole


def commitment_goal(satisfaction: Single, trust: Single, benefit: Single | float, rule: CommitmentRule) -> Single:
    """Where commitment tends to."""
    return np.asarray(satisfaction * rule.satisfaction + trust * rule.trust + benefit * rule.benefits)


def commit(world: World, block: Block) -> None:
    """A review's step of commitment toward its goal. Where it rises, benefits are a cause by their part of it."""
    state, rule = block.state, world.scenario.model.commitment
    given = benefits(world, block)
    goal = commitment_goal(state.satisfaction, state.trust, together([each.given for each in given]), rule)
    step = goal - state.commitment
    step *= min(1.0, rule.speed * world.scenario.ladder.review_weeks)
    step *= state.purchases > 0
    state.commitment += step
    if world.journal is not None:
        _note(world, block, given, goal, step)


def _note(world: World, block: Block, given: list[Benefit], goal: Single, step: Single) -> None:
    journal, model = world.journal, world.scenario.model
    assert journal is not None
    rising = step > 0
    for index, benefit in enumerate(given):
        felt = which((benefit.given > 0) & rising)
        amounts = [each.given.take(felt) for each in given]
        part = amounts[index] / np.add.reduce(amounts) * together(amounts) * model.commitment.benefits
        change = step.take(felt) * part / goal.take(felt)
        change *= model.strength.commitment
        journal.changed(world.week, benefit.source.cause, block.keys(felt), change)
