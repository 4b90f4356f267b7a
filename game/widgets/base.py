"""What all widgets share: one Ui per screen, one focus ring, and the element that draws itself."""

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from typing import ClassVar

import pygame
from pygame import Rect, Surface
from pygame.event import Event
from pygame_gui import UIManager
from pygame_gui.core import UIContainer, UIElement

from game.text import Text
from game.theme import Theme
from game.widgets import shapes
from game.widgets.wrapping import wrapped

TOOLTIP_SECONDS = 0.45
TOOLTIP_STAYS_SECONDS = 5.0  # on a focused widget, so that it does not cover its neighbours for good
PRESS_KEYS = (pygame.K_RETURN, pygame.K_KP_ENTER, pygame.K_SPACE)


class FocusRing:
    """The order in which Tab visits the widgets of a screen: the order in which they were made."""

    def __init__(self, manager: UIManager) -> None:
        self._manager = manager
        self._stops: list[Widget] = []
        self._current: Widget | None = None
        self.age = 0.0  # seconds since the focus came to where it is
        self.by_keyboard = False  # the ring is drawn for those who use the keyboard, not for those who click

    @property
    def current(self) -> "Widget | None":
        focused = self._current
        return focused if focused is not None and focused.is_focused and focused.can_focus() else None

    @property
    def place(self) -> int | None:
        """Position of the focused widget, to find it again after a screen is rebuilt."""
        return self._stops.index(self.current) if self.current else None

    def join(self, widget: "Widget") -> None:
        self._stops.append(widget)

    def note(self, widget: "Widget") -> None:
        """The widget has been focused, by a click or by `give`."""
        self._current = widget
        self.age = 0.0

    def give(self, widget: "Widget | None", by_keyboard: bool = True) -> None:
        self.by_keyboard = by_keyboard
        self._manager.set_focus_set(widget)
        if widget is not None:
            widget.reveal()

    def give_place(self, place: int | None, by_keyboard: bool) -> None:
        if place is not None and place < len(self._stops) and self._stops[place].can_focus():
            self.give(self._stops[place], by_keyboard)

    def move(self, step: int) -> None:
        """To the next (1) or the previous (-1) widget, round and round."""
        open_stops = [stop for stop in self._stops if stop.can_focus()]
        if not open_stops:
            return
        start = self._stops.index(self._current) if self._current in self._stops else None
        if start is None:
            self.give(open_stops[0 if step > 0 else -1])
            return
        count = len(self._stops)
        order = [self._stops[(start + step * i) % count] for i in range(1, count + 1)]
        self.give(next(stop for stop in order if stop.can_focus()))


@dataclass(frozen=True)
class Ui:
    """What the widgets of one screen share. A screen gets a fresh one whenever it is rebuilt."""

    size: tuple[int, int]
    theme: Theme
    text: Text
    manager: UIManager
    focus: FocusRing
    container: UIContainer | None = None
    fallback_keys: list[Callable[[Event], bool]] = field(default_factory=list)

    @classmethod
    def fresh(cls, size: tuple[int, int], theme: Theme, text: Text) -> "Ui":
        manager = UIManager(size, enable_live_theme_updates=False)
        return cls(size, theme, text, manager, FocusRing(manager))

    def inside(self, container: UIContainer) -> "Ui":
        """The same, for widgets that live in a container."""
        return replace(self, container=container)

    def px(self, length: float) -> int:
        return self.theme.px(length)

    def process(self, event: Event) -> bool:
        """Give an event to the widgets; True if one made use of it."""
        if event.type == pygame.KEYDOWN:
            return self._process_key(event)
        if event.type == pygame.MOUSEBUTTONDOWN:
            self.focus.by_keyboard = False
        return bool(self.manager.process_events(event))

    def _process_key(self, event: Event) -> bool:
        focused = self.focus.current
        if focused is not None and focused.on_key(event):
            return True
        if event.key == pygame.K_TAB:
            self.focus.move(-1 if event.mod & pygame.KMOD_SHIFT else 1)
            return True
        return any(handle(event) for handle in self.fallback_keys)

    def update(self, seconds: float) -> None:
        self.manager.update(seconds)
        self.focus.age += seconds

    def draw(self, surface: Surface) -> None:
        """The widgets, the ring round the focused one, and its tooltip above all."""
        self.manager.draw_ui(surface)
        focused = self.focus.current if self.focus.by_keyboard else None
        if focused is not None:
            self._draw_ring(surface, focused)
        if focused is not None and focused.tooltip and self.focus.age < TOOLTIP_STAYS_SECONDS:
            _draw_tooltip(surface, self, focused)
            return
        told = next((widget for widget in self.widgets() if widget.explains_itself()), None)
        if told is not None:
            _draw_tooltip(surface, self, told)

    def main_action(self) -> Callable[[], None] | None:
        """What the screen's main button does, if it has one that can be pressed."""
        actions = (widget.main_action for widget in self.widgets() if widget.can_focus())
        return next((action for action in actions if action is not None), None)

    def widgets(self) -> "list[Widget]":
        """All of them, in the order in which they were made."""
        return [sprite for sprite in self.manager.get_sprite_group().sprites() if isinstance(sprite, Widget)]

    def _draw_ring(self, surface: Surface, widget: "Widget") -> None:
        air, width = self.px(3), self.px(2)
        ring = widget.ring_rect().inflate(2 * air, 2 * air)
        before = surface.get_clip()
        if widget.ui_container is not None:
            surface.set_clip(widget.ui_container.get_container().get_rect().inflate(2 * air, 2 * air))
        shapes.outline(surface, ring, widget.ring_radius() + air, self.theme.palette.focus, width)
        surface.set_clip(before)


