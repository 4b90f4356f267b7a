"""What a relationship is worth beyond product and service (concept A10), to the customer and to the firm.

Customers get confidence, social benefits and special treatment (Gwinner, Gremler & Bitner 1998); the firm saves,
because who knows it is served with less effort. Nothing here changes anything: it explains what other rules do.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from sim.market.commitment import Kind, benefits, together
from sim.market.money import cost_to_serve
from sim.market.state import Block, Single
from sim.market.world import World


@dataclass(frozen=True)
class RelationshipValue:
    """Parts of it toward one firm, shape (N,); 0 for those who are not its customers."""

    confidence: Single  # 0..1: what one need not worry about
    social: Single  # 0..1: being known, belonging
    special: Single  # 0..1: points, status, an offer of one's own
    saved: Single  # money that the firm saves with each purchase


def relationship_value(world: World, index: int) -> RelationshipValue:
    """The parts of the relationship's value for every customer of a firm."""
    state, spec = world.state, world.firms[index].spec
    customers = state.rung[index] >= world.rungs.first_customer
    everyone = np.ones(world.customers, dtype=np.float32)
    first = everyone * np.float32(spec.cost_to_serve)
    now = cost_to_serve(state.purchases[index], first, everyone * np.float32(spec.serve_saving))
    blocks = [_given(world, block, index) for block in world.blocks]
    return RelationshipValue(
        confidence=state.trust[index] * customers,
        social=np.concatenate([social for social, _ in blocks]) * customers,
        special=np.concatenate([special for _, special in blocks]) * customers,
        saved=(first - now) * customers,
    )


def _given(world: World, block: Block, index: int) -> tuple[Single, Single]:
    """Social and special benefits of one firm to a block."""
    found = benefits(world, block)

    def of(kind: Kind) -> Single:
        own: Sequence[Single] = [each.given[index] for each in found if each.source.kind is kind]
        return np.zeros(block.state.customers, dtype=np.float32) + together(own)

    return of(Kind.SOCIAL), of(Kind.SPECIAL)
