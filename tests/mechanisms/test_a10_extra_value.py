"""A10, the extra value of the relationship itself: benefits for customers, savings for the firm."""

from functools import cache
from math import fsum
from typing import Any

import numpy as np
from effects import Effect
from markets import unlinked, variant

from sim.engine import Simulation
from sim.market.commitment import SOURCES, Kind, benefits, together
from sim.scenario.vocabulary import Cause

RICH = {"loyalty_card": 8_000.0, "community": 4_000.0}
NO_WEIGHT = {"model__commitment__benefits": 0.0, "model__loyalty_card__lock_in": 0.0}
PLAIN = {"loyalty_card": 0.0, "community": 0.0}


@cache
def game(rich: bool, seed: int = 7, **changes: Any) -> Simulation:
    """A year and a half in which only the relationship differs: nobody queues, nobody talks."""
    free = {
        "firm.cash": 1e9,
        "firm.budget": 1e7,
        "levers.detail_from_round": 1,
        "levers.community.available": True,
        "model.community.talk": 0.0,
        "market.segments.*.expects": {"community": 1.0},
    }
    run = Simulation(variant(unlinked(900, rounds=6, weeks=13, warm_up=13, **changes), free), seed)
    while not run.over:
        run.decide("esquina", RICH if rich else PLAIN)
        run.advance()
    return run


def loyal(*runs: Simulation) -> np.ndarray:
    return np.flatnonzero(np.logical_and.reduce([run.world.state.purchases[0] >= 15 for run in runs]))


def test_benefits_bind_customers_who_get_the_same_product() -> None:
    """Belonging and points bring .05 to .2 of commitment at equal quality: benefits weigh .2."""
    rich, plain = game(True), game(False)
    quality = [run.history("esquina")[-1]["quality"] for run in (rich, plain)]
    assert abs(quality[0] - quality[1]) < 0.02
    who = loyal(rich, plain)
    assert len(who) >= 20
    commitment = [float(np.mean(run.world.state.commitment[0, who])) for run in (rich, plain)]
    assert 0.05 <= commitment[0] - commitment[1] <= 0.2


def test_social_and_special_benefits_add_to_each_other() -> None:
    """Two benefits are worth more than either and less than both: each adds a part of what is still missing."""
    world = game(True).world
    given = {each.source.cause: each.given[0] for each in benefits(world, world.blocks[0])}
    kinds = {source.cause: source.kind for source in SOURCES}
    assert kinds[Cause.LOYALTY_CARD] is Kind.SPECIAL
    assert kinds[Cause.COMMUNITY] is Kind.SOCIAL
    points, belonging = given[Cause.LOYALTY_CARD], given[Cause.COMMUNITY]
    both = np.flatnonzero((points > 0) & (belonging > 0))
    assert len(both) >= 20
    whole = together([points, belonging])
    assert isinstance(whole, np.ndarray)
    assert (whole[both] > np.maximum(points, belonging)[both]).all()
    assert (whole[both] < (points + belonging)[both]).all()


def test_relationships_save_the_firm_costs() -> None:
    """Serving is 10 to 30 % cheaper a purchase where it gets cheaper with experience, by up to .3."""
    cheaper, always = (game(False, firm__serve_saving=saving) for saving in (0.3, 0.0))

    bought = fsum(always.world.state.spent[0].tolist())
    assert bought == fsum(cheaper.world.state.spent[0].tolist())
    earned = [fsum(past["profit"] for past in run.history("esquina")[1:]) for run in (cheaper, always)]
    saved = earned[0] - earned[1]
    assert 0.1 * 0.8 <= saved / _purchases(always) <= 0.3 * 0.8


def _purchases(run: Simulation) -> int:
    """The firm's purchases after the warm-up."""
    assert run.journal is not None
    return sum(int(np.count_nonzero(sale.firm == 0)) for sale in run.journal.sales if sale.week >= 13)


def test_without_weight_benefits_bind_nobody() -> None:
    rich, plain = game(True, **NO_WEIGHT), game(False, **NO_WEIGHT)
    who = loyal(rich, plain)
    np.testing.assert_allclose(rich.world.state.commitment[0, who], plain.world.state.commitment[0, who], atol=0.02)


def test_what_the_relationship_itself_gave_is_told_as_its_cause() -> None:
    """Small at every review, weighty by the time that somebody climbs."""
    for rich in (True, False):
        journal = game(rich).journal
        assert journal is not None
        causes = journal.moves(0).causes
        assert bool((causes == Cause.LOYALTY_CARD).any()) is rich
        assert bool((causes == Cause.COMMUNITY).any()) is rich


def bound(seed: int, **changes: Any) -> float:
    """Commitment that benefits of the relationship add to those who stay."""
    rich, plain = game(True, seed, **changes), game(False, seed, **changes)
    return float(np.mean((rich.world.state.commitment - plain.world.state.commitment)[0, loyal(rich, plain)]))


EFFECTS = (
    Effect(
        "commitment that points and belonging add at equal quality",
        on=bound,
        off=lambda seed: bound(seed, **NO_WEIGHT),
        low=0.14,
        high=0.2,  # at most .2
    ),
)
