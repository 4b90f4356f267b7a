"""A2, the stages of a relationship: what wins a purchase differs from stage to stage."""

from typing import Any

import numpy as np
import pytest
from effects import Effect
from weeks import eager, share_of_buyers, standing

from sim.market.ladder import attained
from sim.market.rungs import JUDGED_BY, asked_for
from sim.scenario.ladder import Ladder
from sim.scenario.vocabulary import Stage

ACQUAINTANCE, REGULAR, FRIEND, PARTNER = 2, 3, 4, 5
NEUTRAL = {"satisfaction": 0.6, "trust": 0.5, "commitment": 0.4}


def gain(rung: int, bond: str, seed: int = 7, **changes: Any) -> float:
    """What raising one bond from .4 to .8 adds to the share of buyers, all on ``rung``, with equal luck."""
    low, high = (
        share_of_buyers(standing(rung, eager(**changes), seed, **NEUTRAL | {bond: value})) for value in (0.4, 0.8)
    )
    return high - low


def test_the_rungs_used_here_belong_to_the_stages_they_are_named_after() -> None:
    stages = [rung.stage for rung in Ladder().rungs]
    assert stages[ACQUAINTANCE] is stages[REGULAR] is Stage.ACQUAINTANCE
    assert (stages[FRIEND], stages[PARTNER]) == (Stage.FRIEND, Stage.PARTNER)


@pytest.mark.parametrize("rung", [ACQUAINTANCE, REGULAR, FRIEND, PARTNER])
def test_satisfaction_wins_at_every_stage(rung: int) -> None:
    """Its weight is 3.6, so .4 more is worth 1.4 of utility: 10 to 35 points of share of these buyers."""
    assert 0.10 <= gain(rung, "satisfaction") <= 0.35


def test_trust_wins_from_friendship_on() -> None:
    assert gain(ACQUAINTANCE, "trust") == gain(REGULAR, "trust") == 0
    assert 0.08 <= gain(FRIEND, "trust") <= 0.25
    assert 0.08 <= gain(PARTNER, "trust") <= 0.25


def test_commitment_wins_with_partners_alone() -> None:
    assert gain(ACQUAINTANCE, "commitment") == gain(REGULAR, "commitment") == gain(FRIEND, "commitment") == 0
    assert 0.08 <= gain(PARTNER, "commitment") <= 0.25


def test_an_attractive_offer_wins_strangers_who_have_no_bond_at_all() -> None:
    """The brand is the offer's attraction here: strangers come for it whatever trust they would have had."""
    plain, attractive = (
        share_of_buyers(standing(1, eager(firm__brand=brand, model__awareness__brand_decay=0.0), purchases=0))
        for brand in (0.0, 1.0)
    )
    assert 0.05 <= attractive - plain <= 0.30


def test_without_weights_the_stages_are_alike() -> None:
    no_offers = {"rivals.*.start.introductory_offers": 0.0}
    flat = eager(model__choice__trust=0.0, model__choice__commitment=0.0, **no_offers)
    shares = {share_of_buyers(standing(rung, flat, **NEUTRAL)) for rung in (ACQUAINTANCE, FRIEND, PARTNER)}
    assert len(shares) == 1


def test_each_stage_asks_for_more_than_the_one_before() -> None:
    """Satisfied acquaintances, trusting friends, committed partners: each missing bond stops the climb there."""

    def reached(trust: float, commitment: float) -> Stage:
        judged = {"awareness": 1.0, "satisfaction": 0.9, "trust": trust, "commitment": commitment}
        judged |= {"strength": 0.9, "purchases": 50}
        states = tuple(np.array([judged[name]], dtype=np.float32) for name in JUDGED_BY)
        return Ladder().rungs[int(attained(asked_for(Ladder()), states)[0])].stage

    assert reached(trust=0.4, commitment=0.9) is Stage.ACQUAINTANCE
    assert reached(trust=0.8, commitment=0.4) is Stage.FRIEND
    assert reached(trust=0.8, commitment=0.7) is Stage.PARTNER


EFFECTS = (
    Effect(
        "share of buyers that trust of .8 instead of .4 wins among friends",
        on=lambda seed: gain(FRIEND, "trust", seed),
        off=lambda seed: gain(FRIEND, "trust", seed, model__choice__trust=0.0),
        low=0.15,
        high=0.21,
    ),
    Effect(
        "the same of commitment among partners",
        on=lambda seed: gain(PARTNER, "commitment", seed),
        off=lambda seed: gain(PARTNER, "commitment", seed, model__choice__commitment=0.0),
        low=0.11,
        high=0.16,
    ),
)
