"""The author's guides: every snippet is a scenario that loads, and the reference is that of the schema."""

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from babel.messages.pofile import read_po
from translations import compiled_texts, texts_of

from sim import Simulation
from sim.commands.draft import Wishes, draft
from sim.linter import played, written
from sim.resources import shipped
from sim.scenario.inherit import MAX_FILES
from sim.scenario.load import load_scenario, read, understand
from sim.scenario.reference import reference
from sim.scenario.schema import MOST_EMPLOYEES
from sim.scenario.settings import about, groups, settings
from sim.scenario.source import MAX_BYTES, MAX_DEPTH, MAX_VALUES
from sim.words import LANGUAGES, THIN, Language, explained, words
from tests.golden.regenerate import GUIDES, with_reference

PROSE = {
    language: shipped("scenarios", name).read_text(encoding="utf-8").partition("<!-- generated")[0]
    for language, name in GUIDES.items()
}


ROUTES = {language: re.split(r"^## ", text, flags=re.M)[1] for language, text in PROSE.items()}
"""The first chapter: what somebody reads who has an hour."""


def _snippets(text: str) -> list[str]:
    return re.findall(r"^```yaml\n(.*?)^```", text, re.M | re.S)


def _sections(snippet: str) -> dict[str, str]:
    """The top-level sections of a snippet."""
    parts = re.split(r"^(?=[a-z]+:)", snippet, flags=re.M)
    return {part.partition(":")[0]: part for part in parts if part.strip()}


def _files(language: Language) -> list[str]:
    """The files that somebody has who follows the guide, after each of its snippets.

    A snippet that says what the scenario is begins a file; the others join the first one, where a section takes the
    place of the same one before.
    """
    tutorial: dict[str, str] = {}
    files = []
    for snippet in _snippets(PROSE[language].replace(ROUTES[language], "")):
        sections = _sections(snippet)
        if tutorial and "scenario" in sections:
            files.append(snippet)
        else:
            tutorial |= sections
            files.append("".join(tutorial.values()))
    return files


def _in_an_hour(language: Language) -> str:
    """The file that somebody has after an hour: what ``new`` writes, with the snippets where they belong."""
    text = draft("Mine", "mine.yaml", Wishes(rounds=6), language)
    for snippet in _snippets(ROUTES[language]):
        first = snippet.partition("\n")[0]
        indent = len(first) - len(first.lstrip())
        there = re.compile(rf"^ *#?{first.strip()}.*\n(?:^(?: {{{indent + 1},}}|#) *\S.*\n)*", re.M)
        assert len(there.findall(text)) == 1, f"the draft has no one place for {first}"
        text = there.sub(lambda _, snippet=snippet: snippet, text)
    return text


def _tutorial(language: Language) -> str:
    return max(_files(language), key=len)


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_snippet_loads(language: Language, tmp_path: Path) -> None:
    files = _files(language)
    assert len(files) == 11
    for number, text in enumerate(files):
        path = tmp_path / f"{number}.yaml"
        path.write_text(text, encoding="utf-8")
        load_scenario(path)
    assert len(files[0].splitlines()) <= 10


def test_both_guides_have_the_same_snippets() -> None:
    one, other = (_files(language) for language in LANGUAGES)
    assert [list(_sections(text)) for text in one] == [list(_sections(text)) for text in other]


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_whole_tutorial_plays_and_is_not_odd(language: Language, tmp_path: Path) -> None:
    path = tmp_path / "mine.yaml"
    path.write_text(_tutorial(language), encoding="utf-8")
    source = read(path)
    scenario = understand(source)
    assert written.oddities(source, scenario) == []
    assert [rung.id for rung in scenario.ladder.rungs][-1] == "neighbour"
    game = Simulation(scenario, journal=False)
    game.advance()


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_hour_ends_with_a_ladder_and_an_event_of_ones_own(language: Language, tmp_path: Path) -> None:
    path = tmp_path / "mine.yaml"
    path.write_text(_in_an_hour(language), encoding="utf-8")
    source = read(path)
    scenario = understand(source)
    assert written.oddities(source, scenario) == []
    assert [segment.id for segment in scenario.market.segments] == ["reader", "family"]
    assert [rung.id for rung in scenario.ladder.rungs] == ["passer-by", "curious", "buyer", "regular", "club"]
    assert [event.id for event in scenario.events] == ["fair", "paper"]
    assert scenario.levers.loyalty_card.available  # what the snippets do not touch is as it was
    assert scenario.goals


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_hour_is_an_hour_and_is_read_in_ten_minutes(language: Language) -> None:
    minutes = [int(found) for found in re.findall(r"^\*\*\d\..*\((\d+) minut", ROUTES[language], re.M)]
    assert len(minutes) == 8
    assert 45 <= sum(minutes) <= 60
    assert len(re.sub("```.*?```", "", ROUTES[language], flags=re.S).split()) < 10 * 100


@pytest.mark.slow
@pytest.mark.parametrize("file", [_tutorial, _in_an_hour])
def test_robots_find_nothing_odd_in_the_tutorial(file: Callable[[Language], str], tmp_path: Path) -> None:
    path = tmp_path / "mine.yaml"
    path.write_text(file("en"), encoding="utf-8")
    source = read(path)
    assert list(map(str, played.oddities(source, understand(source)))) == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_reference_is_that_of_the_schema(language: Language) -> None:
    guide = shipped("scenarios", GUIDES[language]).read_text(encoding="utf-8")
    assert guide == with_reference(guide, reference(words(language))), "run: python tests/golden/regenerate.py"


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_limits_are_those_of_the_code(language: Language) -> None:
    limits = re.sub(r"(?<=\d)[ ,](?=\d{3})", "", PROSE[language].replace(THIN, " ").replace("\n", " "))
    for limit in (MAX_BYTES, MAX_VALUES, MAX_DEPTH, MOST_EMPLOYEES):
        assert re.search(rf"\b{limit}\b", limits)
    assert MAX_FILES == 5  # written out: five, cinco


@pytest.mark.parametrize("language", LANGUAGES)
def test_links_lead_somewhere(language: Language) -> None:
    guide = shipped("scenarios", GUIDES[language]).read_text(encoding="utf-8")
    titles = re.findall(r"^#+ (.+)$", guide, re.M)
    anchors = {re.sub(r"[^\w\- ]", "", title).lower().replace(" ", "-") for title in titles}
    for target in re.findall(r"\]\(([^)]+)\)", guide):
        if target.startswith("#"):
            assert target[1:] in anchors
        else:
            assert shipped("scenarios", target).is_file()


def test_what_the_schema_says_is_said_in_spanish() -> None:
    """Whoever adds a setting translates its sentence in assets/translations/es/LC_MESSAGES/settings.po."""
    sentences = [
        said for group in groups() for said in (about(group), *(each.sentence for each in settings(group)))
    ]
    assert sorted({said for said in sentences if said and explained(said, "es") == said}) == []


def test_the_compiled_explanations_are_up_to_date() -> None:
    folder = shipped("assets", "translations", "es", "LC_MESSAGES")
    with (folder / "settings.po").open("rb") as stream:
        texts = texts_of(read_po(stream, locale="es"))
    assert compiled_texts(folder / "settings.mo") == texts, (
        "compile with: pybabel compile -d assets/translations -D settings"
    )
