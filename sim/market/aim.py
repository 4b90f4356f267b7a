"""How a lever's money is aimed at segments, as precisely as the firm knows them.

A weight says how much money a head of a segment gets, relative to the other segments. Poor knowledge blurs it:
who cannot tell the segments apart treats them all alike. Money is conserved: the heads of all segments together
get what the lever has.
"""

import numpy as np
from numpy.typing import NDArray

from sim.market.compiling import kernel
from sim.market.exact import saturation
from sim.market.state import FirmState, State
from sim.market.world import World

Doubles = NDArray[np.float64]


def blurred(weights: Doubles, known: Doubles) -> Doubles:
    """Weights that reach the segments: those meant where a segment is known, 1 where it is not."""
    return np.asarray(1.0 + known * (weights - 1.0))


def money_per_head(money: float, heads: NDArray[np.int64], weights: Doubles) -> Doubles:
    """Money for a head of each segment: in proportion to the weights, and ``money`` for all the heads together."""
    whole = float(np.add.reduce(heads * weights))
    if whole <= 0.0:  # nobody is meant, so nobody is preferred
        return np.full(len(weights), money / max(int(np.add.reduce(heads)), 1))
    return np.asarray(money * weights / max(whole, 1.0))


def pressure(world: World, firm: FirmState, lever: str, heads: float) -> float:
    """Share of its full effect that a lever reaches, spending being spread over ``heads``."""
    half = getattr(world.scenario.levers, lever).half
    return saturation(firm.weekly[lever] / max(heads, 1.0), half)


def per_purchase(world: World, firm: FirmState, lever: str) -> float:
    """The same for levers whose money is spread over the purchases of a week."""
    return pressure(world, firm, lever, float(firm.met.customers)) if firm.weekly[lever] else 0.0


def used(world: World, lever: str) -> bool:
    """Whether any firm spends on ``lever`` this week."""
    return any(firm.weekly[lever] > 0 for firm in world.firms)


def money_for(world: World, lever: str) -> Doubles:
    """What each firm spends on ``lever`` this week; shape (F,)."""
    return np.array([firm.weekly[lever] for firm in world.firms])


def audience(world: World, lever: str) -> Doubles:
    """Share of its full effect that a lever meant for everybody reaches: (F, 1), or (F, S) if some firm aims it."""
    if not any(firm.decision.aim(lever) for firm in world.firms):
        return np.array([[pressure(world, firm, lever, world.customers)] for firm in world.firms])
    heads = np.bincount(world.state.segment, minlength=len(world.scenario.market.segments)).tolist()
    return np.array([_by_segment(world, firm, lever, heads) for firm in world.firms])


def clientele(world: World, lever: str, dearer: float = 1.0) -> Doubles:
    """Share of its full effect that a lever meant for the firm's own customers reaches; shape (F, S).

    ``dearer`` is how many times the usual money the effect takes.
    """
    heads = customers_by_segment(world).tolist()
    return np.array(
        [_by_segment(world, firm, lever, own, dearer) for firm, own in zip(world.firms, heads, strict=True)]
    )


def customers_by_segment(world: World) -> NDArray[np.int64]:
    """Customers of each firm in each segment, shape (F, S)."""
    return _customers(world.arrays, world.rungs.first_customer, len(world.scenario.market.segments))


@kernel
def _customers(state: State, first_customer: int, segments: int) -> NDArray[np.int64]:
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


def _by_segment(world: World, firm: FirmState, lever: str, heads: list[int], dearer: float = 1.0) -> list[float]:
    money, half = firm.weekly[lever], getattr(world.scenario.levers, lever).half * dearer
    aims = firm.decision.aim(lever)
    if not aims:
        return [saturation(money / max(sum(heads), 1), half)] * len(heads)
    meant = np.array([aims.get(segment.id, 1.0) for segment in world.scenario.market.segments])
    weights = blurred(meant, firm.known.astype(np.float64))
    return [saturation(each, half) for each in money_per_head(money, np.array(heads), weights).tolist()]
