"""The customers as they are at the start: who they are, how they differ, whom they talk to."""

import numpy as np
from numpy.typing import NDArray

from sim.market.quantiles import beta, gamma, normal_table
from sim.market.state import NEVER, State
from sim.market.streams import Purpose, Streams, level
from sim.scenario.market import Market, Rate, Segment, Spread
from sim.scenario.schema import Scenario, plays
from sim.scenario.vocabulary import Cause

_NEIGHBOURHOOD = 64
"""Slots in a neighbourhood of the social network."""

_LAPSE_GAPS = 6.0
_LAPSE_LEAST, _LAPSE_MOST = 8, 52
"""A customer has left a firm after six of their own usual gaps, within these weeks."""

_NEVER_LAPSES = 32_767
"""Whoever has a contract leaves by ending it, never by silence."""

Doubles = NDArray[np.float64]


def populate(scenario: Scenario, streams: Streams) -> State:
    """The state of the market before its first week."""
    market = scenario.market
    n, firms = market.customers, len(scenario.firms)
    slots = slice(0, n)
    segments = market.segments
    segment = _segments(segments, streams.uniform(Purpose.SEGMENT, 0, slots))
    traits = normal_table()[level(streams.lanes(Purpose.TRAITS, 0, slots, 3))]

    rate = np.zeros(n)
    dropout = np.zeros(n)
    basket = np.zeros(n)
    first_expectation, sensitivity, proneness = np.zeros(n), np.zeros(n), np.zeros(n)
    rate_luck = streams.uniform(Purpose.PURCHASE_RATE, 0, slots)
    dropout_luck = streams.uniform(Purpose.DROPOUT_RATE, 0, slots)
    basket_luck = streams.uniform(Purpose.BASKET_MEAN, 0, slots)
    for index, kind in enumerate(segments):
        own = segment == index
        differ = market.heterogeneity
        rate[own] = _rates(kind.purchase_rate, differ, rate_luck[own])
        dropout[own] = _rates(kind.dropout, differ, dropout_luck[own])
        basket[own] = _baskets(kind, differ, basket_luck[own])
        first_expectation[own] = _spread(kind.expectation, differ, traits[own, 0])
        sensitivity[own] = _spread(kind.price_sensitivity, differ, traits[own, 1])
        proneness[own] = _spread(kind.deal_proneness, differ, traits[own, 2])

    arrival = streams.uniform(Purpose.ARRIVAL, 0, slots)
    span = market.arrival_weeks or scenario.time.rounds * scenario.time.weeks_per_round
    late = arrival < market.newcomers
    moment = np.floor(arrival / max(market.newcomers, 1e-12) * span)
    entry = np.where(late, scenario.time.warm_up + moment, float(NEVER))
    gaps = np.ceil(_LAPSE_GAPS / np.maximum(rate, 1e-6))
    contracts = market.category == "contract"
    lapse = np.full(n, _NEVER_LAPSES) if contracts else np.clip(gaps, _LAPSE_LEAST, _LAPSE_MOST)
    by_pair = (firms, n)
    voiced = (firms, n if scenario.levers.complaint_line.available else 0)
    lost = (firms, n if plays(scenario, "win_back") else 0)
    return State(
        segment=segment.astype(np.int8),
        rate=rate.astype(np.float32),
        dropout=dropout.astype(np.float32),
        basket=basket.astype(np.float32),
        first_expectation=first_expectation.astype(np.float32),
        price_sensitivity=sensitivity.astype(np.float32),
        deal_proneness=proneness.astype(np.float32),
        contact_rate=np.array([kind.contact_rate for kind in segments], dtype=np.float32)[segment],
        media=np.array([kind.media for kind in segments], dtype=np.float32)[segment],
        quitting=_quitting(market, segment, streams) if contracts else np.zeros(0, dtype=np.float32),
        entry_week=entry.astype(np.int16),
        lapse_weeks=lapse.astype(np.int16),
        patience=np.floor(np.clip(gaps, _LAPSE_LEAST, _LAPSE_MOST) * scenario.model.neglect.grace).astype(np.int16),
        friends=_friends(n, market.network.friends, market.network.distant, streams),
        present=~late,
        home=np.full(n, -1, dtype=np.int8),
        lure=np.zeros(n, dtype=np.int8),
        awareness=_first_awareness(scenario, streams),
        habit=np.zeros(by_pair, dtype=np.float32),
        satisfaction=_for_each_firm(first_expectation, firms),
        trust=np.full(by_pair, scenario.model.trust.newcomer, dtype=np.float32),
        commitment=np.zeros(by_pair, dtype=np.float32),
        expectation=_for_each_firm(first_expectation, firms),
        received=np.zeros(by_pair, dtype=np.float32),
        rung=np.zeros(by_pair, dtype=np.int8),
        streak=np.zeros(by_pair, dtype=np.int8),
        moved_week=np.zeros(by_pair, dtype=np.int16),
        joined_week=np.full(by_pair, NEVER, dtype=np.int16),
        last_week=np.full(by_pair, NEVER, dtype=np.int16),
        purchases=np.zeros(by_pair, dtype=np.int16),
        spent=np.zeros(by_pair, dtype=np.float32),
        member=np.zeros(by_pair, dtype=np.bool_),
        managed=np.zeros(by_pair, dtype=np.bool_),
        community=np.zeros(by_pair, dtype=np.bool_),
        heard=np.full(by_pair, Cause.ADVERTISING, dtype=np.int8),
        standing=np.full(by_pair, -1, dtype=np.int8),
        lasting=np.zeros(by_pair, dtype=np.float32),
        pace=np.zeros(by_pair, dtype=np.float32),
        recommended=np.zeros(by_pair, dtype=np.bool_),
        knowledge=np.zeros(by_pair, dtype=np.float32),
        message_week=np.full(by_pair, NEVER, dtype=np.int16),
        fit=np.zeros(by_pair, dtype=np.float32),
        products=np.zeros(by_pair, dtype=np.int8),
        user_satisfaction=_users(scenario, segment),
        left_week=np.full(lost, NEVER, dtype=np.int16),
        best_rung=np.zeros(lost, dtype=np.int8),
        breach=np.zeros(lost, dtype=np.bool_),
        invited=np.zeros(lost, dtype=np.bool_),
        grieved_week=np.full(voiced, NEVER, dtype=np.int16),
    )


