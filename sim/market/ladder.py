"""Phase 8: the loyalty ladder (rule 11). Who climbs, who falls, and who leaves a firm."""

from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from sim.journal import NOBODY
from sim.market.compiling import either, equation, kernel
from sim.market.reasons import OUTSIDE
from sim.market.state import Block, Single, State
from sim.market.win_back import accept, remember_leaving
from sim.market.world import World
from sim.scenario.parameters import Model, StrengthRule
from sim.scenario.vocabulary import Cause, Move

Yes = NDArray[np.bool_]
Keys = NDArray[np.int64]
Places = NDArray[np.uint32]  # never below 0, so that kernels need not look
Levels = NDArray[np.int8]  # rungs, or kinds of move, or causes
Moved = tuple[Keys, Keys, Levels, Levels, Single, Levels]  # ends of kinds; key, from, to, bond's strength, cause
Left = tuple[Keys, Levels, Levels, Single, Levels, Levels]  # key, from, to, strength of the bond, rival, cause
Judged = tuple[Single, Single, Single, Single, Single, Single]  # of customers side by side: ``rungs.JUDGED_BY``

_REMEMBERED = 13
"""Weeks after which nobody comes because of advertising any more."""

_NONE, _ADVERTISING, _CURIOSITY, _LIFE_CHANGE, _CONTRACT_END, _OFFER, _WIN_BACK = (
    np.int8(each)
    for each in (
        Cause.NONE,
        Cause.ADVERTISING,
        Cause.CURIOSITY,
        Cause.LIFE_CHANGE,
        Cause.CONTRACT_END,
        Cause.INTRODUCTORY_OFFER,
        Cause.WIN_BACK,
    )
)
_KINDS = (Move.NOTICED, Move.CLIMBED, Move.FELL, Move.FORGOT)
_NOTICED, _CLIMBED, _FELL, _FORGOT = range(len(_KINDS))


@equation
def strength(satisfaction: Any, trust: Any, commitment: Any, rule: StrengthRule) -> Any:
    """Strength of a relationship, 0..1: the weighted sum of its three parts."""
    return satisfaction * rule.satisfaction + trust * rule.trust + commitment * rule.commitment


@kernel
def attained(asked: Single, judged: Judged) -> Levels:
    """The highest rung whose conditions, and those of all rungs below it, are met.

    ``asked`` is what each rung asks for (see ``rungs.asked_for``).
    """
    highest, so_far = np.zeros(len(judged[0]), np.int8), np.ones(len(judged[0]), np.int8)
    for rung in range(1, len(asked)):
        for number in range(len(judged)):
            least, state = asked[rung, number], judged[number]
            if least > -np.inf:
                for place in range(len(state)):
                    so_far[place] &= state[place] >= least
        for place in range(len(highest)):
            highest[place] += so_far[place]
    return highest


@equation
def why_known(heard: Any, silent: Any) -> Any:
    """The cause that made a firm known: what customers ``heard``, if anything.

    Nobody told them? Then it was advertising; and where the firm is ``silent``, their own curiosity.
    """
    return either(silent & (heard == _ADVERTISING), _CURIOSITY, heard)


def silent(world: World) -> NDArray[np.bool_]:
    """Which firms have not advertised for a quarter."""
    return np.array([world.week - firm.advertised > _REMEMBERED for firm in world.firms])


def rungs(world: World) -> None:
    """Every few weeks each relationship is reviewed; two reviews in a row move a customer one rung."""
    if world.review:
        for block in world.blocks:
            _review_block(world, block)


def _review_block(world: World, block: Block) -> None:
    ladder, noting = world.scenario.ladder, world.journal is not None
    asked, held, first = world.rungs.asked, world.rungs.held, world.rungs.first_customer
    leaving, moved = _review(
        world.arrays,
        world.numbers,
        block.slots.start,
        block.slots.stop,
        world.week,
        (asked, held),
        first,
        ladder.periods,
        world.contracts,
        silent(world),
        noting,
    )
    if noting:
        _note(world, moved)
    leave(world, leaving, Cause.NONE)


