"""Benefits that only some of a firm's customers have: those who belong, those with somebody of their own."""

import numpy as np
from numpy.typing import NDArray

from sim.market.compiling import ZERO, either, kernel
from sim.market.state import Single, State


@kernel
def benefit_of(state: State, holds: NDArray[np.bool_], worth: Single, start: int, stop: int) -> Single:
    """What it is to customers between two slots, of whom some hold it (F, N), and ``worth`` (F, S) by segment.

    Shape (F, stop - start).
    """
    segment, given = state.segment[start:stop], np.empty((len(worth), stop - start), np.float32)
    for firm in range(len(worth)):
        has, to_each, to_segment = holds[firm, start:stop], given[firm], worth[firm]
        for place in range(stop - start):
            to_each[place] = to_segment[segment[place]]
        for place in range(stop - start):
            to_each[place] = either(has[place], to_each[place], ZERO)
    return given