class Widget(UIElement):
    """An element that draws itself from the theme and can be measured, placed, focused and explained.

    Subclasses say how wide they would like to be (`natural_width`), how tall they are at a width
    (`height_for`), and draw themselves on a transparent surface of their size (`paint`). `repaint()` asks for
    a new drawing.
    """

    focusable: ClassVar[bool] = False

    def __init__(self, ui: Ui, tooltip: str = "") -> None:
        super().__init__(Rect(0, 0, 1, 1), ui.manager, ui.container, starting_height=1, layer_thickness=1)
        self.ui = ui
        self.theme = ui.theme
        self.palette = ui.theme.palette
        self.tooltip = tooltip
        self.main_action: Callable[[], None] | None = None
        self.frame: Widget | None = None  # what is scrolled into view together with it, such as its card
        self._stale = True
        if self.focusable:
            ui.focus.join(self)

    # Measuring and placing

    def natural_width(self) -> int:
        return 0

    def height_for(self, width: int) -> int:
        return 0

    def place(self, rect: Rect) -> None:
        """Take this place, relative to the container."""
        if self.relative_rect.topleft != rect.topleft:
            self.set_relative_position(rect.topleft)
        if self.relative_rect.size != rect.size:
            self.set_dimensions((max(1, rect.width), max(1, rect.height)))
            self.repaint()

    # Drawing

    def repaint(self) -> None:
        self._stale = True

    def paint(self, surface: Surface) -> None:
        """Draw on a transparent surface of the widget's size."""

    def update(self, time_delta: float) -> None:
        super().update(time_delta)
        if self._stale:
            self._stale = False
            surface = Surface(self.rect.size, pygame.SRCALPHA)
            self.paint(surface)
            surface.premul_alpha_ip()
            self._set_image(surface)

    # Focus

    def can_focus(self) -> bool:
        return self.focusable and self.is_enabled and bool(self.visible)

    def focus(self) -> None:
        self.is_focused = True
        if self.focusable:
            self.ui.focus.note(self)

    def ring_rect(self) -> Rect:
        return Rect(self.rect)

    def ring_radius(self) -> int:
        return self.ui.px(8)

    def reveal(self) -> None:
        """Scroll so far that the widget can be seen, if it stands in a scroll area; and its frame, if both fit."""
        container = self.ui_container
        show = getattr(container, "reveal", None)
        if show is not None:
            if self.frame is not None:
                show(Rect(self.frame.relative_rect))
            show(Rect(self.relative_rect))

    def explains_itself(self) -> bool:
        """Whether the pointer has rested on it long enough to show its tooltip."""
        return bool(self.tooltip) and self.hovered and self.hover_time > TOOLTIP_SECONDS

    # Events

    def on_key(self, event: Event) -> bool:
        """A key while focused; True if used."""
        return False

    def on_hovered(self) -> None:
        self.hover_time = 0.0
        self.repaint()

    def on_unhovered(self) -> None:
        self.repaint()

    def enable(self) -> None:
        self.is_enabled = True
        self.repaint()

    def disable(self) -> None:
        self.is_enabled = False
        self.repaint()


def _draw_tooltip(surface: Surface, ui: Ui, widget: Widget) -> None:
    palette, font = ui.theme.palette, ui.theme.font("small")
    lines = wrapped(font, widget.tooltip, ui.px(280 * ui.theme.text_scale))
    line, pad = ui.theme.line("small"), ui.px(10)
    box = Rect(0, 0, max(font.size(text)[0] for text in lines) + 2 * pad, len(lines) * line + 2 * ui.px(7))
    box.midtop = (widget.rect.centerx, widget.rect.bottom + ui.px(8))
    screen = surface.get_rect()
    if box.bottom > screen.bottom - pad:
        box.bottom = widget.rect.top - ui.px(8)
    box.clamp_ip(screen.inflate(-pad, -pad))
    shapes.rounded(surface, box, ui.px(8), palette.ink)
    for i, text in enumerate(lines):
        surface.blit(font.render(text, True, palette.paper), (box.x + pad, box.y + ui.px(7) + i * line))
