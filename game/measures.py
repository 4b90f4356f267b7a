"""Measures in words: each with its value, its change and the direction of the change."""

from collections.abc import Mapping
from dataclasses import dataclass
from string import ascii_letters

from game.text import Text
from sim.observation import Interval
from sim.scenario.vocabulary import MEASURES, Unit
from sim.words import NO_BREAK

TOP_MEASURES = ("cash", "customers", "retention", "satisfaction", "trust", "share", "morale")
NOT_DIGITS = f"{NO_BREAK}%€$£" + ascii_letters
ARROWS = {1: "▲", -1: "▼", 0: "="}


@dataclass(frozen=True)
class Reading:
    """A measure as it is written: its name, value, and change since the round before."""

    id: str
    name: str
    value: str
    change: str
    direction: int


def write(text: Text, unit: Unit, value: float, currency: str) -> str:
    """A value with its unit, in the player's language."""
    match unit:
        case Unit.MONEY:
            return text.money(value, currency)
        case Unit.COUNT:
            return text.number(value)
        case Unit.SHARE:
            return text.percent(value)
        case Unit.STATE:
            return text.number(value, 2)
        case Unit.MINUTES:
            return text("unit.minutes", n=text.number(value))


def write_change(text: Text, unit: Unit, change: float) -> str:
    """How far a value moved, without sign or currency; shares in points."""
    match unit:
        case Unit.SHARE:
            return text("unit.points", n=text.number(abs(change) * 100))
        case Unit.STATE:
            return text.number(abs(change), 2)
        case Unit.MINUTES:
            return text("unit.minutes", n=text.number(abs(change)))
        case _:
            return text.number(abs(change))


def write_reported(text: Text, unit: Unit, reported: Interval, currency: str) -> str:
    """A value as precisely as it is known: one figure, or from one to another, with the unit said once."""
    low, high = (write(text, unit, end, currency) for end in (reported.low, reported.high))
    if low == high:
        return low
    after = high[len(high.rstrip(NOT_DIGITS)) :]
    low = low.removesuffix(after)
    return text("unit.range", low=low, high=high) if unit is Unit.MONEY else f"{low}–{high}"


def read(
    text: Text, measure: str, now: Mapping[str, Interval], before: Mapping[str, Interval] | None, currency: str
) -> Reading:
    """A measure now, against the last whole round; between two guesses no change is told."""
    unit = MEASURES[measure].unit
    reported = now[measure]
    then = before[measure] if before is not None else reported
    change = reported.low - then.low
    written = write_change(text, unit, change)
    still = written == write_change(text, unit, 0.0)
    direction = 0 if still else 1 if change > 0 else -1
    value = write_reported(text, unit, reported, currency)
    if not (reported.exact and then.exact):
        return Reading(measure, text(f"measure.{measure}"), value, "", 0)
    return Reading(measure, text(f"measure.{measure}"), value, written, direction)
