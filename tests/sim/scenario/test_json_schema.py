"""The JSON Schema that editors use: valid, in step, explained, and of one mind with the game's own reading."""

from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from sim.resources import shipped
from sim.scenario.files import shipped_files
from sim.scenario.json_schema import json_schema, schema_text
from sim.scenario.source import parse
from sim.words import LANGUAGES, Language, words

VALIDATOR = Draft202012Validator(json_schema(words("en")))
ABOUT = "scenario: {id: mine, title: Mine}\n"


def _content(text: str) -> Any:
    return parse(text.encode(), "mine.yaml").root.plain()


def test_it_is_a_json_schema() -> None:
    Draft202012Validator.check_schema(json_schema(words("en")))


def test_the_file_beside_the_scenarios_is_in_step() -> None:
    written = shipped("scenarios", "schema.json").read_text(encoding="utf-8")
    assert written == schema_text(words("en")), "write it anew: python tests/golden/regenerate.py"


@pytest.mark.parametrize("path", shipped_files(), ids=lambda path: path.stem)
def test_shipped_scenarios_are_valid(path: Path) -> None:
    VALIDATOR.validate(parse(path.read_bytes(), path.name).root.plain())


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_setting_is_explained(language: Language) -> None:
    schema = json_schema(words(language))
    settings = [
        (name, setting, value)
        for name, group in schema["$defs"].items()
        for setting, value in group.get("properties", {}).items()
    ]
    assert len(settings) > 300
    assert [(name, setting) for name, setting, value in settings if not value.get("description")] == []


def test_help_tells_unit_range_and_default() -> None:
    properties = json_schema(words("en"))["$defs"]["Firm"]["properties"]
    assert properties["wage"]["description"] == (
        "Wage of an employee. (money per week; 0.01 to 1000000; 200 if left out)"
    )
    spanish = json_schema(words("es"))["$defs"]["Firm"]["properties"]["wage"]["description"]
    assert spanish.endswith("(dinero por semana; de 0.01 a 1000000; si falta: 200)")


@pytest.mark.parametrize(
    "text",
    [
        ABOUT,
        ABOUT + "time: {rounds: 3}\nmarket: {season: [1, 0.5]}\n",
        ABOUT + "goals: [{measure: trust, target: 0.9}]\nteaching: {questions: [Why?, {es: ¿Por qué?}]}\n",
        ABOUT + "firm: {price: 1.2}\nlevers: {training: {share: 0.2}}\n",
        "extends: corner-cafe\nscenario: {id: mine}\nrivals: [{id: norte, price: 2}]\n",
        "extends: corner-cafe\nscenario: {id: mine}\nrivals: [{id: norte, remove: true}]\n",
        "extends: base.yaml\nscenario: {id: mine}\nladder: {rungs: [{id: client, enter: {purchases: 3}}]}\n",
        "extends: base.yaml\nscenario: {id: mine}\nfirm: {price: 1.2}\n",
    ],
)
def test_what_the_game_reads_is_valid(text: str) -> None:
    VALIDATOR.validate(_content(text))


@pytest.mark.parametrize(
    "text",
    [
        "time: {rounds: 3}\n",
        ABOUT + "time: {rounds: 99}\n",
        ABOUT + "markets: {}\n",
        ABOUT + "rivals: [{id: norte, price: 2}]\n",
        ABOUT + "rivals: [{id: norte, name: Norte, remove: true}]\n",
        ABOUT + "goals: [{measure: happiness, target: 1}]\n",
        ABOUT + "extends: corner-cafe\nrivals: [{price: 2}]\n",
        ABOUT + "extends: corner-cafe\ngoals: [{measure: trust}]\n",
        "extends: corner-cafe\n",
        "extends: corner-cafe\nscenario: {title: Mine}\n",
    ],
)
def test_what_the_game_refuses_is_not(text: str) -> None:
    assert not VALIDATOR.is_valid(_content(text))
