"""The customers as a scenario describes them."""

from typing import Any

import pytest
from markets import corner_cafe, variant
from pydantic import ValidationError

from sim.scenario.load import from_content
from sim.scenario.market import Expects
from sim.scenario.vocabulary import RelationshipType


def test_a_segment_expects_something_of_every_type_of_relationship() -> None:
    assert set(Expects.model_fields) == set(RelationshipType)
    expects = Expects(dedicated=0.9)
    assert expects.of(RelationshipType.DEDICATED) == 0.9
    assert expects.of(RelationshipType.PERSONAL) == Expects().personal


def test_segments_say_for_themselves_what_they_expect() -> None:
    scenario = variant(corner_cafe(), {"market.segments.1.expects": {"self_service": 1.0}})
    students, others = scenario.market.segments[1], scenario.market.segments[0]
    assert students.expects.self_service == 1.0
    assert others.expects == Expects()


@pytest.mark.parametrize(("kind", "weight"), [("self_service", 1.5), ("community", -0.1), ("selfservice", 0.5)])
def test_what_cannot_be_expected(kind: str, weight: float) -> None:
    content: dict[str, Any] = {
        "scenario": {"id": "shop", "title": "Shop"},
        "market": {"segments": [{"id": "all", "name": "All", "expects": {kind: weight}}]},
    }
    with pytest.raises(ValidationError, match=rf"market\.segments\.0\.expects\.{kind}"):
        from_content(content)
