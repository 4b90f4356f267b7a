"""Both languages say everything, and write numbers as they should."""

from pathlib import Path
from string import Formatter

import pytest
from babel.messages.catalog import Catalog
from babel.messages.mofile import read_mo
from babel.messages.pofile import read_po

from game.text import Text
from sim.resources import shipped
from sim.scenario.text import Text as ScenarioText
from sim.scenario.vocabulary import LEVERS, MEASURES, Cause, Head, Move, Stage
from sim.words import LANGUAGES, THIN, Language

CODE = Path(__file__).parents[2] / "game"


def catalogue(language: str, kind: str) -> Catalog:
    file = shipped("assets", "translations", language, "LC_MESSAGES", f"escalera.{kind}")
    with file.open("rb") as stream:
        return read_po(stream, locale=language) if kind == "po" else read_mo(stream)


def messages(language: str, kind: str = "po") -> dict[str, tuple[str, ...]]:
    found = {}
    for message in catalogue(language, kind):
        if message.id:
            key = message.id if isinstance(message.id, str) else message.id[0]
            found[key] = (message.string,) if isinstance(message.string, str) else tuple(message.string)
    return found


def fields(said: str) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(said) if name}


def test_both_languages_say_the_same_things() -> None:
    spanish, english = messages("es"), messages("en")
    assert set(spanish) == set(english)
    for key, said in spanish.items():
        assert all(part.strip() for part in (*said, *english[key])), key
        assert {name for part in said for name in fields(part)} == {
            name for part in english[key] for name in fields(part)
        }, key


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_compiled_catalogue_is_the_written_one(language: str) -> None:
    assert messages(language, "mo") == messages(language, "po")


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_vocabulary_of_the_model_has_words(language: Language) -> None:
    wanted = {f"measure.{m}" for m in MEASURES} | {f"measure.{m}.tip" for m in MEASURES}
    wanted |= {f"lever.{lever}" for lever in LEVERS} | {f"lever.{lever}.tip" for lever in LEVERS}
    wanted |= {f"{kind}.{cause.name.lower()}" for kind in ("cause", "thought") for cause in Cause}
    wanted |= {f"stage.{stage}" for stage in Stage} | {f"stage.{stage}.wins" for stage in Stage}
    wanted |= {f"head.{head}" for head in Head} | {f"move.{move}" for move in Move}
    text = Text(language)
    assert [key for key in sorted(wanted) if not text.has(key)] == []


def test_every_text_asked_for_in_the_code_exists() -> None:
    """Keys written out in the code, as in text("title.quit")."""
    import re

    known = set(messages("es"))
    asked = set()
    for file in CODE.rglob("*.py"):
        asked |= set(re.findall(r"""(?:text|\.count)\(\s*"([a-z_]+\.[a-z0-9_.]+)\"""", file.read_text("utf-8")))
    assert len(asked) > 60
    assert asked - known == set()


def test_spanish_numbers() -> None:
    text = Text("es")
    assert text.number(6240) == "6240"
    assert text.number(18420) == f"18{THIN}420"
    assert text.number(-1234567.5, 1) == f"−1{THIN}234{THIN}567,5"
    assert text.number(0.64, 2) == "0,64"
    assert text.money(18420) == f"18{THIN}420\N{NO-BREAK SPACE}€"
    assert text.percent(0.81) == "81\N{NO-BREAK SPACE}%"


def test_no_line_of_a_scenario_breaks_within_a_number() -> None:
    said = ScenarioText(es="Viven 1 500 personas y 12 300 500 más; en 3 calles 20 casas y 2026 sillas.", en="")
    told = f"Viven 1{THIN}500 personas y 12{THIN}300{THIN}500 más; en 3 calles 20 casas y 2026 sillas."
    assert Text("es").of(said) == told


def test_english_numbers() -> None:
    text = Text("en")
    assert text.number(6240) == "6,240"
    assert text.money(-18420) == "−€18,420"
    assert text.money(1200, "MXN") == "MXN\N{NO-BREAK SPACE}1,200"
    assert text.percent(0.815, 1) == "81.5%"


def test_a_change_carries_its_sign_and_nothing_has_none() -> None:
    text = Text("en")
    assert text.number(48, signed=True) == "+48"
    assert text.number(-0.001, 2, signed=True) == "0.00"


def test_plurals() -> None:
    assert Text("es").count("picker.problems", 1) == "Este archivo tiene 1 problema"
    assert Text("es").count("picker.problems", 2) == "Este archivo tiene 2 problemas"


@pytest.mark.parametrize("face", ["Regular", "SemiBold", "Italic"])
def test_the_fonts_have_every_letter_that_is_written(face: str) -> None:
    import pygame

    font = pygame.font.Font(shipped("assets", "fonts", f"EscaleraSans-{face}.otf"), 20)
    letters = {letter for language in LANGUAGES for said in messages(language).values() for letter in "".join(said)}
    letters |= set("0123456789+−.,€$£% \N{NO-BREAK SPACE}" + THIN + "▲▼★·«»“”…") - {"\n"}
    missing = [
        letter
        for letter, metric in zip(sorted(letters), font.metrics("".join(sorted(letters))), strict=True)
        if metric is None
    ]
    assert missing == []


def test_digits_are_of_one_width() -> None:
    import pygame

    font = pygame.font.Font(shipped("assets", "fonts", "EscaleraSans-Regular.otf"), 40)
    assert len({font.size(digit * 10)[0] for digit in "0123456789"}) == 1
