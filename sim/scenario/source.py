"""A YAML file as values that know where they stand, whatever its bytes.

YAML 1.2 of the plain kind: groups, lists, texts, numbers, true, false and null, and anchors within reason; no
tags, no code, no merging. Reading is bounded by the limits below, which hold for every scenario file.
"""

import math
import re
from collections.abc import Iterator
from dataclasses import dataclass
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

from sim.scenario.problems import Problem, ScenarioError

MAX_BYTES = 1_000_000
"""Size of a scenario file; the largest useful ones have a fiftieth of it."""
MAX_VALUES = 20_000
"""Values in a file, those repeated through anchors counted every time."""
MAX_DEPTH = 30
"""Groups within groups."""

Plain = bool | int | float | str | list["Plain"] | dict[str, "Plain"] | None


@dataclass(frozen=True)
class Mark:
    """A place in the file, counted from 1."""

    line: int
    column: int


@dataclass(frozen=True)
class Node:
    """A value of the file: a scalar, a list of nodes, or a group of them by key."""

    mark: Mark
    content: "bool | int | float | str | list[Node] | dict[str, Node] | None"
    keys: dict[str, Mark]  # of a group: where each key stands
    size: int = 1  # values within, itself included

    def plain(self) -> Plain:
        """The value without its places."""
        if isinstance(self.content, dict):
            return {key: node.plain() for key, node in self.content.items()}
        if isinstance(self.content, list):
            return [node.plain() for node in self.content]
        return self.content


@dataclass(frozen=True)
class Source:
    """A file that could be read as YAML, with the problems found on the way (keys given twice)."""

    file: str
    lines: tuple[str, ...]
    root: Node
    problems: tuple[Problem, ...]

    def problem(self, mark: Mark, path: str, what: str, remedy: str) -> Problem:
        """A problem at a place of this file."""
        return _problem(self.file, self.lines, mark, path, what, remedy)


class _UnreadableError(Exception):
    """Reading cannot go on from ``mark``."""

    def __init__(self, mark: Mark, what: str, remedy: str) -> None:
        super().__init__(what)
        self.mark, self.what, self.remedy = mark, what, remedy


def read_bytes(path: Path) -> bytes:
    """The bytes of a scenario file; ScenarioError if it is not there, not a file, not readable or too large."""
    name = str(path)
    try:
        if path.is_dir():
            raise ScenarioError([Problem(name, "is a folder", "Give the name of a scenario file.")])
        if not path.exists():
            raise ScenarioError([Problem(name, "there is no such file", "Check its name and the folder it is in.")])
        if not path.is_file():
            raise ScenarioError([Problem(name, "is not a file", "Give the name of a scenario file.")])
        with path.open("rb") as stream:
            data = stream.read(MAX_BYTES + 1)
    except OSError as error:
        reason = error.strerror or "unknown reason"
        raise ScenarioError([Problem(name, f"cannot be read ({reason})", "Check that you may open it.")]) from None
    if len(data) > MAX_BYTES:
        raise ScenarioError(
            [
                Problem(
                    name,
                    f"is larger than {MAX_BYTES:,} bytes",
                    "A scenario is a short text; check that this is the right file.",
                )
            ]
        )
    return data


def parse(data: bytes, file: str) -> Source:
    """Reads the bytes of the file called ``file``; ScenarioError where they make no sense as YAML."""
    text = _decode(data, file)
    lines = tuple(text.splitlines())
    reader = _Reader(file, lines)
    try:
        root = reader.read(text)
    except _UnreadableError as error:
        raise ScenarioError([_problem(file, lines, error.mark, "", error.what, error.remedy)]) from None
    return Source(file, lines, root, tuple(reader.problems))


def header(data: bytes) -> bytes:
    """The part of a sound file up to the end of its ``scenario:`` section, enough to say what it is."""
    found = re.search(rb"^scenario:.*\n(?:[ \t#].*\n|\s*\n)*", data, re.MULTILINE)
    return data[: found.end()] if found else data


def _problem(file: str, lines: tuple[str, ...], mark: Mark, path: str, what: str, remedy: str) -> Problem:
    source = lines[mark.line - 1] if mark.line <= len(lines) else ""
    return Problem(file, what, remedy, mark.line, mark.column, path, source)


