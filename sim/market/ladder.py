"""Phase 8: the loyalty ladder (rule 11). Who climbs, who falls, and who leaves a firm."""

import numpy as np
from numpy.typing import NDArray

from sim.journal import NOBODY, OUTSIDE
from sim.market.state import Block, Single, State, which
from sim.market.win_back import in_use, remember_climb, remember_leaving
from sim.market.world import World
from sim.scenario.ladder import Conditions, Ladder
from sim.scenario.parameters import StrengthRule
from sim.scenario.vocabulary import Cause, Move

Keys = NDArray[np.int64]
Yes = NDArray[np.bool_]

_REMEMBERED = 13
"""Weeks after which nobody comes because of advertising any more."""


def strength(satisfaction: Single, trust: Single, commitment: Single, rule: StrengthRule) -> Single:
    """Strength of a relationship, 0..1: the weighted sum of its three parts."""
    return np.asarray(satisfaction * rule.satisfaction + trust * rule.trust + commitment * rule.commitment)


def meets(conditions: Conditions, margin: float, states: dict[str, NDArray[np.generic]]) -> Yes | None:
    """Where ``states`` meet ``conditions``, each lowered by ``margin`` (purchases never are); None: always."""
    result: Yes | None = None
    for name, state in states.items():
        asked = getattr(conditions, name)
        if asked is None:
            continue
        met = np.greater_equal(state, asked if name == "purchases" else np.float32(asked - margin))
        result = met if result is None else np.logical_and(result, met, out=result)
    return result


def attained(ladder: Ladder, margin: float, states: dict[str, NDArray[np.generic]]) -> NDArray[np.int8]:
    """The highest rung whose conditions, and those of all rungs below it, are met."""
    shape = next(iter(states.values())).shape
    highest = np.zeros(shape, dtype=np.int8)
    so_far: Yes = np.ones(shape, dtype=np.bool_)
    for rung in ladder.rungs[1:]:
        met = meets(rung.enter, margin, states)
        if met is not None:
            np.logical_and(so_far, met, out=so_far)
        highest += so_far.view(np.int8)
    return highest


def rungs(world: World) -> None:
    """Every few weeks each relationship is reviewed; two reviews in a row move a customer one rung."""
    ladder = world.scenario.ladder
    if world.week % ladder.review_weeks == 0:
        for block in world.blocks:
            _review(world, block)


def _judged(world: World, state: State, keys: Keys | None = None) -> dict[str, NDArray[np.generic]]:
    """What rungs are judged by, of all relationships or of ``keys``."""
    names = ("awareness", "satisfaction", "trust", "commitment", "purchases")
    states = {name: getattr(state, name) for name in names}
    if keys is not None:
        states = {name: values.reshape(-1).take(keys) for name, values in states.items()}
    bonds = (states["satisfaction"], states["trust"], states["commitment"])
    return {**states, "strength": strength(*bonds, world.scenario.model.strength)}


def _review(world: World, block: Block) -> None:
    state, ladder = block.state, world.scenario.ladder
    states = _judged(world, state)
    reached = attained(ladder, 0.0, states)
    up = reached > state.rung
    up &= state.present
    below = which(reached < state.rung)  # few: only for them does the margin matter
    keys = block.keys(below)
    least = attained(ladder, ladder.margin, _judged(world, world.state, keys))
    streak, step = state.streak, up.view(np.int8)
    step.reshape(-1)[below] -= least < world.state.rung.reshape(-1).take(keys)
    streak *= streak * step > 0  # what was asked for before counts on only if it is asked for again
    streak += step
    first = world.rungs.first_customer
    falls = streak <= -ladder.periods
    leaving = (state.rung >= first) & (state.last_week < world.week - state.lapse_weeks.astype(np.int32))
    if world.contracts:  # they hold until they are ended
        falls &= state.rung != first
    leaving |= falls & (state.rung == first)
    stays = ~leaving
    climbs = (streak >= ladder.periods) & stays
    falls &= stays
    climbing, falling, left = (block.keys(which(each)) for each in (climbs, falls, leaving))
    _climb(world, climbing)
    _fall(world, falling)
    leave(world, left, Cause.NONE)


def _climb(world: World, keys: Keys) -> None:
    rung = world.state.rung.reshape(-1)
    first = world.rungs.first_customer
    origin = rung[keys]
    noticing = keys[origin < first - 1]
    _move(world, Move.NOTICED, noticing, 1, heard_of(world, noticing))
    _move(world, Move.CLIMBED, keys[origin >= first], 1, None)
    # A first purchase moves a prospect at once (see `join`); a strong bond without one cannot.


