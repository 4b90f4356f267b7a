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
    learns: float = number(0.2, 0, 1, "a review", "Missing knowledge of a customer that a manager adds.")
    benefit: float = number(1.0, 0, 1, "", "Relationship benefit for a customer who expects a manager most.")
    handling: float = number(0.9, 0, 1, "", "How well a manager handles a complaint (1 is best).")


class CommunityRule(Section):
    """Communities: customers who meet around a firm (growth by imitation: Bass 1969; levels D)."""

    spark: float = number(0.01, 0, 1, "per week", "Chance to join an empty community, for those who expect one.")
    pull: float = number(0.10, 0, 5, "per week", "What is added to it when all customers are members.")
    leave: float = number(0.05, 0, 1, "per week", "Chance to leave a community that nobody looks after.")
    least_members: float = number(50, 1, 1e6, "members", "Members below which a platform costs no less.")
    half_members: float = number(50, 1, 1e6, "members", "Members with whom it is worth half of what it can be.")
    answers: float = number(0.6, 0, 1, "chance", "Chance that the best community answers a simple question.")
    talk: float = number(0.015, 0, 1, "per week", "How much of the missing trust members gain when all praise.")
    bad_news: float = number(2.0, 0, 20, "", "How much faster bad news travels among members than praise.")
    teaches: float = number(0.04, 0, 1, "per week", "Missing knowledge of members that a firm that listens gains.")
    pleased_above: float = number(0.65, 0, 1, "satisfaction", "Satisfaction above which a member praises inside.")
    unhappy_below: float = number(0.45, 0, 1, "satisfaction", "Satisfaction below which a member complains inside.")


class CoCreationRule(Section):
    """Co-creation: committed customers give ideas (Prahalad & Ramaswamy 2004; levels D)."""

    committed: float = number(0.5, 0, 1, "commitment", "Commitment from which friends of a firm give it ideas.")
    rate: float = number(0.08, 0, 1, "per week", "Chance of an idea from the most committed who expect it most.")
    least_people: float = number(20, 1, 1e6, "people", "People below which asking costs no less.")
    commitment: float = number(0.05, 0, 1, "share", "Missing commitment that contributing adds.")
    gain: float = number(0.02, 0, 1, "per week", "Missing fit that any number of ideas adds in a week.")
    half_ideas: float = number(1.0, 0.01, 1e4, "per week", "Ideas for each 1,000 people that add half of it.")
    decay: float = number(0.008, 0, 0.5, "per week", "How fast an offer that fitted falls behind.")
    appeal: float = number(0.8, 0, 20, "utility", "What a perfect fit adds to the offer's appeal.")