_FORBIDDEN = re.compile("[^\t\n\r\x20-\x7e\x85\xa0-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def _decode(data: bytes, file: str) -> str:
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        raise ScenarioError([Problem(file, "is written in UTF-16", "Save it as UTF-8.", 1)])
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        before = data[: error.start].decode("utf-8", errors="replace")
        mark = _mark_after(before)
        what = f"byte {data[error.start]:#04x} is not UTF-8 text"
        raise ScenarioError(
            [Problem(file, what, "Save the file as UTF-8, as text editors can.", mark.line, mark.column)]
        ) from None
    strange = _FORBIDDEN.search(text)
    if strange:
        mark = _mark_after(text[: strange.start()])
        what = f"there is a control character here (U+{ord(strange.group()):04X})"
        raise ScenarioError([Problem(file, what, "Delete it; a scenario is plain text.", mark.line, mark.column)])
    return text


def _mark_after(text: str) -> Mark:
    lines = text.splitlines(keepends=True)
    if not lines or lines[-1].endswith(("\n", "\r")):
        return Mark(len(lines) + 1, 1)
    return Mark(len(lines), len(lines[-1]) + 1)


class _Reader:
    """Turns the stream of YAML events into nodes, within the limits."""

    def __init__(self, file: str, lines: tuple[str, ...]) -> None:
        self.file = file
        self.lines = lines
        self.problems: list[Problem] = []
        self.values = 0
        self.anchors: dict[str, Node] = {}

    def read(self, text: str) -> Node:
        root: Node | None = None
        try:
            events = iter(YAML(typ="safe", pure=True).parse(text))
            for event in events:
                if isinstance(event, DocumentStartEvent):
                    if root is not None:
                        raise _UnreadableError(
                            _mark(event),
                            "a second document begins here",
                            "Delete the line '---' and what follows, or put it in a file of its own.",
                        )
                    root = self._node(next(events), events, 0, "")
        except MarkedYAMLError as error:
            raise _syntax(error, self.lines) from None
        except ReaderError as error:
            mark = _mark_after(text[: error.position])
            raise _UnreadableError(mark, "there is a character here that cannot be read", "Delete it.") from None
        except YAMLError as error:
            raise _UnreadableError(Mark(1, 1), f"is not YAML ({error})", _COMPARE) from None
        if root is None or root.content is None:
            raise _UnreadableError(
                Mark(1, 1), "the file is empty", "A scenario starts with 'scenario:' and its id and title."
            )
        return root

    def _node(self, event: Event, events: Iterator[Event], depth: int, path: str) -> Node:
        if depth > MAX_DEPTH:
            raise _UnreadableError(
                _mark(event), f"there are more than {MAX_DEPTH} groups within groups", "Nest them less."
            )
        if isinstance(event, AliasEvent):
            return self._alias(event)
        assert isinstance(event, ScalarEvent | CollectionStartEvent)
        self._count(event, 1)
        if event.ctag is not None:
            tag = str(event.ctag).replace("tag:yaml.org,2002:", "!!")
            raise _UnreadableError(_mark(event), f"the tag '{tag}' has no place in a scenario", "Delete it.")
        if isinstance(event, ScalarEvent):
            node = Node(_mark(event), _scalar(event), {})
        elif isinstance(event, MappingStartEvent):
            node = self._group(event, events, depth, path)
        else:
            node = self._list(event, events, depth, path)
        if event.anchor:
            self.anchors[event.anchor] = node
        return node

    def _alias(self, event: AliasEvent) -> Node:
        node = self.anchors.get(event.anchor)
        if node is None:
            raise _UnreadableError(
                _mark(event),
                f"'*{event.anchor}' repeats something that was not defined before",
                f"Put '&{event.anchor}' before the value to repeat, or quotes around a text that starts with *.",
            )
        self._count(event, node.size)
        return Node(_mark(event), node.content, node.keys, node.size)

    def _group(self, event: Event, events: Iterator[Event], depth: int, path: str) -> Node:
        content: dict[str, Node] = {}
        keys: dict[str, Mark] = {}
        for key_event in events:
            if isinstance(key_event, MappingEndEvent):
                break
            if not isinstance(key_event, ScalarEvent):
                raise _UnreadableError(
                    _mark(key_event), "a key must be a word", "Write 'key: value', with a word as the key."
                )
            key = str(key_event.value)
            inner = f"{path}.{key}" if path else key
            if key in keys:
                self.problems.append(
                    _problem(
                        self.file,
                        self.lines,
                        _mark(key_event),
                        inner,
                        f"is given twice (first in line {keys[key].line})",
                        "Keep one of them.",
                    )
                )
            value = self._node(next(events), events, depth + 1, inner)
            if key not in keys:
                content[key], keys[key] = value, _mark(key_event)
        return Node(_mark(event), content, keys, 1 + sum(node.size for node in content.values()))

    def _list(self, event: Event, events: Iterator[Event], depth: int, path: str) -> Node:
        content: list[Node] = []
        for item in events:
            if isinstance(item, SequenceEndEvent):
                break
            content.append(self._node(item, events, depth + 1, f"{path}[{len(content) + 1}]"))
        return Node(_mark(event), content, {}, 1 + sum(node.size for node in content))

    def _count(self, event: Event, values: int) -> None:
        self.values += values
        if self.values > MAX_VALUES:
            raise _UnreadableError(
                _mark(event),
                f"the file holds more than {MAX_VALUES:,} values, repeated ones counted",
                "Shorten it.",
            )


def _mark(event: Event) -> Mark:
    return Mark(event.start_mark.line + 1, event.start_mark.column + 1)


_WHOLE = re.compile(r"[-+]?[0-9]+")
_DECIMAL = re.compile(r"[-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?")
_ENDLESS = re.compile(r"([-+]?\.(inf|Inf|INF)|\.(nan|NaN|NAN))")
_WORDS: dict[str, bool | None] = {
    **dict.fromkeys(("", "~", "null", "Null", "NULL"), None),
    **dict.fromkeys(("true", "True", "TRUE"), True),
    **dict.fromkeys(("false", "False", "FALSE"), False),
}


def _scalar(event: ScalarEvent) -> bool | int | float | str | None:
    """The core schema of YAML 1.2; a whole number written as 1e5 or 8.0 counts as whole."""
    text = str(event.value)
    strange = _FORBIDDEN.search(text)
    if strange:
        raise _UnreadableError(
            _mark(event),
            f"there is an escape here for a character that is none (U+{ord(strange.group()):04X})",
            "Delete it; accents and symbols can be written as they are.",
        )
    if event.style is not None:
        return text
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


_COMPARE = "Compare it with a scenario that works."
_SYNTAX: tuple[tuple[str, str, str, bool], ...] = (
    # in the parser's message, what is wrong, what to do, whether it is shown where the construct began
    (r"character '\t'", "there is a tab here", "Indent with spaces.", False),
    (
        "mapping values are not allowed",
        "a ':' is out of place here",
        "Put a text that contains ':' in quotes, or align this line with its neighbours.",
        False,
    ),
    ("expected ':'", "there is no ':' in this line", "Write 'key: value'.", False),
    (
        "expected <block end>",
        "this line is not aligned with its neighbours",
        "Give the lines of one group the same indentation.",
        False,
    ),
    (
        "escape character",
        r"'\' means something else inside double quotes",
        r"Write '\\' for a backslash, or use single quotes.",
        False,
    ),
    (
        "scanning a quoted scalar",
        "a text in quotes begins here and does not end as it should",
        "Close the quotes.",
        True,
    ),
    (
        "parsing a flow",
        "a bracket opens here and does not close as it should",
        "Close it, and put commas between the items.",
        True,
    ),
    (
        "cannot start any token",
        "a text cannot start with this character",
        "Put the whole text in quotes.",
        False,
    ),
    (
        "document start",
        "nothing can follow here",
        "Give each setting a line of its own, 'key: value', and put texts in quotes.",
        False,
    ),
    ("YAML directive", "this %YAML line is not accepted", "Delete it.", False),
    ("YAML document", "this %YAML line is not accepted", "Delete it.", False),
)


def _syntax(error: MarkedYAMLError, lines: tuple[str, ...]) -> _UnreadableError:
    said = f"{error.context or ''} {error.problem or ''}"
    unknown = ("", f"this cannot be read as YAML ({error.problem})", _COMPARE, False)
    _, what, remedy, at_start = next((known for known in _SYNTAX if known[0] in said), unknown)
    mark = (error.context_mark if at_start else None) or error.problem_mark or error.context_mark
    if mark is None:
        return _UnreadableError(Mark(1, 1), what, remedy)
    line = min(mark.line + 1, max(len(lines), 1))
    return _UnreadableError(Mark(line, mark.column + 1), what, remedy)
