"""Communities (concept C5): customers who meet around a firm help and influence each other.

A community needs a platform and somebody who looks after it, and people: it grows with its members (Metcalfe's
reason, with the diminishing returns of Bass 1969's imitation), and small it is worth little. Inside, everybody
hears what the others think, the firm too: praise and bad news travel faster than between friends.
"""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from sim.market.aim import Doubles, money_for, used
from sim.market.compiling import ONE, equation, kernel
from sim.market.exact import saturation
from sim.market.holders import benefit_of
from sim.market.state import Block, Single, State
from sim.market.streams import LANE, Purpose, chances16, draw_for, draw_lanes, lane_at, lane_of
from sim.market.world import Asking, World
from sim.scenario.parameters import Model
from sim.scenario.relations import CommunityRule
from sim.scenario.vocabulary import Cause

Numbers = NDArray[np.int64]


@equation
def platform(money: float, members: int, half: float, rule: CommunityRule) -> float:
    """How well a community is looked after, 0..1, with ``money`` a week; a small one needs a platform too."""
    return saturation(money / max(members, rule.least_members), half)


@equation
def joining_chance(care: float, inside: float, expects: Single, weeks: int, rule: CommunityRule) -> Single:
    """Chance that a customer joins within ``weeks``; it grows with the share of customers ``inside`` already."""
    hazard = weeks * care * (rule.spark + rule.pull * inside)
    chance: Single = np.minimum(expects * np.float32(hazard), ONE)
    return chance


@equation
def trust_after_talk(trust: Single, praise: float, blame: float, weeks: int, rule: CommunityRule) -> Single:
    """Trust of members who hear praise from a share of the others and bad news from another share."""
    risen = (ONE - trust) * np.float32(min(1.0, weeks * rule.talk * praise))
    fallen = trust * np.float32(min(1.0, weeks * rule.talk * rule.bad_news * blame))
    after: Single = trust + risen - fallen
    return after


def communities(world: World) -> None:
    """Between reviews customers join or leave communities, and members hear what the others think."""
    if not world.review or not (used(world, "community") or world.state.community.any()):
        return
    worth, keys, change = _gather(
        world.arrays,
        world.doubles,
        world.streams.seed,
        world.week,
        world.scenario.ladder.review_weeks,
        money_for(world, "community"),
        world.scenario.levers.community.half,
        _expected(world),
        world.rungs.first_customer,
        world.journal is not None,
    )
    for firm, each in zip(world.firms, worth.tolist(), strict=True):
        firm.community = each
    if world.journal is not None:
        world.journal.changed(world.week, Cause.COMMUNITY, keys, change)


def _expected(world: World) -> Single:
    """How much each segment expects a community."""
    return np.array([kind.expects.community for kind in world.scenario.market.segments], dtype=np.float32)


@kernel
def _gather(
    state: State,
    doubles: Sequence[Model],
    seed: np.uint64,
    week: int,
    weeks: int,
    money: Doubles,
    half: float,
    expects: Single,
    first_customer: int,
    noting: bool,
) -> tuple[Doubles, Numbers, Single]:
    """All firms' communities in so many ``weeks``.

    Returns what belonging to each is worth, and whose trust was changed by how much, if ``noting``.
    """
    (firms, customers), rule = state.community.shape, doubles[0].community
    luck = draw_lanes(seed, Purpose.COMMUNITY.value, week, customers, firms)
    worth, chance, noted = np.empty(firms), np.empty(len(expects), np.float32), 0
    keys, changes = np.empty(firms * customers * noting, np.int64), np.empty(firms * customers * noting, np.float32)
    for firm in range(firms):
        own, inside = _own(state, firm, first_customer)
        care, share = platform(money[firm], inside, half, rule), inside / max(len(own), 1)
        for kind in range(len(expects)):
            chance[kind] = joining_chance(care, share, expects[kind], weeks, rule)
        members = _come_and_go(state, firm, own, luck, chance, chances16(weeks * rule.leave * (1 - care)))
        worth[firm] = care * saturation(float(len(members)), rule.half_members)
        change = _talk(state, doubles, firm, members, weeks, np.float32(min(1.0, weeks * rule.teaches * care)))
        if noting:
            for place in range(len(members)):
                keys[noted + place], changes[noted + place] = firm * customers + members[place], change[place]
            noted += len(members)
    return worth, keys[:noted], changes[:noted]


