"""The building blocks of the schema: a strict section, and a number with its unit, range and sentence."""

from typing import Any

from pydantic import BaseModel, ConfigDict, Field
from pydantic_core import PydanticCustomError


class Section(BaseModel):
    """A part of a scenario file: frozen, and strict about names it does not know."""

    model_config = ConfigDict(extra="forbid", frozen=True, allow_inf_nan=False)


def number(default: float, low: float, high: float, unit: str, sentence: str) -> Any:
    """A setting with its default, inclusive range, unit and one sentence of explanation."""
    return Field(default=float(default), ge=low, le=high, description=sentence, json_schema_extra={"unit": unit})


def misfit(message: str, *at: int | str, refers_to: tuple[str, ...] = ()) -> PydanticCustomError:
    """A value that is sound by itself and does not fit another part of its section.

    ``at`` leads from the section to the value; ``refers_to`` names the parts that it should fit.
    """
    return PydanticCustomError("misfit", "{message}", {"message": message, "at": at, "refers_to": refers_to})
