"""The building blocks of the schema: a strict section, and a number with its unit, range and sentence."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Annotated, Any

from pydantic import BaseModel, ConfigDict, Field, StringConstraints
from pydantic_core import PydanticCustomError

from sim.scenario.identifiers import LONGEST
from sim.words import Sentence, sentence

Identifier = Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9]*([-_][a-z0-9]+)*$", max_length=LONGEST)]


class Section(BaseModel):
    """A part of a scenario file: frozen, and strict about names it does not know."""

    model_config = ConfigDict(extra="forbid", frozen=True, allow_inf_nan=False)


def number(default: float, low: float, high: float, unit: str, sentence: str) -> Any:
    """A setting with its default, inclusive range, unit and one sentence of explanation."""
    return Field(default=float(default), ge=low, le=high, description=sentence, json_schema_extra={"unit": unit})


@dataclass(frozen=True)
class Misfit:
    """A value that is sound by itself and does not fit another part of its section."""

    said: Sentence
    at: tuple[int | str, ...]  # from the section to the value
    refers_to: tuple[str, ...] = ()  # parts of the section that it should fit


def refuse(misfits: Iterable[Misfit]) -> None:
    """Refuses a section if anything in it does not fit, all of it at once."""
    found = tuple(misfits)
    if found:
        message = " ".join(str(misfit.said) for misfit in found)
        raise PydanticCustomError("misfits", "{message}", {"message": message, "misfits": found})


def repeated(ids: list[str], what: Sentence, *at: str) -> Iterator[Misfit]:
    """The ids that came before in a list of ``what``, which stands at ``at``."""
    for index, name in enumerate(ids):
        if name in ids[:index]:
            yield Misfit(sentence("misfit.same_id", what=what, id=name), (*at, index, "id"))
