"""What the schema finds wrong, in sentences for the person who wrote the file."""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from pydantic import ValidationError
from pydantic.fields import FieldInfo

from sim.scenario import amounts
from sim.scenario.amounts import thousands
from sim.scenario.identifiers import like_identifier
from sim.scenario.problems import Problem, did_you_mean
from sim.scenario.settings import Location, bounds, choices, figure, fits, schema_at
from sim.scenario.slips import glued, no_space
from sim.scenario.source import Mark, Node
from sim.scenario.text import Text
from sim.words import Sentence, Value, sentence

_NUMBERS = ("int_type", "int_from_float", "greater_than_equal", "less_than_equal")
_GROUPS = ("model_type", "model_attributes_type", "dict_type")


@dataclass(frozen=True)
class Finding:
    """One thing that the schema found wrong."""

    kind: str  # pydantic's name for it
    location: Location
    value: Any
    context: Mapping[str, Any]
    said: Sentence | None = None  # of a misfit, which says itself what is wrong
    fits: tuple[Location, ...] = ()  # what it should fit and does not


def findings(error: ValidationError) -> list[Finding]:
    """Everything that a validation found, misfits one by one."""
    found = []
    for each in error.errors(include_url=False):
        location, context = each["loc"], each.get("ctx", {})
        for misfit in context.get("misfits", ()):
            fits = tuple((*location, part) for part in misfit.refers_to)
            found.append(Finding("misfit", (*location, *misfit.at), None, {}, misfit.said, fits))
        counted = each["type"] != "too_short" or len(each["input"]) < context["min_length"]
        if "misfits" not in context and counted:  # a list is also counted without its faulty items
            found.append(Finding(each["type"], location, each["input"], context))
    return found


def problem(root: Node, finding: Finding) -> Problem:
    """What a finding means to the author, where it stands in the file."""
    return _slip(root, finding) or mark_of(
        root, finding.location, at_key=finding.kind == "extra_forbidden"
    ).problem(path_of(root, finding.location), finding.said or _sentence(finding))


def _slip(root: Node, finding: Finding) -> Problem | None:
    """A slip of the pen that explains what the schema found."""
    location, path, node = finding.location, path_of(root, finding.location), node_at(root, finding.location)
    if node is None:
        return None
    whole, joined = thousands(node.written), glued(finding.value) if isinstance(finding.value, str) else None
    if finding.kind in _GROUPS and joined:
        after = replace(node.mark, column=node.mark.column + len(joined[0]) + 1)
        return after.problem(path, no_space(*joined))
    if finding.kind in _NUMBERS and whole is not None and fits(whole, location):
        said = sentence("schema.thousands", written=node.written, decimal=_shown(node.content), whole=figure(whole))
        return node.mark.problem(path, said)
    if finding.kind == "extra_forbidden" and finding.value is None:
        cut = _text_in_pieces(root, location)
        return mark_of(root, location, at_key=True).problem(path, cut) if cut else None
    return None


def _text_in_pieces(root: Node, location: Location) -> Sentence | None:
    """A key without a value that is the rest of the text before it, cut off by a comma between braces."""
    group = node_at(root, location[:-1])
    content = group.content if group else None
    assert isinstance(content, dict)
    names = list(content)
    before = content[names[max(0, names.index(str(location[-1])) - 1)]].content
    if not isinstance(before, str):
        return None
    if before.startswith(("“", "”", "„")):
        return sentence("schema.curly_quotes")
    return sentence("schema.comma_in_text", text=str(location[-1]))


def _sentence(finding: Finding) -> Sentence:
    kind, location, value, context = finding.kind, finding.location, finding.value, finding.context
    model, field = schema_at(location)
    if kind == "missing":
        return sentence("schema.missing", setting=_setting(location))
    if kind == "extra_forbidden":
        return _unknown(location)
    if value is None:
        return sentence("schema.empty")
    if kind in ("enum", "literal_error"):
        return _choice(str(value), field)
    if kind.startswith(("greater_than", "less_than", "finite_number")) or kind == "int_parsing_size":
        return _range(value, field, context)
    if kind.startswith(("int_", "float_")):
        return _number(value, field, whole=kind.startswith("int"))
    if kind == "string_pattern_mismatch":
        like = like_identifier(value).lstrip("0123456789-") or "corner-cafe"
        return sentence("schema.not_identifier", value=_shown(value), like=like)
    if kind == "string_too_long":
        return sentence("schema.long_text", most=str(context["max_length"]))
    if kind == "string_type":
        return sentence("schema.not_text", value=_shown(value))
    if kind == "bool_type":
        return sentence("schema.not_true_or_false", value=_shown(value))
    if kind in ("tuple_type", "list_type"):
        return sentence("schema.not_list", value=_shown(value))
    if kind == "too_long":
        return sentence("schema.long_list", count=str(context["actual_length"]), most=str(context["max_length"]))
    if kind == "too_short":
        return sentence("schema.short_list", n=context["actual_length"], least=context["min_length"])
    if kind in _GROUPS:
        if model is Text:
            return sentence("schema.not_translated", value=_shown(value))
        if model and "mean" in model.model_fields and type(value) in (int, float) and math.isfinite(value):
            mean = f"{{mean: {figure(value)}}}"
            return sentence("schema.not_mean", value=_shown(value), setting=str(location[-1]), mean=mean)
        return sentence("schema.not_group", value=_shown(value), known=tuple(model.model_fields) if model else ())
    return sentence("schema.unfit", value=_shown(value))


