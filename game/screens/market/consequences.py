"""What each lever's money comes to: its cost per head and what it did last round, in a few words."""

from game.text import Text
from sim.observation import Observation
from sim.scenario.schema import Scenario

BOLDNESS = (("modest", 0.45), ("fair", 0.7), ("bold", 1.01))


def consequence(text: Text, scenario: Scenario, seen: Observation, lever: str, value: float) -> str:
    """The line under a lever, for the value it stands at."""
    currency = scenario.market.currency
    measures = seen.measures

    def each(heads: float) -> str:
        return text.money(value / heads if heads else 0.0, currency, 2 if value < 100 * heads else 0)

    people = float(seen.people.present.sum())
    buyers = measures["customers"]
    match lever:
        case "advertising":
            cost = measures["acquisition_cost"]
            words = text("consequence.advertising", each=each(people))
            known = text("consequence.acquisition_cost", cost=text.money(cost, currency)) if cost > 0 else ""
            return " · ".join(part for part in (words, known) if part)
        case "introductory_offers":
            return text("consequence.introductory_offers", each=each(people - buyers))
        case "referral_reward":
            advocates = measures["advocates"]
            return text.count("consequence.referral_reward", round(advocates), each=each(advocates))
        case "staff":
            weeks = scenario.time.weeks_per_round
            hands = round(value / (scenario.firm.wage * weeks))
            return text.count("consequence.staff", hands, load=text.percent(measures["load"]))
        case "training":
            return text(
                "consequence.training",
                each=each(float(len(seen.team.employees))),
                morale=text.number(measures["morale"], 2),
            )
        case "loyalty_card":
            members = measures["members"]
            return text.count("consequence.loyalty_card", round(members), each=each(members))
        case "knowledge" | "messages" | "customisation" | "cross_selling":
            return text("consequence.per_customer", each=each(buyers))
        case _:
            return text("consequence.promise", kept=text.percent(measures["promises_kept"]))


def boldness(text: Text, value: float) -> str:
    """A promise in words."""
    return text("promise." + next(word for word, below in BOLDNESS if value < below))
