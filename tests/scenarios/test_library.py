"""The shipped scenarios, as a teacher finds them: whole, in two languages, with a lesson plan in each."""

import re
from itertools import pairwise
from pathlib import Path

import pytest

from sim.linter import written
from sim.resources import shipped
from sim.scenario.files import shipped_files
from sim.scenario.load import load_scenario, read, understand
from sim.scenario.strategies import Role
from sim.words import LANGUAGES, Language

COURSE = (
    "corner-cafe",
    "leaky-gym",
    "new-in-town",
    "open-house",
    "the-promise",
    "inside-out",
    "after-the-storm",
    "vital-few",
    "born-different",
    "know-me",
    "partners",
    "harvest",
)
HEADINGS = {
    "en": (
        "Aims",
        "Before the class",
        "Timetable (60 minutes)",
        "What students usually get wrong",
        "Questions and answers",
        "What to show",
    ),
    "es": (
        "Objetivos",
        "Antes de la clase",
        "Guion (60 minutos)",
        "Lo que suelen hacer mal",
        "Preguntas y respuestas",
        "Qué enseñar",
    ),
}
INDEX = {"en": "README.md", "es": "LEEME.md"}


def _plan(name: str, language: Language) -> str:
    return shipped("scenarios", "lessons", language, f"{name}.md").read_text(encoding="utf-8")


def test_the_course_is_what_is_shipped() -> None:
    assert sorted(path.stem for path in shipped_files()) == sorted(COURSE)


@pytest.mark.parametrize("name", COURSE)
class TestEach:
    def test_nothing_in_it_is_odd(self, name: str) -> None:
        source = read(shipped("scenarios", f"{name}.yaml"))
        assert [str(oddity) for oddity in written.oddities(source, understand(source))] == []

    def test_has_what_a_class_needs(self, name: str) -> None:
        scenario = load_scenario(name)
        teaching = scenario.teaching
        assert scenario.scenario.id == name
        assert scenario.scenario.concepts
        assert scenario.briefing.advice is not None
        assert len(teaching.hints) >= 4
        assert len(teaching.predictions) >= 2
        assert len(teaching.questions) >= 3
        assert teaching.glossary
        assert teaching.taught is not None
        assert any(each.role is Role.TEMPTING for each in teaching.strategies)
        assert len({goal.measure for goal in scenario.goals}) >= 3
        assert not all(goal.measure in ("profit", "total_profit", "customer_equity") for goal in scenario.goals)

    def test_has_a_picture(self, name: str) -> None:
        assert shipped("scenarios", f"{name}.svg").is_file()

    @pytest.mark.parametrize("language", LANGUAGES)
    def test_has_a_lesson_plan(self, name: str, language: Language) -> None:
        plan = _plan(name, language)
        title = load_scenario(name).scenario.title.read(language)
        assert plan.startswith(f"# {title}: ")
        assert tuple(re.findall(r"^## (.+)$", plan, re.M)) == HEADINGS[language]

    @pytest.mark.parametrize("language", LANGUAGES)
    def test_the_timetable_fills_the_hour(self, name: str, language: Language) -> None:
        timetable = _plan(name, language).split(f"## {HEADINGS[language][2]}")[1].split("\n## ")[0]
        spans = [tuple(map(int, span)) for span in re.findall(r"^\| *(\d+) ?[-–] ?(\d+)", timetable, re.M)]
        assert spans[0][0] == 0
        assert spans[-1][1] == 60
        assert all(before[1] == after[0] for before, after in pairwise(spans))


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_guide_leads_to_every_lesson_plan(language: Language) -> None:
    guide = shipped("scenarios", "lessons", INDEX[language]).read_text(encoding="utf-8")
    links = re.findall(r"\]\(((?:en|es)/[^)]+)\)", guide)
    assert links == [f"{language}/{name}.md" for name in COURSE]
    for name in COURSE:
        assert f"[{load_scenario(name).scenario.title.read(language)}]({language}/{name}.md)" in guide
        assert Path(shipped("scenarios", "lessons", language, f"{name}.md")).is_file()
