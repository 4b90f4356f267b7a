"""Whatever the schema allows can be played: settings at the ends of their ranges, alone and together."""

import copy
import math
import warnings
from collections.abc import Iterator
from typing import Any

import pytest
from hypothesis import given
from hypothesis import settings as effort
from hypothesis import strategies as st
from pydantic import ValidationError

from sim.engine import Simulation
from sim.policies import POLICIES
from sim.scenario.load import content_of, from_content
from sim.scenario.schema import Scenario
from sim.scenario.settings import Group, Location, settings
from sim.scenario.vocabulary import PolicyName
from tests.markets import small

SOUND = content_of(small(customers=60, rounds=2, weeks=3, warm_up=3))
SIZES = {"customers", "rounds", "weeks_per_round", "warm_up", "review_weeks"}


def _ends(data: Any, group: Group, path: Location = ()) -> Iterator[tuple[Location, float, float]]:
    """Every number of a scenario with the ends of its range."""
    for setting in settings(group):
        here, given = (*path, setting.name), data.get(setting.name)
        if setting.group is not None:
            parts = enumerate(given) if setting.many else [(None, given)] if given is not None else []
            for index, part in parts:
                yield from _ends(part, setting.group, here if index is None else (*here, index))
        low, high = setting.limits
        if setting.group is None and not setting.many and low is not None and high is not None:
            yield here, low, high


ENDS = [each for each in _ends(SOUND, Scenario) if each[0][-1] not in SIZES]
CHANGES = st.lists(st.tuples(st.sampled_from(ENDS), st.booleans()), min_size=1, max_size=40)


def _plays(changes: list[tuple[tuple[Location, float, float], bool]]) -> None:
    content = copy.deepcopy(SOUND)
    for (path, low, high), at_high in changes:
        part: Any = content
        for step in path[:-1]:
            part = part[step]
        part[path[-1]] = high if at_high else low
    try:
        scenario = from_content(content)
    except ValidationError:
        return  # what does not fit together is refused
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        game = Simulation(scenario, policies={scenario.firm.id: POLICIES[PolicyName.BALANCED]})
        while not game.over:
            game.advance()
    measures = game.history(game.player)[-1]
    assert [name for name, value in measures.items() if not math.isfinite(value)] == []


@effort(max_examples=20, deadline=None)
@given(CHANGES)
def test_settings_at_the_ends_of_their_ranges_can_be_played(changes: Any) -> None:
    _plays(changes)


@pytest.mark.slow
@effort(max_examples=1500, deadline=None)
@given(CHANGES)
def test_many_settings_at_the_ends_of_their_ranges_can_be_played(changes: Any) -> None:
    _plays(changes)
