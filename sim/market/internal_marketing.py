"""The staff as internal customers: what they are told of the promise, and what they tell of the customers.

A front line that does not know what was promised falls short of it (Zeithaml, Berry & Parasuraman 1988, gap 4); one
that knows, and likes its work, tells the firm what it learns of the customers.
"""

from sim.market.compiling import equation
from sim.market.exact import saturation
from sim.market.staff import Team
from sim.market.state import FirmState
from sim.market.world import World
from sim.scenario.service import InternalMarketingRule


def alignment_after(alignment: float, effect: float, rule: InternalMarketingRule) -> float:
    """What the team knows of the promise a week later, 0..1; ``effect`` is that of the money, 0..1."""
    return alignment + rule.speed * effect * (1.0 - alignment) - rule.forgetting * alignment


@equation
def shortfall(promise: float, alignment: float, rule: InternalMarketingRule) -> float:
    """Quality lost because the team does not know how much was promised."""
    return rule.gap * max(0.0, promise - rule.modest) * (1.0 - alignment)


def with_feedback(knowledge: float, feedback: float, rule: InternalMarketingRule) -> float:
    """What a firm knows of its customers with what the front line tells, for its reports."""
    return knowledge + (1.0 - knowledge) * feedback * rule.sharpens


def inform(world: World, firm: FirmState, team: Team) -> None:
    """A week in which the team is told, forgets, and reports what it hears."""
    lever, rule = world.scenario.levers.internal_marketing, world.scenario.model.internal_marketing
    if not lever.available:
        return
    effect = saturation(firm.weekly["internal_marketing"] / max(len(team.employees), 1), lever.half)
    firm.alignment = alignment_after(firm.alignment, effect, rule)
    firm.feedback += rule.listening * (firm.alignment * team.morale - firm.feedback)