def _setting(location: Location) -> Sentence:
    """What a required setting is, to someone who left it out."""
    group, _ = schema_at(location[:-1])
    return sentence(f"setting.{group.__name__ if group else ''}.{location[-1]}".lower())


def _unknown(location: Location) -> Sentence:
    model, _ = schema_at(location[:-1])
    known = tuple(model.model_fields) if model else ()
    hint = did_you_mean(str(location[-1]), known, sentence("hint.settings", known=known))
    group = next((step for step in location[-2::-1] if isinstance(step, str)), None)
    return sentence("schema.unknown", group=group, hint=hint) if group else sentence("schema.no_section", hint=hint)


def _choice(value: str, field: FieldInfo | None) -> Sentence:
    known = choices(field)
    hint = did_you_mean(value, known, sentence("hint.choices", known=known))
    return sentence("schema.no_choice", value=_shown(value), hint=hint)


def _range(value: object, field: FieldInfo | None, context: Mapping[str, Any]) -> Sentence:
    low, high, unit = bounds(field)
    low, high = context.get("ge", low), context.get("le", high)
    if low is None and high is None:
        return sentence("schema.no_number_within_reason", value=_shown(value))
    if low is not None and high is not None:
        limits = sentence("limits.between", low=_figure(low), high=_figure(high))
    elif high is None:
        limits = sentence("limits.least", low=_figure(low))
    else:
        limits = sentence("limits.most", high=_figure(high))
    if unit not in ("", "share"):
        limits = sentence("limits.in_unit", limits=limits, unit=sentence(f"limits.unit.{unit.replace(' ', '_')}"))
    hint = sentence("hint.range")
    if high == 1 and isinstance(value, int | float) and 2 <= value <= 100:
        hint = sentence("hint.percent", percent=_figure(value), share=_figure(value / 100))
    return sentence("schema.out_of_range", limits=limits, value=_shown(value), hint=hint)


def _number(value: object, field: FieldInfo | None, whole: bool) -> Sentence:
    kind = sentence("things.whole_number") if whole else sentence("things.number")
    meant = amounts.meant(value) if isinstance(value, str) else None
    if meant is not None and not (whole and meant % 1):
        return sentence("schema.number_as_text", kind=kind, value=_shown(value), meant=_figure(meant))
    low, high, _ = bounds(field)
    if low is None or high is None:
        return sentence("schema.not_number", kind=kind, value=_shown(value))
    return sentence(
        "schema.not_number_between", kind=kind, value=_shown(value), low=_figure(low), high=_figure(high)
    )


def mark_of(root: Node, location: Location, at_key: bool = False) -> Mark:
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


def node_at(root: Node, location: Location) -> Node | None:
    """What is written for a setting; None if it was left out."""
    node: Node | None = root
    for step in location:
        content = node.content if node else None
        if isinstance(content, dict):
            node = content.get(str(step))
        else:
            inside = isinstance(content, list) and isinstance(step, int) and step < len(content)
            node = content[step] if isinstance(content, list) and isinstance(step, int) and inside else None
    return node


def path_of(root: Node, location: Location) -> str:
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


def _shown(value: object) -> Value:
    """A value as it stands in the file, where numbers are written alike in every language."""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, int | float):
        return _figure(value)
    if isinstance(value, str):
        return sentence("value.text", text=value if len(value) <= 40 else f"{value[:39]}…")
    return sentence("value.list") if isinstance(value, Sequence) else sentence("value.group")


def _figure(value: float) -> Value:
    if isinstance(value, float) and not math.isfinite(value):
        return ".nan" if math.isnan(value) else sentence("value.endless")
    return sentence("value.endless") if abs(value) >= 1e308 else figure(value)
