"""The constants of the behavioural rules, one group for each rule, with their sources.

A scenario rarely touches them; a researcher does. Marks as in the model's description: [L] form or level
from the literature, [D] design default to calibrate.
"""

from pydantic import Field

from sim.scenario.contract import RenewalRule
from sim.scenario.dialogue import CrossSellingRule, CustomisationRule, KnowledgeRule, MessageRule
from sim.scenario.fields import Section, number
from sim.scenario.others import DesignRule, UsersRule, WinBackRule
from sim.scenario.relations import CoCreationRule, CommunityRule, DedicatedRule
from sim.scenario.service import InternalMarketingRule, MachineRule, TouchPointRule, VoiceRule
from sim.scenario.stakeholders import GoodwillRule, InfluenceRule


class AwarenessRule(Section):
    """Who knows the firm (Blattberg & Deighton 1996 for the diminishing return of spending)."""

    decay: float = number(0.02, 0, 0.5, "per week", "Share of awareness that fades each week without contact.")
    from_purchase: float = number(0.6, 0, 1, "share", "Share of the missing awareness that one purchase adds.")
    ceiling: float = number(0.22, 0, 1, "per week", "Most awareness that unlimited advertising adds in a week.")
    brand_gain: float = number(0.02, 0, 1, "per week", "How fast advertising at its ceiling builds the brand.")
    brand_decay: float = number(0.006, 0, 0.5, "per week", "How fast the brand fades by itself.")


class OccasionRule(Section):
    """When a customer buys and when one leaves the category [L: Pareto/NBD, Schmittlein et al. 1987]."""

    satisfaction: float = number(0.8, 0, 5, "", "Effect of satisfaction above .6 on the purchase rate.")
    commitment: float = number(0.5, 0, 5, "", "Effect of commitment above .5 on the purchase rate.")
    dropout_satisfaction: float = number(1.2, 0, 5, "", "Effect of satisfaction above .6 against dropping out.")
    dropout_commitment: float = number(1.0, 0, 5, "", "Effect of commitment above .5 against dropping out.")


class ChoiceRule(Section):
    """Which firm gets the purchase: a multinomial logit [L: Rust, Lemon & Zeithaml 2004; levels D]."""

    outside: float = number(2.4, -10, 10, "utility", "Appeal of buying nothing or elsewhere.")
    satisfaction: float = number(3.6, 0, 20, "utility", "Weight of satisfaction (of expectation, before trying).")
    trust: float = number(2.0, 0, 20, "utility", "Weight of trust, from the friend stage on.")
    commitment: float = number(2.5, 0, 20, "utility", "Weight of commitment, in the partner stage.")
    price: float = number(3.0, 0, 20, "utility", "Weight of the price, relative to the market's reference.")
    brand: float = number(1.0, 0, 20, "utility", "Weight of the brand.")
    habit: float = number(
        2.2, 0, 20, "utility", "Weight of habit, the recent share of purchases (Guadagni & Little 1983)."
    )
    habit_memory: float = number(0.85, 0, 1, "per purchase", "How much of a habit outlasts a purchase.")
    recommended: float = number(
        1.2, 0, 20, "utility", "Pull of a personal recommendation until the first purchase."
    )
    offer: float = number(0.12, 0, 1, "utility per point", "Pull of one point of an introductory discount.")
    discount: float = number(40, 0, 90, "points", "Depth of introductory discounts.")
    offer_threshold: float = number(1.6, -10, 10, "utility", "What a discount must overcome to be noticed at all.")
    offer_ceiling: float = number(
        0.25, 0, 1, "per week", "Largest share of non-customers that offers reach in a week."
    )
    caution: float = number(0.6, 0, 10, "utility", "Reluctance to try a firm for the first time.")


