"""What a parser stumbles over, as slips of the pen: what was meant, where it stands, and what to write instead."""

import json
import re
from collections.abc import Sequence

from ruamel.yaml.error import MarkedYAMLError

from sim.scenario.dashes import indentation
from sim.scenario.outline import displaced, spaces_after
from sim.scenario.settings import setting_names
from sim.words import LANGUAGES, Sentence, sentence

LONGEST = 1_000
"""Letters of a line beyond which no hand has written it, and looking closely at it would take too long."""

_GLUED = re.compile(r"\s*(?:- +)*([a-z_]+):([^\s/:].*?)(?:\s+#.*|\s*)")
"""A setting whose value follows the colon without a space; ``https://...`` is none."""
_DASH = re.compile(r"(\s*-)([a-z_]+:)\s")
"""A list's item whose first setting follows the dash without a space."""

_SYNTAX: tuple[tuple[str, Sentence, bool], ...] = (
    # in the parser's message, what is wrong, whether it is shown where the construct began
    (r"character '\t'", sentence("yaml.tab"), False),
    ("mapping values are not allowed", sentence("yaml.colon"), False),
    ("expected ':'", sentence("yaml.no_colon"), True),
    ("expected <block end>", sentence("yaml.not_aligned"), False),
    ("escape character", sentence("yaml.backslash"), False),
    ("scanning a quoted scalar", sentence("yaml.open_quotes"), True),
    ("parsing a flow", sentence("yaml.open_bracket"), True),
    ("cannot start any token", sentence("yaml.first_character"), False),
    ("document start", sentence("yaml.nothing_follows"), False),
    ("YAML directive", sentence("yaml.directive"), False),
    ("YAML document", sentence("yaml.directive"), False),
)


def glued(text: str) -> tuple[str, str] | None:
    """The setting and the value of ``size:0.4``."""
    found = _GLUED.fullmatch(text) if len(text) <= LONGEST else None
    return (found[1], found[2]) if found else None


def no_space(setting: str, value: str) -> Sentence:
    """What is wrong with ``size:0.4``."""
    return sentence("yaml.no_space", setting=setting, value=value if len(value) <= 40 else f"{value[:39]}…")


def stumble(error: MarkedYAMLError, lines: Sequence[str]) -> tuple[int, int, Sentence]:
    """Line and column, from 1, of what made a file unreadable, and what to do about it."""
    in_message = f"{error.context or ''} {error.problem or ''}"
    unknown = ("", sentence("yaml.unknown", parser=str(error.problem)), False)
    _, said, at_start = next((known for known in _SYNTAX if known[0] in in_message), unknown)
    stopped = error.problem_mark or error.context_mark
    mark = (error.context_mark if at_start else None) or stopped
    if mark is None or stopped is None:
        return 1, 1, said
    last = max(len(lines), 1)
    line, column = min(mark.line + 1, last), mark.column + 1
    if max(map(len, lines[max(0, line - 2) : stopped.line + 1]), default=0) > LONGEST:
        return line, column, said
    if said.key == "yaml.tab" and not lines[line - 1][: column - 1].strip():
        spaces = str(spaces_after(lines[: line - 1]))
        return line, column, sentence("yaml.tab_before", spaces=spaces)
    in_lines = "':'" in in_message or "mapping values" in in_message or "<block end>" in in_message
    for number in (line, _before(line, lines)) if in_lines else ():
        missing = _missing_space(lines[number - 1]) if 0 < number <= len(lines) else None
        if missing:
            return number, *missing
    elsewhere = displaced(lines, stopped.line + 1) if in_lines else None
    if elsewhere:
        return elsewhere
    if "parsing a flow" in in_message and error.context_mark and stopped.line < len(lines):
        between = _no_comma(lines, error.context_mark.line, stopped.line, stopped.column)
        if between:
            return stopped.line + 1, *between
    if ("parsing a flow" in in_message or in_lines) and stopped.line < len(lines):
        cut = _cut_short(lines[stopped.line], stopped.column, "parsing a flow" in in_message)
        if cut:
            return stopped.line + 1, stopped.column + 1, cut
    return line, column, said


def _missing_space(line: str) -> tuple[int, Sentence] | None:
    """Where a line lacks a space, after the colon of its setting or after the dash of a list's item."""
    slip, dash = glued(line), _DASH.match(line)
    if slip:
        return line.index(f"{slip[0]}:") + len(slip[0]) + 2, no_space(*slip)
    return (dash.end(1) + 1, sentence("yaml.no_space_after_dash", setting=dash[2])) if dash else None


