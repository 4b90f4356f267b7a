"""Constants of the types of relationship beyond the desk: managers, communities, co-creation."""

from pydantic import Field

from sim.scenario.fields import Section, number


class DedicatedRule(Section):
    """Dedicated personal assistance: managers who each look after a few customers (levels D)."""

    salary: float = number(1.5, 0.1, 20, "wages", "Salary of a manager, in wages of an employee.")
    portfolio: int = Field(default=25, ge=1, le=10_000, description="Customers that one manager can look after.")
    hiring_weeks: int = Field(
        default=6, ge=0, le=52, description="Weeks from the decision to hire a manager to the first day."
    )
    purchases: int = Field(
        default=3, ge=1, le=1000, description="Purchases after which a customer is worth a manager's time."
    )
    keep: float = number(1.25, 1, 10, "", "How much more another must be worth to take a customer's place.")
    benefit: float = number(1.0, 0, 1, "", "Relationship benefit for a customer who expects a manager most.")
    handling: float = number(0.9, 0, 1, "", "How well a manager handles a complaint (1 is best).")