def _users(scenario: Scenario, segment: NDArray[np.int64]) -> NDArray[np.float32]:
    """What users think at first: what they expect; nobody's opinion where buyers are their own users."""
    kinds, firms = scenario.market.segments, len(scenario.firms)
    if not any(kind.users for kind in kinds):
        return np.zeros((firms, 0), dtype=np.float32)
    return _for_each_firm(
        np.array([kind.users.expectation if kind.users else 0.0 for kind in kinds])[segment], firms
    )


def _segments(segments: tuple[Segment, ...], luck: Doubles) -> NDArray[np.int64]:
    shares = np.array([kind.share for kind in segments])
    edges = np.add.accumulate(shares / np.add.reduce(shares))
    return np.minimum(np.searchsorted(edges, luck, side="right"), len(segments) - 1)


def _rates(rate: Rate, differ: float, luck: Doubles) -> Doubles:
    """Heterogeneity multiplies the coefficient of variation, so it divides the shape by its square."""
    if differ == 0:
        return np.full(len(luck), rate.mean)
    return rate.mean * gamma(luck, rate.shape / (differ * differ))


def _baskets(kind: Segment, differ: float, luck: Doubles) -> Doubles:
    """Mean basket of each customer: inverse gamma, the mixing distribution of the gamma-gamma model."""
    if differ == 0:
        return np.full(len(luck), kind.basket.mean)
    shape = max(kind.basket.between / (differ * differ), 1.05)
    return np.asarray(kind.basket.mean * (shape - 1.0) / (shape * np.maximum(gamma(1.0 - luck, shape), 1e-9)))


def _quitting(market: Market, segment: NDArray[np.int64], streams: Streams) -> NDArray[np.float32]:
    """Chance of quitting at a renewal: beta. Heterogeneity multiplies its standard deviation."""
    luck = streams.uniform(Purpose.QUITTING, 0, slice(0, len(segment)))
    result = np.zeros(len(segment))
    for index, kind in enumerate(market.segments):
        own, size = segment == index, kind.quitting.a + kind.quitting.b
        mean = kind.quitting.a / size
        part = market.heterogeneity * market.heterogeneity / (size + 1.0)  # of the variance of all or nothing
        wide = 1.0 / min(part, 0.98) - 1.0 if part else 0.0
        result[own] = beta(luck[own], mean * wide, (1.0 - mean) * wide) if part else mean
    return np.clip(result, 1e-6, 1.0 - 1e-6).astype(np.float32)


def _spread(trait: Spread, differ: float, z: NDArray[np.float32]) -> Doubles:
    return np.clip(trait.mean + trait.sd * differ * z.astype(np.float64), 0.02, 0.98)


def _for_each_firm(trait: Doubles, firms: int) -> NDArray[np.float32]:
    """A trait repeated for every firm, one firm's customers side by side in memory as phases rely on."""
    return np.tile(trait.astype(np.float32), (firms, 1))


def _first_awareness(scenario: Scenario, streams: Streams) -> NDArray[np.float32]:
    n, firms = scenario.market.customers, scenario.firms
    luck = streams.lanes(Purpose.FIRST_AWARENESS, 0, slice(0, n), len(firms))
    awareness = np.zeros((len(firms), n), dtype=np.float32)
    for index, firm in enumerate(firms):
        if firm.established:
            spread = 0.4 * np.sqrt(firm.awareness * (1.0 - firm.awareness))
            awareness[index] = np.clip(firm.awareness + spread * normal_table()[level(luck[:, index])], 0.0, 1.0)
    return awareness


def _friends(n: int, count: int, distant: float, streams: Streams) -> NDArray[np.int32]:
    """Neighbours within a neighbourhood of slots, some replaced by someone who came earlier from anywhere.

    Links run to the own neighbourhood or to earlier slots only, so a longer tail changes no earlier circle.
    """
    slot = np.arange(n)
    start = slot - slot % _NEIGHBOURHOOD
    size = np.minimum(_NEIGHBOURHOOD, n - start)
    friends = np.empty((n, count), dtype=np.int32)
    for place in range(count):
        offset = (place // 2 + 1) * (1 if place % 2 == 0 else -1)
        near = start + (slot - start + offset) % size
        luck = streams.uniform(Purpose.FRIENDS, place, slice(0, n))
        far = np.floor(luck / max(distant, 1e-12) * slot).astype(np.int64)
        friends[:, place] = np.where(luck < distant, far, near)
    return friends
