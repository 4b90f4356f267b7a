"""A3, the offer by stage: adapted offers pay only where the relationship is deep and the people are known."""

from collections.abc import Mapping
from functools import cache

import numpy as np
import pytest
from dialogue import CARE, KNOWING, changed, knowing, last, market, on_stage, play, same_people, told_by_moves
from effects import Effect
from markets import variant

from sim.engine import Simulation
from sim.scenario.schema import Scenario
from sim.scenario.vocabulary import Cause, Stage

ADAPTING = {"customisation": 2000.0}
OFF = {f"model__customisation__{effect}": 0.0 for effect in ("utility", "benefit", "satisfaction")}


def times(factor: float, plan: Mapping[str, float]) -> dict[str, float]:
    """A plan for a market so many times as large."""
    return {lever: value * (1 if lever == "promise" else factor) for lever, value in plan.items()}


@cache
def tailored() -> Simulation:
    return play(ADAPTING | KNOWING)


def fit(game: Simulation, *stages: Stage) -> float:
    own = on_stage(game, *stages)
    return float(game.world.state.fit[0, own].mean()) if own.any() else 0.0


def test_offers_are_adapted_to_friends_and_tailored_to_partners() -> None:
    assert 0.2 <= fit(tailored(), Stage.FRIEND) <= 0.5
    assert 0.2 <= fit(tailored(), Stage.PARTNER) <= 1.0
    assert fit(tailored(), Stage.STRANGER, Stage.ACQUAINTANCE) == 0


def test_without_knowledge_hardly_anything_can_be_adapted() -> None:
    """Friends and partners together, at the same money: less than a third of what knowledge makes of it."""
    deep = (Stage.FRIEND, Stage.PARTNER)
    assert fit(play(ADAPTING), *deep) < fit(tailored(), *deep) / 3


def test_an_offer_that_fits_deepens_the_relationship() -> None:
    deep = on_stage(knowing(), Stage.FRIEND, Stage.PARTNER)
    gain = tailored().world.state.commitment[0, deep].mean() - knowing().world.state.commitment[0, deep].mean()
    assert 0.015 <= gain <= 0.16  # .2 * .8 is what commitment could gain at most
    assert last(tailored())["advocates"] >= last(knowing())["advocates"]


def test_spent_where_nobody_is_a_friend_it_does_nothing() -> None:
    shallow = {f"ladder__rungs__{rung}__enter__purchases": 1000 for rung in (4, 5)}
    scenario = changed(**shallow)
    spent, saved = play(ADAPTING | KNOWING, scenario), play(KNOWING, scenario)
    assert same_people(spent, saved)
    assert last(saved)["profit"] - last(spent)["profit"] == pytest.approx(2000)


def test_the_stage_card_says_before_what_comes_after() -> None:
    """Cost per head and fit, told before the money is spent, against what it came to.

    Partners take time: the market is larger, and the fourth round the one that counts.
    """
    game = play(times(8, CARE | KNOWING), variant(market(4800), {"time.rounds": 4}))
    before = {stage: on_stage(game, stage) for stage in (Stage.FRIEND, Stage.PARTNER)}
    told = {offer.stage: offer for offer in game.offers("esquina", 16_000.0)}
    assert told[Stage.STRANGER].cost == told[Stage.STRANGER].fit == 0
    assert told[Stage.ACQUAINTANCE].cost > 0
    assert told[Stage.ACQUAINTANCE].fit == 0
    assert sum(offer.cost * offer.heads for offer in told.values()) == pytest.approx(16_000)
    game.decide("esquina", times(8, ADAPTING))
    for _ in range(3):
        game.advance_week()
    for stage, own in before.items():
        stayed = own & on_stage(game, stage)
        assert stayed.sum() > 10
        assert game.world.state.fit[0, stayed].mean() == pytest.approx(told[stage].fit, rel=0.15), stage
        assert told[stage].utility == pytest.approx(told[stage].fit * 1.0)
        assert told[stage].commitment == pytest.approx(told[stage].fit * 0.8 * 0.2)


def test_asking_the_stage_card_changes_nothing() -> None:
    game, asked = play(KNOWING, rounds=1), play(KNOWING, rounds=1)
    asked.offers("esquina", 5000.0)
    game.advance()
    asked.advance()
    assert game.checksums == asked.checksums


def test_the_cause_stands_in_the_journal() -> None:
    assert told_by_moves(tailored(), Cause.CUSTOM_OFFER) > 5
    assert told_by_moves(knowing(), Cause.CUSTOM_OFFER) == 0


def test_switched_off_offers_move_nobody() -> None:
    off = changed(**OFF)
    assert same_people(play(ADAPTING | KNOWING, off), play(KNOWING, off))
    assert not np.array_equal(tailored().world.state.commitment, knowing().world.state.commitment)


def deepened(seed: int, scenario: Scenario) -> float:
    """Commitment that offers which fit add to friends and partners."""
    tailored, plain = (play(plan, scenario, seed=seed) for plan in (ADAPTING | KNOWING, KNOWING))
    deep = on_stage(plain, Stage.FRIEND, Stage.PARTNER)
    return float(np.mean((tailored.world.state.commitment - plain.world.state.commitment)[0, deep]))


EFFECTS = (
    Effect(
        "commitment that adapted offers add to friends and partners",
        on=lambda seed: deepened(seed, market()),
        off=lambda seed: deepened(seed, changed(**OFF)),
        low=0.02,
        high=0.038,
    ),
)
