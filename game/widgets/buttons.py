"""Things that are pressed: buttons with words, icon buttons, and chips of which one is chosen."""

from collections.abc import Callable, Sequence
from typing import ClassVar, Generic, Literal, TypeVar

import pygame
from pygame import Rect, Surface
from pygame.event import Event

from game.theme import MOTION_SECONDS
from game.widgets import shapes
from game.widgets.base import PRESS_KEYS, Ui, Widget
from game.widgets.icons import icon
from game.widgets.wrapping import wrapped

Kind = Literal["primary", "secondary", "quiet"]
Value = TypeVar("Value")


class Pressable(Widget):
    """Pressed by a click that starts and ends on it, by Enter or by Space."""

    focusable: ClassVar[bool] = True

    def __init__(self, ui: Ui, on_press: Callable[[], None], tooltip: str = "") -> None:
        super().__init__(ui, tooltip)
        self.on_press = on_press
        self.held = False
        self.warmth = 0.0  # 0 at rest, 1 under the pointer; moves smoothly

    def process_event(self, event: Event) -> bool:
        if not self.is_enabled:
            return False
        if event.type == pygame.MOUSEBUTTONDOWN and event.button == 1 and self.hover_point(*event.pos):
            self.held = True
            self.repaint()
            return True
        if event.type == pygame.MOUSEBUTTONUP and event.button == 1 and self.held:
            self.held = False
            self.repaint()
            if self.hover_point(*event.pos):
                self.on_press()
            return True
        return False

    def on_key(self, event: Event) -> bool:
        if event.key in PRESS_KEYS:
            self.on_press()
            return True
        return False

    def update(self, time_delta: float) -> None:
        goal = 1.0 if self.hovered and self.is_enabled else 0.0
        if self.warmth != goal:
            step = time_delta / MOTION_SECONDS
            self.warmth = min(goal, self.warmth + step) if goal else max(0.0, self.warmth - step)
            self.repaint()
        super().update(time_delta)


