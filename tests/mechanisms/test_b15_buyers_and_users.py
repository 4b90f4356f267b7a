"""B15, buyers and users: bad quality with a good relationship loses the customer later, if users speak."""

from functools import cache

import numpy as np
from effects import Effect
from markets import small, variant

from sim.engine import Simulation
from sim.journal import MOVES
from sim.market.users import quality_for_buyers, told
from sim.scenario.parameters import ExperienceRule
from sim.scenario.vocabulary import Cause, Move

BAD_PRODUCT = {
    "firm.process": 0.3,
    "firm.awareness": 0.6,
    "firm.cash": 1e9,
    "model.experience.failure_rate": 1.0,
    "model.experience.failure_harm": 0.6,
    "model.contact.after_failure": 0.0,
    "market.newcomers": 0.0,
}
"""The moments before and after the sale are as ever; what is delivered often fails."""


@cache
def game(influence: float | None, bad: bool = True, seed: int = 7, speed: float = 0.08) -> Simulation:
    """Two years in which the buyers' users say so much; None: the buyers use it themselves."""
    users = None if influence is None else {"influence": influence, "expectation": 0.62}
    changes = (BAD_PRODUCT if bad else {"firm.cash": 1e9}) | {
        "market.segments.*.users": users,
        "model.users.speed": speed,
    }
    run = Simulation(variant(small(600, rounds=6, weeks=13, warm_up=13), changes), seed)
    while not run.over:
        run.advance()
    return run


def satisfaction(run: Simulation) -> list[float]:
    return [past["satisfaction"] for past in run.history("esquina")]


def lost_to(run: Simulation, cause: Cause) -> int:
    """Falls and departures that had ``cause`` among their causes."""
    assert run.journal is not None
    moves = run.journal.moves(0)
    down = np.isin(moves.kind, [MOVES.index(Move.FELL), MOVES.index(Move.LEFT)])
    return int(np.count_nonzero(down & (moves.causes == cause).any(axis=1)))


def test_who_uses_what_they_buy_feels_bad_quality_sooner_than_who_hears_of_it() -> None:
    own, heard, deaf = satisfaction(game(None)), satisfaction(game(0.8)), satisfaction(game(0.0))
    assert own[-1] < deaf[-1]
    assert 0.05 < deaf[-1] - heard[-1] < 0.5
    assert own[0] < heard[0] - 0.02  # at the end of the first quarter the users' report is still under way


def test_users_who_speak_lose_the_customer_later() -> None:
    """Of the same buyers, fewer stay when users speak, and what the users say is among the causes."""
    heard, deaf = game(0.8), game(0.0)
    kept = [run.history("esquina")[-1]["customers"] for run in (heard, deaf)]
    assert 0.3 < kept[0] / kept[1] < 0.95
    assert lost_to(heard, Cause.USERS_UNHAPPY) > 20


def test_users_without_influence_cost_nothing() -> None:
    """The users are as unhappy as ever, and the buyers do not know."""
    deaf, heard = game(0.0), game(0.8)
    assert lost_to(deaf, Cause.USERS_UNHAPPY) == lost_to(deaf, Cause.FAILURE) == 0
    own = [run.world.state.user_satisfaction[0][run.world.state.purchases[0] > 3] for run in (deaf, heard)]
    assert abs(float(np.mean(own[0])) - float(np.mean(own[1]))) < 0.05
    assert float(np.mean(own[0])) < 0.45
    assert satisfaction(deaf)[-1] > 0.55


def test_good_quality_speaks_for_the_firm() -> None:
    run = game(0.8, bad=False)
    assert run.journal is not None
    slots = np.flatnonzero(run.world.state.purchases[0] > 5)[:40]
    causes = [entry.cause for slot in slots for entry in run.journal.story(0, int(slot))]
    assert causes.count(Cause.USERS) > 0


def test_the_buyer_lives_the_relation_and_not_the_product() -> None:
    moments = np.array([[0.7, 0.7], [0.1, 0.9], [0.6, 0.6]], dtype=np.float32)
    quality = quality_for_buyers(moments, np.zeros(2, dtype=np.float32), ExperienceRule())
    assert quality[0] == quality[1]
    assert np.allclose(quality, 0.65 - 0.05 * 0.5)
    assert quality_for_buyers(moments, np.full(2, 0.2, dtype=np.float32), ExperienceRule())[0] < quality[0]


def test_what_users_say_moves_the_buyer_by_their_influence() -> None:
    buyer, users = np.full(3, 0.8, dtype=np.float32), np.full(3, 0.3, dtype=np.float32)
    after = told(buyer, users, np.array([0.0, 0.5, 1.0], dtype=np.float32), 0.2)
    assert np.allclose(after, [0.8, 0.75, 0.7])


def test_a_market_of_users_keeps_no_second_opinion() -> None:
    assert Simulation(small(rounds=1), 1).world.state.user_satisfaction.size == 0


def told_off(seed: int, **speed: float) -> float:
    """Buyers' satisfaction that unhappy users cost by what they say."""
    heard, deaf = (satisfaction(game(influence, seed=seed, **speed))[-1] for influence in (0.8, 0.0))
    return deaf - heard


EFFECTS = (
    Effect(
        "buyers' satisfaction that unhappy users cost by what they say",
        on=told_off,
        off=lambda seed: told_off(seed, speed=0.0),
        low=0.07,
        high=0.13,
    ),
)
