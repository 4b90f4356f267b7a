"""Commitment and the benefits of a relationship (rule 9; Morgan & Hunt 1994).

What a customer has of the relationship itself, beyond product and service, are confidence, social benefits and
special treatment (Gwinner, Gremler & Bitner 1998). Confidence is trust; every mechanism that gives one of the
other two has a function here that says how much of it each customer gets.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from enum import Enum
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from sim.market.community import belonging
from sim.market.compiling import ONE, ZERO, either, equation, kernel
from sim.market.customisation import comfort_of_fit
from sim.market.dedicated import care_of_managers
from sim.market.programme import points_of_members
from sim.market.state import Block, Single, State
from sim.market.world import World
from sim.scenario.parameters import CommitmentRule, Model
from sim.scenario.vocabulary import Cause

Keys = NDArray[np.int64]
Given = tuple[Single, ...]  # by source (F, block), or of size 0: to nobody

_NOTHING = np.zeros((0, 0), dtype=np.float32)


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


@equation
def one_more(benefit: Any, more: Any) -> Any:
    """A benefit, 0..1, and ``more`` on top: it adds a part of what is still missing."""
    return benefit + (ONE - benefit) * more


def together(given: Sequence[Single]) -> Single | float:
    """Several benefits as one, 0..1."""
    whole: Single | float = 0.0
    for each in given:
        whole = one_more(whole, each)
    return whole


@equation
def commitment_goal(satisfaction: Any, trust: Any, benefit: Any, rule: CommitmentRule) -> Any:
    """Where commitment tends to."""
    return satisfaction * rule.satisfaction + trust * rule.trust + benefit * rule.benefits


def commit(world: World, block: Block) -> None:
    """A review's step of commitment toward its goal. Where it rises, benefits are a cause by their part of it."""
    found = [source.given(world, block) for source in SOURCES]
    given = tuple(_NOTHING if each is None else each for each in found)
    speed = np.float32(min(1.0, world.scenario.model.commitment.speed * world.scenario.ladder.review_weeks))
    start, stop, noting = block.slots.start, block.slots.stop, world.journal is not None
    keys, amounts, noted = _step(world.arrays, world.numbers, start, stop, given, speed, noting)
    if world.journal is not None:
        for index, count in enumerate(noted.tolist()):
            cause, felt = SOURCES[index].cause, slice(count)
            world.journal.changed(world.week, cause, keys[index, felt].copy(), amounts[index, felt].copy())


@kernel
def _step(
    state: State, model: Sequence[Model], start: int, stop: int, given: Given, speed: np.float32, noting: bool
) -> tuple[Keys, Single, Keys]:
    """Commitment moves; if ``noting``, relationships that a benefit strengthened, by source, how much, how many."""
    rule, weight, count = model[0].commitment, model[0].strength.commitment, stop - start
    firms, customers = state.commitment.shape
    room = firms * count if noting else 0
    keys, amounts = np.empty((len(given), room), np.int64), np.empty((len(given), room), np.float32)
    noted, goal, step = np.zeros(len(given), np.int64), np.empty(count, np.float32), np.empty(count, np.float32)
    for firm in range(firms):
        satisfaction, trust = state.satisfaction[firm, start:stop], state.trust[firm, start:stop]
        commitment, purchases = state.commitment[firm, start:stop], state.purchases[firm, start:stop]
        whole, total = _whole(given, firm, count)
        for place in range(count):
            goal[place] = commitment_goal(satisfaction[place], trust[place], whole[place], rule)
        for place in range(count):
            toward = (goal[place] - commitment[place]) * speed
            step[place] = either(purchases[place] > 0, toward, ZERO)
        for place in range(count):
            commitment[place] += step[place]
        if noting:
            for source, benefit in enumerate(given):
                if benefit.size:
                    here, found = benefit[firm], noted[source]
                    for place in _felt(here, step):
                        part = here[place] / total[place] * whole[place] * rule.benefits
                        keys[source, found] = firm * customers + start + place
                        amounts[source, found] = step[place] * part / goal[place] * weight
                        found += 1
                    noted[source] = found
    return keys, amounts, noted


@equation
def _whole(given: Given, firm: int, count: int) -> tuple[Single, Single]:
    """A firm's benefits together, as one and as a sum."""
    whole, total = np.zeros(count, np.float32), np.zeros(count, np.float32)
    for benefit in given:
        if benefit.size:
            here = benefit[firm]
            for place in range(count):
                whole[place] = one_more(whole[place], here[place])
            for place in range(count):
                total[place] += here[place]
    return whole, total


@equation
def _felt(benefit: Single, step: Single) -> NDArray[np.uint32]:
    """Places of those who have a benefit and whose commitment rises."""
    places, found = np.empty(len(step), np.uint32), np.int64(0)
    for place in range(len(step)):
        places[found] = place
        found += np.int64((benefit[place] > ZERO) & (step[place] > ZERO))
    return places[:found]
