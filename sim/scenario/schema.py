"""What an instructor writes: the scenario file, section by section, in reading order.

Every field carries its unit, range, default and one sentence; the author's guide and the JSON Schema are
generated from here. References between sections (rungs, segments, measures) are checked at the end.
"""

from collections.abc import Iterator
from typing import Literal, Self

from pydantic import Field, model_validator

from sim.scenario import stakeholders
from sim.scenario.fields import Identifier, Misfit, Section, number, refuse, repeated
from sim.scenario.ladder import Ladder
from sim.scenario.levers import Levers, Start
from sim.scenario.market import Market
from sim.scenario.measured import Goal
from sim.scenario.parameters import Model
from sim.scenario.problems import did_you_mean
from sim.scenario.stakeholders import Stakeholder
from sim.scenario.teaching import Teaching
from sim.scenario.text import Text
from sim.scenario.vocabulary import LEVERS, EventKind, PolicyName
from sim.words import sentence

MOST_EMPLOYEES = 20_000
"""People that a firm can have; each of them lives in the simulation."""

Level = Literal["first-steps", "intermediate", "advanced"]


class About(Section):
    """What the scenario is and what it is for."""

    id: Identifier = Field(description="Short name used in commands and files: small letters, digits, hyphens.")
    version: int = Field(default=1, ge=1, le=10_000, description="Raise it whenever the scenario changes.")
    title: Text = Field(description="Title.")
    level: Level = Field(default="first-steps", description="How much the players should know.")
    minutes: int = Field(default=45, ge=5, le=600, description="Minutes a class needs, debrief included.")
    lesson: Text = Field(default=Text(es="Captar y retener.", en="Acquire and retain."), description="The lesson.")
    concepts: tuple[str, ...] = Field(default=(), description="Identifiers of the concepts it teaches.")
    authors: tuple[str, ...] = Field(default=(), description="Who wrote it.")
    licence: str = Field(default="CC-BY-4.0", max_length=80, description="Licence of the text.")


class Briefing(Section):
    """What the player reads before starting."""

    situation: Text = Field(
        default=Text(es="Acabas de hacerte cargo del negocio.", en="You have just taken over the business."),
        description="The situation.",
    )
    advice: Text | None = Field(default=None, description="A first piece of advice, never the answer.")


class Time(Section):
    """The calendar of the game."""

    rounds: int = Field(default=8, ge=1, le=60, description="Rounds to play.")
    weeks_per_round: int = Field(default=13, ge=1, le=52, description="Weeks in a round (13 is a quarter).")
    warm_up: int = Field(
        default=26, ge=0, le=520, description="Weeks the market lives, on starting decisions, before round 1."
    )


