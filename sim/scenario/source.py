"""A YAML file as values that know where they stand, whatever its bytes.

YAML 1.2 of the plain kind: groups, lists, texts, numbers, true, false and null, and anchors within reason; no
tags, no code, no merging. Reading is bounded by the limits below, which hold for every scenario file.
"""

import itertools
import math
import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path

from ruamel.yaml import YAML
from ruamel.yaml.error import MarkedYAMLError, YAMLError
from ruamel.yaml.events import (
    AliasEvent,
    CollectionStartEvent,
    DocumentStartEvent,
    Event,
    MappingEndEvent,
    MappingStartEvent,
    ScalarEvent,
    SequenceEndEvent,
)
from ruamel.yaml.reader import ReaderError

from sim.scenario.amounts import meant
from sim.scenario.dashes import Written, before_first, beginnings, second_of_two
from sim.scenario.problems import Problem, ScenarioError
from sim.scenario.settings import list_names, setting_names
from sim.scenario.slips import glued, mend, no_space, stumble
from sim.words import Sentence, reason, sentence

MAX_BYTES = 300_000
"""Size of a scenario file, with those that it extends; the largest useful ones have a tenth of it."""
MAX_VALUES = 10_000
"""Values in a file, those repeated through anchors counted every time."""
MAX_DEPTH = 30
"""Groups within groups."""
_READ_AGAIN = 500_000
"""Letters that are read again where slips of the pen were mended, so that the rest of a file can be looked at."""

Plain = bool | int | float | str | list["Plain"] | dict[str, "Plain"] | None


@dataclass(frozen=True)
class Page:
    """A file as it was read, to point at places in it."""

    file: str
    lines: tuple[str, ...] = ()


@dataclass(frozen=True)
class Mark:
    """A place in a file, counted from 1."""

    page: Page
    line: int
    column: int

    def problem(self, path: str, said: Sentence) -> Problem:
        """What is wrong at this place, with the setting that stands there."""
        lines = self.page.lines
        source = lines[self.line - 1] if self.line <= len(lines) else ""
        return Problem(self.page.file, said, self.line, self.column, path, source)

    def warning(self, path: str, said: Sentence) -> Problem:
        """What is legal and yet odd at this place."""
        return replace(self.problem(path, said), odd=True)


@dataclass(frozen=True)
class Node:
    """A value of the file: a scalar, a list of nodes, or a group of them by key."""

    mark: Mark
    content: "bool | int | float | str | list[Node] | dict[str, Node] | None"
    keys: dict[str, Mark]  # of a group: where each key stands
    size: int = 1  # values within, itself included
    written: str = ""  # of a number: its letters

    def plain(self) -> Plain:
        """The value without its places."""
        if isinstance(self.content, dict):
            return {key: node.plain() for key, node in self.content.items()}
        if isinstance(self.content, list):
            return [node.plain() for node in self.content]
        return self.content


@dataclass(frozen=True)
class Source:
    """What could be read as YAML, with the problems found on the way (keys given twice)."""

    root: Node
    problems: tuple[Problem, ...] = ()
    whole: bool = True  # False: something that it extends could not be read
    spare: tuple[tuple[str, Mark], ...] = ()  # anchors that nothing repeats, and where they stand


class _UnreadableError(Exception):
    """Reading cannot go on from ``mark``."""

    def __init__(self, mark: Mark, said: Sentence) -> None:
        super().__init__(said)
        self.mark, self.said = mark, said


def read_bytes(path: Path) -> bytes:
    """The bytes of a scenario file; ScenarioError if it is not there, not a file, not readable or too large."""
    name = str(path)
    try:
        if path.is_dir():
            raise ScenarioError([Problem(name, sentence("file.folder"))])
        if not path.exists():
            raise ScenarioError([Problem(name, sentence("file.none"))])
        if not path.is_file():
            raise ScenarioError([Problem(name, sentence("file.not_file"))])
        with path.open("rb") as stream:
            data = stream.read(MAX_BYTES + 1)
    except OSError as error:
        raise ScenarioError([Problem(name, sentence("file.unreadable", reason=reason(error)))]) from None
    if len(data) > MAX_BYTES:
        raise ScenarioError([Problem(name, sentence("file.too_large", bytes=MAX_BYTES))])
    return data


