"""Individual dialogue: messages to single customers please if they are apt and annoy if they are not.

How apt they are follows from what the firm knows of each customer.
"""

import numpy as np
from numpy.typing import NDArray

from sim.market import aim, exact
from sim.market.compiling import ONE, either, equation
from sim.market.state import Single, which
from sim.market.streams import Purpose, chances16
from sim.market.world import World
from sim.scenario.dialogue import MessageRule
from sim.scenario.vocabulary import Cause

Keys = NDArray[np.int64]


def apt_chance(knowledge: Single, rule: MessageRule) -> Single:
    """Chance that a message speaks to a customer of whom the firm has that knowledge."""
    return np.asarray(rule.apt_blindly + knowledge * np.float32(rule.apt_knowing - rule.apt_blindly))


def personal_messages(world: World) -> None:
    """Firms write to their customers; in the week of talk, for all weeks between two reviews."""
    if not world.gossip or not aim.used(world, "messages"):
        return
    rule, weeks = world.scenario.model.message, world.scenario.ladder.review_weeks
    keys, answer = approached(world, Purpose.MESSAGE, "messages", rule.ceiling * weeks)
    apt = answer < apt_chance(world.state.knowledge.reshape(-1).take(keys), rule) * 65536
    _please(world, keys[apt])
    annoy(world, keys[~apt], rule.annoys)
    for firm, sent, answered in zip(world.firms, _by_firm(world, keys), _by_firm(world, keys[apt]), strict=True):
        firm.round.messages += sent
        firm.round.responses += answered


def approached(world: World, purpose: Purpose, lever: str, rate: float) -> tuple[Keys, NDArray[np.uint16]]:
    """Customers whom the money of ``lever`` reaches, at ``rate`` at most, and 16 bits of luck for their answer."""
    firms, state = len(world.firms), world.state
    luck = world.streams.lanes(purpose, world.week, world.everyone, 2 * firms)
    customers = which(state.rung >= world.rungs.first_customer)
    firm, slot = np.divmod(customers, world.customers)
    reach = aim.clientele(world, lever)
    chances = np.array([[chances16(1.0 - exact.exp_of(-rate * each)) for each in row] for row in reach.tolist()])
    own = slot * luck.shape[1] + firm
    threshold = chances.reshape(-1).take(firm * reach.shape[1] + state.segment.take(slot))
    chosen = which(luck.reshape(-1).take(own) < threshold)
    return customers.take(chosen), luck.reshape(-1).take(own.take(chosen) + firms)


def annoy(world: World, keys: Keys, harm: float) -> None:
    """Being approached in vain costs the share ``harm`` of a customer's satisfaction."""
    satisfaction = world.state.satisfaction.reshape(-1)
    before = satisfaction.take(keys)
    loss = before * np.float32(harm)
    satisfaction[keys] = before - loss
    for firm, count in zip(world.firms, _by_firm(world, keys), strict=True):
        firm.round.annoyed += count
    if world.journal is not None:
        weight = world.scenario.model.strength.satisfaction
        world.journal.changed(world.week, Cause.ANNOYANCE, keys, loss * np.float32(-weight))


def _please(world: World, keys: Keys) -> None:
    rule, state, weights = world.scenario.model.message, world.state, world.scenario.model.strength
    satisfaction, trust = state.satisfaction.reshape(-1), state.trust.reshape(-1)
    gladder = (1 - satisfaction.take(keys)) * np.float32(rule.satisfaction)
    surer = (1 - trust.take(keys)) * np.float32(rule.trust)
    satisfaction[keys] += gladder
    trust[keys] += surer
    state.message_week.reshape(-1)[keys] = world.week
    if world.journal is not None:
        change = gladder * np.float32(weights.satisfaction) + surer * np.float32(weights.trust)
        world.journal.changed(world.week, Cause.MESSAGE, keys, change)


def most_prompting(world: World) -> float:
    """The most that messages multiply the rate of occasions by, this week."""
    return 1.0 + world.scenario.model.message.occasion if aim.used(world, "messages") else 1.0


@equation
def prompting(weeks: int, prompted: np.float32, rule: MessageRule) -> np.float32:
    """What the last message, so many ``weeks`` ago, multiplies the rate of occasions by: at most ``prompted``."""
    factor: np.float32 = either(weeks <= rule.weeks, prompted, ONE)
    return factor


def _by_firm(world: World, keys: Keys) -> list[int]:
    counts: list[int] = np.bincount(keys // world.customers, minlength=len(world.firms)).tolist()
    return counts
