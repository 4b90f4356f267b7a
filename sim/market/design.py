"""Brand, image, design and innovation: differential value that holds customers without any contact."""

from sim.market.aim import pressure
from sim.market.world import World
from sim.scenario.others import DesignRule


def designed(design: float, effect: float, rule: DesignRule) -> float:
    """The stock of design, 0..1, a week later; ``effect`` is the share of its full effect that money reaches."""
    return design + rule.speed * effect * (1.0 - design) - rule.fading * design


def design(world: World) -> None:
    """A week of designing: it builds a stock, and the stock lifts the brand."""
    rule = world.scenario.model.design
    for firm in world.firms:
        if firm.weekly["design"] > 0 or firm.design > 0:
            firm.design = designed(firm.design, pressure(world, firm, "design", world.customers), rule)
            firm.brand += rule.brand * firm.design * (1.0 - firm.brand)
