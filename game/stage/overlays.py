"""What the figures' colours say: one reading at a time, each colour doubled by posture or build.

An overlay turns what is known of each customer into a level, an index into its looks; level 0 is always those
of whom it has nothing to say.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import product
from math import floor, log10
from typing import Any

import numpy as np
from numpy.typing import NDArray
from pygame import Color

from game.stage.sprites import Build, Look, Posture, rgb
from game.theme import Palette
from sim.observation import People

OVERLAYS = ("segment", "satisfaction", "trust", "commitment", "value", "risk", "weeks")
OF_BUYERS = ("satisfaction", "trust", "commitment", "value", "risk")  # known of those who bought
STATE_EDGES = (0.3, 0.45, 0.6, 0.75)
RISK_EDGES = (0.05, 0.1, 0.2, 0.4)
WEEK_EDGES = (4, 13, 26, 52)
VALUE_QUANTILES = (0.4, 0.7, 0.9, 0.98)
LOW_TO_HIGH = (Posture.SLUMPED, Posture.SLUMPED, Posture.PLAIN, Posture.ARMS_UP, Posture.ARMS_UP)
SLIGHT_TO_BROAD = (
    (Posture.SLUMPED, Build.STRAIGHT),
    (Posture.PLAIN, Build.STRAIGHT),
    (Posture.PLAIN, Build.SKIRT),
    (Posture.PLAIN, Build.BROAD),
    (Posture.ARMS_UP, Build.BROAD),
)


@dataclass(frozen=True)
class Overlay:
    """One reading of the crowd. `edges` part its levels; categories have none."""

    id: str
    looks: tuple[Look, ...]
    edges: tuple[float, ...] = ()

    def levels(self, people: People) -> NDArray[np.intp]:
        """The look of each customer, shape (slots,)."""
        if self.id == "segment":
            return people.segment.astype(np.intp) + 1
        bought = people.purchases > 0
        readings: dict[str, tuple[NDArray[Any], NDArray[np.bool_]]] = {
            "satisfaction": (people.satisfaction, bought),
            "trust": (people.trust, bought),
            "commitment": (people.commitment, bought),
            "value": (people.value, people.value > 0),
            "risk": (people.risk, bought),
            "weeks": (people.weeks_on_rung, people.present),
        }
        values, known = readings[self.id]
        return np.where(known, np.searchsorted(np.array(self.edges), values, side="right") + 1, 0)


def overlay(name: str, palette: Palette, segments: int, people: People) -> Overlay:
    """The overlay called `name`; the edges of value follow from what these people are worth."""
    nobody = Look(rgb(Color(palette.person).lerp(Color(palette.bands[0]), 0.3)))
    if name == "segment":
        return Overlay(name, (nobody, *_kinds(palette.segments, segments)))
    if name in ("satisfaction", "trust", "commitment"):
        looks = zip(palette.diverging, LOW_TO_HIGH, strict=True)
        return Overlay(name, (nobody, *(Look(rgb(c), p) for c, p in looks)), STATE_EDGES)
    if name == "risk":
        looks = zip(palette.diverging[::-1], LOW_TO_HIGH[::-1], strict=True)
        return Overlay(name, (nobody, *(Look(rgb(c), p) for c, p in looks)), RISK_EDGES)
    ramp = _ramp(palette.quiet, palette.segments[0])
    shaped = (Look(c, *shape) for c, shape in zip(ramp, SLIGHT_TO_BROAD, strict=True))
    return Overlay(name, (nobody, *shaped), _value_edges(people) if name == "value" else WEEK_EDGES)


def _value_edges(people: People) -> tuple[float, ...]:
    """Round figures of money near the quantiles, so that few stand in the top level (Pareto)."""
    worth = people.value[people.value > 0]
    if not len(worth):
        return (10.0, 50.0, 100.0, 500.0)
    edges: list[float] = []
    for quantile in np.quantile(worth, VALUE_QUANTILES):
        edges.append(max(_round_figure(float(quantile)), edges[-1] if edges else 0.0))
    return tuple(edges)


def _round_figure(amount: float) -> float:
    """Two figures are enough: 232.4 is 230."""
    power = 10.0 ** (floor(log10(amount)) - 1)
    return round(amount / power) * power


def _kinds(colours: Sequence[str], count: int) -> list[Look]:
    """Colours and outlines change together, so that neither alone is needed; both run out after 24 kinds."""
    shapes = list(product((Posture.PLAIN, Posture.ARMS_UP), Build))
    return [Look(rgb(colours[i % len(colours)]), *shapes[i % len(shapes)]) for i in range(count)]


def _ramp(low: str, high: str) -> list[tuple[int, int, int]]:
    start, end = Color(low), Color(high)
    return [rgb(start.lerp(end, 0.3 + 0.175 * i)) for i in range(5)]
