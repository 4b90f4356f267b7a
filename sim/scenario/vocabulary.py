"""The words a scenario may use, each defined once: stages, levers, measures, causes, events, policies.

The words themselves are stable identifiers; what a person reads for them lives in the translations.
"""

from dataclasses import dataclass
from enum import IntEnum, StrEnum


class Stage(StrEnum):
    """Stage of a relationship (strangers, acquaintances, friends, partners); every rung belongs to one."""

    STRANGER = "stranger"
    ACQUAINTANCE = "acquaintance"
    FRIEND = "friend"
    PARTNER = "partner"


class RelationshipType(StrEnum):
    """The ways in which a firm can relate to its customers (Osterwalder & Pigneur 2010)."""

    PERSONAL = "personal"  # somebody at the desk
    DEDICATED = "dedicated"  # somebody of one's own
    SELF_SERVICE = "self_service"
    AUTOMATED = "automated"  # self-service that recognises the customer
    COMMUNITY = "community"
    CO_CREATION = "co_creation"


class Head(StrEnum):
    """The heads of the budget. A promise costs nothing by itself, so it belongs to none."""

    ACQUISITION = "acquisition"
    RETENTION = "retention"
    GROWTH = "growth"  # sales to those who are customers already


@dataclass(frozen=True)
class Lever:
    """One thing a firm decides each round: money for a head, or a dial between 0 and 1 (no head).

    ``aimable``: its money may be aimed at segments.
    """

    id: str
    head: Head | None
    aimable: bool = False


LEVERS: dict[str, Lever] = {
    lever.id: lever
    for lever in (
        Lever("advertising", Head.ACQUISITION, aimable=True),
        Lever("introductory_offers", Head.ACQUISITION, aimable=True),
        Lever("referral_reward", Head.ACQUISITION),
        Lever("win_back", Head.ACQUISITION),
        Lever("prescribers", Head.ACQUISITION),
        Lever("distributors", Head.ACQUISITION),
        Lever("staff", Head.RETENTION),
        Lever("training", Head.RETENTION),
        Lever("loyalty_card", Head.RETENTION),
        Lever("account_managers", Head.RETENTION),
        Lever("knowledge", Head.RETENTION, aimable=True),
        Lever("messages", Head.RETENTION, aimable=True),
        Lever("customisation", Head.RETENTION, aimable=True),
        Lever("cross_selling", Head.GROWTH, aimable=True),
        Lever("design", Head.RETENTION),
        Lever("internal_marketing", Head.RETENTION),
        Lever("complaint_line", Head.RETENTION),
        Lever("self_service", Head.RETENTION),
        Lever("automation", Head.RETENTION),
        Lever("before_sale", Head.RETENTION),
        Lever("after_sale", Head.RETENTION),
        Lever("community", Head.RETENTION),
        Lever("co_creation", Head.RETENTION),
        Lever("suppliers", Head.RETENTION),
        Lever("local_community", Head.RETENTION),
        Lever("promise", None),
    )
}


class Unit(StrEnum):
    """How a measure is written."""

    MONEY = "money"
    COUNT = "count"
    SHARE = "share"
    STATE = "state"
    MINUTES = "minutes"


@dataclass(frozen=True)
class Measure:
    """Something reported about a firm. ``good``: +1 if more is better, -1 if less is, else 0."""

    id: str
    unit: Unit
    good: int


