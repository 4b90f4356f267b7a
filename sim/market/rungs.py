"""The ladder's numbers as arrays over rungs."""

from dataclasses import dataclass
from typing import Self

import numpy as np
from numpy.typing import NDArray

from sim.scenario.ladder import Ladder
from sim.scenario.vocabulary import Stage

JUDGED_BY = ("awareness", "satisfaction", "trust", "commitment", "strength", "purchases")
"""What a rung may ask for."""


def asked_for(ladder: Ladder, margin: float = 0.0) -> NDArray[np.float32]:
    """What each rung asks for: (rungs, ``JUDGED_BY``), -inf where nothing.

    All is lowered by ``margin`` but purchases, which never are.
    """
    asked = [[getattr(rung.enter, name) for name in JUDGED_BY] for rung in ladder.rungs]
    result = np.array([[-np.inf if each is None else each for each in row] for row in asked])
    result[:, : JUDGED_BY.index("purchases")] -= margin
    return result.astype(np.float32)


@dataclass(frozen=True)
class RungTable:
    """All that kernels and phases ask the ladder."""

    first_customer: int
    first_friend: int  # from here on trust weighs in choices, and customers recommend
    first_partner: int  # from here on commitment weighs in choices
    resistance: NDArray[np.float32]
    referral: NDArray[np.float32]
    decay: NDArray[np.float32]
    asked: NDArray[np.float32]  # for a climb, see ``asked_for``
    held: NDArray[np.float32]  # or else a fall begins

    @classmethod
    def of(cls, ladder: Ladder) -> Self:
        """The table of a scenario's ladder."""
        rungs = ladder.rungs
        return cls(
            first_customer=ladder.first_customer,
            first_friend=sum(rung.stage in (Stage.STRANGER, Stage.ACQUAINTANCE) for rung in rungs),
            first_partner=sum(rung.stage is not Stage.PARTNER for rung in rungs),
            resistance=np.array([rung.resistance for rung in rungs], dtype=np.float32),
            referral=np.array([rung.referral for rung in rungs], dtype=np.float32),
            decay=np.array([rung.decay for rung in rungs], dtype=np.float32),
            asked=asked_for(ladder),
            held=asked_for(ladder, ladder.margin),
        )
