"""The customers as a scenario describes them: how many, of which kinds, how they differ, who talks to whom."""

from typing import Annotated, Literal, Self

from pydantic import Field, model_validator

from sim.scenario.contract import Contract, Quitting
from sim.scenario.fields import Identifier, Misfit, Section, number, refuse
from sim.scenario.text import Text
from sim.scenario.vocabulary import RelationshipType
from sim.words import sentence


class Spread(Section):
    """A trait that differs between people: roughly bell-shaped and kept between 0 and 1."""

    mean: float = number(0.5, 0, 1, "", "Mean.")
    sd: float = number(0.12, 0, 0.5, "", "Standard deviation.")


class Rate(Section):
    """A rate that differs between people, with a gamma distribution (Pareto/NBD)."""

    mean: float = number(0.8, 0, 7, "per week", "Mean.")
    shape: float = number(2.0, 0.05, 1000, "", "Shape: the smaller, the more unequal the customers.")


class Basket(Section):
    """Money per purchase, gamma-gamma (Fader, Hardie & Lee 2005)."""

    mean: float = number(28.0, 0.01, 1e6, "money", "Mean amount of a purchase.")
    between: float = number(4.0, 1.1, 1000, "", "Shape between customers: the smaller, the more they differ.")
    within: float = number(6.0, 0.1, 1000, "", "Shape within a customer: the smaller, the more purchases differ.")


class Expects(Section):
    """What kinds of relationship a segment expects of a firm: 0, would rather not; 1, takes it for granted.

    A type matters only where a firm has set it up: these weights say to whom it then means something.
    """

    personal: float = number(0.7, 0, 1, "", "Being served by a person.")
    dedicated: float = number(0.3, 0, 1, "", "Having a person of their own, who knows them.")
    self_service: float = number(0.4, 0, 1, "", "Doing it by themselves.")
    automated: float = number(0.3, 0, 1, "", "Being recognised by a machine.")
    community: float = number(0.3, 0, 1, "", "Meeting other customers.")
    co_creation: float = number(0.2, 0, 1, "", "Having a say in what is offered.")

    def of(self, kind: RelationshipType) -> float:
        """What is expected of one type."""
        weight: float = getattr(self, kind)
        return weight


class Users(Section):
    """Those who use what a segment buys and are not the buyers: a firm's staff, a family's children."""

    influence: float = number(0.5, 0, 1, "share", "How much of what the users think the buyer makes their own.")
    expectation: float = number(0.62, 0, 1, "quality", "Quality that they expect.")


class Segment(Section):
    """A kind of customer."""

    id: Identifier = Field(description="Short name.")
    name: Text = Field(description="Name, in the plural.")
    one: Text | None = Field(default=None, description="What one of them is called.")
    share: float = number(1.0, 0, 1, "share", "Share of the market's customers (shares are scaled to add to 1).")
    purchase_rate: Rate = Field(default=Rate(), description="How often they buy.")
    dropout: Rate = Field(default=Rate(mean=0.0015, shape=0.8), description="How soon they leave the category.")
    basket: Basket = Field(default=Basket(), description="How much they spend.")
    expectation: Spread = Field(default=Spread(mean=0.62, sd=0.08), description="Quality they expect at first.")
    price_sensitivity: Spread = Field(default=Spread(mean=0.5, sd=0.15), description="How much price matters.")
    deal_proneness: Spread = Field(default=Spread(mean=0.4, sd=0.2), description="How much an offer tempts them.")
    users: Users | None = Field(
        default=None, description="Who uses what they buy; left out, the buyers themselves."
    )
    contact_rate: float = number(0.04, 0, 1, "per purchase", "Chance that a purchase needs personal attention.")
    media: float = number(1.0, 0, 10, "", "How well advertising reaches them (1 is average).")
    quitting: Quitting = Field(default=Quitting(), description="How easily they quit a contract.")
    expects: Expects = Field(default=Expects(), description="What kinds of relationship they expect.")


class Network(Section):
    """Who talks to whom: a small world of neighbours and a few distant friends (Watts & Strogatz 1998)."""

    friends: int = Field(default=6, ge=2, le=20, description="People each customer talks to.")
    distant: float = number(0.15, 0, 1, "share", "Share of them who live far away.")


class Market(Section):
    """The customers: how many, of which kinds, and how they differ."""

    customers: int = Field(default=1500, ge=10, le=1_000_000, description="Customers in the market, all told.")
    category: Literal["repeat", "contract"] = Field(
        default="repeat", description="Whether they buy again and again, or subscribe to one firm at a time."
    )
    contract: Contract = Field(default=Contract(), description="Terms, where customers subscribe.")
    currency: Literal["EUR", "USD", "GBP", "MXN"] = Field(default="EUR", description="Currency of all money.")
    reference_price: float = number(1.0, 0.01, 100, "", "Price index that customers think fair.")
    newcomers: float = number(0.10, 0, 1, "share", "Share of the customers who arrive during the game, to buy.")
    arrival_weeks: int | None = Field(
        default=None,
        ge=1,
        le=3120,
        description="Weeks over which they arrive; left out, all of the game.",
    )
    heterogeneity: float = number(1.0, 0, 2, "", "How much customers differ from the start (1: as described).")
    plasticity: float = number(1.0, 0, 2, "", "How much relationships change them (1: as calibrated).")
    season: tuple[Annotated[float, Field(ge=0, le=10)], ...] = Field(
        default=(1.0,),
        min_length=1,
        max_length=53,
        description="Multipliers of purchase rates, week by week from round 1, repeated.",
    )
    network: Network = Field(default=Network(), description="Who talks to whom.")
    segments: tuple[Segment, ...] = Field(
        default=(Segment(id="everyone", name=Text(es="clientes", en="customers")),),
        min_length=1,
        max_length=12,
        description="The kinds of customers.",
    )

    @model_validator(mode="after")
    def _someone(self) -> Self:
        if not any(segment.share for segment in self.segments):
            refuse([Misfit(sentence("misfit.no_share"), ("segments",))])
        return self
