"""Muting: a cause is taken away from the relationships named, and from nobody else."""

import numpy as np
import pytest
from markets import small, unlinked, variant

from sim.engine import Simulation
from sim.market.muting import Muted, can_be_muted
from sim.scenario.schema import Scenario
from sim.scenario.vocabulary import Cause

NEVER_YET = 10_000


def play(scenario: Scenario, muted: Muted | None = None) -> Simulation:
    game = Simulation(scenario, 7, muted=muted)
    while not game.over:
        game.advance()
    return game


def deaf(cause: Cause, keys: list[int], since: int = 0) -> Muted:
    return Muted(cause, np.array(keys, dtype=np.int64), np.full(len(keys), since, dtype=np.int32))


MUTABLE = [cause for cause in Cause if can_be_muted(cause)]


@pytest.mark.parametrize("cause", MUTABLE, ids=lambda cause: cause.name)
def test_muting_that_has_not_begun_changes_nothing(cause: Cause) -> None:
    scenario = small(200, rounds=1)
    whole = play(scenario).checksums
    assert play(scenario, deaf(cause, list(range(200)), NEVER_YET)).checksums == whole


@pytest.mark.parametrize(
    "cause",
    [Cause.GOOD_SERVICE, Cause.PROMISE_KEPT, Cause.RIVAL_APPEAL, Cause.LIFE_CHANGE, Cause.ADVERTISING],
    ids=lambda cause: cause.name,
)
def test_only_those_who_are_deaf_to_it_live_otherwise(cause: Cause) -> None:
    scenario = unlinked(400, rounds=3, weeks=13, market__segments__0__dropout__mean=0.05)
    keys = [7, 20, 33, 150, 151, 152, 153, 154, 300, 301]
    whole, without = play(scenario).world.state, play(scenario, deaf(cause, keys)).world.state
    same = (whole.satisfaction == without.satisfaction) & (whole.purchases == without.purchases)
    same &= whole.awareness == without.awareness
    changed = np.flatnonzero(~same.all(axis=0))
    assert len(changed)
    assert set(changed.tolist()) <= set(keys)


def test_what_is_taken_back_is_what_the_cause_brought() -> None:
    """One week: strength without good service is strength with it, less the amount noted for it."""
    scenario = unlinked(400, rounds=1, weeks=1, warm_up=1, market__season=[10.0], **{"model.satisfaction.gap": 0.0})
    whole = Simulation(scenario, 7)
    noted = whole.journal.noted if whole.journal else 0
    whole.advance()
    assert whole.journal is not None
    keys = np.arange(400, dtype=np.int64)
    amounts = whole.journal.amounts(keys, noted)[:, Cause.GOOD_SERVICE]
    without = Simulation(scenario, 7, muted=deaf(Cause.GOOD_SERVICE, keys.tolist(), since=1))
    without.advance()

    def bonds(game: Simulation) -> np.ndarray:
        state, rule = game.world.state, scenario.model.strength
        return (
            rule.satisfaction * state.satisfaction[0]
            + rule.trust * state.trust[0]
            + rule.commitment * state.commitment[0]
        )

    helped = amounts > 0.01
    assert np.count_nonzero(helped) > 10
    np.testing.assert_allclose((bonds(whole) - bonds(without))[helped], amounts[helped], atol=1e-5)


def test_who_is_deaf_to_life_changes_stays_in_the_market() -> None:
    scenario = unlinked(400, rounds=2, weeks=13, warm_up=0, **{"market.segments.*.dropout.mean": 0.1})
    whole = play(scenario).world.state.present
    without = play(scenario, deaf(Cause.LIFE_CHANGE, list(range(200)))).world.state.present
    assert np.count_nonzero(~whole[:200]) > 50
    assert without[:200].sum() >= whole[:200].sum() + 50
    assert np.array_equal(whole[200:], without[200:])


def test_who_is_deaf_to_the_end_of_contracts_renews() -> None:
    clubs = unlinked(
        400, rounds=3, weeks=13, market__category="contract", **{"market.segments.*.basket.mean": 90.0}
    )
    whole, keys = play(clubs), np.arange(200)
    without = play(clubs, deaf(Cause.CONTRACT_END, [*keys, *(400 + keys), *(800 + keys)]))

    def ended(game: Simulation) -> np.ndarray:
        assert game.journal is not None
        moves = game.journal.moves()
        return np.unique(moves.slot[moves.causes[:, 0] == Cause.CONTRACT_END])

    assert np.count_nonzero(ended(whole) < 200) > 20
    assert not np.count_nonzero(ended(without) < 200)
    others = slice(200, None)
    assert np.array_equal(whole.world.state.rung[:, others], without.world.state.rung[:, others])


def test_without_its_bankruptcy_a_firm_trades_on_credit_for_all_its_customers() -> None:
    rent = {"rivals.0.fixed_cost": 3000.0, "rivals.0.cash": 5000.0, "rivals.0.credit": 0.0}
    ruin = variant(small(300, rounds=2, weeks=8), rent | {"rivals.1.fixed_cost": 3000.0, "rivals.1.cash": 5000.0})
    whole, without = play(ruin), play(ruin, deaf(Cause.BANKRUPTCY, [300 + 7]))
    assert [firm.bankrupt for firm in whole.world.firms] == [False, True, True]
    assert [firm.bankrupt for firm in without.world.firms] == [False, False, True]
    assert without.world.firms[1].cash < 0 == whole.history("norte")[-1]["customers"]
    assert without.history("norte")[-1]["customers"] > 20
