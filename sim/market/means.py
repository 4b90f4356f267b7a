"""What firms have to win and to serve customers with in a week."""

from typing import Any

import numpy as np

from sim.market.stakeholders import unsteadiness
from sim.market.world import Means, World

_MEANS = np.dtype([(name, "f8") for name in Means._fields])


def means_of(world: World) -> Any:
    """Those of all firms, as kernels take them: an array of one record for each."""
    reference = world.scenario.market.reference_price
    unsteady = unsteadiness(world)
    swings = [1.0] * len(world.firms) if unsteady is None else unsteady.tolist()
    price = 0.0 if world.contracts else 1.0
    rows = []
    for firm, team, swing in zip(world.firms, world.teams, swings, strict=True):
        spec, money, index = firm.spec, firm.weekly, firm.price
        rows.append(
            Means(
                index / reference - 1.0,
                firm.brand,
                firm.design,
                firm.benefit,
                firm.co_created,
                team.morale,
                team.skill,
                spec.process,
                spec.touch_before,
                spec.touch_after,
                firm.decision["promise"],
                firm.alignment,
                swing,
                index * price,
                firm.met.customers,
                money["before_sale"],
                money["after_sale"],
                money["complaint_line"],
                money["self_service"],
                money["automation"],
                money["customisation"],
                money["loyalty_card"],
            )
        )
    return np.array(rows, dtype=_MEANS)
