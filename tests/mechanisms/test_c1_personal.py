"""C1, personal assistance: a staffed desk with a queue; it works well, costs wages and is limited by its people."""

from functools import cache

from effects import Effect
from markets import played
from services import changed, end

from sim.engine import Simulation

NO_CONTACTS = {"market__segments__*__contact_rate": 0.0, "model__contact__after_failure": 0.0}
QUESTIONS = {"market__segments__*__contact_rate": 0.3, "firm__service_minutes": 1.5}


@cache
def desk(people: int, seed: int = 7, **changes: object) -> Simulation:
    """Three quarters with a desk of so many people, after years with as many."""
    wages = people * 200.0 * 13
    given = {**QUESTIONS, "firm__start__staff": wages, "firm__start__training": 0.0, **changes}
    return played(changed(**given), seed, staff=wages, training=0.0)


def test_more_people_shorten_the_queue_and_lift_satisfaction() -> None:
    one, two = end(desk(1)), end(desk(2))
    assert one["load"] > 0.9
    assert two["wait"] < 0.35 * one["wait"]
    assert 0.02 <= two["satisfaction"] - one["satisfaction"] <= 0.12


def test_each_further_person_helps_less() -> None:
    one, two, three, four = (end(desk(people))["satisfaction"] for people in (1, 2, 3, 4))
    assert two - one > 2 * abs(three - two)
    assert abs(four - three) < 0.02


def test_people_cost_wages() -> None:
    """An idle colleague costs a wage of 13 weeks a quarter."""
    three, four = end(desk(3)), end(desk(4))
    assert 0.7 * 2600 <= three["profit"] - four["profit"] <= 1.3 * 2600


def test_where_nobody_asks_people_make_no_difference() -> None:
    one, four = desk(1, **NO_CONTACTS), desk(4, **NO_CONTACTS)
    assert end(one)["wait"] == end(four)["wait"] == 0
    assert abs(end(one)["satisfaction"] - end(four)["satisfaction"]) < 0.005


def served(seed: int, **changes: object) -> float:
    """Satisfaction that a second person at a busy desk adds."""
    one, two = (end(desk(people, seed, **changes))["satisfaction"] for people in (1, 2))
    return two - one


EFFECTS = (
    Effect(
        "satisfaction that a second person at a busy desk adds",
        on=served,
        off=lambda seed: served(seed, **NO_CONTACTS),
        low=0.03,
        high=0.07,
    ),
)