def _note(world: World, moved: Moved) -> None:
    journal, (ends, keys, origin, target, bond, named) = world.journal, moved
    assert journal is not None
    nobody, begin = np.full(len(keys), NOBODY, dtype=np.int8), 0
    for kind, end in zip(_KINDS, ends.tolist(), strict=True):
        if end > begin:
            these, begin = slice(begin, end), end
            steps = origin[these], target[these]
            journal.moved(world.week, kind, keys[these], steps, bond[these], nobody[these], named[these])


@kernel
def _review(
    state: State,
    model: Sequence[Model],
    start: int,
    stop: int,
    week: int,
    asked: tuple[Single, Single],
    first: int,
    periods: int,
    contracts: bool,
    silent: Yes,
    noting: bool,
) -> tuple[Keys, Moved]:
    """Moves customers up or down. Gives the keys of those who leave, and if ``noting`` the moves.

    ``asked`` is what rungs ask for, first for a climb, then of those who stand there.
    """
    firms, customers = state.rung.shape
    most, room = firms * (stop - start), firms * (stop - start) if noting else 0
    leaving, keys, bond = np.empty(most, np.int64), np.empty(room, np.int64), np.empty(room, np.float32)
    kind, origin = np.empty(room, np.int8), np.empty(room, np.int8)
    target, named = np.empty(room, np.int8), np.empty(room, np.int8)
    left = noted = 0
    for firm in range(firms):
        judged = _judged(state, firm, start, stop, model[0].strength)
        reached = attained(asked[0], judged)
        due = _due(state, firm, start, stop, week, first, reached)
        least = attained(asked[1], _some(judged, due))
        rung, streak, heard = (
            state.rung[firm, start:stop],
            state.streak[firm, start:stop],
            state.heard[firm, start:stop],
        )
        for index, place in enumerate(due):
            slot, at = start + place, np.int64(rung[place])
            step = np.int64((reached[place] > at) & state.present[slot]) - np.int64(least[index] < at)
            again = streak[place] * step > 0  # what was asked for before counts on only if it is asked for again
            asking = step + either(again, np.int64(streak[place]), 0)
            streak[place] = asking
            falls = (asking <= -periods) & ((at != first) | (not contracts))  # which hold until they are ended
            lapsed = (at >= first) & (state.last_week[firm, slot] < week - state.lapse_weeks[slot])
            if lapsed | (falls & (at == first)):
                leaving[left] = firm * customers + slot
                left += 1
            elif falls | ((asking >= periods) & (at != first - 1)):  # prospects climb by a purchase: see ``join``
                stand(state, firm, slot, at + step, week)
                if noting:
                    keys[noted], origin[noted], target[noted] = firm * customers + slot, at, at + step
                    kind[noted], bond[noted] = _kind(at, step, first), judged[4][place]
                    named[noted] = why_known(heard[place], silent[firm]) if kind[noted] == _NOTICED else _NONE
                    noted += 1
    order, ends = _by_kind(kind[:noted])
    moved = ends, _at(keys, order), _at(origin, order), _at(target, order), _at(bond, order), _at(named, order)
    return leaving[:left], moved


@equation
def _judged(state: State, firm: int, start: int, stop: int, rule: StrengthRule) -> Judged:
    """What rungs are judged by, of customers side by side."""
    satisfaction, trust = state.satisfaction[firm, start:stop], state.trust[firm, start:stop]
    commitment, bought = state.commitment[firm, start:stop], state.purchases[firm, start:stop]
    bond, purchases = np.empty(stop - start, np.float32), np.empty(stop - start, np.float32)
    for place in range(stop - start):
        bond[place] = strength(satisfaction[place], trust[place], commitment[place], rule)
    for place in range(stop - start):
        purchases[place] = bought[place]
    return state.awareness[firm, start:stop], satisfaction, trust, commitment, bond, purchases


