"""The offer by stage."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from markets import corner_cafe

from sim.market.customisation import customised, differentiated, enough, offers_by_stage
from sim.scenario.dialogue import CustomisationRule
from sim.scenario.vocabulary import Stage

UNIT = st.floats(0, 1, width=32)
RULE = CustomisationRule()


def single(*values: float) -> np.ndarray:
    return np.array(values, dtype=np.float32)


def test_knowledge_allows_nothing_then_more_then_all() -> None:
    assert enough(single(0.1, 0.4, 0.5, 0.6, 0.9), 0.4, 0.6).tolist() == pytest.approx([0, 0, 0.5, 1, 1])


@settings(max_examples=60, deadline=None)
@given(st.tuples(UNIT, UNIT).map(sorted), st.tuples(UNIT, UNIT).map(sorted))
def test_more_money_and_more_knowledge_never_fit_less(effort: list[float], known: list[float]) -> None:
    for rule, most in ((differentiated, RULE.differentiated), (customised, 1.0)):
        worse = rule(single(effort[0]), single(known[0]), RULE)[0]
        better = rule(single(effort[1]), single(known[1]), RULE)[0]
        assert 0 <= worse <= better <= most + 1e-6


def test_who_is_known_well_gets_more_of_a_customised_offer() -> None:
    assert customised(single(1), single(1), RULE)[0] == 1
    assert differentiated(single(1), single(1), RULE)[0] == pytest.approx(0.5)
    assert differentiated(single(1), single(0.4), RULE)[0] > customised(single(1), single(0.4), RULE)[0] == 0


def test_a_customised_offer_takes_dedicated_resources() -> None:
    """At equal knowledge and money a partner's offer reaches less of its full effect than a friend's."""
    heads = {Stage.STRANGER: 500, Stage.ACQUAINTANCE: 100, Stage.FRIEND: 50, Stage.PARTNER: 50}
    known = {Stage.FRIEND: 1.0, Stage.PARTNER: 1.0}
    offers = {each.stage: each for each in offers_by_stage(corner_cafe(), 1300.0, heads, known)}
    assert [offers[stage].cost for stage in Stage] == pytest.approx([0, 6.5, 6.5, 6.5])
    assert offers[Stage.FRIEND].fit == pytest.approx(0.5 * 0.5)  # half a euro a week is half of the effect
    assert offers[Stage.PARTNER].fit == pytest.approx(1 - 0.5 ** (1 / 2.5))
    assert offers[Stage.STRANGER].utility == offers[Stage.ACQUAINTANCE].utility == 0


def test_with_nobody_there_is_nothing_to_adapt() -> None:
    offers = offers_by_stage(corner_cafe(), 1000.0, {}, {})
    assert all(offer.cost == offer.fit == offer.heads == 0 for offer in offers)
