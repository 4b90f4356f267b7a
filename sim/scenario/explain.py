"""What the schema finds wrong, in sentences for the person who wrote the file."""

import math
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import EnumType
from typing import Any, get_args

from annotated_types import Ge, Le
from pydantic import BaseModel, ValidationError
from pydantic.fields import FieldInfo

from sim.scenario.problems import Problem, did_you_mean
from sim.scenario.schema import Scenario
from sim.scenario.source import Mark, Node, Source
from sim.scenario.text import Text

Location = tuple[int | str, ...]


@dataclass(frozen=True)
class Finding:
    """One thing that the schema found wrong."""

    kind: str  # pydantic's name for it
    location: Location
    value: Any
    message: str
    context: Mapping[str, Any]
    fits: tuple[Location, ...] = ()  # what it should fit and does not


def findings(error: ValidationError) -> list[Finding]:
    """Everything that a validation found, misfits one by one."""
    found = []
    for each in error.errors(include_url=False):
        location, context = each["loc"], each.get("ctx", {})
        for misfit in context.get("misfits", ()):
            fits = tuple((*location, part) for part in misfit.refers_to)
            found.append(Finding("misfit", (*location, *misfit.at), None, misfit.message, {}, fits))
        counted = each["type"] != "too_short" or len(each["input"]) < context["min_length"]
        if "misfits" not in context and counted:  # a list is also counted without its faulty items
            found.append(Finding(each["type"], location, each["input"], each["msg"], context))
    return found


def problem(source: Source, finding: Finding) -> Problem:
    """What a finding means to the author, where it stands in the file."""
    what, remedy = _sentence(finding)
    mark = _mark(source.root, finding.location, at_key=finding.kind == "extra_forbidden")
    return source.problem(mark, _path(source.root, finding.location), what, remedy)


def _sentence(finding: Finding) -> tuple[str, str]:
    kind, location, value, context = finding.kind, finding.location, finding.value, finding.context
    model, field = schema_at(location)
    if kind in ("value_error", "misfit"):
        what, _, remedy = finding.message.removeprefix("Value error, ").partition(". ")
        return what.rstrip("."), remedy or "Change it."
    if kind == "missing":
        return "is missing", f"Add it: {_lower(field.description if field else '')}"
    if kind == "extra_forbidden":
        return _unknown(location)
    if value is None:
        return "is empty", "Give it a value, or delete it to keep the default."
    if kind in ("enum", "literal_error"):
        return _choice(str(value), field)
    if kind.startswith(("greater_than", "less_than", "finite_number")) or kind == "int_parsing_size":
        return _range(value, field, context)
    if kind.startswith(("int_", "float_")):
        return _number(value, field, whole=kind.startswith("int"))
    if kind == "string_pattern_mismatch":
        return (
            f"may only have small letters, digits and hyphens, and starts with a letter; it is {_shown(value)}",
            "Write it like 'corner-cafe'.",
        )
    if kind == "string_too_long":
        return f"is longer than {context['max_length']} characters", "Shorten it."
    if kind == "string_type":
        return f"must be a text; it is {_shown(value)}", "Put it in quotes."
    if kind == "bool_type":
        return f"must be true or false; it is {_shown(value)}", "Write true or false, without quotes."
    if kind in ("tuple_type", "list_type"):
        return f"must be a list; it is {_shown(value)}", "Start each item on a line of its own with '- '."
    if kind == "too_long":
        return f"has {context['actual_length']} items and may have {context['max_length']}", "Take some out."
    if kind == "too_short":
        return f"has {context['actual_length']} items and needs {context['min_length']}", "Add what is missing."
    if kind in ("model_type", "model_attributes_type", "dict_type"):
        if model is Text:
            remedy = "Write it in quotes, or as {es: ..., en: ...}."
            return f"must be a text; it is {_shown(value)}", remedy
        return (
            f"must be a group of settings; it is {_shown(value)}",
            f"Write its settings beneath it, indented: {', '.join(model.model_fields) if model else ''}.",
        )
    return finding.message, "Change it."


def _unknown(location: Location) -> tuple[str, str]:
    model, _ = schema_at(location[:-1])
    known = list(model.model_fields) if model else []
    word, group = str(location[-1]), next((str(step) for step in location[-2::-1] if isinstance(step, str)), "")
    where = f"'{group}'" if group else "a scenario"
    return f"is not a setting of {where}", did_you_mean(word, known, f"Its settings are: {', '.join(known)}.")


def _choice(value: str, field: FieldInfo | None) -> tuple[str, str]:
    choices = [str(getattr(choice, "value", choice)) for choice in _choices(field.annotation if field else None)]
    listed = f"Choose one of: {', '.join(choices)}."
    return f"{_shown(value)} is not one of the choices", did_you_mean(value, choices, listed)


def _choices(annotation: Any) -> tuple[Any, ...]:
    if isinstance(annotation, EnumType):
        return tuple(annotation)
    return get_args(annotation)


