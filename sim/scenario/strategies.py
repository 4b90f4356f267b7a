"""Plans that show whether a scenario teaches what it says: the linter plays them beside the robots."""

from collections.abc import Iterator
from enum import StrEnum
from math import fsum
from typing import Annotated, Self

from pydantic import Field, model_validator

from sim.scenario.fields import Identifier, Misfit, Section, number, refuse
from sim.scenario.problems import did_you_mean
from sim.scenario.text import Text
from sim.scenario.vocabulary import LEVERS
from sim.words import sentence

_WHOLE = 1 + 1e-9
"""All that may be spent, and the rounding of a few shares."""

AimedLever = Annotated[
    str, Field(json_schema_extra={"enum": [lever.id for lever in LEVERS.values() if lever.aimable]})
]


class Role(StrEnum):
    """What a strategy is in the lesson."""

    TAUGHT = "taught"  # what the lesson says
    TEMPTING = "tempting"  # the wrong one that attracts
    OTHER = "other"


def part() -> float:
    """A share of what may be spent in a round."""
    share: float = number(0, 0, 1, "share", "Part of what may be spent in the round.")
    return share


class Shares(Section):
    """How the money of a round is divided between heads and levers.

    The share of a head is divided between its open levers by their own shares.
    """

    acquisition: float = part()
    retention: float = part()
    growth: float = part()
    advertising: float = part()
    introductory_offers: float = part()
    referral_reward: float = part()
    win_back: float = part()
    prescribers: float = part()
    distributors: float = part()
    staff: float = part()
    training: float = part()
    loyalty_card: float = part()
    account_managers: float = part()
    knowledge: float = part()
    messages: float = part()
    customisation: float = part()
    cross_selling: float = part()
    suppliers: float = part()
    local_community: float = part()
    design: float = part()
    internal_marketing: float = part()
    complaint_line: float = part()
    self_service: float = part()
    automation: float = part()
    before_sale: float = part()
    after_sale: float = part()
    community: float = part()
    co_creation: float = part()

    @property
    def given(self) -> dict[str, float]:
        """The heads and levers that get something."""
        shares: dict[str, float] = {name: getattr(self, name) for name in type(self).model_fields}
        return {name: share for name, share in shares.items() if share}

    @model_validator(mode="after")
    def _sensible(self) -> Self:
        refuse(self._misfits())
        return self

    def _misfits(self) -> Iterator[Misfit]:
        given = self.given
        total = fsum(given.values())
        if total > _WHOLE:
            yield Misfit(sentence("misfit.more_than_all", total=f"{total:g}"), ())
        for name in given:
            head = LEVERS[name].head if name in LEVERS else None
            if head in given:
                yield Misfit(sentence("misfit.head_and_lever", head=str(head), lever=name), (name,))


class Aim(Section):
    """A lever aimed at a segment, or away from it."""

    lever: AimedLever = Field(description="Lever that can be aimed.")
    segment: Identifier = Field(description="Id of the segment.")
    weight: float = number(
        1.0, 0, 10, "", "How much of the lever's money goes to a head of the segment; 1 as to anybody."
    )

    @model_validator(mode="after")
    def _aimable(self) -> Self:
        if self.lever not in LEVERS or not LEVERS[self.lever].aimable:
            known = tuple(lever.id for lever in LEVERS.values() if lever.aimable)
            hint = did_you_mean(self.lever, known, sentence("hint.aimable", known=known))
            refuse([Misfit(sentence("misfit.not_aimable", lever=self.lever, hint=hint), ("lever",))])
        return self


class Step(Section):
    """What a strategy does from a round on."""

    from_round: int = Field(default=1, ge=1, le=60, description="First round in which it does so.")
    shares: Shares = Field(default=Shares(), description="Where the money goes; what is left out gets nothing.")
    promise: float | None = Field(
        default=None, ge=0, le=1, description="How bold the promise is; left out, as it was before."
    )
    aims: tuple[Aim, ...] = Field(
        default=(), max_length=60, description="Levers aimed at segments; what is left out is aimed as before."
    )


class Strategy(Section):
    """A plan for the whole game, as a player might follow it."""

    id: Identifier = Field(description="Short name, for commands and tables.")
    name: Text = Field(description="Name, as teachers read it.")
    role: Role = Field(
        default=Role.OTHER, description="What it is in the lesson: taught, tempting (the wrong one) or another."
    )
    plan: tuple[Step, ...] = Field(
        min_length=1, max_length=60, description="Its steps; each holds until the next one begins."
    )

    @model_validator(mode="after")
    def _in_order(self) -> Self:
        rounds = [step.from_round for step in self.plan]
        late = (index for index in range(1, len(rounds)) if rounds[index] <= rounds[index - 1])
        refuse(Misfit(sentence("misfit.steps"), ("plan", index, "from_round")) for index in late)
        return self

    def step(self, round_number: int) -> Step | None:
        """The step that holds in a round; None before the first one."""
        begun = [step for step in self.plan if step.from_round <= round_number]
        return begun[-1] if begun else None
