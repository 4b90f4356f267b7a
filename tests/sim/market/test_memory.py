"""Rules 1 and 12: what fades by itself."""

import numpy as np
import pytest
from markets import played, small

from sim.engine import Simulation
from sim.market.state import NEVER

QUIET = {
    "firm__start__advertising": 0.0,
    "model__talk__supporter": 0.0,
    "model__talk__detractor": 0.0,
    "market__season": [0.0],
    "market__newcomers": 0.0,
}


def test_awareness_and_brand_fade_at_their_rates() -> None:
    game = Simulation(small(rounds=1, weeks=10, warm_up=1, **QUIET), 7)
    before = game.world.state.awareness[0].astype(np.float64)
    brand = game.world.firms[0].brand
    game.decide("esquina", {"acquisition": 0})
    game.advance()
    present = game.world.state.present
    assert game.world.state.awareness[0, present] == pytest.approx(before[present] * 0.98**10, rel=1e-5)
    assert game.world.firms[0].brand == pytest.approx(brand * (1 - 0.006) ** 10)


def test_a_neglected_relationship_decays_by_itself_and_faster_where_the_rung_says() -> None:
    """People stop having occasions after a good half-year; what is left of their strength months later."""

    def left(speed: float, **changes: object) -> np.ndarray:
        season = [0.0] * 26 + [1.0] * 26  # from round 1: the good half-year is the warm-up
        game = Simulation(
            small(
                600, rounds=2, weeks=16, warm_up=26, model__neglect__speed=speed, market__season=season, **changes
            ),
            7,
        )
        before = (game.world.state.satisfaction * (game.world.state.purchases > 0)).copy()
        game.advance()
        still = (game.world.state.purchases > 0) & (before > 0)
        return (game.world.state.satisfaction[still] / before[still]).astype(np.float64)

    none, usual, fast = (left(speed) for speed in (0.0, 0.012, 0.05))
    assert np.mean(none) == pytest.approx(1.0, abs=1e-6)
    assert np.mean(fast) < np.mean(usual) < 0.999
    assert np.min(fast) > 0


def test_nobody_decays_within_their_patience() -> None:
    season = [0.0] * 26 + [1.0] * 26  # from round 1: the good half-year is the warm-up
    game = Simulation(
        small(600, rounds=4, weeks=2, warm_up=26, market__season=season, model__neglect__grace=1.0), 7
    )
    before = game.world.state.satisfaction.copy()
    game.advance()
    state = game.world.state
    loyal = (game.world.week - 1 - state.last_week <= state.patience) & (state.purchases > 0) & state.present
    assert loyal.sum() > 50
    assert np.array_equal(state.satisfaction[loyal], before[loyal])


def test_outsiders_come_to_expect_what_is_promised_and_what_was_heard() -> None:
    """.6 of the promise and .4 of their own first idea, whoever has not bought here."""
    game = played(small(rounds=4, weeks=26, **{**QUIET, "levers__promise__from_round": 1}), promise=0.9)
    state = game.world.state
    expected = 0.6 * 0.9 + 0.4 * state.first_expectation[state.present]
    assert state.expectation[0, state.present] == pytest.approx(expected, abs=0.01)


def test_who_has_left_goes_on_cooling() -> None:
    """Their trust and commitment fade as those of customers left alone; who never bought has none to lose."""
    season = [0.0] * 13 + [1.0] * 39  # from round 1: the good months are the warm-up
    alone = {**QUIET, "market__season": season, "ladder__rungs__*__referral": 0.0}
    game = Simulation(small(600, rounds=1, weeks=12, warm_up=39, **alone), 7)
    state = game.world.state
    gone = (state.joined_week > NEVER) & (state.purchases == 0)
    gone &= state.last_week < game.world.week - state.patience
    trust, commitment = state.trust.copy(), state.commitment.copy()
    assert gone.sum() > 50
    game.advance()
    left = (1 - 0.012 * 2) ** 6
    assert state.commitment[gone] == pytest.approx(commitment[gone] * left, rel=1e-4)
    assert state.trust[gone] == pytest.approx(trust[gone] * left, rel=1e-4)
    strangers = state.joined_week == NEVER
    assert np.array_equal(state.trust[strangers], trust[strangers])


def test_a_firm_that_is_not_open_yet_does_not_fade() -> None:
    """It opens with the brand and the team that it says, however long the others have been there."""

    def opening(warm_up: int) -> tuple[float, ...]:
        game = Simulation(small(warm_up=warm_up, firm__established=False), 7)
        firm, team = game.world.firms[0], game.world.teams[0]
        return firm.brand, firm.training, team.skill, team.morale

    assert opening(1) == opening(39)
    assert opening(39)[0] == small().firm.brand
