"""Plans drawn by lot: such as somebody makes up who does not know the lesson, and variations of known ones.

Shares are whole percents, as sliders give them. All luck comes from one ``random.Random``, the Mersenne twister
of Python, which is the same on every machine.
"""

from collections.abc import Mapping, Sequence
from itertools import pairwise
from math import fsum
from random import Random

from sim import decisions
from sim.scenario.levers import LeverSettings
from sim.scenario.schema import Scenario
from sim.scenario.strategies import Shares, Step, Strategy
from sim.scenario.text import Text
from sim.scenario.vocabulary import LEVERS, Head

Percents = Mapping[str, int]
"""Part of what may be spent, by lever, in hundredths."""

_CHANGING = 0.3
"""Chance that somebody thinks again before a round."""
_THRIFTY = 0.25
"""Chance that somebody keeps part of the money."""
_PROMISES = (0.4, 0.9)
"""Between these, promises are sensible."""


def levers_of(scenario: Scenario) -> dict[str, LeverSettings]:
    """The levers that take money at some time of the game."""
    return {
        lever: setting
        for lever, setting in decisions.open_levers(scenario, scenario.time.rounds).items()
        if LEVERS[lever].head is not None and setting.maximum > 0
    }


def plan(identifier: str, steps: Sequence[Step]) -> Strategy:
    """A plan by its steps, one that repeats the one before left out."""
    kept = [step for before, step in pairwise([None, *steps]) if step and not _same(before, step)]
    return Strategy(id=identifier, name=Text(en=identifier, es=identifier), plan=tuple(kept))


def _same(before: Step | None, step: Step) -> bool:
    return before is not None and before.shares == step.shares and step.promise in (None, before.promise)


def step(from_round: int, given: Percents, promise: float | None = None) -> Step:
    """A step by its percents."""
    return Step(from_round=from_round, shares=_shares(given), promise=promise)


def percents(scenario: Scenario, of: Step) -> dict[str, int]:
    """The percents of a step by lever; those of a head divided as the scenario divides them."""
    found = dict.fromkeys(levers_of(scenario), 0.0)
    for name, share in of.shares.given.items():
        inner = {name: 1.0} if name in LEVERS else decisions.split(scenario, None, Head(name), 1.0)
        for lever, part in inner.items():
            if lever in found:
                found[lever] += 100 * share * part
    whole = {lever: int(percent) for lever, percent in found.items()}
    by_rest = sorted(found, key=lambda lever: whole[lever] - found[lever])
    missing = int(fsum(found.values()) + 0.5) - sum(whole.values())
    return whole | {lever: whole[lever] + 1 for lever in by_rest[:missing]}


def _given(of: Step, new: Percents) -> Step:
    """A step with other percents."""
    return of.model_copy(update={"shares": _shares(new)})


def _shares(given: Percents) -> Shares:
    return Shares(**{lever: percent / 100 for lever, percent in given.items() if percent})


# -- drawn -------------------------------------------------------------------------------------------------


