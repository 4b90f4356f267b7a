"""Phase 6, first half: what a purchase is like (rule 4)."""

import numpy as np
from numpy.typing import NDArray

from sim.market import machines
from sim.market.cross_selling import basket_factor
from sim.market.luck import BASKET, CARD, CONTACT, FAILURE, MOMENT_OF_CONTACT, MOMENTS, WORK
from sim.market.quantiles import gamma_tables, normal_table
from sim.market.stakeholders import unsteadiness
from sim.market.state import Block, Single, which
from sim.market.streams import level
from sim.market.touch_points import expected_moments
from sim.market.voice import complaints
from sim.market.world import Asking, Choices, Purchases, World
from sim.scenario.parameters import ExperienceRule

_NOBODY = np.zeros(0, dtype=np.intp)


def failure_chance(skill: float, process: float, rule: ExperienceRule) -> float:
    """Chance that a purchase goes wrong."""
    return rule.failure_rate * (1.0 - process) * (1.5 - skill)


def experiences(world: World) -> None:
    """Luck gives each purchase its amount, its three moments, and whether the customer needs a person."""
    rule = world.scenario.model.experience
    pairs = list(zip(world.firms, world.teams, strict=True))
    quality = np.array([expected_moments(world, firm, team) for firm, team in pairs], np.float32).T.copy()
    risk = np.array([failure_chance(team.skill, firm.spec.process, rule) for firm, team in pairs], np.float32)
    unsteady = unsteadiness(world)
    if unsteady is not None:
        risk *= unsteady
    world.purchases = [
        _meet(world, block, choices, (quality, risk, unsteady))
        for block, choices in zip(world.blocks, world.choices, strict=True)
    ]


def _meet(world: World, block: Block, choices: Choices, service: tuple[Single, Single, Single | None]) -> Purchases:
    """``service`` is, by firm, mean quality, risk of failure, and how far quality varies, if not as usual."""
    quality, risk, unsteady = service
    model, place, firm = world.scenario.model, choices.place, choices.firm
    luck = choices.luck
    failed = luck[FAILURE] < (risk * 65536).take(firm)
    values = normal_table().take(level(luck[MOMENTS]))
    values *= model.experience.spread
    if unsteady is not None:
        values *= unsteady.take(firm)
    values += quality.take(firm, axis=1)
    values[1, which(failed)] -= np.float64(model.experience.failure_harm)
    complains = complaints(world, choices, failed, values)
    needs = (luck[CONTACT] < block.state.contact_rate.take(place) * 65536) | complains
    machine = machines.resolve(world, block, choices, needs & ~complains)
    if machine is not None:
        needs[machine.place] = False
        values[1, machine.place] += machine.lift
    asks = which(needs)
    return Purchases(
        choices=choices,
        amount=_amount(world, block, choices),
        moments=values,
        failed=failed,
        card_luck=luck[CARD],
        machine=machine,
        asking=Asking(asks, luck[MOMENT_OF_CONTACT].take(asks), level(luck[WORK].take(asks)), complains.take(asks)),
        cared=_NOBODY,
        harm=np.zeros(len(place), dtype=np.float32),
        served=np.zeros(len(place), dtype=np.bool_),
    )


def _amount(world: World, block: Block, choices: Choices) -> NDArray[np.float32]:
    """Money of each purchase; nothing for a use of what a contract's fee pays."""
    if world.contracts:
        return np.zeros(len(choices.place), dtype=np.float32)
    prices = np.array([each.price for each in world.firms], dtype=np.float32)
    amount = block.state.basket.take(choices.place)
    amount *= _basket_luck(world, block, choices.place, level(choices.luck[BASKET]))
    amount *= prices.take(choices.firm)
    products = block.state.products
    if np.count_nonzero(products):
        amount *= basket_factor(products[choices.firm, choices.place], world.scenario.model.cross_selling)
    return amount


def _basket_luck(
    world: World, block: Block, place: NDArray[np.intp], luck: NDArray[np.uint16]
) -> NDArray[np.float32]:
    tables = gamma_tables(tuple(kind.basket.within for kind in world.scenario.market.segments))
    row = block.state.segment.take(place).astype(np.int64) * tables.shape[1]
    return np.asarray(tables.take(row + luck))
