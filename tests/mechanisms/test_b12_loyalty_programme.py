"""B12, the loyalty programme: it binds members, most of all those with status; and it is a promise to pay."""

from functools import cache
from typing import Any

import numpy as np
import pytest
from effects import Effect
from markets import played, small, variant

from sim.engine import Simulation
from sim.scenario.vocabulary import Cause

BASE = {"staff": 5200.0, "advertising": 1000.0, "training": 600.0}
POINTS = 2600.0


@cache
def game(points: float = POINTS, *changes: tuple[str, Any], seed: int = 7) -> Simulation:
    market = small(
        900, rounds=6, weeks=13, warm_up=26, firm__cash=1e9, firm__budget=1e9, levers__detail_from_round=1
    )
    return played(variant(market, {"firm.awareness": 0.6} | dict(changes)), seed, loyalty_card=points, **BASE)


def last(of: Simulation, measure: str) -> float:
    return of.history("esquina")[-1][measure]


def test_members_are_bound_and_committed() -> None:
    """A benefit of .4 or so weighs .2 in commitment's goal, and .5 in utility at its best: a little of both."""
    member = game().world.state.member[0]
    gained = (game().world.state.commitment - game(0.0).world.state.commitment)[0, member]
    assert np.count_nonzero(member) > 100
    assert 0.03 <= float(np.mean(gained)) <= 0.15
    assert 0.0 < last(game(), "share") - last(game(0.0), "share") < 0.08


def test_status_binds_further() -> None:
    """Those with thirty purchases and more gain over the same programme without levels of status."""
    plain = game(POINTS, ("model.loyalty_card.status_benefit", 0.0), ("model.loyalty_card.status_lock_in", 0.0))
    frequent = game().world.state.member[0] & (game().world.state.purchases[0] >= 30)
    change = (game().world.state.commitment - plain.world.state.commitment)[0, frequent]
    assert np.count_nonzero(frequent) > 15
    assert 0.002 <= float(np.mean(change)) <= 0.05


def test_it_attracts_those_who_look_for_deals() -> None:
    """Where joining depends on it, members are more prone to deals than other customers; else hardly."""

    def gap(of: Simulation) -> float:
        state = of.world.state
        young = (state.purchases[0] > 0) & (state.purchases[0] <= 4)  # the others have all been asked often
        member = state.member[0]
        prone = state.deal_proneness
        return float(np.mean(prone[young & member]) - np.mean(prone[young & ~member]))

    assert gap(game()) - gap(game(POINTS, ("model.loyalty_card.attracts", 0.0))) > 0.01


def test_profit_counts_the_promise_and_cash_pays_it_later() -> None:
    """What is owed is a quarter's points and more, and cash is ahead of profit by just that."""
    firm = game().world.firms[0]
    assert 0.8 * POINTS <= firm.liability <= 1.3 * POINTS
    assert last(game(), "liability") == firm.liability
    ahead = firm.cash - firm.spec.cash - firm.total_profit
    start = game().history("esquina")[0]["liability"]
    assert abs(ahead - (firm.liability - start)) < 1e-3


def test_switched_off_there_are_no_members_no_debt_and_no_cause() -> None:
    assert last(game(0.0), "members") == 0
    assert last(game(0.0), "liability") == 0
    for of, some in ((game(), True), (game(0.0), False)):
        assert of.journal is not None
        assert bool((of.journal.moves(0).causes == Cause.LOYALTY_CARD).any()) is some


NO_BENEFIT = (("model.commitment.benefits", 0.0), ("model.loyalty_card.lock_in", 0.0))


def bound(seed: int, *changes: tuple[str, Any]) -> float:
    """Commitment that the programme adds to its members."""
    with_it, without = game(POINTS, *changes, seed=seed), game(0.0, *changes, seed=seed)
    member = with_it.world.state.member[0]
    return float(np.mean((with_it.world.state.commitment - without.world.state.commitment)[0, member]))


EFFECTS = (
    Effect(
        "commitment that the programme adds to its members",
        on=bound,
        off=lambda seed: bound(seed, *NO_BENEFIT),
        low=0.03,
        high=0.06,
    ),
)


@pytest.mark.parametrize("effect", EFFECTS, ids=str)
def test_switched_off_nothing_is_left(effect: Effect) -> None:
    assert effect.gone([effect.off(7)])