class Firm(Section):
    """A firm of the market; the player's is one of them and plays by the same rules."""

    id: Identifier = Field(description="Short name.")
    name: Text = Field(description="Name.")
    cash: float = number(24_000, -1e9, 1e12, "money", "Cash at the start of round 1.")
    budget: float = number(12_000, 0, 1e12, "money per round", "What the firm may spend on levers each round.")
    credit: float = number(24_000, 0, 1e12, "money", "What it may owe before it goes bankrupt.")
    price: float = number(1.0, 0.01, 100, "", "Price index (the market's reference price is 1 unless changed).")
    cost_of_goods: float = number(0.28, 0, 5, "share of revenue", "Cost of goods at the reference price.")
    cost_to_serve: float = number(0.8, 0, 1e6, "money per purchase", "Cost of serving a first-time customer.")
    serve_saving: float = number(0.3, 0, 1, "share", "Share of that cost saved with customers of long standing.")
    scale_saving: float = number(
        0.0,
        0,
        0.9,
        "share",
        "Scale economies: share of the cost of goods saved with very many customers.",
    )
    scale_half: float = number(500, 1, 1e6, "customers", "Customers with which half of it is saved.")
    fixed_cost: float = number(700, 0, 1e9, "money per week", "Rent and the like.")
    wage: float = number(200, 0.01, 1e6, "money per week", "Wage of an employee.")
    process: float = number(0.6, 0, 1, "", "Quality of premises, product and process.")
    touch_before: float = number(
        0, -1, 1, "quality", "How much better than the service itself customers are treated before the sale."
    )
    touch_after: float = number(
        0, -1, 1, "quality", "How much better than the service itself customers are treated after the sale."
    )
    brand: float = number(0.25, 0, 1, "", "Strength of the brand at the start.")
    awareness: float = number(0.35, 0, 1, "", "Awareness at the start.")
    established: bool = Field(default=True, description="Whether it already traded before round 1.")
    service_minutes: float = number(9, 0.1, 10_000, "minutes", "Mean time to attend one contact at the desk.")
    desk_hours: float = number(
        0.7, 0.1, 168, "hours per week", "Hours a week in which the desk is busy and queues form."
    )
    promised_wait: float = number(3, 0, 100_000, "minutes", "Wait that customers accept without complaint.")
    start: Start = Field(default=Start(), description="Decisions in force before round 1.")

    def team_for(self, money: float, weeks: int) -> int:
        """People whom ``money`` pays for that many weeks; the owner alone when it pays for nobody."""
        return max(1, min(MOST_EMPLOYEES, int(money / (self.wage * weeks) + 1e-9)))


class Rival(Firm):
    """A competitor, with the policy that decides for it."""

    policy: PolicyName = Field(default=PolicyName.FIXED, description="Who decides for it.")


class Event(Section):
    """Something that happens to the market or to a firm."""

    id: Identifier = Field(description="Short name.")
    round: int = Field(ge=1, le=60, description="Round in which it happens.")
    week: int = Field(default=1, ge=1, le=52, description="Week of that round.")
    weeks: int = Field(default=4, ge=1, le=520, description="How many weeks it lasts.")
    kind: EventKind = Field(description="What it touches.")
    size: float = number(0.0, -1, 5, "share", "Change while it lasts: 0.2 is a fifth more, -0.2 a fifth less.")
    firm: Identifier | None = Field(default=None, description="The firm it happens to; left out, all of them.")
    text: Text = Field(description="What the players read.")


