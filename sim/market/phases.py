"""The ordered phases of a week, in one place.

A week opens: customers come, forget, are told and choose. Then the clock runs: employees attend those who turned
to the desk. When the week closes, experiences are complete: relationships change, rungs follow, money is counted.
"""

from collections.abc import Callable

from sim.market.arrivals import arrivals_and_exits
from sim.market.careers import careers
from sim.market.choice import occasions_and_choice
from sim.market.co_creation import co_creation
from sim.market.community import ask_the_others, communities
from sim.market.contacts import leave_the_desk, turn_to_the_desk
from sim.market.contract import contracts
from sim.market.cross_selling import further_products
from sim.market.customisation import adapted_offers
from sim.market.dedicated import dedicated_assistance, turn_to_managers
from sim.market.design import design
from sim.market.experience import experiences
from sim.market.insolvency import insolvency
from sim.market.knowledge import customer_knowledge
from sim.market.ladder import rungs
from sim.market.memory import memory_and_decay
from sim.market.messages import personal_messages
from sim.market.money import ledger
from sim.market.programme import loyalty_programmes
from sim.market.promotion import promotion_and_offers
from sim.market.relationship import relationship
from sim.market.stakeholders import prescribe
from sim.market.talk import word_of_mouth
from sim.market.team_week import team_week
from sim.market.win_back import win_back
from sim.market.world import World

Phase = Callable[[World], None]

OPENING: tuple[Phase, ...] = (
    arrivals_and_exits,
    memory_and_decay,
    promotion_and_offers,
    dedicated_assistance,
    design,
    win_back,
    communities,
    co_creation,
    prescribe,
    word_of_mouth,
    personal_messages,
    further_products,
    adapted_offers,
    occasions_and_choice,
    contracts,
    experiences,
    turn_to_managers,
    ask_the_others,
    turn_to_the_desk,
)

CLOSING: tuple[Phase, ...] = (
    leave_the_desk,
    relationship,
    customer_knowledge,
    rungs,
    loyalty_programmes,
    ledger,
    careers,
    team_week,
    insolvency,
)
