"""The loyalty ladder of a scenario: its rungs, from the street to the top, and what each asks for."""

from typing import Self

from pydantic import Field, model_validator

from sim.scenario.fields import Identifier, Misfit, Section, number, refuse, repeated
from sim.scenario.problems import did_you_mean
from sim.scenario.text import Text
from sim.scenario.vocabulary import Stage
from sim.words import sentence


class Conditions(Section):
    """What a rung asks for; every condition given must hold."""

    awareness: float | None = Field(default=None, ge=0, le=1, description="Awareness of the firm.")
    strength: float | None = Field(default=None, ge=0, le=1, description="Strength of the relationship.")
    satisfaction: float | None = Field(default=None, ge=0, le=1, description="Satisfaction.")
    trust: float | None = Field(default=None, ge=0, le=1, description="Trust.")
    commitment: float | None = Field(default=None, ge=0, le=1, description="Commitment.")
    purchases: int | None = Field(default=None, ge=1, le=1000, description="Purchases since joining.")


class Rung(Section):
    """A step of the loyalty ladder."""

    id: Identifier = Field(description="Short name.")
    name: Text = Field(description="Name, in the plural.")
    one: Text | None = Field(default=None, description="What one of them is called.")
    stage: Stage = Field(description="Stage of the relationship.")
    enter: Conditions = Field(default=Conditions(), description="What it takes to climb onto this rung.")
    resistance: float = number(0.0, 0, 10, "utility", "How hard it is for a rival's offer to lure them away.")
    referral: float = number(0.0, 0, 1, "per week", "Chance that one of them brings a friend in a week.")
    decay: float = number(1.0, 0, 10, "", "How fast a neglected relationship decays here (1 is average).")


def _default_rungs() -> tuple[Rung, ...]:
    return (
        Rung(id="stranger", name=Text(es="Extraños", en="Strangers"), stage=Stage.STRANGER),
        Rung(
            id="prospect",
            name=Text(es="Posibles", en="Prospects"),
            stage=Stage.STRANGER,
            enter=Conditions(awareness=0.25),
        ),
        Rung(
            id="customer",
            name=Text(es="Clientes", en="Customers"),
            stage=Stage.ACQUAINTANCE,
            enter=Conditions(strength=0.35, purchases=1),
            resistance=0.6,
            referral=0.002,
        ),
        Rung(
            id="client",
            name=Text(es="Habituales", en="Regulars"),
            stage=Stage.ACQUAINTANCE,
            enter=Conditions(strength=0.50, purchases=2),
            resistance=1.2,
            referral=0.005,
            decay=0.9,
        ),
        Rung(
            id="supporter",
            name=Text(es="Amigos", en="Friends"),
            stage=Stage.FRIEND,
            enter=Conditions(strength=0.62, satisfaction=0.55, trust=0.55, purchases=4),
            resistance=2.0,
            referral=0.015,
            decay=0.7,
        ),
        Rung(
            id="advocate",
            name=Text(es="Promotores", en="Advocates"),
            stage=Stage.PARTNER,
            enter=Conditions(strength=0.72, satisfaction=0.6, trust=0.7, commitment=0.55, purchases=8),
            resistance=3.0,
            referral=0.04,
            decay=0.5,
        ),
    )


class Ladder(Section):
    """The loyalty ladder, from the street to the top."""

    rungs: tuple[Rung, ...] = Field(
        default_factory=_default_rungs, min_length=3, max_length=8, description="The rungs, lowest first."
    )
    customer_from: Identifier = Field(default="customer", description="The first rung that counts as a customer.")
    margin: float = number(
        0.08, 0, 0.5, "", "How far below its entry conditions one must sink to fall from a rung."
    )
    periods: int = Field(default=2, ge=1, le=26, description="Reviews in a row that a climb or a fall takes.")
    review_weeks: int = Field(default=2, ge=1, le=13, description="Weeks between reviews.")

    @property
    def first_customer(self) -> int:
        """Index of the first rung that counts as a customer."""
        return [rung.id for rung in self.rungs].index(self.customer_from)

    @model_validator(mode="after")
    def _references(self) -> Self:
        ids = [rung.id for rung in self.rungs]
        refuse(repeated(ids, sentence("things.rungs"), "rungs"))
        order = [list(Stage).index(rung.stage) for rung in self.rungs]
        if order != sorted(order):
            refuse([Misfit(sentence("misfit.stages", stages=tuple(Stage)), ())])
        if self.customer_from not in ids[1:] and "customer_from" not in self.model_fields_set:
            first = next((rung.id for rung in self.rungs[1:] if rung.stage is not Stage.STRANGER), ids[-1])
            said = sentence("misfit.no_customer_from", rung=first, known=tuple(ids[1:]))
            refuse([Misfit(said, ("customer_from",), ("rungs",))])
        if self.customer_from not in ids[1:]:
            hint = did_you_mean(self.customer_from, ids[1:], sentence("hint.rungs", known=tuple(ids[1:])))
            said = sentence("misfit.customer_from", rung=self.customer_from, hint=hint)
            refuse([Misfit(said, ("customer_from",), ("rungs",))])
        return self
