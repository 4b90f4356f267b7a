"""A11, the law of the harvest: care is reaped rounds later, and without care a relationship decays by itself."""

from functools import cache

import numpy as np
from effects import Effect
from markets import small, unlinked, variant

from sim.engine import Simulation
from sim.journal import NOBODY
from sim.scenario.schema import Scenario
from sim.scenario.vocabulary import Cause, Move

CARE = {"training": 5_000.0, "staff": 7_800.0}
CARELESS = {"training": 0.0, "staff": 0.0}
ROUNDS = 8


@cache
def market() -> Scenario:
    free = {"firm.cash": 1e9, "firm.budget": 1e7, "levers.detail_from_round": 1}
    return variant(small(900, rounds=ROUNDS, weeks=13, warm_up=13), free)


@cache
def sown(rounds: int) -> tuple[dict[str, float], ...]:
    """Measures round by round when the team is cared for in the first ``rounds`` and then left alone."""
    game = Simulation(market(), 7)
    while not game.over:
        game.decide("esquina", CARE if game.round <= rounds else CARELESS)
        game.advance()
    return tuple(dict(measures) for measures in game.history("esquina"))


def harvest(measure: str) -> np.ndarray:
    """What two rounds of care add to a measure, round by round."""
    with_care, without = ([past[measure] for past in sown(rounds)[1:]] for rounds in (2, 0))
    return np.array(with_care) - np.array(without)


def test_most_of_the_harvest_of_care_comes_after_the_sowing() -> None:
    revenue = harvest("revenue")
    assert revenue[2:].sum() > 2 * max(revenue[:2].sum(), 0)
    assert revenue[2:].sum() > 0
    assert harvest("profit")[:2].sum() < 0


def test_what_was_sown_lasts_a_while_and_wears_off() -> None:
    satisfaction = harvest("satisfaction")
    assert satisfaction[2] > 0.02
    assert satisfaction[2:4].mean() > satisfaction[-1] > 0


def left_alone(weeks: int, seed: int = 7, **changes: float) -> Simulation:
    """A market of rare buyers, well bound, who have no occasion to come for ``weeks``."""
    rare = {"market.segments.*.purchase_rate.mean": 0.02}
    quiet = unlinked(800, rounds=1, weeks=weeks, warm_up=1, market__season=[0.0], market__newcomers=0, **changes)
    game = Simulation(variant(quiet, rare), seed)
    state = game.world.state
    state.rung[0] = 3
    state.purchases[0] = 3  # too few for the next rung
    state.joined_week[0] = state.last_week[0] = state.home[:] = 0
    state.satisfaction[0] = state.trust[0] = 0.8
    state.commitment[0] = 0.64  # where such satisfaction and trust lead
    game.advance()
    return game


def test_without_contact_a_bond_loses_about_one_in_a_hundred_a_week() -> None:
    """After a grace of 40 % of the silence that means leaving, at .012 a week times the rung's .9."""
    state = left_alone(45).world.state
    rare = (state.rung[0] == 3) & (state.lapse_weeks == 52)
    assert rare.sum() > 100
    alone = 45 - int(0.4 * 52)
    np.testing.assert_allclose(state.trust[0, rare], 0.8 * (1 - 0.012 * 0.9) ** alone, atol=0.03)
    assert state.trust[0, rare].max() < 0.65


def test_without_decay_a_bond_left_alone_stays() -> None:
    state = left_alone(45, model__neglect__speed=0.0).world.state
    rare = (state.rung[0] == 3) & (state.lapse_weeks == 52)
    np.testing.assert_allclose(state.trust[0, rare], 0.8, rtol=1e-6)
    np.testing.assert_allclose(state.satisfaction[0, rare], 0.8, rtol=1e-6)


def test_neglect_is_named_as_the_cause_of_departures() -> None:
    """After a good year the street is closed for another: who then goes, goes for want of contact."""
    closed = {"id": "closed", "round": 5, "weeks": 52, "kind": "demand", "size": -0.99, "text": "Closed"}

    def reasons(**changes: float) -> dict[Cause, int]:
        game = Simulation(variant(market(), {"events": [closed], **changes}), 7)
        while not game.over:
            game.decide("esquina", CARE)
            game.advance()
        assert game.journal is not None
        moves = game.journal.moves(0, since=13 + 4 * 13 + 6)
        return game.journal.reasons(moves.where(moves.rival == NOBODY))[Move.LEFT]

    with_decay, without = reasons(), reasons(**{"model.neglect.speed": 0.0})
    assert with_decay[Cause.NEGLECT] > 0.5 * sum(with_decay.values())
    assert Cause.NEGLECT not in without


def decayed(seed: int, **changes: float) -> float:
    """Trust that 45 weeks without contact take from rare buyers."""
    state = left_alone(45, seed, **changes).world.state
    return 0.8 - float(np.mean(state.trust[0, (state.rung[0] == 3) & (state.lapse_weeks == 52)]))


EFFECTS = (
    Effect(
        "trust of .8 that 45 weeks without contact take",
        on=decayed,
        off=lambda seed: decayed(seed, model__neglect__speed=0.0),
        low=0.17,
        high=0.2,  # .8 x (1 - .9892^25) = .19, by the rule
    ),
)
