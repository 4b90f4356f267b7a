"""A7, trust: built slowly by kept promises, lost about four times faster by broken ones."""

from functools import cache

import numpy as np
from effects import Effect
from markets import unlinked, variant
from services import OWN, felt

from sim.engine import Simulation
from sim.scenario.vocabulary import Cause

MODEST = 0.3


@cache
def after(
    promise: float, weeks: int = 1, broken: float = 0.12, kept: float = 0.03, seed: int = 7
) -> tuple[Simulation, float]:
    """A market after ``weeks`` of a ``promise``, and the mean change of trust of those who bought every week."""
    rules = {
        "model.experience.spread": 0.0,
        "model.experience.failure_rate": 0.0,
        "model.trust.newcomer": 0.4,  # half of all trust, after the warm-up
        "model.trust.broken": broken,
        "model.trust.kept": kept,
        "model.neglect.speed": 0.0,
        "levers.promise.from_round": 1,
        "levers.detail_from_round": 1,
    }
    game = Simulation(variant(unlinked(1000, rounds=1, weeks=26, warm_up=26), rules), seed)
    trust, bought = game.world.state.trust[0].copy(), game.world.state.purchases[0].copy()
    game.decide(OWN, {"promise": promise})
    for _ in range(weeks):
        game.advance_week()
    state = game.world.state
    regulars = state.purchases[0] - bought >= max(1, weeks // 2)
    assert regulars.sum() > 25
    return game, float(np.mean((state.trust[0] - trust)[regulars]))


def test_a_broken_promise_costs_about_four_kept_ones() -> None:
    """At a trust of about .5: -.12 x .5 against +.03 x .5."""
    _, won = after(MODEST)
    _, lost = after(1.0)
    assert won > 0 > lost
    assert 3 <= -lost / won <= 5


def test_it_takes_many_good_weeks_to_make_up_for_a_bad_one() -> None:
    _, lost = after(1.0)
    assert after(MODEST, weeks=2)[1] < -lost < after(MODEST, weeks=26)[1]


def test_without_a_price_on_broken_promises_trust_is_never_lost() -> None:
    assert after(1.0, broken=0.0)[1] >= 0


def test_the_journal_says_which() -> None:
    assert (felt(after(MODEST, weeks=2)[0], Cause.PROMISE_KEPT) > 0).all()
    lost = felt(after(1.0, weeks=2)[0], Cause.PROMISE_BROKEN)
    assert len(lost) > 25
    assert (lost < 0).all()


def parted(seed: int, **speeds: float) -> float:
    """Trust after a week of a promise that is kept, less after one of a promise that is broken."""
    return after(MODEST, seed=seed, **speeds)[1] - after(1.0, seed=seed, **speeds)[1]


EFFECTS = (
    Effect(
        "trust after a kept promise less after a broken one, in a week",
        on=parted,
        off=lambda seed: parted(seed, kept=0.0, broken=0.0),
        low=0.058,
        high=0.078,  # .15 x .5 at a trust of one half
    ),
)
