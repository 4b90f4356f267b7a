"""Putting something harmless in the place of what is wrong, so that the rest of a file can be looked at."""

from enum import Enum
from typing import Any, Literal, get_args, get_origin

from annotated_types import Ge
from pydantic.fields import FieldInfo

from sim.scenario.settings import Location, group_in, schema_at
from sim.scenario.text import Text
from sim.scenario.vocabulary import MEASURES


def set_aside(data: Any, location: Location) -> None:
    """Takes a setting out of ``data``, or puts another value there if one is required.

    Items of lists are replaced and never taken out, so that the others keep their places.
    """
    for step in location[:-1]:
        inside = isinstance(step, int) and isinstance(data, list) and step < len(data)
        if not inside and not (isinstance(data, dict) and step in data):
            return
        data = data[step]
    _, field = schema_at(location)
    name = "-".join(["stand-in", *(str(step) for step in location if isinstance(step, int))])
    last = location[-1] if location else ""
    if isinstance(data, list) and isinstance(last, int) and field is not None and last < len(data):
        data[last] = _stand_in(field, name)
    elif isinstance(data, dict) and isinstance(last, str):
        data.pop(last, None)
        if field is not None and field.is_required():
            data[last] = _stand_in(field, name)


def _stand_in(field: FieldInfo, name: str) -> Any:
    """A value that the schema accepts for ``field``; ``name`` serves where one is needed."""
    annotation = field.annotation
    group = group_in(annotation)
    if group is Text:
        return "-"
    if group is not None:
        required = {key: each for key, each in group.model_fields.items() if each.is_required()}
        return {key: _stand_in(each, name) for key, each in required.items()}
    if isinstance(annotation, type) and issubclass(annotation, Enum):
        return next(iter(annotation)).value
    if get_origin(annotation) is Literal:
        return get_args(annotation)[0]
    if annotation is int:
        return next((each.ge for each in field.metadata if isinstance(each, Ge)), 1)
    if annotation is float or float in _parts(annotation):
        return 1.0
    return next(iter(MEASURES)) if "measure" in (field.description or "") else name


def _parts(annotation: Any) -> set[Any]:
    inner = get_args(annotation)
    return {annotation} | {part for each in inner for part in _parts(each)}
