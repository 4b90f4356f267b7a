"""Rule 5: what waiting for a person costs."""

import numpy as np
import pytest
from markets import played, small, unlinked, variant

from sim.engine import Simulation
from sim.market.contacts import waiting_harm
from sim.market.relationship import trust_after
from sim.scenario.parameters import ExperienceRule

RULE = ExperienceRule()


def harm(wait: float, promised: float) -> float:
    return float(waiting_harm(np.array([wait], dtype=np.float32), promised, RULE)[0])


def test_worked_example() -> None:
    """Promised 3 minutes: up to 3 cost nothing, 6 cost half of .25, 9 and more all of it."""
    assert [harm(wait, 3.0) for wait in (0, 3, 6, 9, 500)] == pytest.approx([0, 0, 0.125, 0.25, 0.25])


def test_a_promise_of_no_wait_is_measured_against_a_minute() -> None:
    assert harm(1.0, 0.0) == pytest.approx(0.125)


def test_longer_waits_never_hurt_less() -> None:
    waits = np.linspace(0, 60, 601, dtype=np.float32)
    assert (np.diff(waiting_harm(waits, 5.0, RULE)) >= 0).all()
    assert harm(8, 5.0) < harm(8, 3.0)


def test_an_overwhelmed_desk_costs_satisfaction() -> None:
    """The same people and luck; only attending one takes longer."""
    quick, slow = (
        played(
            small(
                600,
                rounds=2,
                weeks=13,
                firm__service_minutes=minutes,
                **{"market__segments__*__contact_rate": 0.3},
            )
        ).history("esquina")[-1]
        for minutes in (1.0, 8.0)
    )
    assert slow["wait"] > quick["wait"] + 3
    assert slow["load"] > quick["load"]
    assert slow["quality"] < quick["quality"]
    assert slow["satisfaction"] < quick["satisfaction"]


def test_without_questions_or_complaints_nobody_turns_to_the_desk() -> None:
    silent = {"market.segments.*.contact_rate": 0.0, "model.contact.after_failure": 0.0}
    quiet = played(variant(small(), silent)).history("esquina")[-1]
    assert quiet["contacts"] == 0
    assert quiet["wait"] == 0
    assert played(small()).history("esquina")[-1]["contacts"] > 0


class TestRecovery:
    """Rule 10: a failure handled well gives back satisfaction, and part of the trust."""

    @staticmethod
    def after(**contact: float) -> dict[str, float]:
        failing = {"model.experience.failure_rate": 0.6, "firm.service_minutes": 1.0}
        rules = {f"model.contact.{name}": value for name, value in contact.items()}
        return dict(played(variant(small(600, rounds=2, weeks=13), failing | rules)).history("esquina")[-1])

    def test_recovery_lifts_satisfaction(self) -> None:
        none, usual, much = (self.after(recovery=lift)["satisfaction"] for lift in (0.0, 0.25, 0.6))
        assert none < usual < much

    def test_trust_comes_back_in_part(self) -> None:
        none, half, whole = (self.after(trust_back=share)["trust"] for share in (0.0, 0.5, 1.0))
        assert none < half < whole

    def test_where_complaining_is_easy_more_is_heard_and_less_is_lost(self) -> None:
        silent, voiced = (self.after(after_failure=chance) for chance in (0.05, 0.9))
        assert voiced["complaints"] > 5 * silent["complaints"]
        assert voiced["satisfaction"] > silent["satisfaction"]

    @pytest.mark.parametrize("share", [0.5, 1.0])
    def test_trust_never_comes_back_whole(self, share: float) -> None:
        """Of the trust that a failure cost, at most the scenario's share returns, and never more than there was."""
        rules = {
            "model.experience.failure_rate": 1.0,
            "model.experience.failure_harm": 0.6,
            "model.contact.after_failure": 1.0,
            "model.contact.trust_back": share,
            "firm.service_minutes": 0.5,
        }
        game = Simulation(variant(unlinked(3000, warm_up=13), rules), 7)
        before = game.world.state.trust[0].copy()
        game.advance_week()
        state, promise = game.world.state, game.observe("esquina").decision["promise"]
        bought = state.last_week[0] == game.world.week - 1
        plain = trust_after(before, state.received[0], np.float32(promise), game.scenario.model.trust)
        failed = bought & (plain < before)
        assert failed.sum() > 20
        lost, missing = (before - plain)[failed], (before - state.trust[0])[failed]
        assert (missing >= (1 - share) * lost - 1e-6).all()
        assert np.mean(missing) < np.mean(lost)

    def test_a_complaint_that_nobody_attends_gives_nothing_back(self) -> None:
        """With a queue that nobody outlasts, the promise of recovery changes nothing."""
        stuck = {
            "model.experience.failure_rate": 0.6,
            "model.contact.after_failure": 1.0,
            "firm.service_minutes": 10_000.0,
            "firm.start.staff": 0.0,
            "market.segments.*.contact_rate": 1.0,
        }
        satisfied = [
            played(variant(small(600, rounds=2, weeks=13), stuck | {"model.contact.recovery": lift})).history(
                "esquina"
            )[-1]["satisfaction"]
            for lift in (0.0, 1.0)
        ]
        assert satisfied[1] - satisfied[0] < 0.01
