"""What a firm can decide: the levers as a scenario sets them, and the decisions in force at the start."""

from pydantic import Field

from sim.scenario.fields import Section, number


class Start(Section):
    """Decisions in force before the first round: money per round for each lever, and the promise."""

    advertising: float = number(1_500, 0, 1e9, "money per round", "Advertising.")
    introductory_offers: float = number(0, 0, 1e9, "money per round", "Introductory offers.")
    referral_reward: float = number(0, 0, 1e9, "money per round", "Rewards for bringing a friend.")
    win_back: float = number(0, 0, 1e9, "money per round", "Inviting back those who left.")
    prescribers: float = number(0, 0, 1e9, "money per round", "Those whose advice customers follow.")
    distributors: float = number(0, 0, 1e9, "money per round", "Those who carry the offer further.")
    staff: float = number(5_200, 0, 1e9, "money per round", "Wages.")
    training: float = number(300, 0, 1e9, "money per round", "Training.")
    loyalty_card: float = number(0, 0, 1e9, "money per round", "Points of the loyalty card.")
    account_managers: float = number(0, 0, 1e9, "money per round", "Salaries of managers for single customers.")
    knowledge: float = number(0, 0, 1e9, "money per round", "Knowing the customers.")
    messages: float = number(0, 0, 1e9, "money per round", "Messages to single customers.")
    customisation: float = number(0, 0, 1e9, "money per round", "Adapting the offer to those one knows.")
    cross_selling: float = number(0, 0, 1e9, "money per round", "Offering customers further products.")
    suppliers: float = number(0, 0, 1e9, "money per round", "Working with suppliers.")
    local_community: float = number(0, 0, 1e9, "money per round", "What is done for the neighbourhood.")
    design: float = number(0, 0, 1e9, "money per round", "Design and innovation.")
    internal_marketing: float = number(0, 0, 1e9, "money per round", "Telling the team what is promised.")
    complaint_line: float = number(0, 0, 1e9, "money per round", "Making it easy to complain.")
    self_service: float = number(0, 0, 1e9, "money per round", "Self-service for simple matters.")
    automation: float = number(0, 0, 1e9, "money per round", "Automated service that recognises the customer.")
    before_sale: float = number(0, 0, 1e9, "money per round", "Care before the sale.")
    after_sale: float = number(0, 0, 1e9, "money per round", "Care after the sale.")
    community: float = number(0, 0, 1e9, "money per round", "A place where customers meet, and its care.")
    co_creation: float = number(0, 0, 1e9, "money per round", "Asking committed customers for ideas.")
    promise: float = number(0.6, 0, 1, "quality", "How bold the promise is.")


class LeverSettings(Section):
    """Whether a lever is in the player's hands, and how strongly it works."""

    from_round: int = Field(default=1, ge=1, le=60, description="First round in which it can be set by itself.")
    available: bool = Field(default=True, description="Whether it exists in this scenario at all.")
    share: float = number(1.0, 0, 100, "", "Its share when its head's money is decided as one sum.")
    maximum: float = number(1e9, 0, 1e9, "money per round", "The most that can be put into it.")
    half: float = number(
        0.15,
        1e-6,
        1e9,
        "money per week",
        "Spending per head (see the guide) that gives half of its full effect.",
    )