class ExperienceRule(Section):
    """What a purchase is like: three moments, of which the weakest dominates (Heskett et al. 2008)."""

    base: float = number(0.40, 0, 1, "quality", "Quality with no morale and no process.")
    morale: float = number(0.35, 0, 1, "quality", "What full staff morale adds.")
    process: float = number(0.20, 0, 1, "quality", "What a perfect process adds.")
    skill: float = number(0.10, 0, 1, "quality", "What fully trained people add.")
    spread: float = number(0.12, 0, 0.5, "quality", "Standard deviation of a moment.")
    weakest: float = number(0.5, 0, 1, "share", "Weight of the weakest moment against the mean of the three.")
    failure_rate: float = number(0.05, 0, 1, "per purchase", "Chance of a failure with no process and no skill.")
    failure_harm: float = number(0.30, 0, 1, "quality", "Quality lost in a failure.")
    wait_harm: float = number(0.25, 0, 1, "quality", "Most quality lost by waiting.")
    wait_patience: float = number(
        2.0, 0.1, 100, "promised waits", "Waits beyond the promised one that cost the most."
    )


class ContactRule(Section):
    """Who speaks to the firm: questions, failures, complaints."""

    after_failure: float = number(0.45, 0, 1, "chance", "Chance that a failure is complained about at the desk.")
    recovery: float = number(0.25, 0, 1, "satisfaction", "Satisfaction given back by a complaint handled well.")
    trust_back: float = number(0.5, 0, 1, "share", "Most of the trust lost in a failure that recovery gives back.")


class SatisfactionRule(Section):
    """Result against expectation (Anderson & Sullivan 1993; Bolton 1998; Tversky & Kahneman 1992)."""

    gap: float = number(0.4, 0, 2, "", "Weight of the gap between result and expectation.")
    loss_aversion: float = number(2.25, 1, 5, "", "How much more a shortfall weighs than a pleasant surprise.")
    memory: float = number(0.08, 0.01, 1, "", "Least weight of the newest experience.")


class ExpectationRule(Section):
    """What is expected (Boulding et al. 1993)."""

    from_quality: float = number(0.15, 0, 1, "per purchase", "Adaptation to the quality received.")
    from_promise: float = number(0.05, 0, 1, "per purchase", "Adaptation to the promise.")
    newcomer_promise: float = number(0.6, 0, 1, "share", "Weight of the promise in a newcomer's expectation.")


class TrustRule(Section):
    """Trust is lost about four times faster than it is won [D]."""

    newcomer: float = number(0.3, 0, 1, "trust", "Trust of one who never bought.")
    referred: float = number(0.5, 0, 1, "trust", "Trust of one brought by a friend (level: Schmitt et al. 2011).")
    kept: float = number(0.03, 0, 1, "per purchase", "Share of the missing trust that a kept promise adds.")
    broken: float = number(0.12, 0, 1, "per purchase", "Share of the trust that a broken promise costs.")
    tolerance: float = number(0.1, 0, 1, "quality", "Shortfall against the promise that is forgiven.")


class CommitmentRule(Section):
    """Commitment follows trust, satisfaction and relationship benefits (Morgan & Hunt 1994, signs)."""

    speed: float = number(0.04, 0, 1, "per week", "How fast commitment moves.")
    trust: float = number(0.5, 0, 1, "", "Weight of trust.")
    satisfaction: float = number(0.3, 0, 1, "", "Weight of satisfaction.")
    benefits: float = number(0.2, 0, 1, "", "Weight of relationship benefits.")


class StrengthRule(Section):
    """Strength of a relationship, by which customers climb and fall (parts: Morgan & Hunt 1994; weights D)."""

    satisfaction: float = number(0.35, 0, 1, "", "Weight of satisfaction.")
    trust: float = number(0.35, 0, 1, "", "Weight of trust.")
    commitment: float = number(0.30, 0, 1, "", "Weight of commitment.")


