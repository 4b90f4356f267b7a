"""Phase 3: what firms spend to be known and to be tried (rule 1)."""

import numpy as np

from sim.market import aim
from sim.market.stakeholders import reach
from sim.market.world import World


def promotion_and_offers(world: World) -> None:
    """Advertising makes firms known and slowly builds their brands."""
    rule = world.scenario.model.awareness
    for firm in world.firms:
        effect = aim.pressure(world, firm, "advertising", world.customers)
        firm.brand += rule.brand_gain * effect * (1.0 - firm.brand)
        if firm.weekly["advertising"] > 0:
            firm.advertised = world.week
    audience = aim.audience(world, "advertising") * rule.ceiling
    further = reach(world)
    gains = (audience if further is None else audience * further[:, None]).astype(np.float32)
    for block in world.blocks:
        awareness = block.state.awareness
        reached = gains if gains.shape[1] == 1 else gains.take(block.state.segment, axis=1)
        awareness += (1 - awareness) * np.minimum(block.state.media * reached, 1)
