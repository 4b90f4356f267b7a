"""Stakeholders of the firms, as a scenario describes them, and the constants of how goodwill moves and acts."""

from collections.abc import Iterator, Sequence

from pydantic import Field

from sim.scenario.fields import Misfit, Section, number
from sim.scenario.vocabulary import StakeholderKind
from sim.words import sentence


class Stakeholder(Section):
    """People besides customers and staff whose goodwill every firm wins or loses."""

    kind: StakeholderKind = Field(description="Who they are.")
    goodwill: float = number(0.5, 0, 1, "", "Goodwill toward every firm at the start; .5 is neither good nor bad.")
    weight: float = number(1.0, 0, 3, "", "How much their goodwill matters.")
    low: float = number(0.3, 0, 1, "", "Goodwill below which shareholders and neighbours act against a firm.")
    high: float = number(0.75, 0, 1, "", "Goodwill above which neighbours speak up for a firm.")
    demand: float = number(0, -1e9, 1e12, "money per round", "Profit that shareholders demand.")


def misfits(stakeholders: Sequence[Stakeholder]) -> Iterator[Misfit]:
    """Kinds that are listed twice."""
    kinds = [each.kind for each in stakeholders]
    for index, kind in enumerate(kinds):
        if kind in kinds[:index]:
            said = sentence("misfit.same_kind", kind=str(kind))
            yield Misfit(said, ("stakeholders", index, "kind"))


class GoodwillRule(Section):
    """How goodwill is won and lost, looked at once a round (levels D)."""

    speed: float = number(0.4, 0, 1, "per round", "How fast goodwill moves to what a firm deserves.")
    base: float = number(0.4, 0, 1, "", "What a firm deserves that does nothing in particular.")
    care: float = number(0.5, 0, 1, "", "What money at its ceiling adds.")
    service: float = number(1.0, 0, 10, "", "What quality above .6 adds with prescribers.")
    sales: float = number(0.5, 0, 10, "", "What a share of the market above an equal one adds with distributors.")
    late: float = number(0.3, 0, 1, "", "What suppliers mind that a firm in debt pays late.")
    layoffs: float = number(1.0, 0, 10, "", "What neighbours mind that the whole team is laid off.")
    broken: float = number(0.6, 0, 10, "", "What neighbours mind that no promise is kept.")
    dear: float = number(1.0, 0, 10, "", "What neighbours mind that a price is twice the fair one.")


class InfluenceRule(Section):
    """What stakeholders do with their goodwill (levels D)."""

    prescribe: float = number(0.010, 0, 1, "per week", "Outsiders to whom prescribers of full goodwill speak.")
    reach: float = number(0.6, 0, 1, "share", "How much distributors lengthen or shorten the reach of advertising.")
    steadiness: float = number(0.6, 0, 1, "share", "How much suppliers narrow or widen how quality varies.")
    dividend: float = number(0.5, 0, 1, "share", "Part of the cash that unhappy shareholders take.")
    trust: float = number(0.08, 0, 1, "share", "Trust that a protest takes; praise gives half of it.")
    awareness: float = number(0.15, 0, 1, "share", "Awareness that a protest takes, and praise gives.")