MEASURES: dict[str, Measure] = {
    measure.id: measure
    for measure in (
        Measure("cash", Unit.MONEY, 1),
        Measure("revenue", Unit.MONEY, 1),
        Measure("profit", Unit.MONEY, 1),
        Measure("total_profit", Unit.MONEY, 1),
        Measure("customer_equity", Unit.MONEY, 1),
        Measure("customers_gain", Unit.MONEY, 1),
        Measure("concentration", Unit.SHARE, 0),
        Measure("aware", Unit.COUNT, 1),
        Measure("considering", Unit.COUNT, 1),
        Measure("trying", Unit.COUNT, 1),
        Measure("repeating", Unit.COUNT, 1),
        Measure("customers", Unit.COUNT, 1),
        Measure("new_customers", Unit.COUNT, 1),
        Measure("lost_customers", Unit.COUNT, -1),
        Measure("won_back", Unit.COUNT, 1),
        Measure("lost_pool", Unit.COUNT, -1),
        Measure("advocates", Unit.COUNT, 1),
        Measure("members", Unit.COUNT, 0),
        Measure("retention", Unit.SHARE, 1),
        Measure("share", Unit.SHARE, 1),
        Measure("promises_kept", Unit.SHARE, 1),
        Measure("satisfaction", Unit.STATE, 1),
        Measure("trust", Unit.STATE, 1),
        Measure("commitment", Unit.STATE, 1),
        Measure("brand", Unit.STATE, 1),
        Measure("prescribers", Unit.STATE, 1),
        Measure("distributors", Unit.STATE, 1),
        Measure("suppliers", Unit.STATE, 1),
        Measure("shareholders", Unit.STATE, 1),
        Measure("local_community", Unit.STATE, 1),
        Measure("quality", Unit.STATE, 1),
        Measure("touch_before", Unit.STATE, 1),
        Measure("touch_during", Unit.STATE, 1),
        Measure("touch_after", Unit.STATE, 1),
        Measure("promise_gap", Unit.STATE, -1),
        Measure("morale", Unit.STATE, 1),
        Measure("resignations", Unit.COUNT, -1),
        Measure("load", Unit.SHARE, -1),
        Measure("wait", Unit.MINUTES, -1),
        Measure("contacts", Unit.COUNT, 0),
        Measure("complaints", Unit.COUNT, 0),
        Measure("recovered", Unit.SHARE, 1),
        Measure("silent_leavers", Unit.COUNT, -1),
        Measure("self_served", Unit.SHARE, 0),
        Measure("acquisition_cost", Unit.MONEY, -1),
        Measure("liability", Unit.MONEY, -1),
        Measure("managed", Unit.COUNT, 0),
        Measure("knowledge", Unit.STATE, 1),
        Measure("message_response", Unit.SHARE, 1),
        Measure("annoyance", Unit.SHARE, -1),
        Measure("products_per_customer", Unit.STATE, 1),
        Measure("community_members", Unit.COUNT, 0),
        Measure("community_answers", Unit.COUNT, 0),
        Measure("ideas", Unit.COUNT, 1),
    )
}


class Cause(IntEnum):
    """Why a relationship changed. The numbers are written in journals and checksums: never renumber.

    Causes below FELT_CAUSES change the strength of a relationship by an amount; the others say why someone came
    or went.
    """

    NONE = 0
    GOOD_SERVICE = 1
    POOR_SERVICE = 2
    WAIT = 3
    FAILURE = 4
    RECOVERY = 5
    PROMISE_KEPT = 6
    PROMISE_BROKEN = 7
    LOYALTY_CARD = 8
    NEGLECT = 9
    PRAISE = 10
    CRITICISM = 11
    COMMITMENT = 12
    EVENT = 13
    MESSAGE = 14
    ANNOYANCE = 15
    CUSTOM_OFFER = 16
    PERSONAL_MANAGER = 17
    SELF_SERVICE = 18
    FRUSTRATION = 19
    COMMUNITY = 20
    CO_CREATION = 21
    USERS = 22
    USERS_UNHAPPY = 23
    ADVERTISING = 24
    REFERRAL = 25
    INTRODUCTORY_OFFER = 26
    RIVAL_OFFER = 27
    RIVAL_APPEAL = 28
    LIFE_CHANGE = 29
    CURIOSITY = 30
    PRESCRIBER = 31
    WIN_BACK = 32
    CONTRACT_END = 33
    BANKRUPTCY = 34


FELT_CAUSES = 24


class Move(StrEnum):
    """What a change of rung means to the firm."""

    NOTICED = "noticed"  # stranger to prospect
    JOINED = "joined"  # became a customer
    CLIMBED = "climbed"
    FELL = "fell"
    LEFT = "left"  # was a customer, is one no more
    FORGOT = "forgot"  # prospect to stranger


class EventKind(StrEnum):
    """What an event can touch."""

    DEMAND = "demand"  # purchase rates
    COST = "cost"  # cost of goods
    AWARENESS = "awareness"
    TRUST = "trust"
    MORALE = "morale"  # of the staff
    PRICE = "price"


class StakeholderKind(StrEnum):
    """Who else has a stake in a firm: intermediaries, owners and neighbours."""

    PRESCRIBERS = "prescribers"
    DISTRIBUTORS = "distributors"
    SUPPLIERS = "suppliers"
    SHAREHOLDERS = "shareholders"
    LOCAL_COMMUNITY = "local_community"


class PolicyName(StrEnum):
    """Who may decide for a firm besides a person: policies written for rivals, and robot players."""

    FIXED = "fixed"
    PRICE_ATTACKER = "price-attacker"
    IMITATOR = "imitator"
    RETAINER = "retainer"
    ADAPTIVE = "adaptive"
    ALL_ACQUISITION = "all-acquisition"
    ALL_RETENTION = "all-retention"
    BALANCED = "balanced"
    LAST_ROUND_RETURN = "last-round-return"
    NOTHING = "nothing"
