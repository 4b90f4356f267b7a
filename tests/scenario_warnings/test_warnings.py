"""What is legal in a scenario and yet odd, as far as reading shows it, and the exact sentences its author reads.

`expected.txt` holds the warnings of all files of this folder, each file's under its name; `expected.es.txt` the
same in Spanish.
"""

from pathlib import Path

import pytest

from sim.linter.written import oddities
from sim.scenario.load import in_order, read, understand
from sim.words import LANGUAGES, Language

HERE = Path(__file__).parent
FILES = sorted(path.name for path in HERE.glob("*.yaml"))
EXPECTED = {"en": "expected.txt", "es": "expected.es.txt"}


def _expected(language: Language) -> dict[str, list[str]]:
    messages: dict[str, list[str]] = {}
    for line in (HERE / EXPECTED[language]).read_text(encoding="utf-8").splitlines():
        if line.startswith("# "):
            name = line.removeprefix("# ")
            messages[name] = []
        else:
            messages[name].append(line)
    return messages


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", FILES)
def test_an_odd_file_is_warned_of(name: str, language: Language, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(HERE)
    source = read(Path(name))
    found = in_order(oddities(source, understand(source)), source)
    assert [problem.read(language) for problem in found] == _expected(language)[name]


def test_every_expected_warning_has_its_file() -> None:
    assert list(_expected("en")) == list(_expected("es")) == FILES
    assert all(_expected("en").values())