def parse(data: bytes, file: str) -> Source:
    """Reads the bytes of the file called ``file``; ScenarioError where they make no sense as YAML."""
    text = _decode(data, file)
    page = Page(file, tuple(text.splitlines()))
    problems = list[Problem]()
    while True:
        reader = _Reader(page, text)
        try:
            root = reader.read()
            break
        except _UnreadableError as error:
            problems.append(error.mark.problem("", error.said))
            mended = mend(text, error.mark.line, error.mark.column, error.said)
            if mended is None or len(problems) * len(text) > _READ_AGAIN:
                raise ScenarioError(problems) from None
            text = mended
    return Source(root, (*problems, *reader.problems), spare=tuple(reader.spare.items()))


def header(data: bytes) -> bytes:
    """The part of a sound file up to the end of its ``scenario:`` section, enough to say what it is."""
    found = re.search(rb"^scenario:.*\n(?:[ \t#].*\n|\s*\n)*", data, re.MULTILINE)
    return data[: found.end()] if found else data


_FORBIDDEN = re.compile("[^\t\n\r\x20-\x7e\x85\xa0-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def _decode(data: bytes, file: str) -> str:
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        raise ScenarioError([Problem(file, sentence("yaml.utf16"), 1)])
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        before = data[: error.start].decode("utf-8", errors="replace")
        said = sentence("yaml.not_utf8", byte=f"{data[error.start]:#04x}")
        raise ScenarioError([_mark_after(before, Page(file)).problem("", said)]) from None
    strange = _FORBIDDEN.search(text)
    if strange:
        said = sentence("yaml.control_character", code=_code(strange.group()))
        raise ScenarioError([_mark_after(text[: strange.start()], Page(file)).problem("", said)])
    return text


def _code(character: str) -> str:
    return f"U+{ord(character):04X}"


def _mark_after(text: str, page: Page) -> Mark:
    lines = text.splitlines(keepends=True)
    if not lines or lines[-1].endswith(("\n", "\r")):
        return Mark(page, len(lines) + 1, 1)
    return Mark(page, len(lines), len(lines[-1]) + 1)


class _Reader:
    """Turns the stream of YAML events into nodes, within the limits."""

    def __init__(self, page: Page, text: str) -> None:
        self.page = page
        self.text, self.lines = text, text.splitlines()
        self.problems: list[Problem] = []
        self.values = 0
        self.anchors: dict[str, Node] = {}
        self.spare: dict[str, Mark] = {}  # anchors that nothing has repeated yet

    def read(self) -> Node:
        root: Node | None = None
        try:
            events = iter(YAML(typ="safe", pure=True).parse(self.text))
            for event in events:
                if isinstance(event, DocumentStartEvent):
                    if root is not None:
                        raise _UnreadableError(self._mark(event), sentence("yaml.second_document"))
                    root = self._node(next(events), events, 0, "")
        except MarkedYAMLError as error:
            line, column, said = stumble(error, self.lines)
            raise _UnreadableError(Mark(self.page, line, column), said) from None
        except ReaderError as error:
            mark = _mark_after(self.text[: error.position], self.page)
            raise _UnreadableError(mark, sentence("yaml.unreadable_character")) from None
        except YAMLError as error:
            raise _UnreadableError(Mark(self.page, 1, 1), sentence("yaml.not_yaml", parser=str(error))) from None
        if root is None or root.content is None:
            raise _UnreadableError(Mark(self.page, 1, 1), sentence("yaml.empty"))
        return root

    def _node(self, event: Event, events: Iterator[Event], depth: int, path: str) -> Node:
        if depth > MAX_DEPTH:
            raise _UnreadableError(self._mark(event), sentence("yaml.too_deep", most=MAX_DEPTH))
        if isinstance(event, AliasEvent):
            return self._alias(event)
        assert isinstance(event, ScalarEvent | CollectionStartEvent)
        self._count(event, 1)
        if event.ctag is not None:
            tag = str(event.ctag).replace("tag:yaml.org,2002:", "!!")
            raise _UnreadableError(self._mark(event), sentence("yaml.tag", tag=tag))
        if isinstance(event, ScalarEvent):
            content = _scalar(event, self._mark(event))
            number = isinstance(content, int | float) and not isinstance(content, bool)
            node = Node(self._mark(event), content, {}, written=str(event.value) if number else "")
        elif isinstance(event, MappingStartEvent):
            node = self._group(event, events, depth, path)
        else:
            node = self._list(event, events, depth, path)
        if event.anchor:
            self.anchors[event.anchor] = node
            self.spare[event.anchor] = node.mark
        return node

    def _alias(self, event: AliasEvent) -> Node:
        node = self.anchors.get(event.anchor)
        if node is None:
            raise _UnreadableError(self._mark(event), sentence("yaml.unknown_alias", name=str(event.anchor)))
        self.spare.pop(event.anchor, None)
        self._count(event, node.size)
        return Node(self._mark(event), node.content, node.keys, node.size)

    def _group(self, event: Event, events: Iterator[Event], depth: int, path: str) -> Node:
        content: dict[str, Node] = {}
        keys: dict[str, Mark] = {}
        order: list[Written] = []
        twice: list[tuple[str, Mark]] = []
        for key_event in events:
            if isinstance(key_event, MappingEndEvent):
                break
            if not isinstance(key_event, ScalarEvent):
                raise _UnreadableError(self._mark(key_event), sentence("yaml.key_not_word"))
            key = str(key_event.value)
            inner = f"{path}.{key}" if path else key
            mark = self._mark(key_event)
            order.append((key, mark.line, mark.column))
            if key in keys:
                twice.append((key, mark))
            value_event = next(events)
            value = self._node(value_event, events, depth + 1, inner)
            self._look_for_first_dash(key_event, value_event, value)
            if self._put_right(key_event, value, content, keys, path):
                continue
            if key not in keys:
                content[key], keys[key] = value, mark
        two = second_of_two(order, self.lines, self.beginnings) if twice else None
        if two:
            name, line, column = two
            raise _UnreadableError(Mark(self.page, line, column), sentence("yaml.no_dash", setting=name))
        for key, mark in twice:
            said = sentence("yaml.given_twice", line=str(keys[key].line))
            self.problems.append(mark.problem(f"{path}.{key}" if path else key, said))
        return Node(self._mark(event), content, keys, 1 + sum(node.size for node in content.values()))

    @cached_property
    def beginnings(self) -> frozenset[tuple[str, int]]:
        return beginnings(self.lines)

    def _look_for_first_dash(self, key: ScalarEvent, event: Event, value: Node) -> None:
        """A list is read as a group, or as a text, where its first item has lost its dash."""
        above, mark = self._mark(key), value.mark
        group = isinstance(value.content, dict) and next(iter(value.content), "") in setting_names()
        text = isinstance(event, ScalarEvent) and isinstance(value.content, str) and event.style is None
        if key.value in list_names() and mark.line > above.line and (group or text):
            dash = replace(mark, column=before_first(self.lines, mark.line, above.column - 1))
            raise _UnreadableError(dash, sentence("yaml.no_first_dash", list=str(key.value)))

    def _put_right(
        self, event: ScalarEvent, value: Node, content: dict[str, Node], keys: dict[str, Mark], path: str
    ) -> bool:
        """Whether a key is none, but the rest of ``mean: 0,2`` or all of ``size:0.4``: then that is noted.

        What was meant takes its place, so that nobody is told of the same slip twice.
        """
        key, mark = str(event.value), self._mark(event)
        just_before = self.lines[mark.line - 1][max(0, mark.column - 21) : mark.column - 1]
        before = re.search(r"[-+]?[0-9]+,$", just_before)
        if before and content and value.content is None and re.fullmatch("[0-9]+", key):
            name, number = list(content.items())[-1]
            written = f"{before.group()}{key}"
            point = f"{meant(written):.10g}"
            content[name] = replace(number, content=_core(point))
            said = sentence("yaml.decimal_comma", written=written, meant=point)
            self.problems.append(number.mark.problem(f"{path}.{name}", said))
            return True
        slip = glued(key)
        if slip:
            name, rest = slip
            after = replace(mark, column=mark.column + len(name) + 1)
            self.problems.append(after.problem(f"{path}.{name}", no_space(name, rest)))
            if value.content is None and name not in keys:
                content[name], keys[name] = replace(value, mark=mark, content=_core(rest)), mark
        return bool(slip)

    def _list(self, event: Event, events: Iterator[Event], depth: int, path: str) -> Node:
        content: list[Node] = []
        for item in events:
            if isinstance(item, SequenceEndEvent):
                break
            content.append(self._node(item, events, depth + 1, f"{path}[{len(content) + 1}]"))
        content = self._join_decimals(content, path)
        return Node(self._mark(event), content, {}, 1 + sum(node.size for node in content))

    def _join_decimals(self, items: list[Node], path: str) -> list[Node]:
        """The numbers of [0,8, 1,2], where some commas are followed by a space and some are within a number."""
        within = [self._one_number(*pair) for pair in itertools.pairwise(items)]
        twice = any(all(pair) for pair in itertools.pairwise(within))
        if not any(within) or all(within) or twice:
            return items
        joined = list[Node]()
        for place, number in enumerate(items):
            if place and within[place - 1]:
                continue  # the decimals of the one before
            if place < len(within) and within[place]:
                written = f"{number.written},{items[place + 1].written}"
                point = f"{meant(written):.10g}"
                said = sentence("yaml.comma_in_list", written=written, meant=point)
                self.problems.append(number.mark.problem(f"{path}[{len(joined) + 1}]", said))
                number = replace(number, content=_core(point))
            joined.append(number)
        return joined

    def _one_number(self, whole: Node, decimals: Node) -> bool:
        """Whether nothing but a comma stands between two whole numbers."""
        if not (whole.written and _WHOLE.fullmatch(whole.written) and decimals.written.isdecimal()):
            return False
        mark, letters = whole.mark, f"{whole.written},{decimals.written}"
        same = mark.line == decimals.mark.line and decimals.mark.column == mark.column + len(whole.written) + 1
        return same and self.lines[mark.line - 1].startswith(letters, mark.column - 1)

    def _count(self, event: Event, values: int) -> None:
        self.values += values
        if self.values > MAX_VALUES:
            raise _UnreadableError(self._mark(event), sentence("yaml.too_many_values", most=MAX_VALUES))

    def _mark(self, event: Event) -> Mark:
        return Mark(self.page, event.start_mark.line + 1, event.start_mark.column + 1)


_WHOLE = re.compile(r"[-+]?[0-9]+")
_DECIMAL = re.compile(r"[-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?")
_ENDLESS = re.compile(r"([-+]?\.(inf|Inf|INF)|\.(nan|NaN|NAN))")
_WORDS: dict[str, bool | None] = {
    **dict.fromkeys(("", "~", "null", "Null", "NULL"), None),
    **dict.fromkeys(("true", "True", "TRUE"), True),
    **dict.fromkeys(("false", "False", "FALSE"), False),
}


def _scalar(event: ScalarEvent, mark: Mark) -> bool | int | float | str | None:
    """A value without groups: what stands in quotes is a text, whatever it says."""
    text = str(event.value)
    strange = _FORBIDDEN.search(text)
    if strange:
        raise _UnreadableError(mark, sentence("yaml.no_character", code=_code(strange.group())))
    return text if event.style is not None else _core(text)


def _core(text: str) -> bool | int | float | str | None:
    """The core schema of YAML 1.2; a whole number written as 1e5 or 8.0 counts as whole."""
    if text in _WORDS:
        return _WORDS[text]
    if _WHOLE.fullmatch(text) and len(text) < 300:
        return int(text)
    if _DECIMAL.fullmatch(text):
        value = float(text)
        return int(value) if value.is_integer() and abs(value) < 2**53 else value
    if _ENDLESS.fullmatch(text):
        return math.nan if "n" in text.lower()[1:2] else math.copysign(math.inf, -text.startswith("-"))
    return text