def sensible(identifier: str, scenario: Scenario, luck: Random) -> Strategy:
    """A plan somebody might make up: any division between heads, kept or thought over each round."""
    steps = [step(1, _division(scenario, luck))]
    opens = scenario.levers.promise
    for number in range(2, scenario.time.rounds + 1):
        if luck.random() >= _CHANGING:
            continue
        old, new = percents(scenario, steps[-1]), _division(scenario, luck)
        half = {lever: (old[lever] + new[lever]) // 2 for lever in old}
        promise = _promise(luck) if opens.available and opens.from_round <= number else None
        steps.append(step(number, half, promise))
    return plan(identifier, steps)


def _division(scenario: Scenario, luck: Random) -> dict[str, int]:
    """Some division between the heads, and within each near the scenario's own."""
    levers = levers_of(scenario)
    heads = [head for head in Head if any(LEVERS[lever].head is head for lever in levers)]
    money = 100 if luck.random() >= _THRIFTY else 60 + 40 * luck.random()
    found = dict.fromkeys(levers, 0)
    for head, part in zip(heads, _parts(len(heads), luck), strict=True):
        own = [lever for lever in levers if LEVERS[lever].head is head]
        weights = [drawn * levers[lever].share for lever, drawn in zip(own, _parts(len(own), luck), strict=True)]
        total = sum(weights) or 1.0
        found |= {lever: int(money * part * weight / total) for lever, weight in zip(own, weights, strict=True)}
    return found


def _parts(count: int, luck: Random) -> list[float]:
    """A whole broken at random into parts: a draw from Dirichlet's distribution with all ones."""
    if not count:
        return []
    breaks = sorted(luck.random() for _ in range(count - 1))
    return [after - before for before, after in pairwise([0.0, *breaks, 1.0])]


def _promise(luck: Random) -> float:
    low, high = _PROMISES
    return round(low + (high - low) * luck.random(), 2)


# -- varied ------------------------------------------------------------------------------------------------


def one_sided(scenario: Scenario) -> list[Strategy]:
    """For each lever the plan that gives it nearly everything."""
    levers = levers_of(scenario)
    rest = 20 // max(1, len(levers) - 1)
    return [
        plan(f"mostly-{lever.replace('_', '-')}", [step(1, dict.fromkeys(levers, rest) | {lever: 80})])
        for lever in levers
    ]


def child(identifier: str, scenario: Scenario, parents: Sequence[Strategy], luck: Random) -> Strategy:
    """A plan between two of the ``parents``, or one of them, with a few things changed."""
    one, other = luck.choice(parents), luck.choice(parents)
    weight = luck.choice((0.0, 0.0, 0.3, 0.5))
    steps = [_between(scenario, each, other, weight) for each in _from_the_start(one, scenario)]
    for _ in range(luck.choice((1, 1, 2, 3))):
        steps = _changed(scenario, steps, luck)
    return plan(identifier, steps)


def _from_the_start(of: Strategy, scenario: Scenario) -> list[Step]:
    steps = [each for each in of.plan if each.from_round <= scenario.time.rounds]
    return steps if steps and steps[0].from_round == 1 else [step(1, {}), *steps]


def _between(scenario: Scenario, one: Step, other: Strategy, weight: float) -> Step:
    """A step moved toward what another plan does then; promises stay as they are."""
    mine = percents(scenario, one)
    theirs = percents(scenario, other.step(one.from_round) or step(1, {}))
    mixed = {lever: int((1 - weight) * mine[lever] + weight * theirs[lever]) for lever in mine}
    return _given(one, mixed)


def _changed(scenario: Scenario, steps: list[Step], luck: Random) -> list[Step]:
    """The steps with one thing changed: money moved, a new turn, one less, or another promise."""
    what, place = luck.random(), luck.randrange(len(steps))
    old = steps[place]
    dial = scenario.levers.promise
    if what < 0.15 and len(steps) > 1:
        gone = luck.choice(steps[1:])
        return [each for each in steps if each is not gone]
    if what < 0.3:
        number = luck.randint(1, scenario.time.rounds)
        if all(each.from_round != number for each in steps):
            before = max((each for each in steps if each.from_round < number), key=lambda each: each.from_round)
            turn = _moved(scenario, before.model_copy(update={"from_round": number}), luck)
            return sorted([*steps, turn], key=lambda each: each.from_round)
    if what < 0.45 and dial.available and dial.from_round <= scenario.time.rounds:
        return [*steps[:place], old.model_copy(update={"promise": _promise(luck)}), *steps[place + 1 :]]
    return [*steps[:place], _moved(scenario, old, luck), *steps[place + 1 :]]


def _moved(scenario: Scenario, of: Step, luck: Random) -> Step:
    """A step with money moved from one lever, or from what is kept, to another."""
    found = percents(scenario, of)
    kept = 100 - sum(found.values())
    sources = [lever for lever, percent in found.items() if percent] + ([""] if kept > 0 else [])
    source, target = luck.choice(sources), luck.choice([*found, ""])
    money = int((found[source] if source else kept) * luck.choice((0.25, 0.5, 0.75, 1.0)) + 0.5)
    for lever, change in ((source, -money), (target, money)):
        if lever:
            found[lever] += change
    return _given(of, found)
