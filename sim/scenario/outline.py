"""The groups and lists that the columns of a file draw, and the first line that has no place among them.

It is asked about files that cannot be read, where a parser often blames the line after the bad one.
"""

import itertools
import re
from collections.abc import Sequence
from dataclasses import dataclass

from sim.scenario.dashes import STEP, before_first, beginnings, indentation
from sim.scenario.schema import Scenario
from sim.scenario.settings import list_names, setting_names
from sim.words import LANGUAGES, Sentence, sentence

_LINE = re.compile(r"((?:- +)*)(?:([a-z_][a-z0-9_-]*):(?: +(.*))?|(-)|(.*))")
"""After the indentation: dashes, and a setting with its value, a bare dash, or anything else."""
_COMMENTED_OUT = re.compile(r"#( *)([a-z_]+):\s*(?:#.*)?")
_TEXT_BELOW = re.compile(r"[|>][-+0-9]*(?:\s+#.*)?")
_MORE_BELOW = re.compile(r"(?:&\S+)?\s*(?:#.*)?")

Place = tuple[int, int, Sentence]
"""Line and column, from 1, and what is wrong there."""


@dataclass
class _Level:
    """A group or a list that is open."""

    column: int  # of its settings or dashes, from 0
    is_list: bool
    first: str  # setting of the group, or of the list's first item
    last: str  # setting
    line: int  # of the last setting or item
    begins: int  # line of the first


@dataclass
class _Hidden:
    """A setting behind '#' in the line above."""

    line: int
    column: int  # of the '#'
    spaces: int  # after it
    setting: str


@dataclass
class _Text:
    """A text on lines of its own, under its setting."""

    setting: str
    least: int  # column
    column: int | None = None  # of its first line

    def goes_on(self, column: int) -> bool:
        """Whether a line at ``column`` is part of it; the first one says where the others stand."""
        if self.column is None and column >= self.least:
            self.column = column
        return self.column is not None and column >= self.column


def displaced(lines: Sequence[str], last: int) -> Place | None:
    """The first line that stands where it cannot, and what to do about it; None if the columns do not say.

    Lines after the ``last`` one, from 1, are not blamed.
    """
    outline = _Outline(lines)
    for line in lines[:last]:
        found = outline.take(line)
        if found or outline.lost:
            return found
    return None


def spaces_after(lines: Sequence[str]) -> int:
    """How many spaces one expects before a setting in the line after these."""
    outline = _Outline(lines)
    for line in lines:
        outline.take(line)
    innermost = outline.levels[-1].column if outline.levels else -2
    return innermost + 2 if outline.opens else innermost