def heard_of(world: World, keys: Keys) -> NDArray[np.int8]:
    """Causes that made firms known to the customers of relationships ``keys``.

    Nobody told them? Then it was advertising; and where there has been none for a quarter, their own curiosity.
    """
    heard = world.state.heard.reshape(-1).take(keys)
    silent = [world.week - firm.advertised > _REMEMBERED for firm in world.firms]
    if any(silent):
        heard[np.take(silent, keys // world.customers) & (heard == Cause.ADVERTISING)] = Cause.CURIOSITY
    return heard


def _fall(world: World, keys: Keys) -> None:
    origin = world.state.rung.reshape(-1)[keys]
    customers = origin > world.rungs.first_customer
    _move(world, Move.FELL, keys[customers], -1, None)
    _move(world, Move.FORGOT, keys[~customers], -1, None)


def _move(world: World, kind: Move, keys: Keys, step: int, named: NDArray[np.int8] | None) -> None:
    if not len(keys):
        return
    rung = world.state.rung.reshape(-1)
    origin = rung[keys]
    _record(world, kind, keys, origin, origin + np.int8(step), np.full(len(keys), NOBODY, dtype=np.int8), named)


def join(world: World, keys: Keys, named: NDArray[np.int8]) -> None:
    """A first purchase makes a customer, at once. ``named`` are the causes of coming."""
    if not len(keys):
        return
    state = world.state
    origin = state.rung.reshape(-1)[keys]
    target = np.full(len(keys), world.rungs.first_customer, dtype=np.int8)
    state.joined_week.reshape(-1)[keys] = world.week
    _record(world, Move.JOINED, keys, origin, target, np.full(len(keys), NOBODY, dtype=np.int8), named)
    for firm, new in zip(world.firms, _by_firm(world, keys).tolist(), strict=True):
        firm.round.new_customers += new
    if in_use(world):
        for firm, won in zip(world.firms, _by_firm(world, keys[named == Cause.WIN_BACK]).tolist(), strict=True):
            firm.round.won_back += won


def _by_firm(world: World, keys: Keys) -> Keys:
    """How many of ``keys`` are relationships with each firm."""
    return np.bincount(keys // world.customers, minlength=len(world.firms))


def leave(world: World, keys: Keys, named: Cause) -> None:
    """Customers leave a firm, for a rival, for nobody, or (a life change) for good.

    Of ``keys`` only those who are customers move. The offer or appeal of the rival that has them now, or else the
    ``named`` cause, stands beside whatever the firm did to them.
    """
    state, first = world.state, world.rungs.first_customer
    if not len(keys):
        return
    origin = state.rung.reshape(-1).take(keys)
    customers, gone_for_good = origin >= first, named is Cause.LIFE_CHANGE
    if gone_for_good:
        state.rung.reshape(-1)[keys[~customers]] = 0
    keys, origin = keys[customers], origin[customers]
    if not len(keys):
        return
    firm = keys // world.customers
    if gone_for_good:
        causes = np.full(len(keys), named, dtype=np.int8)
        rival = np.full(len(keys), OUTSIDE, dtype=np.int8)
    else:
        slot, unsaid = keys - firm * world.customers, named is Cause.NONE
        home = state.home.take(slot)
        elsewhere = home != firm
        causes = np.where(elsewhere & unsaid, state.lure.take(slot), np.int8(named))
        rival = np.where(elsewhere, home, np.int8(NOBODY))
    target = np.full(len(keys), 0 if gone_for_good else first - 1, dtype=np.int8)
    _record(world, Move.LEFT, keys, origin, target, rival, causes)
    remember_leaving(world, keys)
    state.purchases.reshape(-1)[keys] = 0
    state.member.reshape(-1)[keys] = False
    state.managed.reshape(-1)[keys] = False
    state.products.reshape(-1)[keys] = 0
    state.community.reshape(-1)[keys] = False
    firms = len(world.firms)
    if named is Cause.NONE and world.scenario.levers.complaint_line.available:
        _count_silent(world, keys, firm)
    for lost, exits in zip(world.firms, np.bincount(firm, minlength=firms).tolist(), strict=True):
        lost.round.lost_customers += exits
    if not gone_for_good:
        taken = np.bincount((firm * firms + rival)[rival >= 0], minlength=firms * firms).reshape(firms, firms)
        for lost, takers in zip(world.firms, taken, strict=True):
            lost.taken_by += takers


def _count_silent(world: World, keys: Keys, firm: NDArray[np.int64]) -> None:
    """Books who leaves after a bad experience without ever having said so."""
    grieved, last = world.state.grieved_week.reshape(-1), world.state.last_week.reshape(-1)
    silent = np.bincount(firm[grieved.take(keys) == last.take(keys)], minlength=len(world.firms)).tolist()
    for each, count in zip(world.firms, silent, strict=True):
        each.round.silent_leavers += count


def _record(
    world: World,
    kind: Move,
    keys: Keys,
    origin: NDArray[np.int8],
    target: NDArray[np.int8],
    rival: NDArray[np.int8],
    named: NDArray[np.int8] | None,
) -> None:
    state = world.state
    state.rung.reshape(-1)[keys] = target
    state.streak.reshape(-1)[keys] = 0
    state.moved_week.reshape(-1)[keys] = world.week
    remember_climb(world, keys, target)
    if world.journal is None:
        return
    bond = strength(
        state.satisfaction.reshape(-1)[keys],
        state.trust.reshape(-1)[keys],
        state.commitment.reshape(-1)[keys],
        world.scenario.model.strength,
    )
    causes = named if named is not None else np.zeros(len(keys), dtype=np.int8)
    world.journal.moved(world.week, kind, keys, (origin, target), bond, rival, causes)
