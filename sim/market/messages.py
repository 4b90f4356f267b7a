"""Individual dialogue: messages to single customers please if they are apt and annoy if they are not.

How apt they are follows from what the firm knows of each customer.
"""

from collections.abc import Sequence
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from sim.market import aim
from sim.market.compiling import ONE, either, equation, kernel
from sim.market.exact import power_of_e
from sim.market.state import Single, State, from_rung
from sim.market.streams import LANE, Purpose, chances16, draw_lanes, lane_at
from sim.market.world import World
from sim.scenario.dialogue import MessageRule
from sim.scenario.parameters import Model
from sim.scenario.vocabulary import Cause

Keys = NDArray[np.int64]


class Approached(NamedTuple):
    """Whom the money of a lever reaches, firm by firm."""

    keys: Keys
    luck: NDArray[np.uint16]  # for their answer
    ends: NDArray[np.int64]  # (F + 1,): where each firm's begin and end


class Felt(NamedTuple):
    """What that made some of them feel, firm by firm."""

    keys: Keys
    change: Single  # of the strength of their relationship
    heads: NDArray[np.int64]  # (F,): how many of each firm's


@equation
def apt_chance(knowledge: Any, rule: MessageRule) -> Any:
    """Chance that a message speaks to a customer of whom the firm has that knowledge."""
    return np.float32(rule.apt_blindly) + knowledge * np.float32(rule.apt_knowing - rule.apt_blindly)


@equation
def annoy(satisfaction: Single, key: Any, harm: np.float32) -> Any:
    """Being approached in vain costs the share ``harm`` of a customer's satisfaction; returns how much that was."""
    lost = satisfaction[key] * harm
    satisfaction[key] -= lost
    return lost


def personal_messages(world: World) -> None:
    """Firms write to their customers; in the week of talk, for all weeks between two reviews."""
    if not world.gossip or not aim.used(world, "messages"):
        return
    rate = world.scenario.model.message.ceiling * world.scenario.ladder.review_weeks
    reached = approached(world, Purpose.MESSAGE, "messages", rate)
    pleased, annoyed = _write(world.arrays, world.doubles, world.week, reached)
    for firm, glad, sorry in zip(world.firms, pleased.heads.tolist(), annoyed.heads.tolist(), strict=True):
        firm.round.messages += glad + sorry
        firm.round.responses += glad
    if world.journal is not None:
        world.journal.changed(world.week, Cause.MESSAGE, pleased.keys, pleased.change)
    note_annoyance(world, annoyed)


def approached(world: World, purpose: Purpose, lever: str, rate: float) -> Approached:
    """Customers whom the money of ``lever`` reaches, at ``rate`` at most."""
    first, spread = world.rungs.first_customer, aim.spread(world, lever)
    return _approach(world.arrays, first, spread, rate, world.streams.seed, int(purpose), world.week)


def note_annoyance(world: World, annoyed: Felt) -> None:
    """Counts whom an approach annoyed, and notes what it cost."""
    for firm, count in zip(world.firms, annoyed.heads.tolist(), strict=True):
        firm.round.annoyed += count
    if world.journal is not None:
        world.journal.changed(world.week, Cause.ANNOYANCE, annoyed.keys, annoyed.change)


@kernel
def _approach(
    state: State, first_customer: int, spread: aim.Spread, rate: float, seed: np.uint64, purpose: int, week: int
) -> Approached:
    (firms, customers), segment = state.rung.shape, state.segment
    reach = aim.clientele(state, first_customer, spread)
    lanes = 2 * firms  # one decides who is reached, another how they answer
    drawn = draw_lanes(seed, purpose, week, customers, lanes)
    keys, luck = np.empty(firms * customers, np.int64), np.empty(firms * customers, np.uint16)
    chances, ends, count = np.empty(reach.shape[1], np.int64), np.zeros(firms + 1, np.int64), 0
    for firm in range(firms):
        for kind in range(len(chances)):
            chances[kind] = chances16(1.0 - power_of_e(-rate * reach[firm, kind]))
        for slot in from_rung(state.rung[firm], first_customer):
            keys[count] = firm * customers + slot
            count += lane_at(drawn, slot, firm, lanes) < chances[segment[slot]]
        for place in range(ends[firm], count):
            luck[place] = lane_at(drawn, keys[place] - firm * customers, firms + firm, lanes)
        ends[firm + 1] = count
    return Approached(keys[:count], luck[:count], ends)


@equation
def those(reached: Approached, felt: NDArray[np.bool_], change: Single) -> Felt:
    """Those who ``felt`` what changed the strength of their relationship so."""
    firms = len(reached.ends) - 1
    keys, changes = np.empty(len(felt), np.int64), np.empty(len(felt), np.float32)
    heads, count = np.zeros(firms, np.int64), 0
    for firm in range(firms):
        before = count
        for place in range(reached.ends[firm], reached.ends[firm + 1]):
            keys[count], changes[count] = reached.keys[place], change[place]
            count += felt[place]
        heads[firm] = count - before
    return Felt(keys[:count], changes[:count], heads)


@kernel
def _write(state: State, model: Sequence[Model], week: int, reached: Approached) -> tuple[Felt, Felt]:
    """Whom messages please, and whom they annoy."""
    satisfaction, trust = state.satisfaction.reshape(-1), state.trust.reshape(-1)
    knowledge, message_week = state.knowledge.reshape(-1), state.message_week.reshape(-1)
    rule, weights = model[0].message, model[0].strength
    harm, pleasure, assurance = np.float32(rule.annoys), np.float32(rule.satisfaction), np.float32(rule.trust)
    by_satisfaction, by_trust = np.float32(weights.satisfaction), np.float32(weights.trust)
    apt, change = np.empty(len(reached.keys), np.bool_), np.empty(len(reached.keys), np.float32)
    for place, key in enumerate(reached.keys):
        apt[place] = reached.luck[place] < apt_chance(knowledge[key], rule) * np.float32(LANE)
        if apt[place]:
            gladder, surer = (ONE - satisfaction[key]) * pleasure, (ONE - trust[key]) * assurance
            satisfaction[key] += gladder
            trust[key] += surer
            message_week[key] = week
            change[place] = gladder * by_satisfaction + surer * by_trust
        else:
            change[place] = annoy(satisfaction, key, harm) * -by_satisfaction
    return those(reached, apt, change), those(reached, ~apt, change)


def most_prompting(world: World) -> float:
    """The most that messages multiply the rate of occasions by, this week."""
    return 1.0 + world.scenario.model.message.occasion if aim.used(world, "messages") else 1.0


@equation
def prompting(weeks: int, prompted: np.float32, rule: MessageRule) -> np.float32:
    """What the last message, so many ``weeks`` ago, multiplies the rate of occasions by: at most ``prompted``."""
    factor: np.float32 = either(weeks < rule.weeks, prompted, ONE)
    return factor