def _before(line: int, lines: Sequence[str]) -> int:
    """The nearest line above that says something; 0 if there is none."""
    above = (number for number in range(line - 1, 0, -1) if lines[number - 1].split("#")[0].strip())
    return next(above, 0)


def _no_comma(lines: Sequence[str], begin: int, end: int, column: int) -> tuple[int, Sentence] | None:
    """Where a comma is missing in braces that begin in a line and end, too soon, in another; lines from 0."""
    line = lines[end]
    at_colon = line[column : column + 1] == ":"
    found = re.search(r"[a-z_]+$", line[:column]) if at_colon else re.match(r"[a-z_]+(?=:)|[{\[]", line[column:])
    if not found:
        return None
    start = found.start() if at_colon else column
    before = line[:start].rstrip()
    if not before and begin < end and indentation(line) > indentation(lines[begin]):
        before = lines[end - 1].split(" #")[0].rstrip()
    setting = found.group() in setting_names()
    after_word = re.search(r":\s+[a-z0-9.+-]+$", before)
    before_amount = re.match(r":\s+(?:[-+.0-9]+\s*(?:[,}]|$)|[{\[])", line[start + len(found.group()) :])
    after_whole = before.endswith(("}", "]") if at_colon or not setting else ("}", "]", '"', "'"))
    if after_whole or (
        setting and at_colon and before and (after_word or before_amount or found.group() in LANGUAGES)
    ):
        return start + 1, sentence("yaml.no_comma", thing=found.group())
    return None


def _cut_short(line: str, column: int, in_braces: bool) -> Sentence | None:
    """What ends a text before its time: a quote of its own, or a colon between braces or curly quotes."""
    if re.search(r"[\"'].*[\"']\s*$", line[:column]):
        return sentence("yaml.quote_inside")
    if in_braces and line[column : column + 1] == ":" and re.search(r":\s[^,{}\[\]]*$", line[:column]):
        return sentence("yaml.colon_in_braces")
    if re.search(r"[a-z_]: +[“”„‘’]", line[:column]):
        return sentence("yaml.colon_in_curly")
    return None


_TEXT = re.compile(r"(\s*(?:- +)*[a-z_]+: +)([^\s\"'\[{&*!|>%@`#].*?)(\s*)")
"""A setting on a line of its own, and a text without quotes."""
_TEXT_IN_BRACES = re.compile(r"(.*[{,]\s*[a-z_]+: +)([^\s\"'\[{][^{}\[\]]*?)(\s*[}\]].*)")
_IN_QUOTES = {"yaml.colon": _TEXT, "yaml.colon_in_curly": _TEXT, "yaml.colon_in_braces": _TEXT_IN_BRACES}
"""What is mended by putting a text in quotes."""
_OF_SPACES = ("yaml.tab_before", "yaml.lost_indent", "yaml.displaced", "yaml.commented_out")
"""What is mended by beginning a line with other spaces."""


def mend(text: str, line: int, column: int, said: Sentence) -> str | None:
    """The text of a file with what was meant at a place, so that it can be read on; None if that is not known."""
    lines = text.splitlines(keepends=True)
    if line > len(lines) or len(lines[line - 1]) > LONGEST:
        return None
    written = lines[line - 1].rstrip("\r\n")
    if said.key in ("yaml.no_space", "yaml.no_space_after_dash"):
        better = f"{written[: column - 1]} {written[column - 1 :]}"
    elif said.key == "yaml.no_comma":
        better = f"{written[: max(0, column - 2)]},{written[column - 1 :]}"  # in the place of a space
    elif said.key in _OF_SPACES:
        better = " " * int(str(dict(said.values)["spaces"])) + written.lstrip(" \t#")
    elif said.key in ("yaml.no_dash", "yaml.no_first_dash"):
        better = f"{written[: column - 1]}- {written[column - 1 :].lstrip()}"
    else:
        kind = _IN_QUOTES.get(said.key)
        found = kind.fullmatch(written) if kind else None
        if not found or column <= found.end(1):  # the colon of the setting itself
            return None
        better = f"{found[1]}{json.dumps(found[2], ensure_ascii=False)}{found[3]}"
    if better == written:
        return None
    lines[line - 1] = better + lines[line - 1][len(written) :]
    return "".join(lines)
