"""The staircase: every customer a figure on the step of its rung.

Standing people are one picture, painted anew only when a week changes it; those who walk are drawn over it.
"""

from math import sin

import numpy as np
import pygame
from numpy.typing import NDArray
from pygame import Rect, Surface

from game.stage import picking
from game.stage.crowd import Crowd, Phase, Slots, Week
from game.stage.layout import Layout, lay_out
from game.stage.overlays import Overlay
from game.stage.scenery import Captions, Scenery, Script
from game.stage.sprites import Sheet
from game.theme import MOTION_SECONDS, Theme

CALL_SECONDS = 1.4
DIM = 60


class Stage:
    def __init__(self, area: Rect, script: Script, week: Week, theme: Theme) -> None:
        self.crowd = Crowd(len(week.rung))
        self.selected: int | None = None
        self.pointed: int | None = None
        self._script = script
        self._theme = theme
        self._now = 0.0
        self._calls_end = 0.0
        self._captions: Captions | None = None
        self._overlay: Overlay | None = None
        self._levels: NDArray[np.intp] = np.zeros(len(week.rung), np.intp)
        self._spotlight: NDArray[np.bool_] | None = None
        self._stale = True
        self._fading: Surface | None = None
        self._fade_ends = 0.0
        counts = np.bincount(week.rung[week.present], minlength=len(script.rungs))
        self._build(area, counts.tolist())
        self.crowd.settle(self.layout, week)

    # What it shows

    def show_overlay(self, overlay: Overlay, levels: NDArray[np.intp]) -> None:
        """Colour the figures by one reading."""
        if overlay != self._overlay:
            self._overlay = overlay
            self._make_sheets()
        self._levels = levels
        self._stale = True

    def show_captions(self, captions: Captions) -> None:
        self._captions = captions
        self._stale = True

    def spotlight(self, who: NDArray[np.bool_] | None) -> None:
        """Dim everybody but these (None: nobody is dimmed)."""
        self._spotlight = who
        self._stale = True

    def follow(self, week: Week, pace: float, calling: bool) -> None:
        """Take in a week of the market; people set off for where they now belong."""
        if self._theme.reduced_motion:
            self._begin_fade(self._standing)
        self.crowd.follow(self.layout, week, self._now, pace)
        if not self.layout.holds(self.crowd.counts(len(self._script.rungs))):
            self.resize(self.layout.area, walk=True)
        if self._theme.reduced_motion:
            self.crowd.arrive(self.layout)
        elif calling:
            self._calls_end = self._now + CALL_SECONDS / pace
        self._stale = True

    def settle(self, week: Week) -> None:
        """Everybody where they belong at once: another moment of the game."""
        self.selected = self.pointed = None
        self.crowd.settle(self.layout, week)
        self.resize(self.layout.area)

    def resize(self, area: Rect, *, walk: bool = False) -> None:
        """Lay the steps out again, for a new area or for crowds that no longer fit."""
        before = self.scenery.backdrop
        self._build(area, self.crowd.counts(len(self._script.rungs)))
        self.crowd.move_house(self.layout, self._now, walk=walk)
        if walk:
            self._begin_fade(before)

    def restyle(self, theme: Theme, script: Script, area: Rect) -> None:
        """A new size, theme or language; nothing happens, and nobody stops walking, if all are as before."""
        if (theme, script, area) == (self._theme, self._script, self.layout.area):
            return
        self._theme, self._script = theme, script
        self.resize(area)

    def _build(self, area: Rect, counts: list[int]) -> None:
        scale = self._theme.window_scale * self._theme.text_scale
        self.layout: Layout = lay_out(area, self._script.stages, counts, len(self._script.shops), scale=scale)
        self.scenery = Scenery(self.layout, self._script, self._theme)
        self._standing = self.scenery.backdrop.copy()
        self._make_sheets()
        self._stale = True

    def _make_sheets(self) -> None:
        if self._overlay is not None:
            self._sheet = Sheet(self._overlay.looks, self.layout.pitch)
            self._dim_sheet = Sheet(self._overlay.looks, self.layout.pitch, opacity=DIM)

    # Time

    @property
    def still(self) -> bool:
        """Whether nothing on the stage is moving."""
        return self.crowd.still and self._fading is None and self._now >= self._calls_end

    def update(self, seconds: float, pace: float) -> None:
        self._now += seconds
        if self._fading is not None and self._now >= self._fade_ends:
            self._fading = None
        home = self.crowd.tick(self.layout, self._now, pace)
        if self._stale:
            self._paint_standing()
        elif len(home):
            self._put(self._standing, home, self._offsets(home))

    def _begin_fade(self, picture: Surface) -> None:
        self._fading = picture.copy()
        self._fade_ends = self._now + MOTION_SECONDS

    # Drawing

    def draw(self, surface: Surface) -> None:
        area = self.layout.area
        clip = surface.get_clip()
        surface.set_clip(area)
        surface.blit(self._standing, area)
        if self._fading is not None:
            self._fading.set_alpha(round(255 * (self._fade_ends - self._now) / MOTION_SECONDS))
            surface.blit(self._fading, area)
        self._draw_ways(surface)
        walking = self.crowd.walking
        if len(walking):
            bob = np.abs(np.sin(self._now * 11 + walking)) * self.layout.pitch[1] * 0.14
            place = self.crowd.position[walking]
            place[:, 1] -= bob
            self._put(surface, walking, place)
        if self._now < self._calls_end:
            self._draw_calls(surface)
        for slot, width in ((self.pointed, 1), (self.selected, 2)):
            if slot is not None and self.crowd.phase[slot] not in (Phase.ABSENT, Phase.IN_SHOP):
                self._ring(surface, slot, width)
        surface.set_clip(clip)

    def _paint_standing(self) -> None:
        self._standing.blit(self.scenery.backdrop, (0, 0))
        if self._captions is not None:
            self.scenery.write(self._standing, self._captions)
        standing = self.crowd.standing
        self._put(self._standing, standing, self._offsets(standing))
        self._stale = False

    def _offsets(self, who: Slots) -> NDArray[np.float32]:
        return self.crowd.position[who] - np.array(self.layout.area.topleft, np.float32)

    def _put(self, surface: Surface, who: Slots, places: NDArray[np.float32]) -> None:
        """Draw figures with their top-left corners at `places`."""
        if self._overlay is None:
            return
        if self._spotlight is not None:
            lit = self._spotlight[who]
            surface.fblits(self._figures(self._dim_sheet, who[~lit], places[~lit]))
            who, places = who[lit], places[lit]
        surface.fblits(self._figures(self._sheet, who, places))

    def _figures(
        self, sheet: Sheet, who: Slots, places: NDArray[np.float32]
    ) -> list[tuple[Surface, tuple[int, int]]]:
        corners = np.rint(places).astype(np.int32).tolist()
        return list(zip(map(sheet.__getitem__, self._levels[who].tolist()), corners, strict=True))

    def _draw_ways(self, surface: Surface) -> None:
        """A dashed line along which the lost walk to each shop."""
        leaving = np.flatnonzero(self.crowd.phase == Phase.TO_SHOP)
        for shop in self.layout.shops:
            doorway = np.array([shop.centerx, shop.bottom])
            bound = leaving[np.abs(self.crowd.goal[leaving, 0] - shop.centerx) < 1]
            if not len(bound):
                continue
            start = self.crowd.origin[bound].mean(axis=0)
            dashes = max(2, int(np.hypot(*(start - doorway)) // self._theme.px(7)))
            points = doorway + (start - doorway) * np.linspace(0, 1, dashes)[:, None]
            for a, b in zip(points[:-1:2], points[1::2], strict=False):
                pygame.draw.aaline(surface, self._theme.palette.loss, a.tolist(), b.tolist())

    def _draw_calls(self, surface: Surface) -> None:
        """Arcs over the highest step with people on it: those who speak well of the firm call their friends."""
        theme = self._theme
        customers = self.crowd.standing
        customers = customers[self.crowd.rung[customers] >= self._script.desk_rung]
        if not len(customers):
            return
        rung = int(self.crowd.rung[customers].max())
        top = self.crowd.position[customers[self.crowd.rung[customers] == rung], 1].min()
        centre = (self.layout.steps[rung].block.centerx, int(top) - theme.px(10))
        part = sin(min(1.0, (self._calls_end - self._now) * 2) * 1.57)
        for i in range(3):
            radius = theme.px(8 + 8 * i * part)
            box = Rect(0, 0, radius * 2, radius * 2)
            box.center = centre
            pygame.draw.arc(surface, theme.palette.promise, box, 0.6, 2.54, theme.px(2))

    def _ring(self, surface: Surface, slot: int, width: int) -> None:
        radius = max(self._theme.px(8), self.layout.pitch[1] * 0.72)
        pygame.draw.aacircle(surface, self._theme.palette.focus, self.place_of(slot), radius, self._theme.px(width))

    # Picking

    def place_of(self, slot: int) -> tuple[float, float]:
        """The middle of a figure, on the screen."""
        x, y = picking.centres(self.crowd, self.layout.pitch)[slot].tolist()
        return x, y

    def seat_of(self, slot: int) -> tuple[float, float]:
        """The middle of the place a figure stands on or walks to; where it is, once it left the market."""
        if self.crowd.seat[slot] < 0:
            return self.place_of(slot)
        who = np.array([slot])
        (x, y), (width, height) = (
            self.layout.seat_positions(self.crowd.rung[who], self.crowd.seat[who])[0].tolist(),
            self.layout.pitch,
        )
        return x + width / 2, y + height / 2

    def on_the_way(self, slot: int) -> bool:
        return bool(self.crowd.phase[slot] > Phase.STANDING)

    def places(self) -> NDArray[np.float32]:
        """The middle of everybody in sight, shape (n, 2)."""
        return picking.centres(self.crowd, self.layout.pitch)[self.crowd.in_sight]

    def figure_at(self, point: tuple[float, float]) -> int | None:
        if not self.layout.area.collidepoint(point):
            return None
        return picking.nearest(self.crowd, self.layout.pitch, point, max(self.layout.pitch) * 1.2)

    def next_figure(self, direction: tuple[int, int]) -> int | None:
        """The figure beside the one pointed at; the first customer if none is."""
        if self.pointed is None:
            return self.selected if self.selected is not None else self._first_from(self._script.desk_rung, 1)
        return picking.neighbour(self.crowd, self.layout.pitch, self.pointed, direction)

    def on_next_step(self, way: int) -> int | None:
        """The first figure on the next step up (1) or down (-1) that has anybody on it."""
        if self.pointed is None:
            return self.next_figure((1, 0))
        found = self._first_from(int(self.crowd.rung[self.pointed]) + way, way)
        return self.pointed if found is None else found

    def _first_from(self, rung: int, way: int) -> int | None:
        stop = len(self.layout.steps) if way > 0 else -1
        found = (picking.first_on(self.crowd, each) for each in range(rung, stop, way))
        return next((slot for slot in found if slot is not None), None)
