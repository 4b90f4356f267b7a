"""Finding a figure: the nearest to the pointer, or the next one in the direction of an arrow key."""

import numpy as np
from numpy.typing import NDArray

from game.stage.crowd import Crowd

SIDEWAYS = 2.6  # how much more a step aside weighs than a step ahead


def centres(crowd: Crowd, pitch: tuple[int, int]) -> NDArray[np.float32]:
    """The middle of each figure, shape (slots, 2)."""
    return crowd.position + np.array([pitch[0] / 2, pitch[1] / 2], np.float32)


def nearest(crowd: Crowd, pitch: tuple[int, int], point: tuple[float, float], reach: float) -> int | None:
    """The slot of the figure closest to `point`, if one is within `reach` pixels."""
    seen = crowd.in_sight
    if not len(seen):
        return None
    gap = centres(crowd, pitch)[seen] - np.array(point, np.float32)
    distance = (gap * gap).sum(axis=1)
    best = int(distance.argmin())
    return int(seen[best]) if distance[best] <= reach * reach else None


def neighbour(crowd: Crowd, pitch: tuple[int, int], slot: int, direction: tuple[int, int]) -> int:
    """The slot of the figure next to `slot` towards `direction` (right is 1, 0); itself at the end."""
    seen = crowd.in_sight
    gap = (crowd.position[seen] - crowd.position[slot]) * 1.0
    ahead = gap @ np.array(direction, np.float32)
    aside = np.abs(gap @ np.array(direction[::-1], np.float32))
    forward = ahead > min(pitch) / 2
    if not forward.any():
        return slot
    cost = np.where(forward, ahead + SIDEWAYS * aside, np.inf)
    return int(seen[int(cost.argmin())])


def first_on(crowd: Crowd, rung: int) -> int | None:
    """The slot of the figure at the head of the crowd on a rung (topmost, leftmost), if anybody is there."""
    members = crowd.in_sight
    members = members[crowd.rung[members] == rung]
    if not len(members):
        return None
    return int(members[np.lexsort((crowd.position[members, 0], crowd.position[members, 1]))[0]])