class Scenario(Section):
    """A whole scenario file."""

    extends: str | None = Field(
        default=None,
        exclude=True,  # followed when the file is read; what is left is whole
        max_length=200,
        description="A shipped scenario's id, or a file beside this one, whose settings hold unless given here.",
    )
    scenario: About = Field(description="What it is and what it is for.")
    briefing: Briefing = Field(default=Briefing(), description="What the player reads first.")
    time: Time = Field(default=Time(), description="Rounds and weeks.")
    market: Market = Field(default=Market(), description="The customers.")
    ladder: Ladder = Field(default_factory=Ladder, description="The loyalty ladder.")
    firm: Firm = Field(
        default=Firm(id="player", name=Text(es="Tu empresa", en="Your firm")),
        description="The player's firm.",
    )
    rivals: tuple[Rival, ...] = Field(
        default=(
            Rival(id="north", name=Text(es="Norte", en="North"), policy=PolicyName.PRICE_ATTACKER),
            Rival(id="south", name=Text(es="Sur", en="South"), policy=PolicyName.FIXED),
        ),
        max_length=6,
        description="The competitors; left out, two ordinary ones.",
    )
    levers: Levers = Field(default=Levers(), description="What the player decides.")
    events: tuple[Event, ...] = Field(default=(), max_length=200, description="What happens.")
    stakeholders: tuple[Stakeholder, ...] = Field(
        default=(), max_length=5, description="Who else has a stake in the firms; left out, nobody."
    )
    goals: tuple[Goal, ...] = Field(
        default=(
            Goal(measure="total_profit", weight=2.0, floor=0.0, target=300_000.0),
            Goal(measure="customer_equity", weight=2.0, floor=0.0, target=800_000.0),
            Goal(measure="satisfaction", weight=1.0, floor=0.5, target=0.8),
        ),
        min_length=1,
        max_length=12,
        description="How the result is scored; several sides, never profit alone.",
    )
    teaching: Teaching = Field(default=Teaching(), description="What helps the class learn.")
    model: Model = Field(default=Model(), description="Constants of the behavioural rules, for researchers.")
    seed: int = Field(default=1, ge=0, le=2**63 - 1, description="Seed of the market's luck.")

    @property
    def firms(self) -> tuple[Firm, ...]:
        """The player's firm and its rivals, in a fixed order."""
        return (self.firm, *self.rivals)

    @model_validator(mode="after")
    def _references(self) -> Self:
        segments = [segment.id for segment in self.market.segments]
        refuse(
            [
                *repeated([rival.id for rival in self.rivals], sentence("things.rivals"), "rivals"),
                *repeated(segments, sentence("things.segments"), "market", "segments"),
                *repeated([event.id for event in self.events], sentence("things.events"), "events"),
                *stakeholders.misfits(self.stakeholders),
                *self._firm_misfits(),
                *self._event_misfits(),
                *self._strategy_misfits(segments),
            ]
        )
        return self

    def _firm_misfits(self) -> Iterator[Misfit]:
        for index, rival in enumerate(self.rivals):
            if rival.id == self.firm.id:
                yield Misfit(sentence("misfit.players_id", id=rival.id), ("rivals", index, "id"), ("firm",))
        for index, firm in enumerate(self.firms):
            cheapest = firm.wage * min(1.0, self.model.dedicated.salary) * self.time.weeks_per_round
            employees = max(firm.start.staff, firm.start.account_managers) / cheapest
            if employees > MOST_EMPLOYEES:
                at = ("rivals", index - 1) if index else ("firm",)
                said = sentence("misfit.too_many_employees", count=round(employees), most=MOST_EMPLOYEES)
                yield Misfit(said, (*at, "wage"), ("time", "model"))

    def _event_misfits(self) -> Iterator[Misfit]:
        firms, time = [firm.id for firm in self.firms], self.time
        for index, event in enumerate(self.events):
            if event.firm is not None and event.firm not in firms:
                hint = did_you_mean(event.firm, firms, sentence("hint.firms", known=tuple(firms)))
                said = sentence("misfit.no_firm", firm=event.firm, hint=hint)
                yield Misfit(said, ("events", index, "firm"), ("firm", "rivals"))
            if event.week > time.weeks_per_round:
                said = sentence("misfit.no_week", n=time.weeks_per_round)
                yield Misfit(said, ("events", index, "week"), ("time",))

    def _strategy_misfits(self, segments: list[str]) -> Iterator[Misfit]:
        steps = (
            (step, ("teaching", "strategies", which, "plan", index))
            for which, strategy in enumerate(self.teaching.strategies)
            for index, step in enumerate(strategy.plan)
        )
        for step, at in steps:
            aimed = [aim.lever for aim in step.aims]
            for lever in dict.fromkeys([*step.shares.given, *aimed]):
                if lever in LEVERS and not getattr(self.levers, lever).available:
                    place = (*at, "aims", aimed.index(lever), "lever") if lever in aimed else (*at, "shares", lever)
                    yield Misfit(sentence("misfit.closed_lever", lever=lever), place, ("levers",))
            for index, aim in enumerate(step.aims):
                if aim.segment not in segments:
                    hint = did_you_mean(aim.segment, segments, sentence("hint.segments", known=tuple(segments)))
                    said = sentence("misfit.no_segment", segment=aim.segment, hint=hint)
                    yield Misfit(said, (*at, "aims", index, "segment"), ("market",))


def plays(scenario: Scenario, lever: str) -> bool:
    """Whether any firm can ever use ``lever``."""
    return getattr(scenario.levers, lever).available or any(getattr(each.start, lever) for each in scenario.firms)
