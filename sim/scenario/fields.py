"""The building blocks of the schema: a strict section, and a number with its unit, range and sentence."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from pydantic import BaseModel, ConfigDict, Field
from pydantic_core import PydanticCustomError


class Section(BaseModel):
    """A part of a scenario file: frozen, and strict about names it does not know."""

    model_config = ConfigDict(extra="forbid", frozen=True, allow_inf_nan=False)


def number(default: float, low: float, high: float, unit: str, sentence: str) -> Any:
    """A setting with its default, inclusive range, unit and one sentence of explanation."""
    return Field(default=float(default), ge=low, le=high, description=sentence, json_schema_extra={"unit": unit})


@dataclass(frozen=True)
class Misfit:
    """A value that is sound by itself and does not fit another part of its section."""

    message: str
    at: tuple[int | str, ...]  # from the section to the value
    refers_to: tuple[str, ...] = ()  # parts of the section that it should fit


def refuse(misfits: Iterable[Misfit]) -> None:
    """Refuses a section if anything in it does not fit, all of it at once."""
    found = tuple(misfits)
    if found:
        message = " ".join(misfit.message for misfit in found)
        raise PydanticCustomError("misfits", "{message}", {"message": message, "misfits": found})
