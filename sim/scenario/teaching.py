"""What helps a class learn: hints along the way, predictions, terms to look up, questions for the debrief."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Annotated, Self

from pydantic import Field, model_validator

from sim.scenario.fields import Misfit, Section, refuse, repeated
from sim.scenario.measured import Condition, Prediction
from sim.scenario.problems import did_you_mean
from sim.scenario.strategies import Role, Strategy
from sim.scenario.text import Text
from sim.scenario.vocabulary import LEVERS, MEASURES, PolicyName, Stage
from sim.words import sentence

TERMS = tuple(dict.fromkeys([*Stage, *LEVERS, *MEASURES]))
"""What the glossary explains: stages, levers and measures, by their names."""

Term = Annotated[str, Field(json_schema_extra={"enum": list(TERMS)})]


class Hint(Section):
    """A nudge shown to the player before a round is decided."""

    round: int | None = Field(
        default=None, ge=1, le=60, description="Round in which it is shown; left out, whichever its conditions say."
    )
    when: tuple[Condition, ...] = Field(
        default=(), max_length=8, description="Conditions that must all hold for it to be shown."
    )
    text: Text = Field(description="The hint; never the answer.")

    @model_validator(mode="after")
    def _some_time(self) -> Self:
        if self.round is None and not self.when:
            refuse([Misfit(sentence("misfit.no_time"), ())])
        return self

    def is_due(self, history: Sequence[Mapping[str, float]]) -> bool:
        """Whether it is shown before the round that follows ``history``.

        With a round: in that round, if its conditions hold. Without: whenever they begin to hold, that is, they do
        now and did not a round ago.
        """
        holds = all(condition.holds(history[-1]) for condition in self.when)
        if self.round is not None:
            return holds and len(history) == self.round
        return holds and not (len(history) > 1 and all(condition.holds(history[-2]) for condition in self.when))


def due(hints: Iterable[Hint], history: Sequence[Mapping[str, float]]) -> list[Hint]:
    """The hints to show now.

    ``history`` holds the measures of the player's firm at the end of the warm-up and of each finished round, as an
    observation gives it; its length is the number of the round to be decided.
    """
    return [hint for hint in hints if hint.is_due(history)]


class Teaching(Section):
    """What helps the class learn."""

    hints: tuple[Hint, ...] = Field(default=(), max_length=100, description="Hints, by round or by condition.")
    predictions: tuple[Prediction, ...] = Field(
        default=(), max_length=60, description="What the players predict before a round."
    )
    questions: tuple[Text, ...] = Field(default=(), max_length=50, description="Questions for the debrief.")
    glossary: tuple[Term, ...] = Field(default=(), max_length=50, description="Terms of the game to look up.")
    strategies: tuple[Strategy, ...] = Field(
        default=(), max_length=20, description="Plans that show by playing whether the lesson is true."
    )

    @property
    def taught(self) -> Strategy | None:
        """The strategy that the lesson teaches, if the scenario has one."""
        return next((each for each in self.strategies if each.role is Role.TAUGHT), None)

    @model_validator(mode="after")
    def _references(self) -> Self:
        names = [each.id for each in self.strategies]
        refuse(
            [
                *self._unknown_terms(),
                *self._predicted_twice(),
                *repeated(names, sentence("things.strategies"), "strategies"),
                *self._unfit_strategies(),
            ]
        )
        return self

    def _unfit_strategies(self) -> Iterator[Misfit]:
        for index, each in enumerate(self.strategies):
            if each.id in list(PolicyName):
                yield Misfit(sentence("misfit.robots_id", id=each.id), ("strategies", index, "id"))
            if each.role is Role.TAUGHT and each is not self.taught:
                yield Misfit(sentence("misfit.taught_twice"), ("strategies", index, "role"))

    def _unknown_terms(self) -> Iterator[Misfit]:
        for index, term in enumerate(self.glossary):
            if term not in TERMS:
                hint = did_you_mean(term, TERMS, sentence("hint.terms"))
                yield Misfit(sentence("misfit.no_term", term=term, hint=hint), ("glossary", index))

    def _predicted_twice(self) -> Iterator[Misfit]:
        asked = [(each.round, each.measure) for each in self.predictions]
        for index, each in enumerate(asked):
            if each in asked[:index]:
                said = sentence("misfit.predicted_twice", measure=each[1], round=str(each[0]))
                yield Misfit(said, ("predictions", index, "measure"))
