"""What each lever's money comes to: its cost per head and what it did last round, in a few words."""

from game.measures import write_reported
from game.text import Text
from sim.observation import Observation
from sim.scenario.schema import Scenario
from sim.scenario.vocabulary import MEASURES

MOVES = {
    "win_back": "won_back",
    "account_managers": "managed",
    "knowledge": "knowledge",
    "messages": "message_response",
    "customisation": "commitment",
    "cross_selling": "products_per_customer",
    "design": "brand",
    "internal_marketing": "promise_gap",
    "complaint_line": "recovered",
    "self_service": "self_served",
    "automation": "self_served",
    "before_sale": "touch_before",
    "after_sale": "touch_after",
    "community": "community_members",
    "co_creation": "ideas",
}
"""The measure that each lever moves first, told beside it; the other levers have a sentence of their own."""

BOLDNESS = (("modest", 0.45), ("fair", 0.7), ("bold", 1.01))


def consequence(text: Text, scenario: Scenario, seen: Observation, lever: str, value: float) -> str:
    """The line under a lever, for the value it stands at."""
    currency = scenario.market.currency
    measures = seen.measures

    def each(heads: float) -> str:
        return text.money(value / heads if heads else 0.0, currency, 2 if 0 < value < 100 * heads else 0)

    def told(measure: str) -> str:
        now = write_reported(text, MEASURES[measure].unit, seen.reported[measure], currency)
        return f"{text(f'measure.{measure}')} {now}"

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
            recommending = sum(
                heads for heads, rung in zip(seen.rungs, scenario.ladder.rungs, strict=True) if rung.referral > 0
            )
            return text.count("consequence.referral_reward", recommending, each=each(recommending))
        case "staff":
            hands = scenario.firm.team_for(value, scenario.time.weeks_per_round)
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
        case "promise":
            return text("consequence.promise", kept=text.percent(measures["promises_kept"]))
        case "prescribers" | "distributors" | "suppliers" | "local_community":
            return told(lever)  # goodwill, which money does not buy by the head
        case "win_back":
            heads, spread = measures["lost_pool"], "consequence.per_lost"
        case "internal_marketing":
            heads, spread = float(len(seen.team.employees)), "consequence.per_employee"
        case _:
            heads, spread = buyers, "consequence.per_customer"
    return f"{text(spread, each=each(heads))} · {told(MOVES[lever])}"


def boldness(text: Text, value: float) -> str:
    """A promise in words."""
    return text("promise." + next(word for word, below in BOLDNESS if value < below))
