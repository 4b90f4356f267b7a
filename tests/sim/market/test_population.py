"""Who the customers are before the first week."""

from dataclasses import fields

import numpy as np
import pytest
from markets import corner_cafe, everything, variant

from sim.market.population import populate
from sim.market.state import NEVER, State
from sim.market.streams import Streams
from sim.scenario.market import Market
from sim.scenario.schema import Scenario, Time
from sim.scenario.settings import Group, bounds

MANY = 20_000
NEIGHBOURHOOD = 64


@pytest.fixture(scope="module")
def crowd() -> tuple[Scenario, State]:
    scenario = variant(corner_cafe(), {"market.customers": MANY})
    return scenario, populate(scenario, Streams(5))


def test_segments_have_their_shares(crowd: tuple[Scenario, State]) -> None:
    scenario, state = crowd
    shares = np.bincount(state.segment) / MANY
    assert shares == pytest.approx([kind.share for kind in scenario.market.segments], abs=0.015)


def test_purchase_rates_are_gamma(crowd: tuple[Scenario, State]) -> None:
    scenario, state = crowd
    for index, kind in enumerate(scenario.market.segments):
        rates = state.rate[state.segment == index].astype(np.float64)
        assert np.mean(rates) == pytest.approx(kind.purchase_rate.mean, rel=0.04)
        assert np.var(rates) / np.mean(rates) ** 2 == pytest.approx(1 / kind.purchase_rate.shape, rel=0.1)


def test_hazards_and_baskets_have_their_means(crowd: tuple[Scenario, State]) -> None:
    scenario, state = crowd
    for index, kind in enumerate(scenario.market.segments):
        own = state.segment == index
        assert np.mean(state.dropout[own]) == pytest.approx(kind.dropout.mean, rel=0.06)
        assert np.mean(state.basket[own]) == pytest.approx(kind.basket.mean, rel=0.04)
        assert np.mean(state.first_expectation[own]) == pytest.approx(kind.expectation.mean, abs=0.01)
        assert np.std(state.price_sensitivity[own]) == pytest.approx(kind.price_sensitivity.sd, rel=0.05)


def test_traits_are_independent_of_each_other(crowd: tuple[Scenario, State]) -> None:
    _, state = crowd
    own = state.segment == 0
    traits = np.array(
        [getattr(state, name)[own] for name in ("rate", "dropout", "first_expectation", "price_sensitivity")]
    )
    assert (np.abs(np.corrcoef(traits) - np.eye(4)) < 5 / np.sqrt(np.count_nonzero(own))).all()


def test_without_heterogeneity_the_customers_of_a_segment_are_alike() -> None:
    scenario = variant(corner_cafe(), {"market.heterogeneity": 0.0})
    state = populate(scenario, Streams(5))
    for index, kind in enumerate(scenario.market.segments):
        own = state.segment == index
        assert np.unique(state.rate[own]).tolist() == [np.float32(kind.purchase_rate.mean)]
        assert np.unique(state.basket[own]).tolist() == [np.float32(kind.basket.mean)]
        assert np.unique(state.first_expectation[own]) == pytest.approx([kind.expectation.mean])


def test_heterogeneity_spreads_the_same_people() -> None:
    """The same customers lead whatever the spread; only how far they lead changes."""
    mild, wild = (
        populate(variant(corner_cafe(), {"market.heterogeneity": differ}), Streams(5)) for differ in (0.5, 1.5)
    )
    own = mild.segment == 0
    assert np.std(wild.rate[own]) > 2 * np.std(mild.rate[own])
    assert np.array_equal(np.argsort(mild.rate[own], kind="stable"), np.argsort(wild.rate[own], kind="stable"))


def test_newcomers_arrive_throughout_the_game(crowd: tuple[Scenario, State]) -> None:
    scenario, state = crowd
    late = state.entry_week > 0
    assert np.mean(late) == pytest.approx(scenario.market.newcomers, abs=0.01)
    first = scenario.time.warm_up
    last = first + scenario.time.rounds * scenario.time.weeks_per_round - 1
    assert state.entry_week[late].min() == first
    assert state.entry_week[late].max() == last
    assert np.array_equal(state.present, ~late)  # all others are there from the start


def test_weeks_of_the_longest_game_are_told_from_never() -> None:
    """They are kept in 16 bits, and so are the weeks between any two of them."""

    def most(group: Group, setting: str) -> int:
        return int(bounds(group.model_fields[setting])[1])

    rounds, weeks, warm_up = (most(Time, setting) for setting in ("rounds", "weeks_per_round", "warm_up"))
    longest = {"time.rounds": rounds, "time.weeks_per_round": weeks, "time.warm_up": warm_up}
    arriving = {"market.newcomers": 1.0, "market.arrival_weeks": most(Market, "arrival_weeks")}
    state, end = populate(variant(everything(500), longest | arriving), Streams(5)), warm_up + rounds * weeks
    told = [getattr(state, each.name) for each in fields(State) if each.name.endswith("_week")]
    assert all(then.size for then in told)
    for then in told:
        since = end - then
        assert since.dtype == np.int16
        assert np.array_equal(since, end - then.astype(np.int64))
    assert state.entry_week.max() > end - weeks
    assert (end - state.last_week == end - NEVER).all()


def test_friends_live_near_or_came_earlier(crowd: tuple[Scenario, State]) -> None:
    scenario, state = crowd
    slot = np.arange(MANY)[:, None]
    assert state.friends.shape == (MANY, scenario.market.network.friends)
    assert (state.friends >= 0).all()
    near = state.friends // NEIGHBOURHOOD == slot // NEIGHBOURHOOD
    assert (near | (state.friends < slot)).all()
    assert np.mean(~near) == pytest.approx(scenario.market.network.distant, abs=0.02)


@pytest.mark.parametrize("seed", [1, 99])
def test_a_longer_tail_leaves_the_first_customers_as_they_are(seed: int) -> None:
    few = populate(variant(corner_cafe(), {"market.customers": 10 * NEIGHBOURHOOD}), Streams(seed))
    many = populate(variant(corner_cafe(), {"market.customers": 3000}), Streams(seed))
    first = many.block(slice(0, 10 * NEIGHBOURHOOD))
    for each in fields(State):
        assert np.array_equal(getattr(few, each.name), getattr(first, each.name)), each.name


def test_an_unestablished_firm_starts_unknown() -> None:
    state = populate(variant(corner_cafe(), {"firm.established": False}), Streams(1))
    assert not state.awareness[0].any()
    assert state.awareness[1].any()