class Button(Pressable):
    """`Button(ui, ui.text("title.new"), self.start, kind="primary")`.

    Primary moves the game on (one per screen), secondary has a border, quiet is only words. `mark` is an icon
    before the words, `after` one behind them; `subtitle` a second, smaller line.
    """

    def __init__(
        self,
        ui: Ui,
        words: str,
        on_press: Callable[[], None],
        kind: Kind = "secondary",
        tooltip: str = "",
        mark: str = "",
        after: str = "",
        subtitle: str = "",
        side: Literal["left", "centre"] = "centre",
    ) -> None:
        super().__init__(ui, on_press, tooltip)
        self.words, self.kind, self.mark, self.after, self.subtitle, self.side = (
            words,
            kind,
            mark,
            after,
            subtitle,
            side,
        )
        self.style = "strong" if kind == "primary" else "body"
        self.main_action = on_press if kind == "primary" else None
        self.pad = (ui.px(14 if kind != "quiet" else 8), ui.px(9 if kind != "quiet" else 5))

    def say(self, words: str, subtitle: str | None = None) -> None:
        self.words = words
        self.subtitle = self.subtitle if subtitle is None else subtitle
        self.repaint()

    def _icon_side(self) -> int:
        return round(self.theme.font(self.style).get_linesize() * 0.85)

    def _icons_width(self) -> int:
        return (self._icon_side() + self.ui.px(8)) * (bool(self.mark) + bool(self.after))

    def natural_width(self) -> int:
        wide = self.theme.font(self.style).size(self.words)[0]
        if self.subtitle:
            wide = max(wide, self.theme.font("small").size(self.subtitle)[0])
        return wide + self._icons_width() + 2 * self.pad[0] + 2

    def _lines(self, width: int) -> list[tuple[str, str]]:
        room = max(1, width - 2 * self.pad[0] - self._icons_width())
        lines = [(self.style, line) for line in wrapped(self.theme.font(self.style), self.words, room)]
        if self.subtitle:
            lines += [("small", line) for line in wrapped(self.theme.font("small"), self.subtitle, room)]
        return lines

    def height_for(self, width: int) -> int:
        return sum(self.theme.line(style) for style, _ in self._lines(width)) + 2 * self.pad[1]

    def ring_radius(self) -> int:
        return self.ui.px(10)

    def _colours(self) -> tuple[str, str, str, str]:
        """Fill, border, words, second line."""
        p = self.palette
        if not self.is_enabled and self.kind == "quiet":
            faint = shapes.mixed(p.card, p.muted, 0.6)
            return "", "", faint, faint
        if not self.is_enabled:
            return (p.quiet if self.kind == "primary" else p.card, p.border, p.muted, p.muted)
        warmth = self.theme.ease(self.warmth) + (0.6 if self.held else 0)
        if self.kind == "primary":
            return (
                shapes.mixed(p.action, p.card, min(1, warmth) * 0.14),
                "",
                p.on_action,
                shapes.mixed(p.on_action, p.action, 0.3),
            )
        if self.kind == "quiet":
            return (shapes.mixed(p.paper, p.ink, 0.08) if warmth else "", "", p.ink if warmth else p.muted, p.muted)
        return (
            shapes.mixed(p.card, p.ink, min(1, warmth) * 0.06),
            shapes.mixed(p.border, p.ink, min(1, warmth) * 0.5),
            p.ink,
            p.muted,
        )

    def paint(self, surface: Surface) -> None:
        fill, border, ink, second = self._colours()
        if fill:
            shapes.rounded(surface, surface.get_rect(), self.ui.px(10), fill, border, max(1, self.ui.px(1)))
        lines = self._lines(self.rect.width)
        tall = sum(self.theme.line(style) for style, _ in lines)
        wide = max(self.theme.font(style).size(line)[0] for style, line in lines) + self._icons_width()
        x = self.pad[0] if self.side == "left" else max(self.pad[0], (self.rect.width - wide) // 2)
        y = (self.rect.height - tall) // 2
        side, air = self._icon_side(), self.ui.px(8)
        first = self.theme.line(self.style)
        if self.mark:
            surface.blit(icon(self.mark, side, ink), (x, y + (first - side) // 2))
            x += side + air
        for i, (style, line) in enumerate(lines):
            font = self.theme.font(style)
            image = font.render(line, True, second if style == "small" and i else ink)
            surface.blit(image, (x, y + (self.theme.line(style) - font.get_linesize()) // 2))
            if self.after and i == 0:
                place = (x + image.get_width() + air, y + (first - side) // 2)
                surface.blit(icon(self.after, side, ink), place)
            y += self.theme.line(style)


class IconButton(Pressable):
    """A square button with an icon; its tooltip says in words what it does, so it must have one."""

    def __init__(self, ui: Ui, mark: str, tooltip: str, on_press: Callable[[], None], chosen: bool = False) -> None:
        super().__init__(ui, on_press, tooltip)
        self.mark, self.chosen = mark, chosen

    def become(self, mark: str, tooltip: str, chosen: bool = False) -> None:
        if (mark, tooltip, chosen) != (self.mark, self.tooltip, self.chosen):
            self.mark, self.tooltip, self.chosen = mark, tooltip, chosen
            self.repaint()

    def natural_width(self) -> int:
        return round(self.ui.px(32) * max(1.0, self.theme.text_scale * 0.8))

    def height_for(self, width: int) -> int:
        return self.natural_width()

    def paint(self, surface: Surface) -> None:
        p = self.palette
        fill = p.action if self.chosen else shapes.mixed(p.card, p.ink, 0.1 * self.theme.ease(self.warmth))
        if self.chosen or self.warmth > 0:
            shapes.rounded(surface, surface.get_rect(), self.ui.px(8), fill)
        ink = p.on_action if self.chosen else p.ink if self.is_enabled else p.muted
        side = round(self.rect.height * 0.5)
        surface.blit(icon(self.mark, side, ink), ((self.rect.width - side) // 2, (self.rect.height - side) // 2))


class Chips(Widget, Generic[Value]):
    """A row of pills of which one is chosen, as in "colour by: segment | satisfaction | trust".

    `Chips(ui, [("es", "Español"), ("en", "English")], "es", self.set_language)`. One stop for Tab; the arrow
    keys choose. Wraps onto further lines when the width ends.
    """

    focusable: ClassVar[bool] = True

    def __init__(
        self,
        ui: Ui,
        choices: Sequence[tuple[Value, str]],
        chosen: Value,
        on_choose: Callable[[Value], None],
        tooltip: str = "",
    ) -> None:
        super().__init__(ui, tooltip)
        self.choices, self.chosen, self.on_choose = list(choices), chosen, on_choose
        self.pad = (ui.px(12), ui.px(4))
        self.gap = ui.px(6)

    def choose(self, value: Value) -> None:
        """Mark a value as chosen without telling anyone."""
        self.chosen = value
        self.repaint()

    def _pill_height(self) -> int:
        return self.theme.line("body") + 2 * self.pad[1]

    def _pills(self, width: int) -> list[Rect]:
        pills: list[Rect] = []
        x = y = 0
        font, tall = self.theme.font("body"), self._pill_height()
        for _, words in self.choices:
            wide = font.size(words)[0] + 2 * self.pad[0]
            if x and x + wide > width:
                x, y = 0, y + tall + self.gap
            pills.append(Rect(x, y, wide, tall))
            x += wide + self.gap
        return pills

    def natural_width(self) -> int:
        return self._pills(1_000_000)[-1].right + 1

    def height_for(self, width: int) -> int:
        return self._pills(width)[-1].bottom

    def _index(self) -> int:
        return next((i for i, (value, _) in enumerate(self.choices) if value == self.chosen), 0)

    def ring_rect(self) -> Rect:
        return self._pills(self.rect.width)[self._index()].move(self.rect.topleft)

    def ring_radius(self) -> int:
        return self._pill_height() // 2

    def _take(self, index: int) -> None:
        value = self.choices[index % len(self.choices)][0]
        if value != self.chosen:
            self.choose(value)
            self.on_choose(value)

    def on_key(self, event: Event) -> bool:
        steps = {pygame.K_RIGHT: 1, pygame.K_DOWN: 1, pygame.K_LEFT: -1, pygame.K_UP: -1}
        if event.key in steps:
            self._take(self._index() + steps[event.key])
        elif event.key in (pygame.K_HOME, pygame.K_END):
            self._take(0 if event.key == pygame.K_HOME else len(self.choices) - 1)
        else:
            return False
        return True

    def process_event(self, event: Event) -> bool:
        if (
            event.type == pygame.MOUSEBUTTONDOWN
            and event.button == 1
            and self.is_enabled
            and self.hover_point(*event.pos)
        ):
            for i, pill in enumerate(self._pills(self.rect.width)):
                if pill.move(self.rect.topleft).collidepoint(event.pos):
                    self._take(i)
                    return True
        return False

    def paint(self, surface: Surface) -> None:
        p, font = self.palette, self.theme.font("body")
        for (value, words), pill in zip(self.choices, self._pills(self.rect.width), strict=True):
            on = value == self.chosen
            fill, border, ink = (p.action, p.action, p.on_action) if on else (p.card, p.border, p.ink)
            shapes.rounded(surface, pill, pill.height // 2, fill, border, max(1, self.ui.px(1)))
            image = font.render(words, True, ink)
            surface.blit(image, image.get_rect(center=pill.center))
