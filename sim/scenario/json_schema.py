"""The schema of scenario files as JSON Schema (draft 2020-12), with which editors complete and explain.

A file that extends another may leave out what the other one has, and may remove items of its lists; so the groups
that this concerns have two forms, and the file's ``extends`` decides between them.
"""

import json
from typing import Any

from pydantic import BaseModel

from sim.scenario.reference import hover
from sim.scenario.schema import Scenario
from sim.scenario.settings import Group, about, groups, settings
from sim.scenario.source import MAX_BYTES, MAX_DEPTH, MAX_VALUES
from sim.words import Words, explained

Json = dict[str, Any]

_HERE = "#/$defs/"


def json_schema(words: Words) -> Json:
    """The JSON Schema of a scenario file, explained in the language of ``words``."""
    whole = Scenario.model_json_schema()
    definitions: Json = whole.pop("$defs") | {"Scenario": whole}
    for group in groups():
        _polish(definitions[group.__name__], group, words)
        _ask_less(definitions, group)
    forms = _OnTop(definitions, words)
    on_top = forms.group("Scenario")
    definitions |= forms.made
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": words("schema.title"),
        "description": words("schema.limits", bytes=MAX_BYTES, values=MAX_VALUES, depth=MAX_DEPTH),
        "type": "object",
        "if": {"required": ["extends"]},
        "then": {"$ref": _HERE + on_top},
        "else": {"$ref": _HERE + "Scenario"},
        "$defs": {name: definitions[name] for name in sorted(definitions)},
    }


def schema_text(words: Words) -> str:
    """The schema as a file holds it, in letters that every terminal can write."""
    return json.dumps(json_schema(words), indent=1, ensure_ascii=True) + "\n"


def _polish(definition: Json, group: Group, words: Words) -> None:
    """Puts the author's help in the place of pydantic's titles, and leaves out defaults too long to show."""
    definition.pop("title", None)
    definition["description"] = explained(about(group), words.language)
    for setting in settings(group):
        value = definition["properties"][setting.name]
        for form in value.pop("anyOf", ()):  # optional: nobody writes null, the setting is left out
            if form.get("type") != "null":
                value.update(form)
        for key in ("title", "unit"):
            value.pop(key, None)
        if not isinstance(value.get("default"), str | float | int):
            value.pop("default", None)
        value["description"] = hover(setting, words)


def _ask_less(definitions: Json, group: Group) -> None:
    """Groups that have all they need by default where they stand may be given in part."""
    for setting in settings(group):
        if setting.group is not None and not setting.required and isinstance(setting.default, BaseModel):
            definition = definitions[setting.group.__name__]
            there = setting.default.model_fields_set
            definition["required"] = [name for name in definition.pop("required", []) if name not in there]
            if not definition["required"]:
                del definition["required"]


class _OnTop:
    """Makes the forms that groups have in a file that extends another, where they differ."""

    def __init__(self, definitions: Json, words: Words) -> None:
        self.definitions = definitions
        self.removal = {"const": True, "description": words("schema.remove")}
        self.made: Json = {}

    def group(self, name: str, item: bool = False) -> str:
        """The name of the form of a group; ``item``: of one in a list, where its id tells which it is."""
        definition = self.definitions[name]
        if "properties" not in definition:
            return name
        properties = {key: self._setting(value) for key, value in definition["properties"].items()}
        if properties == definition["properties"] and "required" not in definition:
            return name
        form = f"{name}-on-top"
        needs = {"Scenario": ["extends", "scenario"], "About": ["id"]}.get(name, ["id"] if item else [])
        more = {"remove": self.removal} if item else {}
        self.made[form] = {**definition, "properties": properties | more, "required": needs}
        return form

    def _setting(self, value: Json) -> Json:
        items = value.get("items", {})
        if "$ref" in value:
            return {**value, "$ref": _HERE + self.group(value["$ref"].removeprefix(_HERE))}
        if "$ref" not in items:
            return value
        name = items["$ref"].removeprefix(_HERE)
        if "id" not in self.definitions[name].get("properties", {}):
            return value  # the list takes the place of the other one
        together = {key: each for key, each in value.items() if key != "minItems"}
        return {**together, "items": {"$ref": _HERE + self.group(name, item=True)}}
