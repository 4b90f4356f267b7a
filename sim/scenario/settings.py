"""The schema seen from outside: which settings there are, in which groups, and what each of them takes.

Explanations of problems, the author's guide and the JSON Schema are made from this.
"""

import inspect
from dataclasses import dataclass
from enum import EnumType
from functools import cache
from typing import Any, get_args, get_origin

from annotated_types import Ge, Le, MaxLen, MinLen
from pydantic import BaseModel
from pydantic.fields import FieldInfo

from sim.scenario.schema import Scenario
from sim.scenario.text import Text

Location = tuple[int | str, ...]
Group = type[BaseModel]


@dataclass(frozen=True)
class Setting:
    """One setting of a group, as an author meets it."""

    name: str
    field: FieldInfo

    @property
    def sentence(self) -> str:
        """What it is, in English."""
        return self.field.description or ""

    @property
    def required(self) -> bool:
        return self.field.is_required()

    @property
    def default(self) -> Any:
        """What holds when it is left out."""
        return self.field.get_default(call_default_factory=True)

    @property
    def unit(self) -> str:
        return bounds(self.field)[2]

    @property
    def group(self) -> Group | None:
        """The group that it is, or that its items are; a text with its translations is none."""
        found = group_in(self.field.annotation)
        return None if found is Text else found

    @property
    def many(self) -> bool:
        """Whether it is a list."""
        return get_origin(self.field.annotation) is tuple

    @property
    def one_of(self) -> tuple[str, ...]:
        """The words that it may be, or that its items may be."""
        return choices(self.field)

    @property
    def length(self) -> tuple[int, int | None]:
        """Least and most items of a list, or characters of a text."""
        least = next((each.min_length for each in self.field.metadata if isinstance(each, MinLen)), 0)
        most = next((each.max_length for each in self.field.metadata if isinstance(each, MaxLen)), None)
        return least, most

    @property
    def plain(self) -> type:
        """What kind of value it is, or its items are: Text, str, bool, int or float."""
        kinds = _parts(self.field.annotation)
        return next((kind for kind in (Text, bool, float, int) if kind in kinds), str)

    @property
    def limits(self) -> tuple[Any, Any]:
        """The range of a number, or of the numbers of a list."""
        low, high, _ = bounds(self.field)
        inner = [each for part in get_args(self.field.annotation) for each in getattr(part, "__metadata__", ())]
        for field in inner:
            if isinstance(field, FieldInfo) and low is None:
                low, high, _ = bounds(field)
        return low, high


def settings(group: Group) -> list[Setting]:
    """The settings of a group, in the order of the schema."""
    return [Setting(name, field) for name, field in group.model_fields.items()]


def groups() -> dict[Group, list[str]]:
    """Every group of settings with the paths that lead to it, in reading order: a section, then what is within."""
    found: dict[Group, list[str]] = {}

    def visit(group: Group, path: str) -> None:
        known = group in found
        found.setdefault(group, []).append(path)
        if not known:
            for setting in settings(group):
                if setting.group is not None:
                    visit(setting.group, f"{path}.{setting.name}".lstrip(".") + ("[]" if setting.many else ""))

    visit(Scenario, "")
    return found


@cache
def setting_names() -> frozenset[str]:
    """The names of all settings, those of a text's translations included."""
    return frozenset(Text.model_fields).union(*(group.model_fields for group in groups()))


@cache
def list_names() -> frozenset[str]:
    """The names of the settings that are lists."""
    return frozenset(each.name for group in groups() for each in settings(group) if each.many)


def about(group: Group) -> str:
    """What a group is, in English: the first paragraph of its description, on one line."""
    return " ".join((inspect.getdoc(group) or "").partition("\n\n")[0].split())


def schema_at(location: Location) -> tuple[Group | None, FieldInfo | None]:
    """The group of settings and the setting that a location leads to."""
    model: Group | None = Scenario
    field: FieldInfo | None = None
    for step in location:
        if isinstance(step, str):
            field = model.model_fields.get(step) if model else None
            model = group_in(field.annotation) if field else None
    return model, field


def group_in(annotation: Any) -> Group | None:
    """The group that a setting of this type is, or that its items are."""
    classes = (part for part in _parts(annotation) if isinstance(part, type))
    return next((each for each in classes if issubclass(each, BaseModel)), None)


def bounds(field: FieldInfo | None) -> tuple[Any, Any, str]:
    """Range and unit of a setting, as its schema gives them."""
    if field is None:
        return None, None, ""
    low = next((each.ge for each in field.metadata if isinstance(each, Ge)), None)
    high = next((each.le for each in field.metadata if isinstance(each, Le)), None)
    extra = field.json_schema_extra
    return low, high, str(extra.get("unit", "")) if isinstance(extra, dict) else ""


def fits(value: float, location: Location) -> bool:
    """Whether a number lies within the limits of the setting at a location."""
    _, field = schema_at(location)
    low, high = Setting("", field).limits if field else (None, None)
    return (low is None or value >= low) and (high is None or value <= high)


def choices(field: FieldInfo | None) -> tuple[str, ...]:
    """The words that a setting, or an item of it, may be; none if it is not one of a few words."""
    if field is None:
        return ()
    words: list[str] = []
    for part in (field, *_parts(field.annotation)):
        if isinstance(part, EnumType):
            words += [str(word) for word in list[Any](part)]
        elif isinstance(part, str):  # of a Literal
            words.append(part)
        elif isinstance(part, FieldInfo) and isinstance(part.json_schema_extra, dict):
            given = part.json_schema_extra.get("enum")
            words += [str(each) for each in given] if isinstance(given, list) else []
    return tuple(words)


def _parts(annotation: Any) -> list[Any]:
    """A type and everything within it, outermost first."""
    return [annotation, *(part for inner in get_args(annotation) for part in _parts(inner))]


def figure(value: float) -> str:
    """A number as one writes it in a scenario: 1500, 0.05, 1e9."""
    if abs(value) < 1e9 and value == int(value):
        return str(int(value))
    mantissa, e, exponent = f"{float(value):.6g}".partition("e")
    return f"{mantissa}{e}{int(exponent)}" if e else mantissa
