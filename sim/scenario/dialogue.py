"""Constants of what a firm knows of each customer and does with it: messages, adapted offers, further products.

Marks as in ``sim.scenario.parameters``: [L] form or level from the literature, [D] design default to calibrate.
"""

from pydantic import Field

from sim.scenario.fields import Section, number


class KnowledgeRule(Section):
    """What the firm knows of each customer (Jayachandran et al. 2005 for the processes, levels D)."""

    ceiling: float = number(0.25, 0, 1, "per week", "Missing knowledge that unlimited spending adds in a week.")
    from_purchase: float = number(
        0.01, 0, 1, "share", "Share of the missing knowledge that a purchase since the last review adds."
    )
    from_contact: float = number(0.05, 0, 1, "per contact", "Missing knowledge that a talk at the desk adds.")
    shared: float = number(
        0.03, 0, 1, "per week", "Missing knowledge that a fully committed customer gives in a week."
    )
    staleness: float = number(0.03, 0, 1, "per week", "Knowledge that grows stale (.03: half in 23 weeks).")
    exact_from: float = number(0.8, 0.01, 1, "", "Mean knowledge from which reports are exact.")
    doubt: float = number(0.3, 0, 1, "", "Width of a reported interval when nothing is known, states and shares.")
    doubt_of_worth: float = number(0.5, 0, 2, "share", "The same for customer equity, as a share of it.")


class MessageRule(Section):
    """Individual dialogue: apt messages please, others annoy (Godfrey, Seiders & Voss 2011, signs; levels D)."""

    ceiling: float = number(0.5, 0, 5, "per week", "Most messages that money sends to a customer in a week.")
    apt_blindly: float = number(0.1, 0, 1, "chance", "Chance that a message is apt when nothing is known.")
    apt_knowing: float = number(0.95, 0, 1, "chance", "The same when everything is known.")
    satisfaction: float = number(0.02, 0, 1, "share", "Missing satisfaction that an apt message adds.")
    trust: float = number(0.02, 0, 1, "share", "Missing trust that an apt message adds.")
    occasion: float = number(0.10, 0, 2, "share", "How much more often one buys after an apt message.")
    weeks: int = Field(default=4, ge=0, le=52, description="Weeks for which it does.")
    annoys: float = number(0.03, 0, 1, "share", "Satisfaction that any other message costs.")


class CustomisationRule(Section):
    """The offer by stage: differentiated for friends, customised for partners (Johnson & Selnes 2004; levels D)."""

    differentiated: float = number(0.5, 0, 1, "", "Fit of the best differentiated offer; a customised one has 1.")
    dedication: float = number(2.5, 1, 100, "", "Money that a customised offer takes, times a differentiated one.")
    segment_from: float = number(0.2, 0, 1, "", "Knowledge of the segment below which nothing can be adapted.")
    segment_enough: float = number(0.45, 0, 1, "", "Knowledge of the segment with which an offer fits it.")
    person_from: float = number(0.4, 0, 1, "", "Knowledge of the customer below which nothing can be customised.")
    person_enough: float = number(0.75, 0, 1, "", "Knowledge of the customer with which an offer fits them.")
    utility: float = number(1.0, 0, 20, "utility", "Advantage in choice of an offer that fits wholly.")
    benefit: float = number(0.8, 0, 1, "", "Relationship benefit of an offer that fits wholly.")
    satisfaction: float = number(0.02, 0, 1, "per week", "Missing satisfaction that an offer that fits adds.")


class CrossSellingRule(Section):
    """Further products where the relationship allows it (Verhoef, Franses & Hoekstra 2001, signs; levels D)."""

    ceiling: float = number(0.25, 0, 5, "per week", "Most proposals that money makes to a customer in a week.")
    most: int = Field(default=4, ge=0, le=20, description="Further products that a customer can buy.")
    strength_from: float = number(0.45, 0, 1, "", "Strength of a relationship below which nobody accepts.")
    strength_enough: float = number(0.80, 0, 1, "", "Strength with which acceptance is the likeliest.")
    accepts: float = number(0.30, 0, 1, "chance", "Chance that a proposal is then accepted.")
    annoyed: float = number(0.6, 0, 1, "chance", "Chance that a proposal annoys where nobody accepts.")
    harm: float = number(0.06, 0, 1, "share", "Satisfaction that a proposal costs when it annoys.")
    basket: float = number(0.15, 0, 2, "share", "What each further product adds to every purchase.")
    margin: float = number(0.25, 0, 1, "share", "Cost of goods saved on what it adds.")
