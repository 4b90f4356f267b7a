"""Goodwill of intermediaries, owners and neighbours (concepts D3, D4): what a firm deserves of them.

Looked at once a round, from what the firm did and what came of it.
"""

from sim.market.aim import pressure
from sim.market.state import FirmState
from sim.market.world import World
from sim.scenario.stakeholders import GoodwillRule, Stakeholder
from sim.scenario.vocabulary import LEVERS, StakeholderKind


def moved(goodwill: float, deserved: float, rule: GoodwillRule) -> float:
    """Goodwill a round later, 0..1."""
    return goodwill + rule.speed * (min(1.0, max(0.0, deserved)) - goodwill)


def content_with(profit: float, demand: float) -> float:
    """Shareholders' contentment: .5 when profit is what they demand, and 0 when there is none of it."""
    return 0.5 + 0.5 * (profit - demand) / max(abs(demand), 1.0)


def laid_off(layoffs: int, left: int) -> float:
    """Share of a team that was let go in a round, when ``left`` people remain."""
    return layoffs / max(layoffs + left, 1)


def deserved(world: World, index: int, stakeholder: Stakeholder) -> float:
    """What goodwill a firm deserves for its last round."""
    firm, rule, kind = world.firms[index], world.scenario.model.goodwill, stakeholder.kind
    if kind is StakeholderKind.SHAREHOLDERS:
        return content_with(firm.round.profit, stakeholder.demand)
    effect = pressure(world, firm, kind, world.customers) if kind in LEVERS else 0.0
    return rule.base + rule.care * effect + _conduct(world, index, firm, kind)


def _conduct(world: World, index: int, firm: FirmState, kind: StakeholderKind) -> float:
    """What a firm's conduct adds or takes away."""
    rule, book = world.scenario.model.goodwill, firm.round
    match kind:
        case StakeholderKind.PRESCRIBERS:
            return rule.service * (book.quality / book.purchases - 0.6) if book.purchases else 0.0
        case StakeholderKind.DISTRIBUTORS:
            equal = 1.0 / len(world.firms)
            return rule.sales * (book.purchases / book.market_purchases - equal) if book.market_purchases else 0.0
        case StakeholderKind.SUPPLIERS:
            return -rule.late if firm.cash < 0 else 0.0
        case _:
            broken = 1.0 - book.kept / book.purchases if book.purchases else 0.0
            dearness = max(0.0, firm.price / world.scenario.market.reference_price - 1.0)
            gone = laid_off(book.layoffs, len(world.teams[index].employees))
            return 0.1 - rule.layoffs * gone - rule.broken * broken - rule.dear * dearness
