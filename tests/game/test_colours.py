"""Colours can be read, also by those who see fewer of them."""

from itertools import combinations

import pytest

from game.theme import DARK, DESIGN_SIZE, LIGHT, PALETTES, Palette, Theme

# Simulation of full colour blindness on linear RGB (Machado, Oliveira & Fernandes 2009).
BLINDNESS = {
    "protan": ((0.152286, 1.052583, -0.204868), (0.114503, 0.786281, 0.099216), (-0.003882, -0.048116, 1.051998)),
    "deutan": ((0.367322, 0.860646, -0.227968), (0.280085, 0.672501, 0.047413), (-0.011820, 0.042940, 0.968881)),
    "tritan": ((1.255528, -0.076749, -0.178779), (-0.078411, 0.930809, 0.147602), (0.004733, 0.691367, 0.303900)),
}


def linear(colour: str) -> tuple[float, ...]:
    parts = (int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5))
    return tuple(part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)


def luminance(rgb: tuple[float, ...]) -> float:
    return 0.2126 * rgb[0] + 0.7152 * rgb[1] + 0.0722 * rgb[2]


def contrast(a: str, b: str) -> float:
    high, low = sorted((luminance(linear(a)), luminance(linear(b))), reverse=True)
    return (high + 0.05) / (low + 0.05)


def lab(rgb: tuple[float, ...]) -> tuple[float, ...]:
    r, g, b = (min(1.0, max(0.0, part)) for part in rgb)
    xyz = (
        (0.4124 * r + 0.3576 * g + 0.1805 * b) / 0.9505,
        0.2126 * r + 0.7152 * g + 0.0722 * b,
        (0.0193 * r + 0.1192 * g + 0.9505 * b) / 1.089,
    )
    x, y, z = (part ** (1 / 3) if part > 0.008856 else 7.787 * part + 16 / 116 for part in xyz)
    return 116 * y - 16, 500 * (x - y), 200 * (y - z)


def distance(a: str, b: str, blindness: str) -> float:
    def seen(colour: str) -> tuple[float, ...]:
        rgb = linear(colour)
        return lab(tuple(sum(m * part for m, part in zip(row, rgb, strict=True)) for row in BLINDNESS[blindness]))

    return sum((p - q) ** 2 for p, q in zip(seen(a), seen(b), strict=True)) ** 0.5


@pytest.mark.parametrize("name", PALETTES)
def test_words_can_be_read(name: str) -> None:
    p = PALETTES[name]
    for ground in (p.paper, p.card):
        assert contrast(p.ink, ground) >= 7
        assert contrast(p.muted, ground) >= 4.5
    for word in (p.acquisition, p.retention, p.growth, p.promise, p.loss):  # these stand on cards only
        assert contrast(word, p.card) >= 4.5, word
    assert contrast(p.on_action, p.action) >= 7
    for step in p.steps:
        assert contrast(p.ink, step) >= 4.5, step


@pytest.mark.parametrize("blindness", BLINDNESS)
@pytest.mark.parametrize("name", PALETTES)
def test_the_value_scale_can_be_told_apart(name: str, blindness: str) -> None:
    stops = PALETTES[name].diverging
    for a, b in combinations(stops, 2):
        assert distance(a, b, blindness) > 12, (a, b)


@pytest.mark.parametrize("palette", [LIGHT, DARK])
def test_the_ends_of_the_value_scale_differ_in_lightness(palette: Palette) -> None:
    low, high = (lab(linear(palette.diverging[i]))[0] for i in (0, -1))
    assert abs(high - low) > 10


def test_everything_grows_with_the_window_and_letters_with_the_setting() -> None:
    small = Theme.for_window(DESIGN_SIZE, "light", 100)
    large = Theme.for_window((DESIGN_SIZE[0] * 2, DESIGN_SIZE[1] * 2), "light", 150)
    assert large.px(16) == 32
    assert large.font("body").size("nn")[0] > 2.5 * small.font("body").size("nn")[0]
    assert Theme.for_window((1280, 720), "light", 100).px(16) == 16


def test_the_value_scale_ends_where_values_end() -> None:
    theme = Theme.for_window(DESIGN_SIZE, "light", 100)
    assert theme.value_colour(-1) == theme.value_colour(0)
    assert theme.value_colour(2) == theme.value_colour(1) != theme.value_colour(0)
