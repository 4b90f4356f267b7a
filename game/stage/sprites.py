"""Figures drawn once, in every colour, posture and build of a layout, to be blitted by the thousand."""

from dataclasses import dataclass
from enum import Enum

import pygame
from pygame import Color, Surface

FINE = 8  # figures are drawn this many times larger, then smoothed down


class Posture(Enum):
    """How a figure stands; doubles a colour for eyes that cannot tell colours apart."""

    SLUMPED = "slumped"
    PLAIN = "plain"
    ARMS_UP = "arms up"


class Build(Enum):
    """The outline of a figure; doubles the colour where it stands for a kind, such as a segment."""

    STRAIGHT = "straight"
    SKIRT = "skirt"
    BROAD = "broad"
    ROUND = "round"


@dataclass(frozen=True)
class Look:
    colour: tuple[int, int, int]
    posture: Posture = Posture.PLAIN
    build: Build = Build.STRAIGHT


def rgb(colour: str | Color) -> tuple[int, int, int]:
    shade = Color(colour)
    return shade.r, shade.g, shade.b


def draw_figure(look: Look, pitch: tuple[int, int]) -> Surface:
    """A figure with a clear background that fills its cell but for a little air."""
    width, height = pitch[0] * FINE, pitch[1] * FINE
    large = Surface((width, height), pygame.SRCALPHA)
    large.fill((*look.colour, 0))
    colour = Color(*look.colour)
    middle = width / 2
    foot = height - FINE * 0.5
    head = height * 0.155
    tall = {Posture.SLUMPED: 0.66, Posture.PLAIN: 0.8, Posture.ARMS_UP: 0.8}[look.posture] * height
    lean = width * 0.14 if look.posture is Posture.SLUMPED else 0.0
    top = foot - tall
    pygame.draw.circle(large, colour, (middle + lean, top + head), head)
    shoulder = top + head * 2 + height * 0.02
    slim = 0.8 if look.posture is Posture.ARMS_UP else 1.0  # so that the arms stand off the body
    _body(large, colour, look.build, middle, shoulder, foot, width * slim)
    if look.posture is Posture.ARMS_UP:
        arm = max(round(FINE * 0.8), round(width * 0.11))
        for side in (-1, 1):
            low = (middle + side * width * 0.1, shoulder + height * 0.05)
            hand = (middle + side * width * 0.39, top + head * 0.3)
            pygame.draw.line(large, colour, low, hand, arm)
    return pygame.transform.smoothscale(large, pitch).convert_alpha()


def _body(
    large: Surface, colour: Color, build: Build, middle: float, shoulder: float, foot: float, width: float
) -> None:
    top, base = {
        Build.STRAIGHT: (0.22, 0.17),
        Build.SKIRT: (0.13, 0.3),
        Build.BROAD: (0.32, 0.13),
        Build.ROUND: (0.26, 0.26),
    }[build]
    hip = shoulder + (foot - shoulder) * 0.55
    if build is Build.ROUND:
        box = pygame.Rect(0, 0, width * 0.56, foot - shoulder)
        box.midtop = (round(middle), round(shoulder))
        pygame.draw.ellipse(large, colour, box)
        return
    waist = max(top, base) if build is Build.SKIRT else min(top, 0.2)
    outline = [
        (middle - width * top, shoulder),
        (middle + width * top, shoulder),
        (middle + width * waist, hip),
        (middle + width * base, foot),
        (middle - width * base, foot),
        (middle - width * waist, hip),
    ]
    pygame.draw.polygon(large, colour, outline)


class Sheet:
    """The figures of one overlay at one size; `sheet[i]` is the sprite of its i-th look."""

    def __init__(self, looks: tuple[Look, ...], pitch: tuple[int, int], opacity: int = 255) -> None:
        self._sprites = [draw_figure(look, pitch) for look in looks]
        if opacity < 255:
            for sprite in self._sprites:
                sprite.fill((255, 255, 255, opacity), special_flags=pygame.BLEND_RGBA_MULT)

    def __getitem__(self, index: int) -> Surface:
        return self._sprites[index]
