"""A complete decision can be taken again: a run file holds complete decisions, however they were made."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sim.decisions import DecisionError, decide, from_start
from sim.scenario.load import from_content
from sim.scenario.schema import Scenario
from sim.scenario.vocabulary import LEVERS, Head


def _scenario(settings: dict[str, dict[str, float]]) -> Scenario:
    return from_content(
        {
            "scenario": {"id": "shop", "title": "Shop"},
            "firm": {"id": "mine", "name": "Mine", "start": {"advertising": 123.0, "staff": 4000 / 3}},
            "levers": {"detail_from_round": 5, **settings},
        }
    )


_SHARES = st.just(0.0) | st.floats(0.01, 10)
_SETTINGS = st.fixed_dictionaries(
    {
        lever.id: st.fixed_dictionaries(
            {"share": _SHARES, "maximum": st.floats(0, 3000), "from_round": st.sampled_from([1, 2, 9])}
        )
        for lever in LEVERS.values()
        if lever.head
    }
)
_MONEY = st.floats(0, 5000)


@given(_SETTINGS, _MONEY, _MONEY, st.sampled_from([1, 2, 4]))
def test_what_heads_decided_is_accepted_lever_by_lever(
    settings: dict[str, dict[str, float]], acquisition: float, retention: float, round_number: int
) -> None:
    scenario = _scenario(settings)
    start = from_start(scenario.firm.start)
    try:
        first = decide(
            scenario,
            round_number,
            20_000,
            start,
            {Head.ACQUISITION: acquisition, Head.RETENTION: retention},
        )
    except DecisionError:
        return  # nothing is open in one of the heads
    assert decide(scenario, round_number, 20_000, start, dict(first)) == first


def test_closed_levers_cannot_be_moved_otherwise() -> None:
    scenario = _scenario({})
    start = from_start(scenario.firm.start)
    whole = dict(decide(scenario, 1, 20_000, start, {"acquisition": 3000, "retention": 3000}))
    whole["advertising"] += 1
    with pytest.raises(DecisionError, match="'advertising' opens in round 5"):
        decide(scenario, 1, 20_000, start, whole)
