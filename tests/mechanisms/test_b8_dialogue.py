"""B8, individual dialogue: apt messages please and keep company, others annoy; knowledge makes the difference."""

from functools import cache

import numpy as np
from dialogue import KNOWING, changed, customers, knowing, last, play, same_people, usual, weighing_most
from effects import Effect

from sim.engine import Simulation
from sim.scenario.schema import Scenario
from sim.scenario.vocabulary import Cause

WRITING = {"messages": 600.0}
EVERYTHING_KNOWN = {"model__message__apt_blindly": 1.0, "model__message__apt_knowing": 1.0}
NO_FEELING = {f"model__message__{effect}": 0.0 for effect in ("satisfaction", "trust", "annoys")}


@cache
def blindly() -> Simulation:
    return play(WRITING)


@cache
def aptly() -> Simulation:
    return play(WRITING | KNOWING)


def test_knowledge_makes_messages_apt() -> None:
    """By the rule .1 + .85 knowledge of those written to: about a quarter, and about four fifths."""
    assert 0.15 <= last(blindly())["message_response"] <= 0.4
    assert 0.7 <= last(aptly())["message_response"] <= 0.95
    for game in (blindly(), aptly()):
        assert last(game)["annoyance"] + last(game)["message_response"] == 1.0


def test_apt_messages_please_and_others_annoy() -> None:
    assert 0.01 <= last(usual())["satisfaction"] - last(blindly())["satisfaction"] <= 0.1
    assert 0.01 <= last(aptly())["satisfaction"] - last(knowing())["satisfaction"] <= 0.1
    assert 0.02 <= last(aptly())["trust"] - last(knowing())["trust"] <= 0.15


def test_a_message_keeps_company() -> None:
    """Nobody buys for half a year: who is written to keeps more trust, although messages as such please nobody."""
    quiet = {"market__season": [1.0] * 26 + [0.0] * 26, "market__newcomers": 0.0} | EVERYTHING_KNOWN | NO_FEELING
    alone, written_to = (play(plan, changed(**quiet), rounds=3) for plan in ({}, WRITING))
    own = (alone.world.state.purchases[0] > 0) & (written_to.world.state.purchases[0] > 0)
    trust = [game.world.state.trust[0, own].mean() for game in (alone, written_to)]
    assert own.sum() > 20
    assert 1.05 <= trust[1] / trust[0] <= 1.8


def test_an_apt_message_brings_people_in_a_little_more_often() -> None:
    """At most the tenth by which it raises the rate of occasions, from those who are its customers."""
    scenario = changed(**EVERYTHING_KNOWN, **NO_FEELING)
    plain, written = play({}, scenario), play(WRITING, scenario)

    def bought(game: Simulation) -> int:
        assert game.journal is not None
        weeks = [sale for sale in game.journal.sales if sale.week >= game.scenario.time.warm_up]
        return sum(int(np.count_nonzero(sale.firm == 0)) for sale in weeks)

    assert 1.01 <= bought(written) / bought(plain) <= 1.12


def test_the_causes_stand_in_the_journal() -> None:
    assert weighing_most(blindly(), Cause.ANNOYANCE) > 10
    assert weighing_most(aptly(), Cause.MESSAGE) > 5
    assert weighing_most(usual(), Cause.ANNOYANCE) == weighing_most(usual(), Cause.MESSAGE) == 0


def test_switched_off_messages_do_nothing() -> None:
    off = changed(model__message__ceiling=0.0)
    silent = play(WRITING, off)
    assert same_people(silent, usual())
    assert last(silent)["message_response"] == last(silent)["annoyance"] == 0
    assert customers(silent).any()


def pleased(seed: int, scenario: Scenario | None = None) -> float:
    """Satisfaction that messages add where the firm knows whom it writes to."""
    written, unwritten = (play(plan, scenario, seed=seed) for plan in (WRITING | KNOWING, KNOWING))
    return last(written)["satisfaction"] - last(unwritten)["satisfaction"]


EFFECTS = (
    Effect(
        "satisfaction that messages add where customers are known",
        on=pleased,
        off=lambda seed: pleased(seed, changed(model__message__ceiling=0.0)),
        low=0.012,
        high=0.022,
    ),
)
