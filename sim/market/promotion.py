"""Phase 3: what firms spend to be known and to be tried (rule 1)."""

import numpy as np

from sim.market.exact import saturation
from sim.market.state import FirmState
from sim.market.world import World


def weekly(world: World, firm: FirmState, lever: str) -> float:
    """Money that ``firm`` puts into ``lever`` in a week."""
    if not world.open_now(firm):
        return 0.0
    return firm.decision[lever] / world.scenario.time.weeks_per_round


def pressure(world: World, firm: FirmState, lever: str, heads: float) -> float:
    """Share of its full effect that a lever reaches, spending being spread over ``heads``."""
    half = getattr(world.scenario.levers, lever).half
    return saturation(weekly(world, firm, lever) / max(heads, 1.0), half)


def promotion_and_offers(world: World) -> None:
    """Advertising makes firms known and slowly builds their brands."""
    rule = world.scenario.model.awareness
    for index, firm in enumerate(world.firms):
        effect = pressure(world, firm, "advertising", world.customers)
        if effect == 0.0:
            continue
        firm.brand += rule.brand_gain * effect * (1.0 - firm.brand)
        for block in world.blocks:
            awareness = block.state.awareness[index]
            awareness += (1 - awareness) * np.minimum(block.state.media * (rule.ceiling * effect), 1)
