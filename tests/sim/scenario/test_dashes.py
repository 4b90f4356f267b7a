"""Whichever dash is taken out of a scenario, its own line is blamed, and nothing else."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from sim.scenario.files import shipped_files
from sim.scenario.inherit import gather
from sim.scenario.load import understand
from sim.scenario.problems import ScenarioError

FILES = sorted(shipped_files())
EVERY = 8
"""One in so many dashes is taken out of each file, so that each file has its share of all kinds of lists."""


def _without_a_dash(lines: list[str], number: int) -> Iterator[str]:
    """The file with a line moved to where its dash was, and with nothing but spaces in the dash's place."""
    for instead in ("", "  "):
        changed = lines[number].replace("- ", instead, 1)
        yield "".join([*lines[:number], changed, *lines[number + 1 :]])


@pytest.mark.parametrize("place", range(len(FILES)), ids=[path.stem for path in FILES])
def test_the_line_that_lost_its_dash_is_blamed(place: int) -> None:
    path: Path = FILES[place]
    lines = path.read_text(encoding="utf-8").splitlines(keepends=True)
    dashes = [number for number, line in enumerate(lines) if re.match(" *- ", line)]
    for number in dashes[place % EVERY :: EVERY]:
        for text in _without_a_dash(lines, number):
            with pytest.raises(ScenarioError) as raised:
                understand(gather(text.encode(), path))
            assert [problem.line for problem in raised.value.problems] == [number + 1], lines[number]
