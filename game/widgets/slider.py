"""A slider for the mouse and the arrow keys, with a grey tick where it stood last round."""

from collections.abc import Callable
from typing import ClassVar

import pygame
from pygame import Rect, Surface
from pygame.event import Event

from game.widgets import shapes
from game.widgets.base import Ui, Widget


class Slider(Widget):
    """A value between two ends: `Slider(ui, 2160, 0, 12000, 240, self.changed, colour="acquisition",
    last=1800)`.

    `colour` is the palette's name of its head; with `rest` the other side is coloured too (the budget's
    split). Arrow keys move by one step, page keys by ten, Home and End to the ends. `limit` is the most that
    can be taken now; the slider never goes beyond it, so that an impossible plan cannot be made.
    """

    focusable: ClassVar[bool] = True

    def __init__(
        self,
        ui: Ui,
        value: float,
        low: float,
        high: float,
        step: float,
        on_change: Callable[[float], None],
        colour: str = "ink",
        rest: str = "quiet",
        last: float | None = None,
        thick: bool = False,
        tooltip: str = "",
    ) -> None:
        super().__init__(ui, tooltip)
        self.value, self.low, self.high, self.step = value, low, high, step
        self.on_change, self.colour, self.rest, self.last, self.thick = on_change, colour, rest, last, thick
        self.limit = high
        self.dragging = False

    def set(self, value: float, limit: float | None = None, last: float | None = None) -> None:
        """Show a value that was decided elsewhere; tells no one."""
        state = (value, self.limit if limit is None else limit, self.last if last is None else last)
        if state != (self.value, self.limit, self.last):
            self.value, self.limit, self.last = state
            self.repaint()

    def natural_width(self) -> int:
        return self.ui.px(200)

    def _knob(self) -> int:
        return self.ui.px(18)

    def height_for(self, width: int) -> int:
        return self._knob() + self.ui.px(2)

    def ring_rect(self) -> Rect:
        knob = Rect(0, 0, self._knob(), self._knob())
        knob.center = (self.rect.x + self._x(self.value), self.rect.centery)
        return knob

    def ring_radius(self) -> int:
        return self._knob() // 2

    def _x(self, value: float) -> int:
        margin = self._knob() // 2 + 1
        share = (value - self.low) / (self.high - self.low) if self.high > self.low else 0.0
        return margin + round(min(1.0, max(0.0, share)) * int(self.rect.width - 2 * margin))

    def _take(self, value: float) -> None:
        steps = round((value - self.low) / self.step)
        top = min(self.high, self.limit)
        value = max(self.low, min(top, self.low + steps * self.step))
        if value != self.value:
            self.value = value
            self.repaint()
            self.on_change(value)

    def on_key(self, event: Event) -> bool:
        moves = {
            pygame.K_RIGHT: 1,
            pygame.K_UP: 1,
            pygame.K_LEFT: -1,
            pygame.K_DOWN: -1,
            pygame.K_PAGEUP: 10,
            pygame.K_PAGEDOWN: -10,
        }
        if event.key in moves:
            self._take(self.value + moves[event.key] * self.step)
        elif event.key == pygame.K_HOME:
            self._take(self.low)
        elif event.key == pygame.K_END:
            self._take(self.high)
        else:
            return False
        return True

    def _take_pointer(self, x: int) -> None:
        margin = self._knob() // 2 + 1
        share = (x - self.rect.x - margin) / max(1, self.rect.width - 2 * margin)
        self._take(self.low + share * (self.high - self.low))

    def process_event(self, event: Event) -> bool:
        if not self.is_enabled:
            return False
        if event.type == pygame.MOUSEBUTTONDOWN and event.button == 1 and self.hover_point(*event.pos):
            self.dragging = True
            self._take_pointer(event.pos[0])
            return True
        if event.type == pygame.MOUSEMOTION and self.dragging:
            self._take_pointer(event.pos[0])
            return True
        if event.type == pygame.MOUSEBUTTONUP and event.button == 1 and self.dragging:
            self.dragging = False
            return True
        return False

    def paint(self, surface: Surface) -> None:
        p, px = self.palette, self.ui.px
        middle, tall = self.rect.height // 2, px(10 if self.thick else 6)
        track = Rect(0, middle - tall // 2, self.rect.width, tall)
        x = self._x(self.value)
        colour = getattr(p, self.colour)
        if not self.is_enabled:
            colour = shapes.mixed(colour, p.quiet, 0.55)
        shapes.rounded(surface, track, tall // 2, getattr(p, self.rest))
        filled = Rect(0, track.y, max(tall, x), tall)
        shapes.rounded(surface, filled, tall // 2, colour)
        if self.last is not None:
            tick = Rect(0, 0, max(2, px(2)), tall + (0 if self.thick else px(6)))
            tick.center = (self._x(self.last), middle)
            pygame.draw.rect(surface, p.card if self.thick else p.muted, tick)
        if self.limit < self.high and self.is_enabled:
            end = Rect(self._x(self.limit), track.y, self.rect.width - self._x(self.limit), tall)
            for dash in range(end.x + px(4), end.right, px(5)):
                pygame.draw.line(
                    surface, shapes.mixed(p.quiet, p.muted, 0.45), (dash, end.bottom - 1), (dash + tall // 2, end.y)
                )
        knob = shapes.disc(self._knob(), p.card, p.ink if self.is_enabled else p.muted, px(2))
        surface.blit(knob, knob.get_rect(center=(x, middle)))