def _range(value: object, field: FieldInfo | None, context: Mapping[str, Any]) -> tuple[str, str]:
    low, high, unit = _bounds(field)
    low, high = context.get("ge", low), context.get("le", high)
    if low is None and high is None:
        return f"must be a number within reason; it is {_shown(value)}", "Choose another value."
    if low is not None and high is not None:
        limits = f"must be between {_figure(low)} and {_figure(high)}"
    else:
        limits = f"must be at least {_figure(low)}" if high is None else f"must be at most {_figure(high)}"
    what = f"{limits}{f' ({unit})' if unit not in ('', 'share') else ''}; it is {_shown(value)}"
    if high == 1 and isinstance(value, int | float) and 2 <= value <= 100:
        return what, f"If you mean {_figure(value)} %, write {_figure(value / 100)}."
    return what, "Choose a value in that range."


def _number(value: object, field: FieldInfo | None, whole: bool) -> tuple[str, str]:
    kind = "a whole number" if whole else "a number"
    meant = _meant(value) if isinstance(value, str) else None
    if meant is not None and not (whole and meant % 1):
        return f"must be {kind}; it is the text {_shown(value)}", f"Write {_figure(meant)}, without quotes."
    low, high, _ = _bounds(field)
    example = f" from {_figure(low)} to {_figure(high)}" if low is not None and high is not None else ""
    return f"must be {kind}; it is {_shown(value)}", f"Write {kind}{example}."


_AMOUNT = re.compile(r"[€$£]?\s*([-+]?[0-9][0-9.,_ ]*)\s*(%?)\s*[€$£]?")


def _meant(text: str) -> float | None:
    """The number that someone meant by '20 %', '1,500', '0,5' or '30 €'."""
    found = _AMOUNT.fullmatch(text.strip())
    if not found:
        return None
    digits = re.sub("[_ ]", "", found[1])
    for thousands in ",.":
        if re.fullmatch(rf"[-+]?[1-9][0-9]{{0,2}}([{thousands}][0-9]{{3}})+([,.][0-9]{{1,2}})?", digits):
            digits = digits.replace(thousands, "")
            break
    try:
        value = float(digits.replace(",", "."))
    except ValueError:
        return None
    return value / 100 if found[2] else value


def _bounds(field: FieldInfo | None) -> tuple[Any, Any, str]:
    """Range and unit of a setting, as its schema gives them."""
    if field is None:
        return None, None, ""
    low = next((each.ge for each in field.metadata if isinstance(each, Ge)), None)
    high = next((each.le for each in field.metadata if isinstance(each, Le)), None)
    extra = field.json_schema_extra
    return low, high, str(extra.get("unit", "")) if isinstance(extra, dict) else ""


def schema_at(location: Location) -> tuple[type[BaseModel] | None, FieldInfo | None]:
    """The group of settings and the setting that a location leads to."""
    model: type[BaseModel] | None = Scenario
    field: FieldInfo | None = None
    for step in location:
        if isinstance(step, str):
            field = model.model_fields.get(step) if model else None
            model = group_in(field.annotation) if field else None
    return model, field


def group_in(annotation: Any) -> type[BaseModel] | None:
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return annotation
    return next((found for part in get_args(annotation) if (found := group_in(part))), None)


def _mark(root: Node, location: Location, at_key: bool) -> Mark:
    """Where a location stands: its value, its key, or the nearest thing around it that is written."""
    node, mark = root, root.mark
    for depth, step in enumerate(location):
        last = depth == len(location) - 1
        if isinstance(node.content, dict) and step in node.content:
            key, node = node.keys[str(step)], node.content[str(step)]
            below = node.mark.line > key.line  # a group, or nothing at all
            mark = key if below or (last and at_key) else node.mark
        elif isinstance(node.content, list) and isinstance(step, int) and step < len(node.content):
            node = node.content[step]
            mark = node.mark
        else:
            break
    return mark


def _path(root: Node, location: Location) -> str:
    """A location as people write it; items of a list by their id, or by number from 1."""
    node: Node | None = root
    path = ""
    for step in location:
        content = node.content if node else None
        if node and not isinstance(content, dict | list):
            break  # one text stands for its translations
        if isinstance(step, int):
            node = content[step] if isinstance(content, list) and step < len(content) else None
            named = node.content.get("id") if node and isinstance(node.content, dict) else None
            name = named.content if named and isinstance(named.content, str) else step + 1
            path += f"[{name}]"
        else:
            node = content.get(step) if isinstance(content, dict) else None
            path += f".{step}" if path else step
    return path


def _shown(value: object) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, int | float):
        return _figure(value)
    if isinstance(value, str):
        return f"'{value}'" if len(value) <= 40 else f"'{value[:39]}…'"
    return "a list" if isinstance(value, Sequence) else "a group"


def _figure(value: float) -> str:
    if isinstance(value, float) and not math.isfinite(value):
        return ".nan" if math.isnan(value) else "endless"
    if abs(value) < 1e9 and value == int(value):
        return str(int(value))
    return re.sub(r"e\+?(-?)0*", r"e\1", f"{float(value):.6g}") if abs(value) < 1e308 else "endless"


def _lower(sentence: str | None) -> str:
    return f"{sentence[0].lower()}{sentence[1:]}" if sentence else "it cannot be left out."
