"""Oddities of values: what a measure never is, a price that nobody pays, shares, a rung that asks for less."""

from collections.abc import Iterator
from math import fsum

from sim.linter.oddity import Oddity
from sim.scenario.ladder import Conditions
from sim.scenario.schema import Scenario
from sim.scenario.settings import Location, figure
from sim.scenario.vocabulary import MEASURES, Unit
from sim.words import Figure, Sentence, sentence

_PRODUCTS = "products_per_customer"
"""The one state that goes beyond 1."""
_DEAR = 3.0
"""Times the fair price from which, and below whose inverse, a price is hardly meant."""
_SWOLLEN = 2.0
"""Mean of a season from which, and below whose inverse, it is hardly meant."""
_ROUNDED = 0.02
"""How far from 1 shares may add up that were rounded."""


def oddities(scenario: Scenario) -> Iterator[Oddity]:
    """Values of a scenario that are odd by themselves, or beside one other."""
    yield from _outside(scenario)
    yield from _prices(scenario)
    yield from _shares(scenario)
    yield from _season(scenario)
    yield from _ladder(scenario)
    firm = scenario.firm
    if 0 < firm.cash < firm.budget:
        yield ("firm", "cash"), sentence("odd.little_cash", cash=firm.cash, budget=firm.budget)


def _outside(scenario: Scenario) -> Iterator[Oddity]:
    """Goals and hints that name a value which their measure cannot have."""
    asked: list[tuple[Location, str, float | None]] = []
    for index, goal in enumerate(scenario.goals):
        asked += [(("goals", index, end), goal.measure, getattr(goal, end)) for end in ("floor", "target")]
    for index, hint in enumerate(scenario.teaching.hints):
        for number, condition in enumerate(hint.when):
            at = ("teaching", "hints", index, "when", number)
            asked += [((*at, side), condition.measure, getattr(condition, side)) for side in ("above", "below")]
    for place, measure, value in asked:
        part = MEASURES[measure].unit in (Unit.SHARE, Unit.STATE) and measure != _PRODUCTS
        if part and value is not None and not 0 <= value <= 1:
            said = sentence("odd.outside", value=figure(value), measure=measure, hint=_instead(value))
            yield place, said


def _instead(value: float) -> Sentence:
    if 2 <= value <= 100:
        return sentence("hint.percent", percent=figure(value), share=figure(value / 100))
    return sentence("hint.range")


def _prices(scenario: Scenario) -> Iterator[Oddity]:
    """Firms whose price is far from what customers think fair."""
    fair = scenario.market.reference_price
    for index, firm in enumerate(scenario.firms):
        if not 1 / _DEAR <= firm.price / fair <= _DEAR:
            at: Location = ("rivals", index - 1, "price") if index else ("firm", "price")
            times, more = f"{firm.price / fair:.2g}", figure(1.05 * fair)
            yield at, sentence("odd.price", times=times, fair=figure(fair), more=more)


def _shares(scenario: Scenario) -> Iterator[Oddity]:
    """Shares that do not add up to 1: they are scaled, so that no segment is as large as its author wrote."""
    segments = scenario.market.segments
    if not any("share" in segment.model_fields_set for segment in segments):
        return
    total = fsum(segment.share for segment in segments)
    if abs(total - 1) > _ROUNDED + 1e-9:
        largest = max(segments, key=lambda segment: segment.share)
        meant, real = Figure(100 * largest.share, 0), Figure(100 * largest.share / total, 0)
        said = sentence("odd.shares", total=figure(total), segment=largest.id, meant=meant, real=real)
        yield ("market", "segments"), said


def _season(scenario: Scenario) -> Iterator[Oddity]:
    """Weeks that do not share out what is bought, but make it many times more or less."""
    weeks = scenario.market.season
    mean = fsum(weeks) / len(weeks)
    if not 1 / _SWOLLEN <= mean <= _SWOLLEN:
        yield ("market", "season"), sentence("odd.season", mean=f"{mean:.2g}")


def _ladder(scenario: Scenario) -> Iterator[Oddity]:
    """Conditions of rungs that count for nothing, because a rung below asks for as much or more."""
    rungs = scenario.ladder.rungs
    if _asks(rungs[0].enter):
        yield ("ladder", "rungs", 0, "enter"), sentence("odd.first_rung")
    for index, rung in enumerate(rungs):
        if not index or not _asks(rung.enter):
            continue
        below = [lower for lower in rungs[1:index] if _asks(lower.enter)]
        covering = [lower for lower in below if _no_more(rung.enter, lower.enter)]
        if covering:
            yield ("ladder", "rungs", index, "enter"), sentence("odd.downhill", lower=covering[-1].id)
            continue
        for name, value in _asks(rung.enter).items():
            most = max(below, key=lambda lower: _asks(lower.enter).get(name, 0.0), default=None)
            least = _asks(most.enter).get(name, 0.0) if most else 0.0
            if most and value < least:
                at = ("ladder", "rungs", index, "enter", name)
                yield at, sentence("odd.less_than_below", lower=most.id, here=figure(value), there=figure(least))


def _asks(enter: Conditions) -> dict[str, float]:
    return enter.model_dump(exclude_none=True)


def _no_more(enter: Conditions, other: Conditions) -> bool:
    """Whether whoever fulfils ``other`` fulfils ``enter``."""
    asked = _asks(other)
    return all(value <= asked.get(name, 0) for name, value in _asks(enter).items())
