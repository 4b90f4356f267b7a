"""B4, the customer life cycle: what a customer responds to changes with stage and tenure."""

from collections.abc import Callable
from typing import Any

import numpy as np
from dialogue import CARE, changed, customers, market, on_stage, play
from effects import Effect
from numpy.typing import NDArray

from sim.engine import Simulation
from sim.market.choice import discount, offer_pull
from sim.scenario.ladder import Ladder
from sim.scenario.parameters import ChoiceRule
from sim.scenario.schema import Scenario
from sim.scenario.vocabulary import Stage

ONE_STAGE = {f"ladder__rungs__{rung}__stage": "acquaintance" for rung in (4, 5)}
Who = Callable[[Simulation], NDArray[np.bool_]]


def bought(scenario: Scenario, of: Who, trust: float, seed: int = 7) -> float:
    """Share of some people who buy from the player's firm in a week in which they trust it so much."""
    game = play({}, scenario, rounds=1, seed=seed)
    people = of(game)
    game.world.state.trust[0, people] = trust
    game.decide("esquina", CARE)
    game.advance_week()
    own = sum(int(np.count_nonzero(people[choices.slots[choices.firm == 0]])) for choices in game.world.choices)
    return own / int(np.count_nonzero(people))


def acquaintances(game: Simulation) -> NDArray[np.bool_]:
    return on_stage(game, Stage.ACQUAINTANCE)


def friends(game: Simulation) -> NDArray[np.bool_]:
    return on_stage(game, Stage.FRIEND, Stage.PARTNER)


def upper(game: Simulation) -> NDArray[np.bool_]:
    return np.asarray(game.world.state.rung[0] >= 4)


def often(**changes: Any) -> Scenario:
    """Everybody buys nearly every week, so that a week tells."""
    return changed(**{f"market__segments__{kind}__purchase_rate__mean": 4.0 for kind in range(3)}, **changes)


def test_trust_decides_from_friends_on_and_not_before() -> None:
    assert bought(often(), acquaintances, 1.0) == bought(often(), acquaintances, 0.0)
    assert bought(often(), friends, 1.0) > bought(often(), friends, 0.0) + 0.1


def test_offers_move_those_on_low_rungs() -> None:
    """What a discount is worth to the deal-prone falls with the rung, from a strong pull to none."""
    resistance = np.array([rung.resistance for rung in Ladder().rungs], dtype=np.float32)
    pull = offer_pull(np.full(6, 0.6, dtype=np.float32), resistance, discount(ChoiceRule()), ChoiceRule())
    assert 3 <= pull[0] <= 5
    assert (np.diff(pull) <= 0).all()
    assert pull[-1] < pull[0] / 3


def test_proposals_are_for_those_who_have_stayed() -> None:
    """At the same money, customers of half a year and more have bought several times as much as new ones."""
    game = play({"cross_selling": 600.0}, changed(model__cross_selling__harm=0.0))
    state, own = game.world.state, customers(game)
    tenure = game.world.week - state.joined_week[0]
    settled, new = own & (tenure >= 26), own & (tenure < 26)
    assert min(settled.sum(), new.sum()) > 10
    assert state.products[0, settled].mean() > 2 * state.products[0, new].mean()


def test_adapted_offers_are_for_friends() -> None:
    game = play({"customisation": 2000.0, "knowledge": 1500.0})
    fit = game.world.state.fit[0]
    assert fit[friends(game)].mean() > 0.2
    assert not fit[~friends(game)].any()


def test_with_one_stage_there_is_no_life_cycle() -> None:
    """A ladder of acquaintances only, without resistance: trust moves nobody, offers pull everybody alike."""
    scenario = changed(**{f"ladder__rungs__{rung}__resistance": 0.0 for rung in range(6)}, **ONE_STAGE)
    assert bought(often(**ONE_STAGE), upper, 1.0) == bought(often(**ONE_STAGE), upper, 0.0)
    resistance = np.array([rung.resistance for rung in scenario.ladder.rungs], dtype=np.float32)
    assert (
        len(
            set(
                offer_pull(
                    np.full(6, 0.6, dtype=np.float32), resistance, discount(ChoiceRule()), ChoiceRule()
                ).tolist()
            )
        )
        == 1
    )
    assert market().ladder.rungs[5].resistance > 0


def won_by_trust(seed: int, **changes: Any) -> float:
    """Share of those on the upper rungs whom full trust brings to buy in a week."""
    return bought(often(**changes), upper, 1.0, seed) - bought(often(**changes), upper, 0.0, seed)


EFFECTS = (
    Effect(
        "share of friends and partners whom full trust, against none, brings to buy in a week",
        on=won_by_trust,
        off=lambda seed: won_by_trust(seed, **ONE_STAGE),
        low=0.07,
        high=0.18,
    ),
)
