"""The stage as a stop of the keyboard's round: arrows go from person to person, Enter opens a card."""

from collections.abc import Callable
from typing import ClassVar

import pygame
from pygame import Rect
from pygame.event import Event
from pygame_gui.core import UIElement

from game.stage.stage import Stage
from game.widgets import Ui
from game.widgets.base import PRESS_KEYS, Widget

ARROWS = {
    pygame.K_LEFT: (-1, 0),
    pygame.K_RIGHT: (1, 0),
    pygame.K_UP: (0, -1),
    pygame.K_DOWN: (0, 1),
}


class StageView(Widget):
    """Holds the stage's place and takes its keys and clicks; the stage draws itself below the widgets."""

    focusable: ClassVar[bool] = True

    def __init__(
        self, ui: Ui, stage: Stage, on_place: Callable[[Rect], None], on_pick: Callable[[int | None], None]
    ) -> None:
        super().__init__(ui)
        self._stage, self._on_place, self._on_pick = stage, on_place, on_pick

    def place(self, rect: Rect) -> None:
        super().place(rect)
        self._on_place(Rect(self.rect))

    def update(self, time_delta: float) -> None:
        """Nothing is painted here."""
        UIElement.update(self, time_delta)

    def ring_rect(self) -> Rect:
        if self._stage.pointed is None:
            return Rect(self.rect).inflate(-self.ui.px(6), -self.ui.px(6))
        ring = Rect(0, 0, self.ui.px(14), self.ui.px(14))
        ring.center = (
            round(self._stage.place_of(self._stage.pointed)[0]),
            round(self._stage.place_of(self._stage.pointed)[1]),
        )
        return ring

    def on_key(self, event: Event) -> bool:
        stage = self._stage
        if event.key in ARROWS:
            stage.pointed = stage.next_figure(ARROWS[event.key])
        elif event.key in (pygame.K_PAGEUP, pygame.K_PAGEDOWN):
            stage.pointed = stage.on_next_step(1 if event.key == pygame.K_PAGEUP else -1)
        elif event.key in PRESS_KEYS and stage.pointed is not None:
            self._on_pick(stage.pointed)
        else:
            return False
        return True

    def process_event(self, event: Event) -> bool:
        if event.type == pygame.MOUSEMOTION:
            self._stage.pointed = self._stage.figure_at(event.pos)
            return False
        if event.type == pygame.MOUSEBUTTONDOWN and event.button == 1 and self.hover_point(*event.pos):
            self._on_pick(self._stage.figure_at(event.pos))
            return True
        return False
