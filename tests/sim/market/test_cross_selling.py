"""Further products."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sim.market.cross_selling import acceptance, annoyance, basket_factor
from sim.scenario.dialogue import CrossSellingRule

RULE = CrossSellingRule()


def single(*values: float) -> np.ndarray:
    return np.array(values, dtype=np.float32)


def none(count: int) -> np.ndarray:
    return np.zeros(count, dtype=np.int8)


def test_strength_decides() -> None:
    bond = single(0.3, 0.45, 0.625, 0.8, 0.95)
    assert acceptance(bond, none(5), RULE).tolist() == pytest.approx([0, 0, 0.15, 0.3, 0.3])
    assert annoyance(bond, RULE).tolist() == pytest.approx([0.6, 0.6, 0.3, 0, 0], abs=1e-6)


def test_nobody_buys_more_than_there_is() -> None:
    products = np.array([3, 4, 5], dtype=np.int8)
    assert acceptance(single(1, 1, 1), products, RULE).tolist() == pytest.approx([0.3, 0, 0])


@settings(max_examples=60, deadline=None)
@given(st.tuples(st.floats(0, 1, width=32), st.floats(0, 1, width=32)).map(sorted))
def test_a_stronger_bond_never_minds_more(two: list[float]) -> None:
    weaker, stronger = acceptance(single(*two), none(2), RULE)
    assert 0 <= weaker <= stronger <= 1
    weaker, stronger = annoyance(single(*two), RULE)
    assert 0 <= stronger <= weaker <= 1


def test_each_product_adds_to_the_basket() -> None:
    assert basket_factor(np.array([0, 1, 4], dtype=np.int8), RULE).tolist() == pytest.approx([1, 1.15, 1.6])