class _Outline:
    """What is open at a line."""

    def __init__(self, lines: Sequence[str]) -> None:
        self.lines = lines
        self._beginnings = beginnings(lines)
        self.line = 0
        self.levels: list[_Level] = []
        self.opens = True  # what is further in may follow
        self.lost = False  # a line had no place, and the columns do not say why
        self._text: _Text | None = None
        self._closing: tuple[str, int] | None = None  # quotes or braces that go on, and how many are open
        self._hidden: _Hidden | None = None
        self._list: _Level | None = None  # the group whose last setting is a list that has not begun

    def take(self, line: str) -> Place | None:
        """Fits the next line into the outline; what is wrong with it if it does not fit."""
        self.line += 1
        said, column = line.strip(), indentation(line)
        if not said or (self._text and self._text.goes_on(column)):
            return None
        if self._closing:
            self._close(said)
            return None
        found = _LINE.fullmatch(said)
        assert found
        dashes, setting, value, bare, rest = (part or "" for part in found.groups())
        if self._text and not (setting or dashes or bare or said.startswith("#")):
            spaces = str(self._text.column or self._text.least + 1)
            return self.line, 1, sentence("yaml.lost_indent", setting=self._text.setting, spaces=spaces)
        if said.startswith("#"):
            behind = _COMMENTED_OUT.fullmatch(said)
            known = behind and behind[2] in setting_names()
            self._hidden = _Hidden(self.line, column, len(behind[1]), behind[2]) if behind and known else None
            return None
        hidden, self._hidden, self._text = self._hidden, None, None
        item = bool(dashes or bare)
        around, self._list = self._list, None
        if around and not item and column > around.column and (setting in setting_names() or rest[:1] == "{"):
            dash = before_first(self.lines, self.line, around.column)
            return self.line, dash, sentence("yaml.no_first_dash", list=around.last)
        grouped = setting or bare or (dashes and rest.startswith(("{", "[")))
        if not grouped and not (dashes and self._expects(column)):
            return None  # the rest of a text, or something that no column explains
        closed = self._leave(column)
        if not self._enter(column, setting, item, bool(closed)):
            self.lost = True
            near = [*closed, *reversed(self.levels)]
            if hidden:
                return _shown(hidden, near)
            first = _odd_first(column, item, near)
            if first:
                here = _Level(column, item, setting, setting, self.line, self.line)
                return first.begins, first.column + 1, _beside(here)
            if not item and self._lacks_dash(setting, column, near):
                return self.line, column + 1, sentence("yaml.no_dash", setting=setting)
            return _put_back(self.line, column, setting, item, near)
        if dashes and setting:
            self.levels.append(_Level(column + len(dashes), False, setting, setting, self.line, self.line))
        self._look_below(setting, value if setting else rest, bool(bare))
        return None

    def _expects(self, column: int) -> bool:
        """Whether an item may stand here, or else it is the rest of a text."""
        return self.opens or not self.levels or column <= self.levels[-1].column

    def _leave(self, column: int) -> list[_Level]:
        """Closes what stands further in, the innermost first."""
        closed = []
        while self.levels and self.levels[-1].column > column:
            closed.append(self.levels.pop())
        return closed

    def _enter(self, column: int, setting: str, item: bool, returning: bool) -> bool:
        """Whether there is a group or a list for this line, or one that it may open."""
        here = [level for level in self.levels[-2:] if level.column == column]
        level = next((level for level in here if level.is_list == item), None)
        strange = not item and (self._lacks_dash(setting, column, here) or _of_no_section(setting, column))
        if level and not strange:
            while self.levels[-1] is not level:
                self.levels.pop()
            level.last, level.line = setting, self.line
            return True
        if self.opens and not returning and (item or not here):
            self.levels.append(_Level(column, item, setting, setting, self.line, self.line))
            return True
        return False

    def _lacks_dash(self, setting: str, column: int, levels: Sequence[_Level]) -> bool:
        """Whether a setting with which items begin stands where the dashes of a list do."""
        lists = [level for level in levels if level.is_list and level.column == column]
        begins = (setting, column + 1 + len("- ")) in self._beginnings
        return bool(setting and lists) and (begins or any(level.first == setting for level in lists))

    def _look_below(self, setting: str, value: str, bare: bool) -> None:
        """Notes what may follow: something further in, a text on its own lines, the end of quotes or braces."""
        self.opens = bare or bool(setting and _MORE_BELOW.fullmatch(value))
        self._list = self.levels[-1] if self.opens and setting in list_names() else None
        if _TEXT_BELOW.fullmatch(value):
            self._text = _Text(setting, self.levels[-1].column + 1)
        elif value.startswith(("{", "[")):
            self._closing = "{", 0
            self._close(value)
        elif value.startswith(('"', "'")):
            self._closing = value[0], 0
            self._close(value)

    def _close(self, said: str) -> None:
        """Looks for the end of quotes or braces."""
        assert self._closing
        kind, still = self._closing
        if kind == "{":
            still += sum(map(said.count, "{[")) - sum(map(said.count, "}]"))
            ended = still <= 0
        else:
            still += said.count(kind) - said.count(f"\\{kind}")
            ended = still % 2 == 0
        self._closing = None if ended else (kind, still)


def _shown(hidden: _Hidden, levels: Sequence[_Level]) -> Place | None:
    """A setting that is still behind its '#', although what belongs to it is not."""
    column = hidden.column + hidden.spaces
    groups = sorted((abs(level.column - column), level.column) for level in levels if not level.is_list)
    if not groups:
        return None
    said = sentence("yaml.commented_out", setting=hidden.setting, spaces=str(groups[0][1]))
    return hidden.line, hidden.column + 1, said


def _put_back(line: int, column: int, setting: str, item: bool, levels: Sequence[_Level]) -> Place | None:
    """Where a line belongs that has no place; ``levels`` with the innermost first."""
    if setting and setting not in setting_names():
        return None  # rather a text with a colon in it
    alike = [level for level in levels if level.is_list == item and level.column != column]
    if not alike:
        return None
    if column == 0:  # all its spaces are lost: rather in the innermost group, but not beside translations
        kin = (level for level in alike if (level.first in LANGUAGES) == (setting in LANGUAGES))
        near = next(kin, alike[0])
    else:
        near = min(alike, key=lambda level: abs(level.column - column))
    return line, column + 1, _beside(near)


def _odd_first(column: int, item: bool, levels: Sequence[_Level]) -> _Level | None:
    """The group or list of a single line that is oddly indented, where the line that does not fit is not."""
    for level, around in itertools.pairwise(levels):
        if level.is_list == item and level.begins == level.line and column - around.column == STEP:
            return level if level.column > around.column and level.column - around.column != STEP else None
    return None


def _of_no_section(setting: str, column: int) -> bool:
    """Whether a setting stands at the top, and belongs within a section."""
    return column == 0 and setting in setting_names() and setting not in Scenario.model_fields


def _beside(level: _Level) -> Sentence:
    """Where to begin a line that belongs to a group or a list."""
    neighbour = f"- {level.last}".rstrip() if level.is_list else level.last
    return sentence("yaml.displaced", neighbour=neighbour, line=str(level.line), spaces=str(level.column))