@equation
def _some(judged: Judged, due: Places) -> Judged:
    """The same of some of them."""
    awareness, satisfaction, trust, commitment, bond, purchases = judged
    return (
        _at(awareness, due),
        _at(satisfaction, due),
        _at(trust, due),
        _at(commitment, due),
        _at(bond, due),
        _at(purchases, due),
    )


@equation
def _at(values: Any, places: Places) -> Any:
    """The values at some places."""
    chosen = np.empty(len(places), values.dtype)
    for index in range(len(places)):
        chosen[index] = values[places[index]]
    return chosen


@equation
def _due(state: State, firm: int, start: int, stop: int, week: int, first: int, reached: Levels) -> Places:
    """Places of those for whom a review may change something."""
    rung, streak = state.rung[firm, start:stop], state.streak[firm, start:stop]
    last_week, lapse_weeks = state.last_week[firm, start:stop], state.lapse_weeks[start:stop]
    present = state.present[start:stop]
    asked, due, found = np.empty(stop - start, np.bool_), np.empty(stop - start, np.uint32), np.int64(0)
    for place in range(stop - start):
        asked[place] = (rung[place] >= first) & (last_week[place] < week - lapse_weeks[place])
    for place in range(stop - start):
        moves = (reached[place] < rung[place]) | ((reached[place] > rung[place]) & present[place])
        asked[place] |= moves | (streak[place] != 0)
    for place in range(stop - start):
        due[found] = place
        found += np.int64(asked[place])
    return due[:found]


@equation
def _by_kind(kinds: Levels) -> tuple[Places, Keys]:
    """The order in which moves of a kind stand together, and where each kind ends."""
    order, ends, found = np.empty(len(kinds), np.uint32), np.empty(len(_KINDS), np.int64), np.int64(0)
    for kind in range(len(_KINDS)):
        for place in range(len(kinds)):
            if kinds[place] == kind:
                order[found] = place
                found += 1
        ends[kind] = found
    return order, ends


@equation
def _kind(at: Any, step: Any, first: int) -> int:
    """Kind of a move from a rung, as an index into the kinds."""
    if step > 0:
        return _NOTICED if at < first else _CLIMBED
    return _FELL if at > first else _FORGOT


@equation
def stand(state: State, firm: int, slot: int, rung: Any, week: int) -> None:
    """Puts a customer on a rung, where reviews begin anew."""
    state.rung[firm, slot] = rung
    state.streak[firm, slot] = 0
    state.moved_week[firm, slot] = week
    if state.best_rung.size:
        state.best_rung[firm, slot] = max(state.best_rung[firm, slot], rung)


def join(world: World, keys: Keys, tempted: Yes) -> None:
    """A first purchase makes a customer, at once; who was ``tempted`` came for an introductory offer."""
    if not len(keys):
        return
    first = world.rungs.first_customer
    joined, (new, back) = _join(world.arrays, world.numbers, keys, tempted, world.week, first, silent(world))
    if world.journal is not None:
        origin, target, bond, nobody, causes = joined
        world.journal.moved(world.week, Move.JOINED, keys, (origin, target), bond, nobody, causes)
    for firm, came, won in zip(world.firms, new.tolist(), back.tolist(), strict=True):
        firm.round.new_customers += came
        firm.round.won_back += won


@kernel
def _join(
    state: State, model: Sequence[Model], keys: Keys, tempted: Yes, week: int, first: int, silent: Yes
) -> tuple[tuple[Levels, Levels, Single, Levels, Levels], tuple[Keys, Keys]]:
    """Moves with the causes of coming; and of each firm, how many came and how many of them were won back."""
    firms, customers = state.rung.shape
    origin, causes = np.empty(len(keys), np.int8), np.empty(len(keys), np.int8)
    bond = np.empty(len(keys), np.float32)
    new, back = np.zeros(firms, np.int64), np.zeros(firms, np.int64)
    for place, key in enumerate(keys):
        firm = key // customers
        slot = key - firm * customers
        heard = why_known(state.heard[firm, slot], silent[firm])
        origin[place], causes[place] = state.rung[firm, slot], either(tempted[place], _OFFER, heard)
        satisfaction, trust = state.satisfaction[firm, slot], state.trust[firm, slot]
        bond[place] = strength(satisfaction, trust, state.commitment[firm, slot], model[0].strength)
        new[firm] += 1
        back[firm] += causes[place] == _WIN_BACK
        stand(state, firm, slot, first, week)
        state.joined_week[firm, slot] = week
        state.recommended[firm, slot] = False
        accept(state, firm, slot)
    target, nobody = np.full(len(keys), first, np.int8), np.full(len(keys), NOBODY, np.int8)
    return (origin, target, bond, nobody, causes), (new, back)


