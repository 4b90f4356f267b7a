"""A window onto something taller than it: wheel, drag, and keys."""

from typing import Self

import pygame
from pygame import Rect, Surface
from pygame.event import Event
from pygame_gui.core import UIContainer

from game.widgets import shapes
from game.widgets.base import Ui, Widget
from game.widgets.layout import Item, Space

WHEEL_LINES = 3
GLIDE_PER_SECOND = 18.0  # share of the way left that is covered in a second, so that scrolling eases out


class _Page(UIContainer):
    """What is scrolled: a container as tall as its content, that moves under its view."""

    def __init__(self, ui: Ui, view: UIContainer) -> None:
        super().__init__(Rect(0, 0, 1, 1), ui.manager, container=view)
        self.view = view
        self.line = ui.theme.line("body")
        self.still = ui.theme.reduced_motion
        self.goal = 0.0
        self.offset = 0.0

    @property
    def furthest(self) -> int:
        return max(0, int(self.rect.height - self.view.rect.height))

    def aim(self, offset: float, at_once: bool = False) -> None:
        self.goal = min(float(self.furthest), max(0.0, offset))
        if at_once or self.still:
            self._show(self.goal)

    def _show(self, offset: float) -> None:
        self.offset = offset
        self.set_relative_position((0, -round(offset)))

    def reveal(self, rect: Rect) -> None:
        """Move so that `rect` of the page is inside the view, with a little air."""
        air = self.line
        if rect.top - air < self.goal:
            self.aim(rect.top - air)
        elif rect.bottom + air > self.goal + self.view.rect.height:
            self.aim(rect.bottom + air - self.view.rect.height)

    def update(self, time_delta: float) -> None:
        super().update(time_delta)
        if self.offset != self.goal:
            left = self.goal - self.offset
            step = left * min(1.0, GLIDE_PER_SECOND * time_delta)
            self._show(self.goal if abs(left) < 1 else self.offset + step)

    def process_event(self, event: Event) -> bool:
        if event.type != pygame.MOUSEWHEEL or not self.furthest:
            return False
        if not self.view.rect.collidepoint(self.ui_manager.get_mouse_position()):
            return False
        self.aim(self.goal - event.y * WHEEL_LINES * self.line)
        return True

    def take_key(self, event: Event) -> bool:
        screenful = self.view.rect.height - 2 * self.line
        moves = {
            pygame.K_UP: -self.line * WHEEL_LINES,
            pygame.K_DOWN: self.line * WHEEL_LINES,
            pygame.K_PAGEUP: -screenful,
            pygame.K_PAGEDOWN: screenful,
            pygame.K_HOME: -self.rect.height,
            pygame.K_END: self.rect.height,
        }
        if event.key not in moves or not self.furthest:
            return False
        self.aim(self.goal + moves[event.key])
        return True


class _Bar(Widget):
    """The scroll bar: shows where the page stands; can be dragged."""

    def __init__(self, ui: Ui, page: _Page) -> None:
        super().__init__(ui)
        self.page = page
        self.grip: int | None = None
        self._shown: tuple[int, int] | None = None

    def _thumb(self) -> Rect:
        whole = max(1, self.page.rect.height)
        tall = max(self.ui.px(32), round(self.rect.height * self.page.view.rect.height / whole))
        room = self.rect.height - tall
        y = round(room * self.page.offset / self.page.furthest) if self.page.furthest else 0
        return Rect(0, y, self.rect.width, min(tall, self.rect.height))

    def process_event(self, event: Event) -> bool:
        if event.type == pygame.MOUSEBUTTONDOWN and event.button == 1 and self.hover_point(*event.pos):
            thumb = self._thumb().move(self.rect.topleft)
            self.grip = event.pos[1] - thumb.y if thumb.collidepoint(event.pos) else thumb.height // 2
            self._drag(event.pos[1])
            return True
        if event.type == pygame.MOUSEMOTION and self.grip is not None:
            self._drag(event.pos[1])
            return True
        if event.type == pygame.MOUSEBUTTONUP and self.grip is not None:
            self.grip = None
            return True
        return False

    def _drag(self, y: int) -> None:
        room = self.rect.height - self._thumb().height
        share = (y - (self.grip or 0) - self.rect.y) / room if room > 0 else 0
        self.page.aim(share * self.page.furthest, at_once=True)

    def update(self, time_delta: float) -> None:
        thumb = self._thumb()
        if (thumb.y, thumb.height) != self._shown:
            self._shown = (thumb.y, thumb.height)
            self.repaint()
        super().update(time_delta)

    def paint(self, surface: Surface) -> None:
        if self.page.furthest:
            colour = self.palette.muted if self.hovered or self.grip is not None else self.palette.quiet
            shapes.rounded(surface, self._thumb(), self.rect.width // 2, colour)


class ScrollArea:
    """`area = ScrollArea(ui); area.holding(Column([Label(area.ui, ...)]))`: what is inside is made with
    `area.ui`.

    Put it in a Grow; content lower than the view is given the view's height. Unless a focused widget needs
    them, the arrow and page keys scroll it; a widget focused with Tab is scrolled into view.
    """

    def __init__(self, ui: Ui) -> None:
        self._outer = ui
        self.view = UIContainer(Rect(0, 0, 1, 1), ui.manager, container=ui.container)
        self.page = _Page(ui, self.view)
        self.bar = _Bar(ui, self.page)
        self.ui = ui.inside(self.page)
        self.content: Item = Space()
        ui.fallback_keys.append(self.page.take_key)

    def holding(self, content: Item) -> Self:
        self.content = content
        return self

    @property
    def offset(self) -> float:
        return self.page.goal

    def restore(self, offset: float) -> None:
        """Stand where an earlier build of the screen stood."""
        self.page.aim(offset, at_once=True)

    def natural_width(self) -> int:
        return self.content.natural_width() + self._bar_room()

    def height_for(self, width: int) -> int:
        return self._outer.px(96)

    def _bar_room(self) -> int:
        return self._outer.px(14)

    def place(self, rect: Rect) -> None:
        width = rect.width
        tall = self.content.height_for(width)
        if tall > rect.height:
            width -= self._bar_room()
            tall = self.content.height_for(width)
        tall = max(tall, rect.height)
        self.view.set_relative_position(rect.topleft)
        self.view.set_dimensions(rect.size)
        self.page.set_dimensions((width, tall))
        self.content.place(Rect(0, 0, width, tall))
        bar = self._outer.px(8)
        self.bar.place(Rect(rect.right - bar, rect.y, bar, rect.height))
        self.page.aim(self.page.goal, at_once=True)
