"""Drawings: the staircase with people on it for the title, and the pictures of the scenarios."""

from collections.abc import Sequence
from functools import lru_cache
from pathlib import Path

import pygame
from pygame import Rect, Surface

from game.pictures import Picture, picture_beside
from game.widgets import shapes
from game.widgets.base import Ui, Widget
from game.widgets.icons import icon

STEP_STAGES = (0, 0, 1, 1, 2, 3)  # stage of each of the six steps
SHAPE = (640, 280)  # of a scenario's picture, across and down
STAND_IN = (26, 18, 13, 10, 6, 3)  # on the steps of the staircase that a scenario without a picture is given


class StairsPicture(Widget):
    """Steps rising from strangers to partners; `crowd` is how many figures stand on each, `names` what is
    written on the steps."""

    def __init__(
        self, ui: Ui, crowd: Sequence[int], height: int, figure: int = 16, names: Sequence[str] = ()
    ) -> None:
        super().__init__(ui)
        self.crowd, self.height, self.figure, self.names = list(crowd), height, figure, list(names)

    def natural_width(self) -> int:
        return self.ui.px(self.height * 1.6)

    def height_for(self, width: int) -> int:
        return self.ui.px(self.height)

    def _name_style(self, room: int) -> str | None:
        """The largest letters in which every name fits on its step; None if none do."""
        for style in ("strong", "small_strong"):
            if all(self.theme.font(style).size(name)[0] <= room for name in self.names):
                return style
        return None

    def paint(self, surface: Surface) -> None:
        p, px = self.palette, self.ui.px
        count = len(self.crowd)
        gap = px(4)
        wide = (self.rect.width - gap * (count - 1)) // count
        side, style = px(self.figure), self._name_style(wide - px(14))
        inks = (p.person, p.person, p.acquisition, p.acquisition, p.retention, p.promise)
        base, rise = round(self.rect.height * 0.08), round(self.rect.height * 0.1)
        for i, people in enumerate(self.crowd):
            tall = base + rise * i
            step = Rect(i * (wide + gap), self.rect.height - tall, wide, tall)
            shapes.rounded(surface, step, px(4), p.steps[STEP_STAGES[i]])
            if style is not None and i < len(self.names):
                words = self.theme.font(style).render(self.names[i], True, p.ink)
                surface.blit(words, (step.x + px(10), step.y + px(10)))
            across = max(1, (wide - px(8)) // round(side * 0.62))
            figure = icon("person", side, inks[i])
            for n in range(people):
                row, column = divmod(n, across)
                x = step.x + px(4) + round(column * side * 0.62)
                y = step.y - round((row + 1) * side * 0.98)
                if y >= 0:
                    surface.blit(figure, (x, y))


class ScenarioPicture(StairsPicture):
    """The picture beside a scenario's file, or the staircase if it has none; until it is decoded, an empty place.

    `radius` is of its upper corners, so that it fits under those of a card; `foot_radius` of the lower ones.
    """

    def __init__(self, ui: Ui, scenario: Path | None, radius: int, foot_radius: int = 0) -> None:
        super().__init__(ui, STAND_IN, 0, figure=11)
        self.scenario, self.radii = scenario, (radius, foot_radius)
        self.picture: Picture | None = None
        self._waiting = False

    def natural_width(self) -> int:
        return self.ui.px(SHAPE[0] / 2)

    def height_for(self, width: int) -> int:
        return round(width * SHAPE[1] / SHAPE[0])

    def place(self, rect: Rect) -> None:
        super().place(rect)
        if self.scenario is not None:
            self.picture = picture_beside(self.scenario, rect.size)
            self._waiting = self.picture is not None

    def update(self, time_delta: float) -> None:
        if self._waiting and self.picture is not None and self.picture.done:
            self._waiting = False
            self.repaint()
        super().update(time_delta)

    def paint(self, surface: Surface) -> None:
        surface.fill(self.palette.bands[1])
        if self.picture is None or (self.picture.done and self.picture.image is None):
            super().paint(surface)
        elif self.picture.image is not None:
            shown = self.picture.image
            surface.blit(shown, shown.get_rect(center=surface.get_rect().center))
            shade = self.palette.picture_shade
            surface.fill((shade, shade, shade), special_flags=pygame.BLEND_RGB_MULT)
        surface.blit(_corners(surface.get_size(), *self.radii), (0, 0), special_flags=pygame.BLEND_RGBA_MULT)


@lru_cache(maxsize=8)
def _corners(size: tuple[int, int], radius: int, foot_radius: int) -> Surface:
    """White, but clear outside round corners."""

    def draw(large: Surface, factor: int) -> None:
        top, foot = radius * factor, foot_radius * factor
        pygame.draw.rect(large, "#FFFFFF", large.get_rect(), 0, 0, top, top, foot, foot)

    return shapes.fine(size, "#FFFFFF", draw)
