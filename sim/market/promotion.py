"""Phase 3: what firms spend to be known and to be tried (rule 1)."""

import numpy as np

from sim.market.exact import saturation
from sim.market.state import FirmState
from sim.market.world import World


def pressure(world: World, firm: FirmState, lever: str, heads: float) -> float:
    """Share of its full effect that a lever reaches, spending being spread over ``heads``."""
    half = getattr(world.scenario.levers, lever).half
    return saturation(firm.weekly[lever] / max(heads, 1.0), half)


def promotion_and_offers(world: World) -> None:
    """Advertising makes firms known and slowly builds their brands."""
    rule = world.scenario.model.awareness
    effects = [pressure(world, firm, "advertising", world.customers) for firm in world.firms]
    for firm, effect in zip(world.firms, effects, strict=True):
        firm.brand += rule.brand_gain * effect * (1.0 - firm.brand)
    gains = np.array([[rule.ceiling * effect] for effect in effects], dtype=np.float32)
    for block in world.blocks:
        awareness = block.state.awareness
        awareness += (1 - awareness) * np.minimum(block.state.media * gains, 1)
