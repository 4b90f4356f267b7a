"""Oddities of single values: what its measure never is, a price that nobody pays, a rung that asks for less."""

from collections.abc import Iterator

from sim.linter.oddity import Oddity
from sim.scenario.ladder import Conditions
from sim.scenario.schema import Scenario
from sim.scenario.settings import Location, figure
from sim.scenario.vocabulary import MEASURES, Unit
from sim.words import Sentence, sentence

_PRODUCTS = "products_per_customer"
"""The one state that goes beyond 1."""
_DEAR = 3.0
"""Times the fair price from which, and below whose inverse, a price is hardly meant."""


def oddities(scenario: Scenario) -> Iterator[Oddity]:
    """Values of a scenario that are odd by themselves, or beside one other."""
    yield from _outside(scenario)
    yield from _prices(scenario)
    yield from _downhill(scenario)
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


def _downhill(scenario: Scenario) -> Iterator[Oddity]:
    """Rungs that ask for no more than one below them."""
    rungs = scenario.ladder.rungs
    for index, rung in enumerate(rungs):
        below = [lower for lower in rungs[1:index] if _asks(lower.enter) and _no_more(rung.enter, lower.enter)]
        if _asks(rung.enter) and below:
            yield ("ladder", "rungs", index, "enter"), sentence("odd.downhill", lower=below[-1].id)


def _asks(enter: Conditions) -> dict[str, float]:
    return enter.model_dump(exclude_none=True)


def _no_more(enter: Conditions, other: Conditions) -> bool:
    """Whether whoever fulfils ``other`` fulfils ``enter``."""
    asked = _asks(other)
    return all(value <= asked.get(name, 0) for name, value in _asks(enter).items())
