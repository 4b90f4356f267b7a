"""A customer's relationship with the firm of the last purchase."""

import numpy as np

from sim.market.state import Single, State

NEUTRAL_SATISFACTION = 0.6
NEUTRAL_COMMITMENT = 0.5
"""What counts for those who never bought: neither good nor bad."""


def bond_of(state: State) -> tuple[Single, Single]:
    """Satisfaction and commitment of each customer toward their home firm."""
    satisfaction = np.full(state.customers, NEUTRAL_SATISFACTION, dtype=np.float32)
    commitment = np.full(state.customers, NEUTRAL_COMMITMENT, dtype=np.float32)
    for firm in range(len(state.satisfaction)):
        at_home = state.home == firm
        np.copyto(satisfaction, state.satisfaction[firm], where=at_home)
        np.copyto(commitment, state.commitment[firm], where=at_home)
    return satisfaction, commitment