class LoyaltyCardRule(Section):
    """The loyalty programme: points, a liability, and status (Dowling & Uncles 1997; levels D)."""

    join: float = number(
        0.25, 0, 1, "per purchase", "Chance that a customer joins while the programme is on offer."
    )
    attracts: float = number(1.0, 0, 2, "", "How much likelier those whom deals tempt are to join.")
    fickle: float = number(0.4, 0, 1, "share", "Part of the benefit lost on those whom deals tempt most.")
    half: float = number(
        1.0, 0.01, 1000, "baskets a quarter", "Points per member, in baskets, for half the benefit."
    )
    lock_in: float = number(0.5, 0, 10, "utility", "Advantage in choice that the full benefit gives with members.")
    most: float = number(
        0.25, 0, 1, "share", "Most that can be issued in points, as a share of members' purchases."
    )
    redeemed: float = number(0.06, 0, 1, "per week", "Share of the outstanding points that is redeemed.")
    lapses: float = number(0.06, 0, 1, "share", "Share of the points that nobody ever redeems.")
    silver: int = Field(default=10, ge=1, le=10_000, description="Purchases that give a member status.")
    gold: int = Field(default=30, ge=1, le=10_000, description="Purchases that give the highest status.")
    status_benefit: float = number(0.3, 0, 1, "", "Relationship benefit that the highest status adds.")
    status_lock_in: float = number(0.5, 0, 10, "share", "How much the highest status adds to the lock-in.")


class TalkRule(Section):
    """Word of mouth along the social network (Bass 1969; East et al. 2008; Schmitt et al. 2011)."""

    supporter: float = number(0.05, 0, 1, "per week", "Chance that someone on a recommending rung talks in a week.")
    detractor: float = number(0.06, 0, 1, "per week", "Chance that a detractor talks in a week.")
    detractor_below: float = number(
        0.2, 0, 1, "satisfaction", "Satisfaction below which a customer is a detractor."
    )
    awareness: float = number(0.30, 0, 1, "share", "Missing awareness that one conversation adds.")
    opinion: float = number(
        0.30, 0, 1, "share", "How far a listener's expectation moves to the talker's satisfaction."
    )
    trust: float = number(0.05, 0, 1, "trust", "Trust that one conversation adds or takes.")
    reward_ceiling: float = number(
        2.0, 0, 20, "", "Most that a referral reward multiplies recommendations by, less one."
    )


class NeglectRule(Section):
    """Self-deterioration: without contact or care a relationship decays by itself; rungs say how fast."""

    speed: float = number(
        0.012, 0, 0.5, "per week", "Weekly decay of satisfaction, trust and commitment, times the rung's."
    )
    grace: float = number(0.4, 0, 1, "share", "Share of the silence that means leaving before the decay begins.")


class StaffRule(Section):
    """Employees tire, learn and leave (job demands and resources; levels D)."""

    speed: float = number(0.05, 0, 1, "per week", "How fast morale moves.")
    base: float = number(0.60, 0, 1, "morale", "Morale of a rested, untrained team with neutral customers.")
    training: float = number(0.30, 0, 1, "morale", "What full training adds.")
    overload: float = number(0.80, 0, 5, "morale", "Morale lost for each unit of load beyond the bearable.")
    bearable: float = number(0.85, 0, 1, "load", "Load that tires nobody.")
    customers: float = number(0.10, 0, 1, "morale", "Effect of the customers' satisfaction above .5.")
    learning: float = number(0.06, 0, 1, "per week", "How fast a new employee learns.")
    newcomer_skill: float = number(0.3, 0, 1, "skill", "Skill of a new employee.")
    training_speed: float = number(0.08, 0, 1, "per week", "How fast training money becomes training.")
    training_decay: float = number(0.02, 0, 1, "per week", "How fast training is forgotten.")
    resign: float = number(0.04, 0, 1, "per week", "Chance that someone with no morale at all resigns in a week.")
    content: float = number(0.45, 0, 1, "morale", "Morale above which nobody resigns.")
    hiring_weeks: int = Field(
        default=3, ge=0, le=26, description="Weeks from the decision to hire to the first day."
    )


