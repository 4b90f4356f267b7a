"""B7, voice: who can complain easily does, and may be won back; who cannot leaves in silence."""

from functools import cache

import numpy as np
import pytest
from effects import Effect
from markets import played, unlinked, variant
from services import OWN, changed, end, felt

from sim.engine import Simulation
from sim.scenario.vocabulary import Cause

FAILING = {"model__experience__failure_rate": 0.4, "model__contact__after_failure": 0.15, "time__rounds": 4}
EASY = 1500.0


@cache
def shop(complaint_line: float = 0.0, seed: int = 7, **changes: object) -> Simulation:
    """A shop where one purchase in nine goes wrong."""
    return played(changed(**FAILING, firm__service_minutes=2.0, **changes), seed, complaint_line=complaint_line)


def in_all(game: Simulation, measure: str) -> float:
    return sum(quarter[measure] for quarter in game.history(OWN)[1:])


def test_where_it_is_easy_they_complain_instead_of_leaving_in_silence() -> None:
    hard, easy = shop(), shop(EASY)
    assert 4 <= in_all(easy, "complaints") / in_all(hard, "complaints") <= 20
    assert in_all(easy, "silent_leavers") <= 0.35 * in_all(hard, "silent_leavers")
    assert in_all(hard, "silent_leavers") <= in_all(hard, "lost_customers")
    assert end(easy)["recovered"] > 0.75


def test_satisfaction_rises() -> None:
    hard, easy = end(shop()), end(shop(EASY))
    assert 0.003 <= easy["satisfaction"] - hard["satisfaction"] <= 0.05


@cache
def week(
    complaining: float, failing: float = 1.0, minutes: float = 0.5, double: float = 0.25, line: float = 0.0
) -> tuple[float, float]:
    """Mean change of satisfaction and trust in a week in which most purchases fail, for the first time.

    A ``line`` for so much money makes an answer expected, and nothing else.
    """
    rules = {
        "model.contact.after_failure": complaining,
        "model.experience.failure_rate": 0.0,
        "model.voice.double_deviation": double,
        "model.voice.easiest": 0.0,
        "model.voice.after_disappointment": 0.0,
        "model.voice.handling": 0.0,
        "levers.complaint_line.available": True,
        "firm.start.complaint_line": line,
        "firm.service_minutes": minutes,
        "firm.process": 0.0,
        "firm.start.training": 0.0,
    }
    market = variant(unlinked(2500, warm_up=13), rules)
    game = Simulation(market, 7)
    state = game.world.state
    before = state.satisfaction[0].copy(), state.trust[0].copy()
    game.world.doubles[0]["experience"]["failure_rate"] = failing  # only now
    game.advance_week()
    bought = (state.last_week[0] == game.world.week - 1) & (state.purchases[0] >= 3)
    assert bought.sum() > 25
    changes = (state.satisfaction[0] - before[0], state.trust[0] - before[1])
    return float(np.mean(changes[0][bought])), float(np.mean(changes[1][bought]))


def test_a_good_answer_wins_back_satisfaction_more_than_trust() -> None:
    """de Matos et al. 2007: a recovery lifts satisfaction; it does not undo what the failure did to the bond."""
    smooth, silent, answered = week(0.0, failing=0.0), week(0.0), week(1.0)
    satisfaction, trust = ((answered[bond] - silent[bond]) / (smooth[bond] - silent[bond]) for bond in range(2))
    assert 0.4 <= satisfaction <= 0.95
    assert 0.2 <= trust <= 0.5
    assert trust < satisfaction


def test_a_bad_answer_is_worse_than_none() -> None:
    """The double deviation: a desk that nobody can reach makes complaining worse than silence."""
    silent = week(0.0)
    ignored, forgiven = (week(1.0, minutes=5000.0, double=double, line=EASY) for double in (0.25, 0.0))
    assert ignored[0] < forgiven[0] - 0.005
    assert ignored[0] < silent[0] - 0.005


def test_no_answer_is_resented_where_none_was_offered() -> None:
    """A firm that spends nothing on a line has led nobody to expect one, whatever its rivals do."""
    resented, forgiven = (week(1.0, minutes=5000.0, double=double) for double in (0.25, 0.0))
    assert resented == forgiven


def test_the_journal_names_recovery_and_frustration() -> None:
    answered = felt(shop(EASY), Cause.RECOVERY)
    assert len(answered) > 50
    assert (answered > 0).all()
    ignored = played(changed(**FAILING, firm__service_minutes=500.0), complaint_line=EASY)
    assert end(ignored)["recovered"] < 0.2
    assert (felt(ignored, Cause.FRUSTRATION) < 0).all()
    assert len(felt(ignored, Cause.FRUSTRATION)) > 20


def test_without_a_line_in_the_scenario_nothing_is_counted_or_resented() -> None:
    off = shop(levers__complaint_line__available=False)
    assert in_all(off, "silent_leavers") == 0
    assert not len(felt(off, Cause.FRUSTRATION))
    assert in_all(off, "complaints") == pytest.approx(in_all(shop(), "complaints"), rel=0.25)


NO_EASIER = {
    "model__voice__easiest": FAILING["model__contact__after_failure"],
    "model__voice__after_disappointment": 0.0,
    "model__voice__handling": 0.0,
    "model__voice__double_deviation": 0.0,
}


def spoken(seed: int, **changes: object) -> float:
    """Part of the silent departures that an easy way to complain prevents."""
    easy, hard = (in_all(shop(money, seed, **changes), "silent_leavers") for money in (EASY, 0.0))
    return 1 - easy / hard


EFFECTS = (
    Effect(
        "part of the silent departures that an easy complaint prevents",
        on=spoken,
        off=lambda seed: spoken(seed, **NO_EASIER),
        low=0.6,
        high=0.83,
    ),
    Effect(
        "satisfaction that it adds",
        on=lambda seed: end(shop(EASY, seed))["satisfaction"] - end(shop(0.0, seed))["satisfaction"],
        off=lambda seed: (
            end(shop(EASY, seed, **NO_EASIER))["satisfaction"] - end(shop(0.0, seed, **NO_EASIER))["satisfaction"]
        ),
        low=0.006,
        high=0.013,
    ),
)


@pytest.mark.parametrize("effect", EFFECTS, ids=str)
def test_switched_off_nothing_is_left(effect: Effect) -> None:
    assert effect.gone([effect.off(7)])
