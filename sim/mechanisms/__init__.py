"""What the model teaches and where: for each concept the rules, levers, measures and causes that carry it.

One entry for each row of the table of concepts; a test checks that everything named here exists, and the
model's description is generated from it.
"""

from sim.mechanisms.customer_base import CUSTOMER_BASE
from sim.mechanisms.mechanism import Mechanism
from sim.mechanisms.other_people import OTHER_PEOPLE
from sim.mechanisms.relationship import RELATIONSHIP
from sim.mechanisms.relationship_types import RELATIONSHIP_TYPES

MECHANISMS: tuple[Mechanism, ...] = (*RELATIONSHIP, *CUSTOMER_BASE, *RELATIONSHIP_TYPES, *OTHER_PEOPLE)
"""In the order of the rows."""

__all__ = ["MECHANISMS", "Mechanism"]