@kernel
def _own(state: State, firm: int, first_customer: int) -> tuple[Numbers, int]:
    """A firm's customers and members, and how many are members."""
    rung, inside = state.rung[firm], state.community[firm]
    own, count, members = np.empty(len(rung), np.int64), 0, 0
    for slot in range(len(rung)):
        own[count] = slot
        count += int((rung[slot] >= first_customer) | inside[slot])
        members += int(inside[slot])
    return own[:count], members


@kernel
def _come_and_go(
    state: State, firm: int, own: Numbers, luck: NDArray[np.uint64], joining: Single, leaving: int
) -> Numbers:
    """Who of ``own`` are members then, with these chances of joining by segment, and of leaving."""
    inside, segment, firms = state.community[firm], state.segment, len(state.community)
    members, count = np.empty(len(own), np.int64), 0
    for slot in own:
        draw = lane_at(luck, slot, firm, firms)
        joins = (not inside[slot]) & (draw < joining[segment[slot]] * np.float32(LANE))
        inside[slot] = joins | (inside[slot] & (draw >= leaving))
        members[count] = slot
        count += int(inside[slot])
    return members[:count]


@kernel
def _talk(
    state: State, doubles: Sequence[Model], firm: int, members: Numbers, weeks: int, learned: np.float32
) -> Single:
    """What members think of the firm spreads among them: everybody hears the same mixture, and so does the firm.

    Returns how much that changed the strength of their relationships.
    """
    rule, weight = doubles[0].community, np.float32(doubles[0].strength.trust)
    satisfaction, trust, knowledge = state.satisfaction[firm], state.trust[firm], state.knowledge[firm]
    high, low = np.float32(rule.pleased_above), np.float32(rule.unhappy_below)
    pleased, unhappy = 0, 0
    for slot in members:
        pleased += int(satisfaction[slot] > high)
        unhappy += int(satisfaction[slot] < low)
    crowd, change = saturation(float(len(members)), rule.half_members), np.empty(len(members), np.float32)
    praise, blame = pleased / len(members) * crowd, unhappy / len(members) * crowd
    for place in range(len(members)):
        slot = members[place]
        before = trust[slot]
        trust[slot] = trust_after_talk(before, praise, blame, weeks, rule)
        change[place] = (trust[slot] - before) * weight
        knowledge[slot] += (ONE - knowledge[slot]) * learned
    return change


def belonging(world: World, block: Block) -> Single | None:
    """The benefit of belonging to a community, as far as one's segment expects it; shape (F, block)."""
    if not any(firm.community for firm in world.firms):
        return None
    worth = np.array([[firm.community] for firm in world.firms], dtype=np.float32) * _expected(world)
    return benefit_of(world.arrays, world.state.community, worth, block.slots.start, block.slots.stop)


def ask_the_others(world: World) -> None:
    """Members put simple questions to each other; those that are answered never reach the desk."""
    worth = [firm.community for firm in world.firms]
    if not any(worth):
        return
    for index, purchases in enumerate(world.purchases):
        asking, answers = _answer(
            world.arrays,
            world.doubles,
            world.streams.seed,
            world.week,
            purchases.choices.firm,
            purchases.choices.slots,
            purchases.asking,
            np.array(worth),
        )
        world.purchases[index] = purchases._replace(asking=asking)
        for firm, count in zip(world.firms, answers.tolist(), strict=True):
            firm.round.community_answers += count


@kernel
def _answer(
    state: State,
    doubles: Sequence[Model],
    seed: np.uint64,
    week: int,
    firms: Numbers,
    slots: Numbers,
    asking: Asking,
    worth: Doubles,
) -> tuple[Asking, Numbers]:
    """Members answer members, but no complaint: who still turns to the desk, and how many do not, by firm."""
    member, rule, answers = state.community, doubles[0].community, np.zeros(len(worth), np.int64)
    left, count, one = np.empty(len(asking.place), np.int64), 0, np.empty(1, np.int64)
    for place in range(len(asking.place)):
        firm, one[0] = firms[asking.place[place]], slots[asking.place[place]]
        answered = member[firm, one[0]] and not asking.complaint[place]
        if answered:
            luck = draw_for(seed, Purpose.COMMUNITY_ANSWER.value, week, one, 1)
            answered = lane_of(luck[0, 0], 0) < chances16(rule.answers * worth[firm])
            answers[firm] += int(answered)
        left[count] = place
        count += int(not answered)
    left = left[:count]
    return Asking(asking.place[left], asking.moment[left], asking.work[left], asking.complaint[left]), answers
