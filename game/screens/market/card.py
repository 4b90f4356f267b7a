"""The card of a person: thought, expectation against result, causes and her way up and down, joined by a
line.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import pygame
from numpy.typing import NDArray
from pygame import Color, Rect, Surface

from game.text import Text
from game.theme import RADIUS, Theme
from game.widgets import shapes
from game.widgets.wrapping import wrapped

WIDTH = 248
CAUSES = 4
WORDS_WEIGH = 0.3  # all captions hidden are as bad as this part of the crowd hidden


@dataclass(frozen=True)
class Profile:
    """A customer in the player's words and numbers."""

    name: str
    kind: str
    rung: str
    standing: str
    thought: str
    expected: str
    received: str
    causes: tuple[tuple[str, float], ...]  # name and signed weight, heaviest first
    path: tuple[tuple[float, int], ...]  # week and rung, from the start of the game to now
    rungs: int
    followed: bool


class PersonCard:
    """Painted once for each profile; placed beside the figure without covering it."""

    def __init__(self, slot: int, profile: Profile, theme: Theme, text: Text) -> None:
        self.slot = slot
        self._theme, self._text = theme, text
        self.profile = profile
        self._pad = theme.px(12)
        self._width = round(theme.px(WIDTH) * max(1.0, theme.text_scale * 0.85))
        self._links: dict[str, Rect] = {}
        draft = Surface((self._width, theme.px(900)), pygame.SRCALPHA)
        height = self._paint(draft) + self._pad
        self.image = Surface((self._width, height), pygame.SRCALPHA)
        whole = self.image.get_rect()
        palette = theme.palette
        shapes.rounded(self.image, whole, theme.px(RADIUS), palette.card, palette.border, theme.px(1))
        self.image.blit(draft, (0, 0), whole)
        self.rect = whole

    def _paint(self, surface: Surface) -> int:
        """Everything from top to bottom; gives where it ends."""
        theme, palette, profile, text = self._theme, self._theme.palette, self.profile, self._text
        y = self._pad
        y = self._write(surface, f"{profile.name} · {profile.kind}", "strong", palette.ink, y)
        y = self._write(surface, profile.rung, "small_strong", palette.muted, y)
        y = self._write(surface, profile.standing, "small", palette.muted, y) + theme.px(4)
        y = self._write(surface, profile.thought, "quote", palette.ink, y) + theme.px(4)
        if profile.expected:
            met = text("card.met", expected=profile.expected, received=profile.received)
            y = self._write(surface, met, "small", palette.muted, y) + theme.px(4)
        if profile.causes:
            y = self._draw_causes(surface, y)
        y = self._draw_path(surface, y + theme.px(6))
        return self._draw_links(surface, y + theme.px(6))

    @property
    def _room(self) -> int:
        return self._width - 2 * self._pad

    def _write(self, surface: Surface, words: str, style: str, colour: str, y: int) -> int:
        font, line = self._theme.font(style), self._theme.line(style)
        for part in wrapped(font, words, self._room):
            surface.blit(font.render(part, True, colour), (self._pad, y))
            y += line
        return y

    def _draw_causes(self, surface: Surface, y: int) -> int:
        """The causes as one bar, rust against blue, each as wide as it weighs; named with their signs
        below.
        """
        theme, palette = self._theme, self._theme.palette
        causes = self.profile.causes[:CAUSES]
        whole = sum(abs(weight) for _, weight in causes)
        x = float(self._pad)
        for i, (_, weight) in enumerate(causes):
            wide = self._room * abs(weight) / whole
            strong = i < 2
            shades = (palette.diverging[0 if strong else 1], palette.diverging[4 if strong else 3])
            bar = Rect(round(x), y, max(2, round(x + wide) - round(x) - theme.px(2)), theme.px(7))
            shapes.rounded(surface, bar, theme.px(2), shades[weight > 0])
            x += wide
        words = " · ".join(f"{name} {self._text.number(weight, 2, signed=True)}" for name, weight in causes)
        return self._write(surface, words, "small", palette.muted, y + theme.px(11))

    def _draw_path(self, surface: Surface, y: int) -> int:
        """Her way over the rungs since the game began, as a line of steps."""
        theme, palette, path = self._theme, self._theme.palette, self.profile.path
        y = self._write(surface, self._text("card.path"), "small", palette.muted, y) + theme.px(2)
        tall = theme.px(26)
        weeks = max(1.0, path[-1][0] - path[0][0])
        points: list[tuple[float, float]] = []
        for week, rung in path:
            x = self._pad + 2 + (week - path[0][0]) / weeks * (self._room - theme.px(8))
            level = y + tall - 3 - (tall - 6) * rung / (self.profile.rungs - 1)
            if points:
                points.append((x, points[-1][1]))
            points.append((x, level))
        for rung in range(self.profile.rungs):
            level = round(y + tall - 3 - (tall - 6) * rung / (self.profile.rungs - 1))
            surface.fill(palette.quiet, Rect(self._pad, level, self._room, 1))
        box = (self._width, round(y + tall + 2))
        surface.blit(shapes.polyline(points, palette.ink, theme.px(2), box), (0, 0))
        end = shapes.disc(theme.px(7), palette.ink)
        surface.blit(end, end.get_rect(center=points[-1]))
        return y + tall

    def _draw_links(self, surface: Surface, y: int) -> int:
        """What can be done with the card: a letter to press or the words to click."""
        theme, palette = self._theme, self._theme.palette
        x = self._pad
        font = theme.font("small_strong")
        follow = "card.unfollow" if self.profile.followed else "card.follow"
        for action, key in (("follow", follow), ("close", "card.close")):
            image = font.render(self._text(key), True, palette.ink)
            place = Rect(x, y, *image.get_size())
            surface.blit(image, place)
            surface.fill(palette.muted, Rect(x, place.bottom - 1, place.width, 1))
            self._links[action] = place
            x = place.right + theme.px(14)
        return y + theme.line("small_strong")

    def place(
        self,
        figure: tuple[float, float],
        area: Rect,
        crowd: NDArray[Any],
        words: Sequence[Rect],
        buttons: Rect,
        before: tuple[int, int] | None,
    ) -> None:
        """Stand near the figure, wholly inside `area`, never over it, and over as little else as can be.

        `crowd` has the middle of everybody in sight, shape (n, 2); `words` are places better left in sight, and
        `buttons` must be free to press. A card of the same person stays where it was `before` if it can.
        """
        gap = self._theme.px(26)
        x, y = figure
        wide, tall = self.rect.size
        corners: Sequence[tuple[float, float]] = (
            (x - wide / 2, y - gap - tall),
            (x + gap, y - tall * 0.7),
            (x - gap - wide, y - tall * 0.7),
            (x + gap, y - tall * 0.2),
            (x - gap - wide, y - tall * 0.2),
            (x - wide / 2, y + gap),
            (x + gap * 3, area.top),
            (x - gap * 3 - wide, area.top),
        )
        near = Rect(0, 0, gap, gap)
        near.center = (round(x), round(y))
        places = [Rect(round(left), round(top), wide, tall).clamp(area) for left, top in corners]
        kept = None if before is None else Rect(before, (wide, tall)).clamp(area)
        if kept is not None and not kept.colliderect(near):
            self.rect = kept
            return
        seeing = [place for place in places if not place.colliderect(near)] or places[:1]
        open_places = [place for place in seeing if not place.colliderect(buttons)] or seeing
        self.rect = min(
            open_places,
            key=lambda place: (
                _part_under(place, crowd) + WORDS_WEIGH * len(place.collidelistall(list(words))) / len(words)
            ),
        )

    def draw(self, surface: Surface, figure: tuple[float, float]) -> None:
        palette = self._theme.palette
        end = (
            min(max(figure[0], self.rect.left + 12), self.rect.right - 12),
            min(max(figure[1], self.rect.top + 12), self.rect.bottom - 12),
        )
        pygame.draw.aaline(surface, palette.ink, figure, end, self._theme.px(1))
        shadow = Color(palette.ink)
        shadow.a = 18
        veil = Surface(self.rect.inflate(6, 6).size, pygame.SRCALPHA)
        pygame.draw.rect(veil, shadow, veil.get_rect(), border_radius=self._theme.px(RADIUS) + 3)
        surface.blit(veil, self.rect.move(-3, -1))
        surface.blit(self.image, self.rect)

    def link_at(self, point: tuple[int, int]) -> str | None:
        """What a click at `point` asks for: follow, close, or nothing."""
        inside = (point[0] - self.rect.left, point[1] - self.rect.top)
        return next((name for name, place in self._links.items() if place.collidepoint(inside)), None)


def _part_under(place: Rect, crowd: NDArray[Any]) -> float:
    """The part of the crowd that a card at `place` would hide."""
    inside = (crowd >= np.array(place.topleft)) & (crowd <= np.array(place.bottomright))
    return float(inside.all(axis=1).mean()) if len(crowd) else 0.0
