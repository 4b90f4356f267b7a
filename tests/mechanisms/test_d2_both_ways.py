"""D2, information flows both ways: direction to the front line closes the gap, its feedback reaches the firm."""

from functools import cache

import pytest
from effects import Effect
from markets import played
from services import OWN, changed, end

from sim.engine import Simulation


@cache
def firm(told: float, rounds: int = 3, seed: int = 7, **changes: object) -> Simulation:
    """A firm with a bold promise."""
    return played(changed(time__rounds=rounds, **changes), seed, promise=0.8, internal_marketing=told)


def test_direction_closes_the_gap_between_promise_and_delivery() -> None:
    """From .12 to less than half of it; more money closes little more."""
    nothing, some, much = (end(firm(told))["promise_gap"] for told in (0.0, 500.0, 5000.0))
    assert nothing > 0.08
    assert some < 0.6 * nothing
    assert some - 0.02 <= much <= some


def test_a_team_that_knows_and_likes_its_work_reports() -> None:
    silent, heard = (firm(told).world.firms[0].feedback for told in (0.0, 500.0))
    assert silent == 0
    assert 0.3 <= heard <= 0.7


def test_its_feedback_sharpens_what_the_firm_is_told() -> None:
    """The range in which satisfaction is reported narrows by a tenth to a half."""
    blind, heard = (firm(told, levers__knowledge__available=True).reports(OWN)[-1] for told in (0.0, 500.0))
    widths = [report["satisfaction"].high - report["satisfaction"].low for report in (blind, heard)]
    assert widths[0] > 0.1
    assert 0.5 <= widths[1] / widths[0] <= 0.9


def test_the_unhappy_report_less() -> None:
    content = firm(500.0).world.firms[0]
    unhappy = firm(500.0, model__staff__base=0.2).world.firms[0]
    assert unhappy.alignment == content.alignment
    assert unhappy.feedback < 0.75 * content.feedback


def test_what_is_not_repeated_is_forgotten_slowly() -> None:
    """A quarter told and a year of silence: half of it is gone in 35 weeks."""
    game = Simulation(changed(time__rounds=5), 7)
    game.decide(game.player, {"internal_marketing": 2000.0})
    game.advance()
    known = game.world.firms[0].alignment
    game.decide(game.player, {"internal_marketing": 0.0})
    while not game.over:
        game.advance()
    assert 0.25 * known <= game.world.firms[0].alignment <= 0.45 * known


def test_without_the_lever_nothing_flows() -> None:
    off = firm(0.0, levers__internal_marketing__available=False).world.firms[0]
    assert (off.alignment, off.feedback) == (0, 0)


UNTOLD = {"model__internal_marketing__gap": 0.0, "model__internal_marketing__morale": 0.0}


def closed(seed: int, **changes: object) -> float:
    """Part of the gap between promise and delivery that direction closes."""
    some, nothing = (end(firm(told, seed=seed, **changes))["promise_gap"] for told in (500.0, 0.0))
    return nothing - some


def reported(seed: int, **changes: object) -> float:
    """How much the front line's feedback narrows the range in which satisfaction is reported, as a part of it."""
    opened = {"levers__knowledge__available": True, **changes}
    heard, blind = (firm(told, seed=seed, **opened).reports(OWN)[-1]["satisfaction"] for told in (500.0, 0.0))
    return 1 - (heard.high - heard.low) / (blind.high - blind.low)


EFFECTS = (
    Effect(
        "gap between promise and delivery that direction closes",
        on=closed,
        off=lambda seed: closed(seed, **UNTOLD),
        low=0.04,
        high=0.075,
    ),
    Effect(
        "part of a report's doubt that the front line's feedback removes",
        on=reported,
        off=lambda seed: reported(seed, **UNTOLD, model__internal_marketing__listening=0.0),
        low=0.14,
        high=0.28,
    ),
)


@pytest.mark.parametrize("effect", EFFECTS, ids=str)
def test_switched_off_nothing_is_left(effect: Effect) -> None:
    assert effect.gone([effect.off(7)])
