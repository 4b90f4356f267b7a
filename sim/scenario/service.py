"""The constants of the rules about service: touch points, the staff as internal customers, voice, and machines."""

from sim.scenario.fields import Section, number


class TouchPointRule(Section):
    """Care before and after the sale (weakest link: Heskett et al. 2008; levels D)."""

    lift: float = number(
        0.5, 0, 1, "share", "Share of the way to a perfect moment that unlimited care for it goes."
    )


class InternalMarketingRule(Section):
    """What the staff, internal customers, know of the promise (Berry 1981; Zeithaml et al. 1988; levels D)."""

    speed: float = number(0.08, 0, 1, "per week", "How fast the team comes to know what is promised.")
    forgetting: float = number(0.02, 0, 1, "per week", "How fast it forgets.")
    gap: float = number(
        0.6, 0, 2, "", "Quality lost for each point of boldness with a team that knows nothing of the promise."
    )
    modest: float = number(0.6, 0, 1, "quality", "A promise so modest that any team keeps it without being told.")
    morale: float = number(0.10, 0, 1, "morale", "What knowing all that is promised adds to morale.")
    listening: float = number(
        0.05, 0, 1, "per week", "How fast what the front line learns of customers reaches the firm."
    )
    sharpens: float = number(
        0.4, 0, 1, "share", "Share of what reports miss that a team which knows and likes its work can tell."
    )


class VoiceRule(Section):
    """Complaints and silence (Hirschman 1970; Bitner 1990 on the double deviation; levels D)."""

    easiest: float = number(
        0.9, 0, 1, "chance", "Chance that a failure is complained about when nothing is easier."
    )
    disappointment: float = number(
        0.15, 0, 1, "quality", "Shortfall against expectation that makes a bad experience."
    )
    after_disappointment: float = number(
        0.5,
        0,
        1,
        "chance",
        "Chance that a bad experience without a failure is complained about when it is easiest.",
    )
    handling: float = number(
        0.5, 0, 1, "share", "Share of what is missing to a perfect answer that the complaint line can add."
    )
    poor: float = number(0.4, 0, 1, "handling", "An answer worse than this makes things worse than none.")
    double_deviation: float = number(
        0.25,
        0,
        1,
        "satisfaction",
        "Satisfaction with the experience that no answer at all costs, on top of the failure.",
    )
    well: float = number(0.6, 0, 1, "handling", "From here on a complaint counts as handled well.")


class MachineRule(Section):
    """Self-service and automated service (Meuter et al. 2000; levels D)."""

    simple: float = number(0.6, 0, 1, "share", "Share of all questions that the best self-service resolves.")
    quick: float = number(0.10, 0, 1, "quality", "What helping oneself at once gives to those who expect it most.")
    frustration: float = number(
        0.25, 0, 1, "quality", "What a machine costs those who expect a person and nothing else."
    )
    cost: float = number(0.05, 0, 1e6, "money per contact", "Cost of a contact in self-service.")
    automated_simple: float = number(
        0.8,
        0,
        1,
        "share",
        "Share of all questions that the best automated service resolves for those it knows wholly.",
    )
    recognised: float = number(0.08, 0, 1, "quality", "What being recognised adds, for those whom it knows wholly.")
    automated_cost: float = number(0.08, 0, 1e6, "money per contact", "Cost of an automated contact.")
