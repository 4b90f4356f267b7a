"""Phase 3: what firms spend to be known and to be tried (rule 1)."""

import numpy as np

from sim.market import aim
from sim.market.compiling import ONE, kernel
from sim.market.stakeholders import reach
from sim.market.state import Single, State
from sim.market.world import World


def promotion_and_offers(world: World) -> None:
    """Advertising makes firms known and slowly builds their brands."""
    rule, audience = world.scenario.model.awareness, aim.audience(world, "advertising")
    for firm, effect in zip(world.firms, _effects(world, audience), strict=True):
        firm.brand += rule.brand_gain * effect * (1.0 - firm.brand)
        if firm.weekly["advertising"] > 0:
            firm.advertised = world.week
    audience *= rule.ceiling
    further = reach(world)
    gains = (audience if further is None else audience * further[:, None]).astype(np.float32)
    for block in world.blocks:
        _make_known(world.arrays, block.slots.start, block.slots.stop, gains)


def _effects(world: World, audience: aim.Doubles) -> list[float]:
    """Share of its full effect that each firm's advertising reaches, wherever it is aimed."""
    if audience.shape[1] == 1:
        effects: list[float] = audience[:, 0].tolist()
        return effects
    return [aim.pressure(world, firm, "advertising", world.customers) for firm in world.firms]


@kernel
def _make_known(state: State, start: int, stop: int, gains: Single) -> None:
    """Awareness grows by ``gains`` of what is missing: by firm, and by segment if any firm aims at some of them."""
    media, segment = state.media[start:stop], state.segment[start:stop]
    reached = np.empty(stop - start, np.float32)
    for firm in range(len(gains)):
        awareness = state.awareness[firm, start:stop]
        for place in range(stop - start):
            reached[place] = gains[firm, 0]
        if gains.shape[1] > 1:
            for place in range(stop - start):
                reached[place] = gains[firm, segment[place]]
        for place in range(stop - start):
            awareness[place] += (ONE - awareness[place]) * min(media[place] * reached[place], ONE)
