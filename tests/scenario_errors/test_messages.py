"""Every way in which a scenario file can be broken, and the exact sentences its author reads.

`expected.txt` holds the messages of all files of this folder, in order; `expected.es.txt` the same in Spanish. `<measures>` stands for the
names of all measures.
"""

from collections import defaultdict
from pathlib import Path

import pytest

from sim.scenario.load import check
from sim.scenario.vocabulary import MEASURES

HERE = Path(__file__).parent
FILES = sorted(path.name for path in HERE.glob("*.yaml"))


def _expected(file: str = "expected.txt") -> dict[str, list[str]]:
    messages = defaultdict(list)
    text = (HERE / file).read_text(encoding="utf-8").replace("<measures>", ", ".join(MEASURES))
    for line in text.splitlines():
        messages[line.partition(":")[0]].append(line)
    return messages


@pytest.mark.parametrize("name", FILES)
def test_a_broken_file_says_exactly_what_is_wrong(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(HERE)
    assert [str(problem) for problem in check(Path(name))] == _expected()[name]


@pytest.mark.parametrize("name", FILES)
def test_and_says_it_in_spanish(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(HERE)
    assert [problem.read("es") for problem in check(Path(name))] == _expected("expected.es.txt")[name]


def test_every_expected_message_has_its_file() -> None:
    assert sorted(_expected()) == sorted(_expected("expected.es.txt")) == FILES
    assert len(FILES) >= 25
