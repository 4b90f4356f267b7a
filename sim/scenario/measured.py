"""What a scenario asks of the measures of the player's firm: goals to reach, conditions that hold, predictions."""

from collections.abc import Iterator, Mapping
from typing import Any, Self

from pydantic import Field, model_validator

from sim.scenario.fields import Misfit, Section, number, refuse
from sim.scenario.problems import did_you_mean
from sim.scenario.text import Text
from sim.scenario.vocabulary import MEASURES
from sim.words import sentence


def measure_name() -> Any:
    """A setting that names a measure."""
    return Field(description="Name of a measure.", json_schema_extra={"enum": list(MEASURES)})


def unknown_measure(name: str) -> Iterator[Misfit]:
    """What is wrong with the setting ``measure``, if there is none of this name."""
    if name not in MEASURES:
        hint = did_you_mean(name, MEASURES, sentence("hint.measures", known=tuple(MEASURES)))
        yield Misfit(sentence("misfit.measure", measure=name, hint=hint), ("measure",))


class Goal(Section):
    """One side of the result: a measure of the player's firm at the end."""

    measure: str = measure_name()
    weight: float = number(1.0, 0, 100, "", "Weight in the result.")
    floor: float = Field(default=0.0, ge=-1e12, le=1e12, description="Value that earns nothing.")
    target: float = Field(ge=-1e12, le=1e12, description="Value that earns full marks.")

    @model_validator(mode="after")
    def _sensible(self) -> Self:
        refuse(unknown_measure(self.measure))
        if self.floor == self.target:
            refuse([Misfit(sentence("misfit.no_room"), ("target",))])
        return self


class Condition(Section):
    """A measure of the player's firm above or below a value."""

    measure: str = measure_name()
    above: float | None = Field(default=None, ge=-1e12, le=1e12, description="The value that it is above.")
    below: float | None = Field(default=None, ge=-1e12, le=1e12, description="The value that it is below.")

    @model_validator(mode="after")
    def _sensible(self) -> Self:
        refuse(unknown_measure(self.measure))
        if self.above is None and self.below is None:
            refuse([Misfit(sentence("misfit.no_condition"), ())])
        if self.above is not None and self.below is not None and self.above >= self.below:
            refuse([Misfit(sentence("misfit.never", above=f"{self.above:g}", below=f"{self.below:g}"), ("above",))])
        return self

    def holds(self, measures: Mapping[str, float]) -> bool:
        """Whether it does, for a firm with these measures."""
        value = measures[self.measure]
        return (self.above is None or value > self.above) and (self.below is None or value < self.below)


class Prediction(Section):
    """Something to predict before a round is played: what becomes of a measure in it."""

    round: int = Field(ge=1, le=60, description="Round that is predicted.")
    measure: str = measure_name()
    question: Text | None = Field(default=None, description="How it is asked; left out, in the game's own words.")

    @model_validator(mode="after")
    def _sensible(self) -> Self:
        refuse(unknown_measure(self.measure))
        return self
