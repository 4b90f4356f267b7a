"""C5, communities: members help each other, bind each other, and spread bad news too."""

from functools import cache
from typing import Any

import numpy as np
import pytest
from markets import played, small, variant

from sim.engine import Simulation
from sim.scenario.vocabulary import Cause

BASE = {"staff": 7800.0, "advertising": 1000.0, "training": 800.0}
POOR = (("model.experience.failure_rate", 0.8), ("firm.process", 0.1))


@cache
def game(money: float = 2000.0, *changes: tuple[str, Any], expects: float = 0.9) -> Simulation:
    market = small(
        900, rounds=6, weeks=13, warm_up=26, firm__cash=1e9, firm__budget=1e9, levers__detail_from_round=1
    )
    own = {
        "levers.community.available": True,
        "firm.awareness": 0.6,
        "market.segments.*.contact_rate": 0.1,
        "market.segments.*.expects": {"community": expects},
    }
    return played(variant(market, own | dict(changes)), community=money, **BASE)


def members(of: Simulation) -> np.ndarray:
    return np.asarray(of.world.state.community[0])


def test_it_grows_with_its_members() -> None:
    """Members draw members: at least a third more of them, although the same care is spread thinner."""
    alone = game(2000.0, ("model.community.pull", 0.0))
    assert 1.33 <= np.count_nonzero(members(game())) / np.count_nonzero(members(alone)) <= 3
    assert np.count_nonzero(members(game(expects=0.0))) == 0


def test_belonging_deepens_commitment_and_trust() -> None:
    """Of .2 for a full benefit members get the part that care, size and expectation leave. Talk adds
    .015 x .8 x .57 = .007 a week of missing trust to the .02 that kept promises add: .51 would become .58.
    """
    inside = members(game())
    with_it, without = game().world.state, game(0.0).world.state
    both = inside & (without.rung[0] >= 2)
    assert 0.05 <= float(np.mean((with_it.commitment - without.commitment)[0, both])) <= 0.20
    assert 0.03 <= float(np.mean((with_it.trust - without.trust)[0, both])) <= 0.15


def test_members_take_questions_off_the_desk() -> None:
    """At most .6 of their questions: with half of the customers inside, a tenth to a third of all contacts.

    What the measure counts is what the desk is spared: nobody else's luck changes with whether one turns to it.
    """
    contacts, before = (each.history("esquina")[-1]["contacts"] for each in (game(), game(0.0)))
    purchases = [each.world.firms[0].round.purchases for each in (game(), game(0.0))]
    saved = 1 - (contacts / purchases[0]) / (before / purchases[1])
    assert 0.08 <= saved <= 0.4
    answers = game().history("esquina")[-1]["community_answers"]
    assert answers / (answers + contacts) == pytest.approx(saved, abs=0.03)
    assert game(0.0).history("esquina")[-1]["community_answers"] == 0


def test_the_firm_learns_what_its_members_think() -> None:
    inside = members(game())
    known, before = (game(money).world.state.knowledge[0, inside] for money in (2000.0, 0.0))
    assert 0.1 <= float(np.mean(known - before)) <= 0.6


def test_where_service_is_poor_bad_news_makes_members_trust_less() -> None:
    """The same desk, failing often: belonging now costs trust, and costs none when nobody talks.

    A quarter unhappy in a small community take .03 x .25 x .3 of it a week, beside broken promises' .05.
    """
    inside = members(game(2000.0, *POOR))
    assert np.count_nonzero(inside) > 15

    def trust(of: Simulation) -> float:
        return float(np.mean(of.world.state.trust[0, inside]))

    silent = game(2000.0, *POOR, ("model.community.talk", 0.0))
    assert 0.003 <= trust(silent) - trust(game(2000.0, *POOR)) <= 0.03


def test_it_is_among_the_causes_and_without_money_there_is_none() -> None:
    for of, some in ((game(), True), (game(0.0), False)):
        assert of.journal is not None
        assert bool((of.journal.moves(0).causes == Cause.COMMUNITY).any()) is some
    assert game(0.0).history("esquina")[-1]["community_members"] == 0
    assert game().history("esquina")[-1]["community_members"] == np.count_nonzero(members(game()))
