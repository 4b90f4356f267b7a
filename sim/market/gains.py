"""What customers gain: the other side of the exchange (concept A9).

Value to the customer is what she gets for what she gives (Zeithaml 1988). The weights with which quality and price
enter choices say how much money a unit of quality is worth to customers (willingness to pay: Train 2009, ch. 3). A
purchase that gives the quality one asked for before any experience, at the reference price, is a fair deal and
leaves nothing over; better quality or a lower price leaves a gain, the opposite a loss.
"""

import numpy as np

from sim.market.compiling import ONE, equation
from sim.market.state import Single, State
from sim.market.world import Choices


@equation
def gain(stake: Single, quality: Single, asked: Single, dearness: Single, worth: float | np.float32) -> Single:
    """Money that customers gain with purchases of ``stake`` at a price index ``dearness`` above the reference."""
    return stake * ((quality - asked) * worth - dearness)


@equation
def gains(
    state: State, choices: Choices, quality: Single, dearness: Single, worth: np.float32, period: np.float32
) -> Single:
    """What each purchase leaves its customer. A use is a part of the fee for a ``period`` of weeks."""
    firm, slots, left = choices.firm, choices.slots, np.empty(len(choices.firm), np.float32)
    basket, rate, asked = state.basket, state.rate, state.first_expectation
    for place in range(len(left)):
        slot = np.uint64(slots[place])
        uses = np.maximum(rate[slot] * period, ONE) if period else ONE
        left[place] = gain(basket[slot] / uses, quality[place], asked[slot], dearness[firm[place]], worth)
    return left
