"""How a lever's money is aimed at segments, as precisely as the firm knows them.

A weight says how much money a head of a segment gets, relative to the other segments. Poor knowledge blurs it:
who cannot tell the segments apart treats them all alike. Money is conserved: the heads of all segments together
get what the lever has.
"""

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from sim.market.compiling import equation, kernel
from sim.market.exact import saturation
from sim.market.state import FirmState, State
from sim.market.world import World

Doubles = NDArray[np.float64]


def blurred(weights: Doubles, known: Doubles) -> Doubles:
    """Weights that reach the segments: those meant where a segment is known, 1 where it is not."""
    return np.asarray(1.0 + known * (weights - 1.0))


@equation
def money_per_head(money: float, heads: NDArray[np.int64], weights: Doubles) -> Doubles:
    """Money for a head of each segment: in proportion to the weights, and ``money`` for all the heads together."""
    whole = _sum_of(heads * weights)
    if whole <= 0.0:  # nobody is meant, so nobody is preferred
        return np.full(len(weights), money / max(heads.sum(), 1))
    return money * weights / max(whole, 1.0)


@equation
def _sum_of(parts: Doubles) -> float:
    """The sum of up to 15 numbers, added as NumPy adds them: eight of them by twos."""
    whole, added = 0.0, 0
    if len(parts) >= 8:
        whole = ((parts[0] + parts[1]) + (parts[2] + parts[3])) + ((parts[4] + parts[5]) + (parts[6] + parts[7]))
        added = 8
    for part in parts[added:]:
        whole += part
    return whole


def pressure(world: World, firm: FirmState, lever: str, heads: float) -> float:
    """Share of its full effect that a lever reaches, spending being spread over ``heads``."""
    half = getattr(world.scenario.levers, lever).half
    return saturation(firm.weekly[lever] / max(heads, 1.0), half)


@equation
def for_each_purchase(money: float, purchases: float, half: float) -> float:
    """The same for levers whose money is spread over the purchases of a week."""
    return saturation(money / max(purchases, 1.0), half) if money else 0.0


def per_purchase(world: World, firm: FirmState, lever: str) -> float:
    """What a firm reaches so this week."""
    half = getattr(world.scenario.levers, lever).half
    return for_each_purchase(firm.weekly[lever], float(firm.met.customers), half)


def used(world: World, lever: str) -> bool:
    """Whether any firm spends on ``lever`` this week."""
    return any(firm.weekly[lever] > 0 for firm in world.firms)


def money_for(world: World, lever: str) -> Doubles:
    """What each firm spends on ``lever`` this week; shape (F,)."""
    return np.array([firm.weekly[lever] for firm in world.firms])


def audience(world: World, lever: str) -> Doubles:
    """Share of its full effect that a lever meant for everybody reaches: (F, 1), or (F, S) if some firm aims it."""
    firms = world.firms
    if not any(firm.decision.aim(lever) for firm in firms):
        return np.array([[pressure(world, firm, lever, world.customers)] for firm in firms])
    heads = np.bincount(world.state.segment, minlength=len(world.scenario.market.segments))
    return reached(np.tile(heads, (len(firms), 1)), spread(world, lever))


class Spread(NamedTuple):
    """The money of a lever in a week, and how firms spread it over segments."""

    money: Doubles  # (F,)
    weights: Doubles  # (F, S), of a head of each segment
    half: float  # money for a head that reaches half of the full effect


def spread(world: World, lever: str, dearer: float = 1.0) -> Spread:
    """How the money of ``lever`` is spread now. ``dearer`` is how many times the usual money the effect takes."""
    segments = world.scenario.market.segments
    weights = np.ones((len(world.firms), len(segments)))
    for firm, own in zip(world.firms, weights, strict=True):
        aims = firm.decision.aim(lever)
        if aims:
            meant = np.array([aims.get(segment.id, 1.0) for segment in segments])
            own[:] = blurred(meant, firm.known.astype(np.float64))
    return Spread(money_for(world, lever), weights, getattr(world.scenario.levers, lever).half * dearer)


@kernel
def reached(heads: NDArray[np.int64], spread: Spread) -> Doubles:
    """Share of its full effect that money reaches, spread over ``heads`` of each segment; shape (F, S)."""
    shares = np.empty(heads.shape)
    for firm in range(len(heads)):
        money = money_per_head(spread.money[firm], heads[firm], spread.weights[firm])
        for kind in range(len(money)):
            shares[firm, kind] = saturation(money[kind], spread.half)
    return shares


@kernel
def clientele(state: State, first_customer: int, spread: Spread) -> Doubles:
    """Share of its full effect that a lever meant for the firm's own customers reaches; shape (F, S)."""
    return reached(customers_by_segment(state, first_customer, spread.weights.shape[1]), spread)


@kernel
def customers_by_segment(state: State, first_customer: int, segments: int) -> NDArray[np.int64]:
    """Customers of each firm in each segment, shape (F, S)."""
    firms, customers = state.rung.shape
    segment, heads = state.segment, np.zeros((firms, segments), np.int64)
    for firm in range(firms):
        rung = state.rung[firm]
        for kind in range(segments):
            count, this = np.int32(0), np.int8(kind)  # small, so that many are compared at a time
            for slot in range(customers):
                count += np.int32((rung[slot] >= first_customer) & (segment[slot] == this))
            heads[firm, kind] = count
    return heads
