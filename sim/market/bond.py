"""A customer's relationship with the firm of the last purchase."""

from typing import Any

import numpy as np
from numpy.typing import NDArray

from sim.market.compiling import equation
from sim.market.state import Single

NEUTRAL_SATISFACTION, NEUTRAL_COMMITMENT = np.float32(0.6), np.float32(0.5)
"""What counts for those who never bought: neither good nor bad."""


@equation
def toward_home(bond: Single, home: int, slot: int, neutral: np.float32) -> Any:
    """One customer's satisfaction with the ``home`` firm or commitment to it, of those (F, N) to all firms."""
    return bond[home, slot] if home >= 0 else neutral


@equation
def bound(purchases: NDArray[np.int16], home: int, slot: int) -> Any:
    """Whether a customer has a contract, which is with the ``home`` firm."""
    return home >= 0 and purchases[home, slot] > 0
