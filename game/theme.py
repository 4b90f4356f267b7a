"""Design tokens: the colours, type sizes and spacing that everything drawn is made of, defined once.

Five colours carry meaning and nothing else uses them: acquisition is blue, retention green, growth plum, the
promise ochre, loss rust. Themes differ only in the values of the same tokens.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType

import pygame

from sim.resources import shipped

GRID = 8
RADIUS = 12
HAIRLINE = 1
DESIGN_SIZE = (1366, 768)
MINIMUM_SIZE = (1280, 720)


@dataclass(frozen=True, slots=True)
class Palette:
    """One theme's colours. `*_tint` is a light (in the dark theme a deep) wash of the colour it is named
    after.
    """

    paper: str
    card: str
    border: str
    ink: str
    muted: str
    quiet: str  # slider tracks, empty bars, chips that rest
    focus: str  # the keyboard ring
    action: str  # the one button that moves the game on
    on_action: str
    acquisition: str
    acquisition_tint: str
    retention: str
    retention_tint: str
    growth: str
    growth_tint: str
    promise: str
    promise_tint: str
    loss: str
    loss_tint: str
    bands: tuple[str, str, str, str]  # behind the steps: strangers, acquaintances, friends, partners
    steps: tuple[str, str, str, str]  # the steps themselves, same order
    person: str  # a figure when no overlay colours it
    diverging: tuple[str, ...]  # low to high; the ends differ in lightness as well as hue
    segments: tuple[str, ...]  # categories without order
    picture_shade: int  # how much of the light of the scenarios' pictures is left, of 255


LIGHT = Palette(
    paper="#F6F4EF",
    card="#FFFFFF",
    border="#E3DED3",
    ink="#1F2A37",
    muted="#667085",
    quiet="#E8E4DA",
    focus="#1F2A37",
    action="#1F2A37",
    on_action="#FFFFFF",
    acquisition="#0072B2",
    acquisition_tint="#DCEBF5",
    retention="#0B7A57",
    retention_tint="#DFF1EA",
    growth="#8A2F6B",
    growth_tint="#F5E1EE",
    promise="#8C6D1F",
    promise_tint="#F6EED8",
    loss="#B4431F",
    loss_tint="#FBE5DD",
    bands=("#EDEEF2", "#E4EFF7", "#E2F1EB", "#F6EFDC"),
    steps=("#CBD5E1", "#9DB7D0", "#7DB09B", "#CDB56C"),
    person="#8A7F69",
    diverging=("#8E2A0B", "#CF6A35", "#DCC7A0", "#7DB9E2", "#2A7DC0"),
    segments=("#6A3D9A", "#E8A317", "#CF7FAE", "#4F5B69", "#4FB3B8", "#5A5A24"),
    picture_shade=255,
)

DARK = Palette(
    paper="#14191F",
    card="#1D242C",
    border="#35404B",
    ink="#EEF1F4",
    muted="#A5B0BE",
    quiet="#37424D",
    focus="#FFFFFF",
    action="#EEF1F4",
    on_action="#14191F",
    acquisition="#58B2EA",
    acquisition_tint="#17364B",
    retention="#4CC49A",
    retention_tint="#173D31",
    growth="#E08CC4",
    growth_tint="#46203A",
    promise="#DDBB5F",
    promise_tint="#43371A",
    loss="#F08A66",
    loss_tint="#4C2519",
    bands=("#20262E", "#1B2C39", "#1B3029", "#332D1C"),
    steps=("#46525F", "#3F6484", "#35705A", "#7C6A30"),
    person="#B9AC92",
    diverging=("#C2451C", "#EE9A6C", "#F1E3C8", "#96CEF2", "#4499DA"),
    segments=("#B794E6", "#F2BC4B", "#EBA3CB", "#AEBAC7", "#74D3D6", "#C9C98A"),
    picture_shade=205,
)

CONTRAST = Palette(
    paper="#FFFFFF",
    card="#FFFFFF",
    border="#000000",
    ink="#000000",
    muted="#2B2B2B",
    quiet="#BDBDBD",
    focus="#000000",
    action="#000000",
    on_action="#FFFFFF",
    acquisition="#004A80",
    acquisition_tint="#FFFFFF",
    retention="#00543A",
    retention_tint="#FFFFFF",
    growth="#6B1250",
    growth_tint="#FFFFFF",
    promise="#5E4500",
    promise_tint="#FFFFFF",
    loss="#8A2500",
    loss_tint="#FFFFFF",
    bands=("#FFFFFF", "#FFFFFF", "#FFFFFF", "#FFFFFF"),
    steps=("#D9D9D9", "#BFD6EA", "#BDDFD0", "#E8DBAF"),
    person="#000000",
    diverging=("#6E1C00", "#B94A16", "#BDA36E", "#4C98D0", "#00518F"),
    segments=("#4B1E80", "#B36B00", "#A8327A", "#222B35", "#00757A", "#47471A"),
    picture_shade=255,
)

PALETTES: Mapping[str, Palette] = MappingProxyType({"light": LIGHT, "dark": DARK, "contrast": CONTRAST})

# name: (face, pixels at 100 %)
STYLES: Mapping[str, tuple[str, int]] = MappingProxyType(
    {
        "hero": ("SemiBold", 44),
        "display": ("SemiBold", 22),
        "title": ("SemiBold", 15),
        "strong": ("SemiBold", 13),
        "body": ("Regular", 13),
        "quote": ("Italic", 13),
        "small": ("Regular", 11),
        "small_strong": ("SemiBold", 11),
    }
)


@dataclass(frozen=True)
class Theme:
    """A palette at one window size and one text size; asks for nothing but these, so it is cheap to
    rebuild.
    """

    palette: Palette
    window_scale: float = 1.0
    text_scale: float = 1.0
    reduced_motion: bool = False
    _fonts: dict[tuple[str, int], pygame.font.Font] = field(default_factory=dict, repr=False, compare=False)

    @classmethod
    def for_window(
        cls, size: tuple[int, int], name: str, text_percent: int, reduced_motion: bool = False
    ) -> "Theme":
        """The theme for a window: everything grows together beyond the size the screens were drawn for."""
        fit = min(size[0] / DESIGN_SIZE[0], size[1] / DESIGN_SIZE[1])
        return cls(PALETTES[name], max(1.0, fit), text_percent / 100, reduced_motion)

    def px(self, length: float) -> int:
        """A length of the design, in pixels of this window."""
        return max(1, round(length * self.window_scale)) if length else 0

    def font(self, style: str) -> pygame.font.Font:
        face, size = STYLES[style]
        key = (face, round(size * self.window_scale * self.text_scale))
        if key not in self._fonts:
            self._fonts[key] = pygame.font.Font(shipped("assets", "fonts", f"EscaleraSans-{face}.otf"), key[1])
        return self._fonts[key]

    def line(self, style: str) -> int:
        """Height of a line of text, with the air that reading needs."""
        return round(self.font(style).get_linesize() * 1.12)

    def value_colour(self, value: float) -> pygame.Color:
        """A state between 0 and 1 on the diverging scale."""
        stops = self.palette.diverging
        place = min(1.0, max(0.0, value)) * (len(stops) - 1)
        left = min(int(place), len(stops) - 2)
        return pygame.Color(stops[left]).lerp(pygame.Color(stops[left + 1]), place - left)

    def ease(self, progress: float) -> float:
        """Slow at both ends: the course of every movement."""
        p = min(1.0, max(0.0, progress))
        return p * p * (3 - 2 * p)


MOTION_SECONDS = 0.2
