"""Phase 6: what a purchase is like, and who turns to the desk (rules 4 and 5)."""

import numpy as np
from numpy.typing import NDArray

from sim.market.quantiles import exponential_table, gamma_table, normal_table
from sim.market.staff import Contact
from sim.market.state import Block, Single
from sim.market.streams import Purpose, chances16
from sim.market.world import Choices, Purchases, World
from sim.scenario.parameters import ExperienceRule


def expected_quality(morale: float, skill: float, process: float, rule: ExperienceRule) -> float:
    """Mean quality of a moment that this team and these premises give."""
    return rule.base + rule.morale * morale + rule.process * process + rule.skill * (skill - 0.5)


def failure_chance(skill: float, process: float, rule: ExperienceRule) -> float:
    """Chance that a purchase goes wrong."""
    return rule.failure_rate * (1.0 - process) * (1.5 - skill)


def quality_of(moments: Single, rule: ExperienceRule) -> Single:
    """Quality of three moments of shape (3, P): their mean, drawn toward the weakest."""
    before, during, after = moments
    mean = (before + during + after) * np.float32(1 / 3)
    weakest = np.minimum(np.minimum(before, during), after)
    return np.clip(mean + (weakest - mean) * np.float32(rule.weakest), 0, 1)


def waiting_harm(wait: Single, promised: Single, rule: ExperienceRule) -> Single:
    """Quality lost by waiting ``wait`` minutes when ``promised`` are accepted."""
    over = (wait - promised) / (np.maximum(promised, 1) * np.float32(rule.wait_patience))
    return np.clip(over, 0, 1) * np.float32(rule.wait_harm)


def experience_and_contacts(world: World) -> None:
    """Luck gives each purchase its amount and its moments; those who need a person join the desk's queue."""
    rule = world.scenario.model.experience
    pairs = list(zip(world.firms, world.teams, strict=True))
    quality = np.array(
        [expected_quality(team.morale, team.skill, firm.spec.process, rule) for firm, team in pairs],
        np.float32,
    )
    risk = np.array([failure_chance(team.skill, firm.spec.process, rule) for firm, team in pairs], np.float32)
    world.purchases = [
        _meet(world, block, choices, quality, risk)
        for block, choices in zip(world.blocks, world.choices, strict=True)
    ]
    by_firm: list[list[Contact]] = [[] for _ in world.firms]
    for purchases in world.purchases:
        for contact in purchases.contacts:
            by_firm[purchases.choices.firm[contact.place]].append(contact)
    for team, contacts in zip(world.teams, by_firm, strict=True):
        contacts.sort(key=lambda contact: contact.arrived)
        team.receive(contacts)


def _meet(world: World, block: Block, choices: Choices, quality: Single, risk: Single) -> Purchases:
    model, place, firm = world.scenario.model, choices.place, choices.firm
    moments = world.streams.lanes(Purpose.MOMENTS, world.week, block.slots, 4)[place]
    asking = world.streams.lanes(Purpose.CONTACT, world.week, block.slots, 4)[place]
    baskets = world.streams.lanes(Purpose.BASKET, world.week, block.slots, 1)[place, 0]
    failed = moments[:, 3] < risk[firm] * np.float32(65536)
    complained = failed & (asking[:, 1] < chances16(model.contact.after_failure))
    asks = asking[:, 0] < block.state.contact_rate[place] * np.float32(65536)
    shared = normal_table()[moments[:, :3]].T * np.float32(model.experience.spread)
    values = quality[firm] + shared
    values[1] -= failed * np.float32(model.experience.failure_harm)
    prices = np.array([each.price for each in world.firms], dtype=np.float32)
    return Purchases(
        choices=choices,
        amount=block.state.basket[place] * _basket_luck(world, block, place, baskets) * prices[firm],
        moments=values,
        failed=failed,
        complained=complained,
        contacts=_contacts(world, choices, np.flatnonzero(asks | complained), complained, asking),
    )


def _basket_luck(
    world: World, block: Block, place: NDArray[np.intp], luck: NDArray[np.uint16]
) -> NDArray[np.float32]:
    segment = block.state.segment[place]
    factor = np.empty(len(place), dtype=np.float32)
    for index, kind in enumerate(world.scenario.market.segments):
        own = segment == index
        factor[own] = gamma_table(kind.basket.within)[luck[own]]
    return factor


def _contacts(
    world: World,
    choices: Choices,
    who: NDArray[np.intp],
    complained: NDArray[np.bool_],
    luck: NDArray[np.uint16],
) -> list[Contact]:
    arrives = (luck[who, 2].astype(np.float64) + 0.5) / 65536
    work = exponential_table()[luck[who, 3]]
    now = world.env.now
    minutes = [team.weeks(firm.spec.service_minutes) for firm, team in zip(world.firms, world.teams, strict=True)]
    return [
        Contact(now + at, float(share) * minutes[firm], complaint, place)
        for place, firm, complaint, at, share in zip(
            who.tolist(),
            choices.firm[who].tolist(),
            complained[who].tolist(),
            arrives.tolist(),
            work.tolist(),
            strict=True,
        )
    ]
