"""Items of lists that have lost their dash: where they begin, and where the dash belongs."""

import re
from collections.abc import Sequence

STEP = 2
"""Spaces by which a group or a list stands within another, as nearly everybody writes it."""

Written = tuple[str, int, int]
"""A setting, with its line and column, from 1."""
_BEGINS = re.compile("( *)- ([a-z_]+):")


def indentation(line: str) -> int:
    return len(line) - len(line.lstrip(" "))


def before_first(lines: Sequence[str], number: int, around: int) -> int:
    """The column, from 1, of the dash that is missing before the first item of a list, in line ``number``.

    ``around`` is the column of the list's own setting, from 0.
    """
    here = indentation(lines[number - 1])
    below = next((line for line in lines[number:] if line.split("#")[0].strip()), "")
    if below.lstrip().startswith("- ") and around <= indentation(below) <= here:
        return indentation(below) + 1
    return (here - STEP if indentation(below) == here >= around + STEP else here) + 1


def beginnings(lines: Sequence[str]) -> frozenset[tuple[str, int]]:
    """The settings with which items of lists begin, with their columns, from 1."""
    found = (_BEGINS.match(line) for line in lines)
    return frozenset((each[2], each.start(2) + 1) for each in found if each)


def second_of_two(
    group: Sequence[Written], lines: Sequence[str], known: frozenset[tuple[str, int]]
) -> Written | None:
    """Where the second of two items lacks its dash that are read as one ``group``; None if it is no such thing.

    It begins with what begins another item of the file, and neither of the two says anything twice.
    """
    (_, line, column), names = group[0], [name for name, _, _ in group]
    first: dict[str, int] = {}
    again = next((place for place, name in enumerate(names) if first.setdefault(name, place) < place), None)
    if again is None or not lines[line - 1][: column - 1].endswith("- "):
        return None
    last = again + (_repeats(names) > 1)  # what is there twice, and nothing else, is a slip of its own
    starts = [
        place
        for place in range(first[names[again]] + 1, last)
        if group[place][2] == column and (names[place], column) in known
    ]
    if not starts:
        return None
    begins = min(starts, key=lambda place: _repeats(names[place:]))
    return names[begins], group[begins][1], column - STEP


def _repeats(names: Sequence[str]) -> int:
    return len(names) - len(set(names))
