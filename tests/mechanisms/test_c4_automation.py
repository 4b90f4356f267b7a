"""C4, automated services: self-service that recognises the customer, as good as the knowledge behind it."""

from functools import cache

from effects import Effect
from markets import played
from services import changed, end, felt
from test_c3_self_service import MONEY, QUESTIONS, satisfaction

from sim.engine import Simulation
from sim.scenario.vocabulary import Cause

DATABASE = 4000.0
NOTHING_IS_LEARNT = {f"model__knowledge__{source}": 0.0 for source in ("from_purchase", "from_contact", "shared")}


@cache
def desk(learning: bool = True, seed: int = 7, **plan: float) -> Simulation:
    """The desk of self-service, of a firm that can keep a customer database."""
    nothing = {} if learning else NOTHING_IS_LEARNT
    market = {**QUESTIONS, "firm__service_minutes": 1.0, "levers__knowledge__available": True, **nothing}
    return played(changed(**market), seed, **plan)


def test_it_is_as_good_as_the_knowledge_behind_it() -> None:
    """Reach and welcome both follow from what is known of the customers."""
    ignorant, informed = (desk(automation=MONEY, knowledge=money) for money in (0.0, DATABASE))
    known = end(informed)["knowledge"] / end(ignorant)["knowledge"]
    assert known > 1.5
    assert 0.7 * known <= end(informed)["self_served"] / end(ignorant)["self_served"] <= 1.4 * known
    assert satisfaction(informed, (0, 1)) > satisfaction(ignorant, (0, 1)) + 0.003
    assert end(informed)["wait"] < end(ignorant)["wait"]


def test_who_is_recognised_is_served_better_than_by_themselves() -> None:
    known, alone = desk(automation=MONEY, knowledge=DATABASE), desk(self_service=MONEY, knowledge=DATABASE)
    assert 0.001 <= satisfaction(known, (0, 1)) - satisfaction(alone, (0, 1)) <= 0.03
    assert satisfaction(known, (2,)) > satisfaction(alone, (2,)) + 0.005


def test_without_knowledge_it_does_nothing() -> None:
    off, blind = desk(learning=False), desk(learning=False, automation=MONEY)
    assert end(blind)["self_served"] == 0
    assert (off.world.state.satisfaction == blind.world.state.satisfaction).all()
    assert not len(felt(blind, Cause.SELF_SERVICE))


def test_the_journal_names_it() -> None:
    assert len(felt(desk(automation=MONEY, knowledge=DATABASE), Cause.SELF_SERVICE)) > 20


def recognised(seed: int, learning: bool = True) -> float:
    """Satisfaction that automated service adds to those who like it; off, nothing is learnt."""
    knowing = {"knowledge": DATABASE if learning else 0.0}
    automated, without = (desk(learning, seed, automation=money, **knowing) for money in (MONEY, 0.0))
    return satisfaction(automated, (0, 1)) - satisfaction(without, (0, 1))


EFFECTS = (
    Effect(
        "satisfaction that automated service adds to those who like it",
        on=recognised,
        off=lambda seed: recognised(seed, learning=False),
        low=0.009,
        high=0.022,
    ),
)
