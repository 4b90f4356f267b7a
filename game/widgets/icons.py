"""Icons drawn with smooth shapes, in any size and colour."""

import itertools
import math
from collections.abc import Callable, Mapping
from functools import lru_cache
from types import MappingProxyType

import pygame
from pygame import Rect, Surface, Vector2

from game.widgets.shapes import fine

# A drawer paints on a square of `side` pixels.
Drawer = Callable[[Surface, str, float], None]


def _gear(surface: Surface, colour: str, side: float) -> None:
    middle = Vector2(side / 2, side / 2)
    for i in range(8):
        turn = i * 45
        tooth = [
            Vector2(x, y).rotate(turn) + middle
            for x, y in (
                (-side * 0.09, -side * 0.48),
                (side * 0.09, -side * 0.48),
                (side * 0.13, -side * 0.26),
                (-side * 0.13, -side * 0.26),
            )
        ]
        pygame.draw.polygon(surface, colour, tooth)
    pygame.draw.circle(surface, colour, middle, side * 0.36)
    pygame.draw.circle(surface, (0, 0, 0, 0), middle, side * 0.16)


def _play(surface: Surface, colour: str, side: float) -> None:
    pygame.draw.polygon(
        surface, colour, [(side * 0.22, side * 0.12), (side * 0.86, side * 0.5), (side * 0.22, side * 0.88)]
    )


def _pause(surface: Surface, colour: str, side: float) -> None:
    for x in (0.2, 0.58):
        pygame.draw.rect(
            surface,
            colour,
            Rect(side * x, side * 0.14, side * 0.22, side * 0.72),
            border_radius=int(side * 0.05),
        )


def _skip(surface: Surface, colour: str, side: float) -> None:
    for x in (0.06, 0.44):
        pygame.draw.polygon(
            surface,
            colour,
            [(side * x, side * 0.18), (side * (x + 0.4), side * 0.5), (side * x, side * 0.82)],
        )
    pygame.draw.rect(surface, colour, Rect(side * 0.84, side * 0.18, side * 0.1, side * 0.64))


def _stroke(
    surface: Surface, colour: str, side: float, points: list[tuple[float, float]], width: float = 0.1
) -> None:
    thick = side * width
    path = [Vector2(x * side, y * side) for x, y in points]
    for a, b in itertools.pairwise(path):
        across = (b - a).normalize().rotate(90) * (thick / 2)
        pygame.draw.polygon(surface, colour, [a + across, b + across, b - across, a - across])
    for point in path:
        pygame.draw.circle(surface, colour, point, thick / 2)


def _arc(
    surface: Surface,
    colour: str,
    side: float,
    centre: tuple[float, float],
    radius: float,
    start: int,
    stop: int,
) -> None:
    points = [
        (centre[0] + radius * math.cos(math.radians(a)), centre[1] - radius * math.sin(math.radians(a)))
        for a in range(start, stop + 1, 6)
    ]
    _stroke(surface, colour, side, points)


def _undo(surface: Surface, colour: str, side: float) -> None:
    _arc(surface, colour, side, (0.52, 0.58), 0.28, -150, 90)
    _stroke(surface, colour, side, [(0.52, 0.3), (0.16, 0.3)])
    _stroke(surface, colour, side, [(0.32, 0.12), (0.14, 0.3), (0.32, 0.48)])


def _question(surface: Surface, colour: str, side: float) -> None:
    _arc(surface, colour, side, (0.5, 0.31), 0.21, -50, 184)
    _stroke(surface, colour, side, [(0.635, 0.47), (0.5, 0.62)])
    pygame.draw.circle(surface, colour, (side * 0.5, side * 0.86), side * 0.075)


def _left(surface: Surface, colour: str, side: float) -> None:
    _stroke(surface, colour, side, [(0.12, 0.5), (0.88, 0.5)])
    _stroke(surface, colour, side, [(0.44, 0.18), (0.12, 0.5), (0.44, 0.82)])


def _right(surface: Surface, colour: str, side: float) -> None:
    _stroke(surface, colour, side, [(0.12, 0.5), (0.88, 0.5)])
    _stroke(surface, colour, side, [(0.56, 0.18), (0.88, 0.5), (0.56, 0.82)])


def _check(surface: Surface, colour: str, side: float) -> None:
    _stroke(surface, colour, side, [(0.14, 0.54), (0.4, 0.78), (0.86, 0.24)], 0.12)


def _cross(surface: Surface, colour: str, side: float) -> None:
    _stroke(surface, colour, side, [(0.2, 0.2), (0.8, 0.8)])
    _stroke(surface, colour, side, [(0.8, 0.2), (0.2, 0.8)])


def _warning(surface: Surface, colour: str, side: float) -> None:
    _stroke(surface, colour, side, [(0.5, 0.1), (0.94, 0.88), (0.06, 0.88), (0.5, 0.1)], 0.09)
    _stroke(surface, colour, side, [(0.5, 0.38), (0.5, 0.6)], 0.1)
    pygame.draw.circle(surface, colour, (side * 0.5, side * 0.74), side * 0.06)


def _person(surface: Surface, colour: str, side: float) -> None:
    pygame.draw.circle(surface, colour, (side * 0.5, side * 0.22), side * 0.17)
    body = Rect(0, 0, side * 0.5, side * 0.56)
    body.midbottom = (int(side * 0.5), int(side * 0.98))
    pygame.draw.rect(
        surface,
        colour,
        body,
        border_top_left_radius=int(side * 0.24),
        border_top_right_radius=int(side * 0.24),
        border_bottom_left_radius=int(side * 0.06),
        border_bottom_right_radius=int(side * 0.06),
    )


def _star(surface: Surface, colour: str, side: float) -> None:
    middle = Vector2(side / 2, side * 0.53)
    points = [middle + Vector2(0, -side * (0.5 if i % 2 == 0 else 0.21)).rotate(i * 36) for i in range(10)]
    pygame.draw.polygon(surface, colour, points)


def _clock(surface: Surface, colour: str, side: float) -> None:
    pygame.draw.circle(surface, colour, (side / 2, side / 2), side * 0.46, int(side * 0.09))
    _stroke(surface, colour, side, [(0.5, 0.26), (0.5, 0.5), (0.68, 0.6)], 0.09)


def _stairs(surface: Surface, colour: str, side: float) -> None:
    for i in range(4):
        height = side * (0.22 + i * 0.22)
        pygame.draw.rect(surface, colour, Rect(side * (0.04 + i * 0.235), side * 0.96 - height, side * 0.2, height))


ICONS: Mapping[str, Drawer] = MappingProxyType(
    {
        "gear": _gear,
        "play": _play,
        "pause": _pause,
        "skip": _skip,
        "undo": _undo,
        "left": _left,
        "right": _right,
        "question": _question,
        "check": _check,
        "cross": _cross,
        "warning": _warning,
        "person": _person,
        "star": _star,
        "clock": _clock,
        "stairs": _stairs,
    }
)


@lru_cache(maxsize=512)
def icon(name: str, side: int, colour: str) -> Surface:
    """The icon on a transparent square of `side` pixels."""
    return fine((side, side), colour, lambda large, factor: ICONS[name](large, colour, side * factor))
