"""Oddities that reading a scenario shows: what never happens, what cannot be moved, what was not translated."""

import re
from collections.abc import Iterator

from pydantic import BaseModel

from sim.decisions import from_start
from sim.linter import values
from sim.linter.oddity import Oddity, warning
from sim.scenario.amounts import thousands
from sim.scenario.explain import node_at
from sim.scenario.problems import Problem
from sim.scenario.schema import Scenario, plays
from sim.scenario.settings import Location, figure, fits
from sim.scenario.source import Node, Source
from sim.scenario.text import Text
from sim.scenario.vocabulary import LEVERS
from sim.words import sentence

_A_PHRASE = 4
"""Words from which the title and the names of firms are more than names, and need a translation."""
_FIRMS = ("firm", "rivals")


def oddities(source: Source, scenario: Scenario) -> list[Problem]:
    """What is odd about a scenario as it is written, each with its place in the file."""
    found = [
        *_thousands(source.root, ()),
        *_never_happening(scenario),
        *_immovable(scenario),
        *_without_effect(scenario),
        *_closed_levers(source.root, scenario),
        *values.oddities(scenario),
        *_untranslated(source.root, scenario),
        *_cut(source.root, scenario),
    ]
    spare = [mark.warning("", sentence("odd.anchor", name=name)) for name, mark in source.spare]
    return [*(warning(source, *each) for each in found), *spare]


def _thousands(node: Node, place: Location) -> Iterator[Oddity]:
    """Numbers such as 40.000, where that may be meant as a decimal and as forty thousand."""
    if isinstance(node.content, dict):
        for key, inner in node.content.items():
            yield from _thousands(inner, (*place, key))
    elif isinstance(node.content, list):
        for index, inner in enumerate(node.content):
            yield from _thousands(inner, (*place, index))
    else:
        whole = thousands(node.written)
        if whole is not None and fits(whole, place):
            decimal = figure(float(node.written))
            yield place, sentence("odd.thousands", written=node.written, decimal=decimal, whole=figure(whole))


def _never_happening(scenario: Scenario) -> Iterator[Oddity]:
    """What is set to a round after the last one."""
    rounds, teaching = scenario.time.rounds, scenario.teaching
    for section, items in (
        (("events",), scenario.events),
        (("teaching", "hints"), teaching.hints),
        (("teaching", "predictions"), teaching.predictions),
    ):
        for index, item in enumerate(items):
            number = getattr(item, "round", None)
            if number is not None and number > rounds:
                yield (*section, index, "round"), sentence("odd.after_the_end", n=rounds)
    for index, strategy in enumerate(teaching.strategies):
        for number, step in enumerate(strategy.plan):
            if step.from_round > rounds:
                at = ("teaching", "strategies", index, "plan", number, "from_round")
                yield at, sentence("odd.after_the_end", n=rounds)
    for lever in LEVERS:
        setting = getattr(scenario.levers, lever)
        if setting.available and setting.from_round > rounds:
            yield ("levers", lever, "from_round"), sentence("odd.after_the_end", n=rounds)


def _immovable(scenario: Scenario) -> Iterator[Oddity]:
    """Levers that are in the player's hands and take no money."""
    if min(scenario.firm.budget, scenario.firm.cash) <= 0:
        nothing = "budget" if scenario.firm.budget <= 0 else "cash"
        yield ("firm", nothing), sentence("odd.no_money")
    always_closed = scenario.levers.detail_from_round > scenario.time.rounds
    for lever in LEVERS.values():
        setting = getattr(scenario.levers, lever.id)
        if lever.head is None or not setting.available:
            continue
        if setting.maximum == 0:
            yield ("levers", lever.id, "maximum"), sentence("odd.no_maximum")
        elif setting.share == 0 and always_closed:
            yield ("levers", lever.id, "share"), sentence("odd.no_share_of_head", head=lever.head)
    spending, budget = from_start(scenario.firm.start).spending, scenario.firm.budget
    if 0 < budget < spending:
        yield ("firm", "start"), sentence("odd.dear_start", spending=spending, budget=budget)


def _without_effect(scenario: Scenario) -> Iterator[Oddity]:
    """Settings that make what they belong to count for nothing."""
    for index, segment in enumerate(scenario.market.segments):
        if segment.share == 0:
            yield ("market", "segments", index, "share"), sentence("odd.nobody")
    for index, event in enumerate(scenario.events):
        if event.size == 0:
            yield ("events", index, "size"), sentence("odd.no_size")
    for index, goal in enumerate(scenario.goals):
        if goal.weight == 0:
            yield ("goals", index, "weight"), sentence("odd.no_weight")
    for index, rung in enumerate(scenario.ladder.rungs):
        if index and not rung.enter.model_dump(exclude_none=True):
            yield ("ladder", "rungs", index), sentence("odd.no_conditions")


def _closed_levers(root: Node, scenario: Scenario) -> Iterator[Oddity]:
    """Levers that are set and never opened, where no firm uses them either."""
    for lever in LEVERS:
        node = node_at(root, ("levers", lever))
        written = node.content if node else None
        if isinstance(written, dict) and "available" not in written and not plays(scenario, lever):
            yield ("levers", lever), sentence("odd.closed_lever")


def _untranslated(root: Node, scenario: Scenario) -> Iterator[Oddity]:
    """Texts in one language: those written so, and in a file of two languages also plain ones that are no names."""
    written = [(place, text, node_at(root, place)) for place, text in _texts(scenario, ())]
    two_languages = any(text.es != text.en and text.es and text.en for _, text, node in written if node)
    for place, text, node in written:
        if node is None:
            continue
        if isinstance(node.content, dict) and not (text.es and text.en):
            yield place, sentence("odd.no_english") if text.es else sentence("odd.no_spanish")
        elif isinstance(node.content, str) and two_languages:
            own_name = place[0] in _FIRMS or place == ("scenario", "title")
            if not own_name or len(node.content.split()) >= _A_PHRASE:
                yield place, sentence("odd.plain")


def _cut(root: Node, scenario: Scenario) -> Iterator[Oddity]:
    """Texts that end at a hash right before a word, which is rather a tag than a note."""
    for place, _, node in ((place, text, node_at(root, place)) for place, text in _texts(scenario, ())):
        content = node.content if node else None
        inner = content.items() if isinstance(content, dict) else ()
        for at, each in ((place, node), *(((*place, language), spoken) for language, spoken in inner)):
            if each and isinstance(each.content, str) and each.mark.line <= len(each.mark.page.lines):
                line = each.mark.page.lines[each.mark.line - 1][each.mark.column - 1 :]
                if re.match(re.escape(each.content) + r"[ \t]+#[^\s#]", line):
                    yield at, sentence("odd.cut", text=each.content)


def _texts(value: object, place: Location) -> Iterator[tuple[Location, Text]]:
    if isinstance(value, Text):
        yield place, value
    elif isinstance(value, BaseModel):
        for name in type(value).model_fields:
            yield from _texts(getattr(value, name), (*place, name))
    elif isinstance(value, tuple):
        for index, item in enumerate(value):
            yield from _texts(item, (*place, index))
