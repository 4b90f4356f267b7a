"""How precisely a firm knows its own standing: reported intervals in place of figures.

Who knows little of their customers reads a range; the truth lies somewhere inside. The books are exact: money,
counts and the own team. Where in its range the truth lies is a function of seed, firm, round and measure, so
that looking changes nothing.
"""

from collections.abc import Mapping
from math import ceil, floor
from types import MappingProxyType

from sim.market.internal_marketing import with_feedback
from sim.market.streams import Purpose
from sim.market.world import World
from sim.observation import Interval
from sim.scenario.dialogue import KnowledgeRule
from sim.scenario.vocabulary import MEASURES, Unit

GUESSED = (
    "satisfaction",
    "trust",
    "commitment",
    "quality",
    "knowledge",
    "retention",
    "share",
    "promises_kept",
    "customer_equity",
    "touch_before",
    "touch_during",
    "touch_after",
    "promise_gap",
)
"""Measures that must be asked of customers. The order gives each its luck: add at the end."""

_PLACES = 64
"""Numbers set apart for each firm and round."""


def doubt(measure: str, value: float, knowledge: float, rule: KnowledgeRule) -> float:
    """Width of the interval in which ``value`` is reported, given mean knowledge of the customers."""
    ignorance = max(0.0, 1.0 - knowledge / rule.exact_from)
    if MEASURES[measure].unit is Unit.MONEY:
        return ignorance * rule.doubt_of_worth * abs(value)
    return ignorance * rule.doubt


def interval(measure: str, value: float, width: float, place: float) -> Interval:
    """``value`` reported ``width`` wide, ``place`` (0..1) of it below the value, rounded outwards as shown."""
    if width == 0.0:
        return Interval(value, value)
    money = MEASURES[measure].unit is Unit.MONEY
    steps = 1.0 if money else 100.0
    low = floor((value - place * width) * steps) / steps
    high = ceil((value + (1.0 - place) * width) * steps) / steps
    if not money:
        low, high = max(low, 0.0), min(high, 1.0)
    return Interval(min(low, value), max(high, value))


def report(world: World, index: int, measures: Mapping[str, float], round_number: int) -> Mapping[str, Interval]:
    """What a firm is told of each of its measures, those of ``round_number`` (0: the warm-up)."""
    rule = world.scenario.model.knowledge
    told = {name: Interval(value, value) for name, value in measures.items()}
    if world.scenario.levers.knowledge.available:
        slots = slice(index * _PLACES, (index + 1) * _PLACES)
        places = world.streams.uniform(Purpose.REPORT, round_number, slots).tolist()
        feedback = world.firms[index].feedback
        known = with_feedback(measures["knowledge"], feedback, world.scenario.model.internal_marketing)
        for name, place in zip(GUESSED, places, strict=False):
            value = measures[name]
            told[name] = interval(name, value, doubt(name, value, known, rule), place)
    return MappingProxyType(told)