class Levers(Section):
    """What the player decides each round. Money goes to heads, heads open into levers."""

    detail_from_round: int = Field(
        default=1, ge=1, le=60, description="First round in which the heads open into single levers."
    )
    advertising: LeverSettings = Field(
        default=LeverSettings(half=0.4), description="Makes the firm known (per customer in the market)."
    )
    introductory_offers: LeverSettings = Field(
        default=LeverSettings(half=0.35),
        description="Discounts for those who do not buy yet (per customer in the market).",
    )
    referral_reward: LeverSettings = Field(
        default=LeverSettings(share=0.4, half=0.1),
        description="Rewards for bringing a friend (per customer on a rung that recommends).",
    )
    win_back: LeverSettings = Field(
        default=LeverSettings(available=False, share=0.3, half=1.5),
        description="Invites back those who left (per person who left and is still in the market).",
    )
    prescribers: LeverSettings = Field(
        default=LeverSettings(available=False, share=0.3, half=0.15),
        description="Goodwill of those whose advice customers follow (per customer in the market).",
    )
    distributors: LeverSettings = Field(
        default=LeverSettings(available=False, share=0.3, half=0.15),
        description="Goodwill of those who carry the offer further (per customer in the market).",
    )
    staff: LeverSettings = Field(default=LeverSettings(share=2.4), description="Wages: people to serve customers.")
    training: LeverSettings = Field(
        default=LeverSettings(share=0.6, half=30), description="Skill and morale of the team (per employee)."
    )
    loyalty_card: LeverSettings = Field(
        default=LeverSettings(share=0.6),
        description="Points for members (per member, see the loyalty card's rule).",
    )
    account_managers: LeverSettings = Field(
        default=LeverSettings(available=False, share=0.5),
        description="Managers who look after the customers worth most.",
    )
    knowledge: LeverSettings = Field(
        default=LeverSettings(available=False, share=0.5, half=0.3),
        description="A customer database, kept current (per customer).",
    )
    messages: LeverSettings = Field(
        default=LeverSettings(available=False, share=0.4, half=0.2),
        description="Messages to single customers, as apt as the firm knows them (per customer).",
    )
    customisation: LeverSettings = Field(
        default=LeverSettings(available=False, share=0.5, half=0.5),
        description="Differentiated offers for friends, customised ones for partners (per customer).",
    )
    cross_selling: LeverSettings = Field(
        default=LeverSettings(available=False, half=0.3),
        description="Offers further products to customers (per customer).",
    )
    suppliers: LeverSettings = Field(
        default=LeverSettings(available=False, share=0.4, half=0.15),
        description="Goodwill of the suppliers (per customer in the market).",
    )
    local_community: LeverSettings = Field(
        default=LeverSettings(available=False, share=0.2, half=0.15),
        description="Goodwill of the neighbourhood (per customer in the market).",
    )
    design: LeverSettings = Field(
        default=LeverSettings(available=False, share=0.6, half=0.5),
        description="Builds what sets the offer apart (per customer in the market).",
    )
    internal_marketing: LeverSettings = Field(
        default=LeverSettings(available=False, share=0.3, half=10),
        description="Tells the team what is promised (per employee).",
    )
    complaint_line: LeverSettings = Field(
        default=LeverSettings(available=False, share=0.2, half=0.15),
        description="Makes complaining easy, and the answers better (per purchase).",
    )
    self_service: LeverSettings = Field(
        default=LeverSettings(available=False, share=0.3, half=0.2),
        description="Lets customers see to simple matters by themselves (per purchase).",
    )
    automation: LeverSettings = Field(
        default=LeverSettings(available=False, share=0.3, half=0.3),
        description="Self-service that recognises the customer (per purchase).",
    )
    before_sale: LeverSettings = Field(
        default=LeverSettings(available=False, share=0.3, half=0.4),
        description="Care for customers before the sale (per purchase).",
    )
    after_sale: LeverSettings = Field(
        default=LeverSettings(available=False, share=0.3, half=0.4),
        description="Care for customers after the sale (per purchase).",
    )
    community: LeverSettings = Field(
        default=LeverSettings(available=False, share=0.3, half=0.5),
        description="A place where customers meet, and somebody who looks after it (per member).",
    )
    co_creation: LeverSettings = Field(
        default=LeverSettings(available=False, share=0.2, half=0.5),
        description="Asks committed customers for ideas (per committed customer).",
    )
    promise: LeverSettings = Field(default=LeverSettings(), description="How bold the promise to customers is.")

    @property
    def need_knowledge(self) -> bool:
        """Whether any lever works by what firms know of single customers, or adds to it.

        Where none does, nothing is kept on them: reports and aims are exact.
        """
        knowing = (self.knowledge, self.messages, self.customisation, self.automation)
        telling = (self.account_managers, self.community)
        return any(lever.available for lever in (*knowing, *telling))
