"""Communities (concept C5): customers who meet around a firm help and influence each other.

A community needs a platform and somebody who looks after it, and people: it grows with its members (Metcalfe's
reason, with the diminishing returns of Bass 1969's imitation), and small it is worth little. Inside, everybody
hears what the others think, the firm too: praise and bad news travel faster than between friends.
"""

import numpy as np
from numpy.typing import NDArray

from sim.market.exact import saturation
from sim.market.state import Block, Single, which
from sim.market.streams import Purpose, chances16
from sim.market.world import Purchases, World
from sim.scenario.relations import CommunityRule
from sim.scenario.vocabulary import Cause

Slots = NDArray[np.intp]


def platform(money: float, members: int, half: float, rule: CommunityRule) -> float:
    """How well a community is looked after, 0..1, with ``money`` a week; a small one needs a platform too."""
    return saturation(money / max(members, rule.least_members), half)


def joining_chance(care: float, inside: float, expects: Single, weeks: int, rule: CommunityRule) -> Single:
    """Chance that a customer joins within ``weeks``; it grows with the share of customers ``inside`` already."""
    hazard = weeks * care * (rule.spark + rule.pull * inside)
    return np.asarray(np.minimum(expects * np.float32(hazard), 1))


def trust_after_talk(trust: Single, praise: float, blame: float, weeks: int, rule: CommunityRule) -> Single:
    """Trust of members who hear praise from a share of the others and bad news from another share."""
    risen = (1 - trust) * np.float32(min(1.0, weeks * rule.talk * praise))
    fallen = trust * np.float32(min(1.0, weeks * rule.talk * rule.bad_news * blame))
    return np.asarray(trust + risen - fallen)


def communities(world: World) -> None:
    """Between reviews customers join or leave communities, and members hear what the others think."""
    if not world.review:
        return
    alive = [
        firm.weekly["community"] > 0 or bool(world.state.community[index].any())
        for index, firm in enumerate(world.firms)
    ]
    if not any(alive):
        return
    luck = world.streams.lanes(Purpose.COMMUNITY, world.week, world.everyone, len(world.firms))
    for index, firm in enumerate(world.firms):
        if alive[index]:
            _come_and_go(world, index, luck[:, index])
        else:
            firm.community = 0.0


def _come_and_go(world: World, index: int, luck: NDArray[np.uint16]) -> None:
    rule, state, firm = world.scenario.model.community, world.state, world.firms[index]
    weeks = world.scenario.ladder.review_weeks
    inside = state.community[index]
    customers = which((state.rung[index] >= world.rungs.first_customer) & ~inside)
    members = which(inside)
    half = world.scenario.levers.community.half
    care = platform(firm.weekly["community"], len(members), half, rule)
    share = len(members) / max(len(members) + len(customers), 1)
    expects = np.array([kind.expects.community for kind in world.scenario.market.segments], dtype=np.float32)
    joins = joining_chance(care, share, expects.take(state.segment.take(customers)), weeks, rule)
    joined = customers[luck.take(customers) < joins * 65536]
    left = members[luck.take(members) < chances16(weeks * rule.leave * (1 - care))]
    inside[left] = False
    inside[joined] = True
    members = which(inside)
    firm.community = care * saturation(float(len(members)), rule.half_members)
    known = state.knowledge[index, members]
    state.knowledge[index, members] = known + (1 - known) * np.float32(min(1.0, weeks * rule.teaches * care))
    _talk(world, index, members)


def _talk(world: World, index: int, members: Slots) -> None:
    """What members think of the firm spreads among them: everybody hears the same mixture."""
    rule, state = world.scenario.model.community, world.state
    if not len(members):
        return
    satisfaction = state.satisfaction[index, members]
    pleased = np.count_nonzero(satisfaction > rule.pleased_above) / len(members)
    unhappy = np.count_nonzero(satisfaction < rule.unhappy_below) / len(members)
    crowd = saturation(float(len(members)), rule.half_members)
    before = state.trust[index, members]
    weeks = world.scenario.ladder.review_weeks
    after = trust_after_talk(before, pleased * crowd, unhappy * crowd, weeks, rule)
    state.trust[index, members] = after
    if world.journal is not None:
        change = (after - before) * np.float32(world.scenario.model.strength.trust)
        world.journal.changed(world.week, Cause.COMMUNITY, index * world.customers + members, change)


def belonging(world: World, block: Block) -> Single | None:
    """The benefit of belonging to a community, as far as one's segment expects it; shape (F, block)."""
    if not any(firm.community for firm in world.firms):
        return None
    given = np.array([[firm.community] for firm in world.firms], dtype=np.float32)
    expects = np.array([kind.expects.community for kind in world.scenario.market.segments], dtype=np.float32)
    return block.state.community * given * expects.take(block.state.segment)


def ask_the_others(world: World) -> None:
    """Members put simple questions to each other; those that are answered never reach the desk."""
    if any(firm.community for firm in world.firms):
        world.purchases = [
            _answered(world, block, purchases)
            for block, purchases in zip(world.blocks, world.purchases, strict=True)
        ]


def _answered(world: World, block: Block, purchases: Purchases) -> Purchases:
    asking, choices, rule = purchases.asking, purchases.choices, world.scenario.model.community
    luck = world.streams.lanes(Purpose.COMMUNITY_ANSWER, world.week, block.slots, 1)[:, 0]
    chance = np.array([chances16(rule.answers * firm.community) for firm in world.firms], dtype=np.uint32)
    lucky = luck.take(choices.place.take(asking.place)) < chance.take(choices.firm.take(asking.place))
    member = world.state.community.reshape(-1).take(choices.keys.take(asking.place))
    answered = lucky & member & ~asking.complaint
    by_firm = np.bincount(choices.firm.take(asking.place[answered]), minlength=len(world.firms))
    for firm, count in zip(world.firms, by_firm.tolist(), strict=True):
        firm.round.community_answers += count
    return purchases._replace(asking=asking.where(~answered))