class ValueRule(Section):
    """How customer lifetime value is computed (Pfeifer & Carraway 2000; see ``market.value``)."""

    discount: float = number(0.12, 0.001, 2, "per year", "Discount rate.")
    prior_weeks: float = number(
        520, 1, 100000, "customer-weeks", "Weight of what is known of larger groups in what a smaller one shows."
    )
    memory: float = number(52, 1, 100000, "weeks", "How long what was seen of customers weighs.")
    prior_retention: float = number(0.97, 0.5, 1, "per week", "Prior of retention on a customer's first rung.")
    prior_step: float = number(0.5, 0, 1, "share", "What each higher rung leaves of the prior chance of going.")


class Model(Section):
    """All behavioural constants, grouped by rule."""

    awareness: AwarenessRule = Field(default=AwarenessRule(), description="Who knows the firm.")
    occasion: OccasionRule = Field(default=OccasionRule(), description="When customers buy and drop out.")
    choice: ChoiceRule = Field(default=ChoiceRule(), description="Which firm they choose.")
    renewal: RenewalRule = Field(default=RenewalRule(), description="Who quits a contract.")
    experience: ExperienceRule = Field(default=ExperienceRule(), description="What a purchase is like.")
    contact: ContactRule = Field(default=ContactRule(), description="Complaints and recovery.")
    satisfaction: SatisfactionRule = Field(default=SatisfactionRule(), description="Result against expectation.")
    expectation: ExpectationRule = Field(default=ExpectationRule(), description="What customers expect.")
    trust: TrustRule = Field(default=TrustRule(), description="Promises kept and broken.")
    commitment: CommitmentRule = Field(default=CommitmentRule(), description="Commitment.")
    strength: StrengthRule = Field(default=StrengthRule(), description="Strength of a relationship.")
    loyalty_card: LoyaltyCardRule = Field(default=LoyaltyCardRule(), description="The loyalty card.")
    talk: TalkRule = Field(default=TalkRule(), description="Word of mouth.")
    neglect: NeglectRule = Field(default=NeglectRule(), description="Self-deterioration.")
    staff: StaffRule = Field(default=StaffRule(), description="The team.")
    dedicated: DedicatedRule = Field(default=DedicatedRule(), description="Dedicated personal assistance.")
    knowledge: KnowledgeRule = Field(default=KnowledgeRule(), description="What the firm knows of each customer.")
    message: MessageRule = Field(default=MessageRule(), description="Messages to single customers.")
    customisation: CustomisationRule = Field(default=CustomisationRule(), description="The offer by stage.")
    cross_selling: CrossSellingRule = Field(default=CrossSellingRule(), description="Further products.")
    win_back: WinBackRule = Field(default=WinBackRule(), description="Who comes back when invited.")
    users: UsersRule = Field(default=UsersRule(), description="Users who are not the buyers.")
    goodwill: GoodwillRule = Field(default=GoodwillRule(), description="How stakeholders are won and lost.")
    influence: InfluenceRule = Field(default=InfluenceRule(), description="What stakeholders do.")
    design: DesignRule = Field(default=DesignRule(), description="What sets the offer apart.")
    touch: TouchPointRule = Field(default=TouchPointRule(), description="Care before and after the sale.")
    internal_marketing: InternalMarketingRule = Field(
        default=InternalMarketingRule(), description="What the team knows of the promise."
    )
    voice: VoiceRule = Field(default=VoiceRule(), description="Complaints and silence.")
    machines: MachineRule = Field(default=MachineRule(), description="Self-service and automated service.")
    community: CommunityRule = Field(default=CommunityRule(), description="Communities of customers.")
    co_creation: CoCreationRule = Field(default=CoCreationRule(), description="Ideas from customers.")
    value: ValueRule = Field(default=ValueRule(), description="Customer lifetime value.")