def leave(world: World, keys: Keys, named: Cause) -> None:
    """Customers leave a firm, for a rival, for nobody, or (a life change) for good.

    Of ``keys`` only those who are customers move. The offer or appeal of the rival that has them now, or else the
    ``named`` cause, stands beside whatever the firm did to them.
    """
    if not len(keys):
        return
    first = world.rungs.first_customer
    left, (lost, silent, taken) = _leave(world.arrays, world.numbers, keys, world.week, first, int(named))
    gone, origin, target, bond, rival, causes = left
    if not len(gone):
        return
    if world.journal is not None:
        world.journal.moved(world.week, Move.LEFT, gone, (origin, target), bond, rival, causes)
    remember_leaving(world, gone)
    for firm, exits, unheard, takers in zip(world.firms, lost.tolist(), silent.tolist(), taken, strict=True):
        firm.round.lost_customers += exits
        firm.round.silent_leavers += unheard
        firm.taken_by += takers


@kernel
def _leave(
    state: State, model: Sequence[Model], keys: Keys, week: int, first: int, named: int
) -> tuple[Left, tuple[Keys, Keys, Keys]]:
    """Takes from those who leave what only customers have.

    Of each firm: how many it lost, how many of them silently after a bad experience, and (F, F) to whom.
    """
    firms, customers = state.rung.shape
    for_good, target = named == _LIFE_CHANGE, 0 if named == _LIFE_CHANGE else first - 1
    gone, bond, count = np.empty(len(keys), np.int64), np.empty(len(keys), np.float32), 0
    origin, rival, causes = (
        np.empty(len(keys), np.int8),
        np.empty(len(keys), np.int8),
        np.empty(len(keys), np.int8),
    )
    lost, silent, taken = np.zeros(firms, np.int64), np.zeros(firms, np.int64), np.zeros((firms, firms), np.int64)
    for key in keys:
        firm = key // customers
        slot = key - firm * customers
        at, home = state.rung[firm, slot], state.home[slot]
        if at < first:
            state.rung[firm, slot] = 0 if for_good else at
            continue
        gone[count], origin[count], causes[count], rival[count] = key, at, named, NOBODY
        if for_good:
            rival[count] = OUTSIDE
        elif home != firm:
            rival[count] = home
            causes[count] = state.lure[slot] if named == _NONE else named
            if home >= 0:
                taken[firm, home] += 1
        satisfaction, trust = state.satisfaction[firm, slot], state.trust[firm, slot]
        bond[count] = strength(satisfaction, trust, state.commitment[firm, slot], model[0].strength)
        lost[firm] += 1
        if state.grieved_week.size:  # there may be complaint lines
            unnamed = (named == _NONE) | (named == _CONTRACT_END)
            silent[firm] += unnamed & (state.grieved_week[firm, slot] == state.last_week[firm, slot])
        stand(state, firm, slot, target, week)
        state.purchases[firm, slot] = 0
        state.member[firm, slot] = False
        state.managed[firm, slot] = False
        state.products[firm, slot] = 0
        state.community[firm, slot] = False
        count += 1
    targets = np.full(count, target, np.int8)
    left = gone[:count], origin[:count], targets, bond[:count], rival[:count], causes[:count]
    return left, (lost, silent, taken)
