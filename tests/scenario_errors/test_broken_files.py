"""Every way in which a scenario file can be broken, and the exact sentences its author reads.

`expected.txt` holds the messages of all files of this folder, each file's under its name; `expected.es.txt` the
same in Spanish. `<measures>` stands for the list of all measures, `<firm>` for that of a firm's settings.
"""

from pathlib import Path

import pytest

from sim.scenario.load import check
from sim.scenario.schema import Firm
from sim.scenario.vocabulary import MEASURES
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
            line = line.replace("<measures>", ", ".join(MEASURES))
            messages[name].append(line.replace("<firm>", ", ".join(Firm.model_fields)))
    return messages


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", FILES)
def test_a_broken_file_says_exactly_what_is_wrong(
    name: str, language: Language, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(HERE)
    assert [problem.read(language) for problem in check(Path(name))] == _expected(language)[name]


def test_every_expected_message_has_its_file() -> None:
    assert list(_expected("en")) == list(_expected("es")) == FILES
    assert all(_expected("en").values())
    assert len(FILES) >= 40
