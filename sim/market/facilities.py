"""How the desks of firms and their service are for good, as kernels take it."""

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from sim.market.staff import Team
from sim.market.state import Single
from sim.scenario.schema import Firm


class Facilities(NamedTuple):
    """Arrays over firms."""

    contact: NDArray[np.float64]  # what the average contact takes a fully skilled employee, weeks of the desk
    minutes: NDArray[np.float64]  # of the desk's week
    promised_wait: Single  # minutes
    serving: Single  # (F, 2): cost of serving a first purchase, and the part of it that experience saves


def facilities_of(firms: Sequence[Firm], teams: Sequence[Team]) -> Facilities:
    """Those of firms with their teams."""
    desks = list(zip(firms, teams, strict=True))
    return Facilities(
        contact=np.array([team.weeks(firm.service_minutes) for firm, team in desks]),
        minutes=np.array([team.minutes(1.0) for _, team in desks]),
        promised_wait=np.array([firm.promised_wait for firm in firms], dtype=np.float32),
        serving=np.array([(firm.cost_to_serve, firm.serve_saving) for firm in firms], dtype=np.float32),
    )
