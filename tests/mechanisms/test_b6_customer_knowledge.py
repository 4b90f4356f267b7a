"""B6, the customer database, kept current: it grows with care, goes stale, sharpens reports and builds no trust."""

import numpy as np
import pytest
from dialogue import KNOWING, changed, customers, knowing, last, market, play, same_people, usual
from effects import Effect

from sim.engine import Simulation
from sim.market.knowledge import freshness
from sim.reports import GUESSED
from sim.scenario.dialogue import KnowledgeRule
from sim.scenario.schema import Scenario

NOTHING_BY_ITSELF = {"model__knowledge__shared": 0.0, "model__knowledge__from_purchase": 0.0}


def test_a_database_makes_customers_known() -> None:
    """Where gain and staleness balance: about .2 by what people tell, .83 to .9 with plenty of money."""
    assert 0.1 <= last(usual())["knowledge"] <= 0.35
    assert 0.8 <= last(knowing())["knowledge"] <= 0.9


def test_the_first_money_does_most() -> None:
    none, some, twice = (last(play({"knowledge": money}))["knowledge"] for money in (0.0, 400.0, 800.0))
    assert some - none > 2 * (twice - some) > 0


def test_knowledge_goes_stale_within_months() -> None:
    """Half of it in about 23 weeks by the rule; a little less in a game, where the same people still buy."""
    assert freshness(23, KnowledgeRule()) == pytest.approx(0.5, abs=0.01)
    game = play(KNOWING, rounds=1)
    own, before = customers(game), game.world.state.knowledge[0].copy()
    for _ in range(2):
        game.decide("esquina", {"knowledge": 0.0})
        game.advance()
    own &= customers(game)
    assert 0.45 <= game.world.state.knowledge[0, own].mean() / before[own].mean() <= 0.7


def test_committed_customers_share_what_they_know() -> None:
    """A8: what commitment adds is felt among the committed, and hardly among the others."""
    silent = play({}, changed(model__knowledge__shared=0.0))
    own, state = customers(usual()), usual().world.state
    assert same_people(usual(), silent)
    told = state.knowledge[0] - silent.world.state.knowledge[0]
    committed = state.commitment[0] > 0.5
    assert 0.15 <= told[own & committed].mean() <= 0.5
    assert told[own & committed].mean() > 1.5 * told[own & (state.commitment[0] < 0.35)].mean()


def test_information_technology_alone_builds_no_trust() -> None:
    """Well known or not, people feel and do the same to the last bit."""
    assert np.array_equal(usual().world.state.trust, knowing().world.state.trust)
    assert same_people(usual(), knowing())


def test_reports_are_ranges_where_knowledge_is_poor_and_exact_where_it_is_good() -> None:
    poor, good = usual().observe("esquina"), knowing().observe("esquina")
    for name in ("satisfaction", "trust", "commitment", "retention", "share"):
        assert 0.12 <= poor.reported[name].high - poor.reported[name].low <= 0.32, name
        assert good.reported[name].exact, name
        assert good.reported[name].low == good.measures[name], name
    assert poor.reported["cash"].exact
    assert poor.reported["revenue"].exact


def test_the_truth_lies_in_the_range_anywhere() -> None:
    """Over firms, rounds and seeds; and not always at the same place of it."""
    places = []
    for seed in range(3):
        game = play({}, seed=seed, rounds=2)
        for firm in game.firms:
            for measures, told in zip(game.history(firm), game.reports(firm), strict=True):
                assert all(told[name].low <= value <= told[name].high for name, value in measures.items())
                low, high = told["satisfaction"].low, told["satisfaction"].high
                places.append((measures["satisfaction"] - low) / (high - low))
    assert min(places) < 0.3
    assert max(places) > 0.7


def test_looking_changes_nothing() -> None:
    game, watched = Simulation(market(), 7), Simulation(market(), 7)
    for each in (game, watched):
        for _ in range(5):
            if each is watched:
                assert each.observe("esquina").reported == each.observe("esquina").reported
            each.advance_week()
    assert checks(game) == checks(watched)


def checks(game: Simulation) -> list[str]:
    while game.advance_week() is False:
        pass
    return list(game.checksums)


def test_without_the_lever_reports_are_exact() -> None:
    game = play({}, changed(levers__knowledge__available=False), rounds=1)
    assert all(told.exact for told in game.observe("esquina").reported.values())


def test_switched_off_money_teaches_nothing() -> None:
    off = changed(model__knowledge__ceiling=0.0)
    assert last(play(KNOWING, off))["knowledge"] == last(play({}, off))["knowledge"]
    sharp = play({}, changed(model__knowledge__doubt=0.0, model__knowledge__doubt_of_worth=0.0), rounds=1)
    assert all(sharp.observe("esquina").reported[name].exact for name in GUESSED)


def learnt(seed: int, scenario: Scenario | None = None) -> float:
    """Mean knowledge of customers that a database adds."""
    kept, without = (last(play(plan, scenario, seed=seed))["knowledge"] for plan in (KNOWING, {}))
    return kept - without


EFFECTS = (
    Effect(
        "knowledge of customers that a database adds",
        on=learnt,
        off=lambda seed: learnt(seed, changed(model__knowledge__ceiling=0.0)),
        low=0.6,
        high=0.73,
    ),
)
