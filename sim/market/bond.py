"""A customer's relationship with the firm of the last purchase."""

from typing import Any

import numpy as np
from numpy.typing import NDArray

from sim.market.compiling import equation, kernel
from sim.market.state import Single, Slots, State

NEUTRAL_SATISFACTION, NEUTRAL_COMMITMENT = np.float32(0.6), np.float32(0.5)
"""What counts for those who never bought: neither good nor bad."""


@kernel
def bonds_of(state: State, slots: Slots) -> tuple[Single, Single]:
    """Satisfaction and commitment of single customers toward their home firms."""
    home, satisfaction, commitment = state.home, state.satisfaction, state.commitment
    satisfied, committed = np.empty(len(slots), np.float32), np.empty(len(slots), np.float32)
    for place in range(len(slots)):
        slot = slots[place]
        firm = home[slot]
        satisfied[place] = satisfaction[firm, slot] if firm >= 0 else NEUTRAL_SATISFACTION
        committed[place] = commitment[firm, slot] if firm >= 0 else NEUTRAL_COMMITMENT
    return satisfied, committed


@equation
def bound(purchases: NDArray[np.int16], home: int, slot: int) -> Any:
    """Whether a customer has a contract, which is with the ``home`` firm."""
    return home >= 0 and purchases[home, slot] > 0
