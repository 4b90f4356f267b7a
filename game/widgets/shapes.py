"""Antialiased shapes that pygame does not draw by itself: drawn large, scaled down smoothly."""

import itertools
from collections.abc import Callable, Sequence
from functools import lru_cache

import pygame
from pygame import Rect, Surface

FINER = 4

Point = tuple[float, float]


def mixed(a: str, b: str, share: float) -> str:
    """The colour that is `share` of the way from a to b."""
    colour = pygame.Color(a).lerp(pygame.Color(b), share)
    return f"#{colour.r:02X}{colour.g:02X}{colour.b:02X}"


def fine(size: tuple[int, int], edge: str, draw: Callable[[Surface, int], None]) -> Surface:
    """A surface of `size`, drawn by `draw(large surface, factor)` and scaled down.

    The transparent rest carries the colour of the shape's edge, so that scaling does not darken the edge.
    """
    whole = (max(1, size[0]), max(1, size[1]))
    large = Surface((whole[0] * FINER, whole[1] * FINER), pygame.SRCALPHA)
    clear = pygame.Color(edge)
    clear.a = 0
    large.fill(clear)
    draw(large, FINER)
    return pygame.transform.smoothscale(large, whole)


@lru_cache(maxsize=256)
def _tile(radius: int, fill: str, border: str, width: int) -> Surface:
    side = 2 * radius + 2

    def draw(large: Surface, factor: int) -> None:
        whole = large.get_rect()
        if width:
            pygame.draw.rect(large, border, whole, border_radius=radius * factor)
            inner = whole.inflate(-2 * width * factor, -2 * width * factor)
            pygame.draw.rect(large, fill, inner, border_radius=max(0, (radius - width) * factor))
        else:
            pygame.draw.rect(large, fill, whole, border_radius=radius * factor)

    return fine((side, side), border, draw)


def rounded(target: Surface, rect: Rect, radius: int, fill: str, border: str = "", width: int = 0) -> None:
    """A filled rectangle with smooth corners and, if asked, a border inside its edge."""
    radius = max(0, min(radius, rect.width // 2 - 1, rect.height // 2 - 1))
    width = width if border else 0
    if radius < 1:
        pygame.draw.rect(target, border if width else fill, rect)
        if width:
            pygame.draw.rect(target, fill, rect.inflate(-2 * width, -2 * width))
        return
    tile = _tile(radius, fill, border or fill, width)
    r, far_x, far_y = radius, rect.right - radius, rect.bottom - radius
    for x, y, tx, ty in (
        (rect.x, rect.y, 0, 0),
        (far_x, rect.y, r + 2, 0),
        (rect.x, far_y, 0, r + 2),
        (far_x, far_y, r + 2, r + 2),
    ):
        target.blit(tile, (x, y), Rect(tx, ty, r, r))
    across, down = rect.width - 2 * r, rect.height - 2 * r
    pygame.draw.rect(target, fill, Rect(rect.x + r, rect.y, across, rect.height))
    pygame.draw.rect(target, fill, Rect(rect.x, rect.y + r, rect.width, down))
    if width:
        pygame.draw.rect(target, border, Rect(rect.x + r, rect.y, across, width))
        pygame.draw.rect(target, border, Rect(rect.x + r, rect.bottom - width, across, width))
        pygame.draw.rect(target, border, Rect(rect.x, rect.y + r, width, down))
        pygame.draw.rect(target, border, Rect(rect.right - width, rect.y + r, width, down))


def outline(target: Surface, rect: Rect, radius: int, colour: str, width: int) -> None:
    """Only the border of a rounded rectangle."""

    def draw(large: Surface, factor: int) -> None:
        pygame.draw.rect(large, colour, large.get_rect(), width=width * factor, border_radius=radius * factor)

    side = 2 * (radius + width) + 2
    tile = fine((side, side), colour, draw)
    r = radius + width
    r = min(r, rect.width // 2, rect.height // 2)
    for x, y, tx, ty in (
        (rect.x, rect.y, 0, 0),
        (rect.right - r, rect.y, side - r, 0),
        (rect.x, rect.bottom - r, 0, side - r),
        (rect.right - r, rect.bottom - r, side - r, side - r),
    ):
        target.blit(tile, (x, y), Rect(tx, ty, r, r))
    pygame.draw.rect(target, colour, Rect(rect.x + r, rect.y, rect.width - 2 * r, width))
    pygame.draw.rect(target, colour, Rect(rect.x + r, rect.bottom - width, rect.width - 2 * r, width))
    pygame.draw.rect(target, colour, Rect(rect.x, rect.y + r, width, rect.height - 2 * r))
    pygame.draw.rect(target, colour, Rect(rect.right - width, rect.y + r, width, rect.height - 2 * r))


@lru_cache(maxsize=256)
def disc(diameter: int, fill: str, border: str = "", width: int = 0) -> Surface:
    """A smooth disc, with a border inside its edge if asked."""

    def draw(large: Surface, factor: int) -> None:
        middle, radius = large.get_rect().center, diameter * factor / 2
        pygame.draw.circle(large, border or fill, middle, radius)
        if border:
            pygame.draw.circle(large, fill, middle, radius - width * factor)

    return fine((diameter, diameter), border or fill, draw)


def polyline(points: Sequence[Point], colour: str, width: float, size: tuple[int, int]) -> Surface:
    """A smooth line with round joints, on a transparent surface of `size`."""

    def draw(large: Surface, factor: int) -> None:
        thick = width * factor
        scaled = [pygame.Vector2(x * factor, y * factor) for x, y in points]
        for a, b in itertools.pairwise(scaled):
            along = b - a
            if along.length() > 0:
                side = along.normalize().rotate(90) * (thick / 2)
                pygame.draw.polygon(large, colour, [a + side, b + side, b - side, a - side])
        for point in scaled:
            pygame.draw.circle(large, colour, point, thick / 2)

    return fine(size, colour, draw)
