"""What stands still around the people: bands, steps with names and counts, shops, the queue at the desk."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import pygame
from pygame import Color, Rect, Surface

from game.stage.layout import Band, Layout, Step
from game.stage.sprites import Look, draw_figure, rgb
from game.theme import RADIUS, Theme
from game.widgets import shapes
from game.widgets.wrapping import wrapped

STAGES = ("stranger", "acquaintance", "friend", "partner")
UP, DOWN = "▲", "▼"


@dataclass(frozen=True)
class Script:
    """What the stage is about, in the player's words: fixed for a game and a language."""

    rungs: tuple[str, ...]
    stages: tuple[str, ...]
    bands: Mapping[str, tuple[str, str]]  # stage: its name, and what wins there
    shops: tuple[str, ...]
    desk_rung: int


@dataclass(frozen=True)
class Captions:
    """What is written on the stage this week."""

    counts: tuple[str, ...]
    changes: tuple[tuple[int, str], ...]  # direction and size, on each step
    shops: tuple[tuple[str, str], ...]  # share and losses to it; the share alone where there is no room
    leaving: str
    desk: str
    queue: int


class Scenery:
    """Paints one layout; the backdrop once, the captions whenever they change."""

    def __init__(self, layout: Layout, script: Script, theme: Theme) -> None:
        self._layout = layout
        self._script = script
        self._theme = theme
        self._queuer = draw_figure(Look(rgb(theme.palette.diverging[1])), (theme.px(8), theme.px(11)))
        self.backdrop = self._paint_backdrop()

    def step_colour(self, rung: int) -> Color:
        """The colour of a block: its stage's, the lighter the lower it is within the stage."""
        palette, stages = self._theme.palette, self._script.stages
        stage = stages[rung]
        deep = Color(palette.steps[STAGES.index(stage)])
        above = sum(1 for other in stages[rung + 1 :] if other == stage)
        return deep.lerp(Color(palette.bands[STAGES.index(stage)]), min(0.75, 0.3 * above))

    def _paint_backdrop(self) -> Surface:
        layout, palette = self._layout, self._theme.palette
        surface = Surface(layout.area.size)
        surface.fill(palette.paper)
        origin = layout.area.topleft
        for band in layout.bands:
            area = band.area.move(-origin[0], -origin[1])
            colour = palette.bands[STAGES.index(band.stage)]
            pygame.draw.rect(surface, colour, area)
            if colour == palette.paper:
                pygame.draw.rect(surface, palette.border, area, 1)
        for rung, step in enumerate(layout.steps):
            pygame.draw.rect(surface, self.step_colour(rung), step.block.move(-origin[0], -origin[1]))
        return surface.convert()

    def write(self, surface: Surface, captions: Captions) -> None:
        """Put this week's words on a copy of the backdrop."""
        for rung, step in enumerate(self._layout.steps):
            self._write_step(surface, rung, step, captions)
        for i, shop in enumerate(self._layout.shops):
            self._draw_shop(surface, i, self._moved(shop), captions.shops[i])
        self._write_desk(surface, captions)
        for i, band in enumerate(self._layout.bands):
            self._write_band(surface, band, captions.leaving if i == 0 else "")

    def _moved(self, rect: Rect) -> Rect:
        return rect.move(-self._layout.area.left, -self._layout.area.top)

    def _write_step(self, surface: Surface, rung: int, step: Step, captions: Captions) -> None:
        """Name, count and change: on one line on the street's low block, on two on the others."""
        theme, palette = self._theme, self._theme.palette
        block = self._moved(step.block)
        sign, change = captions.changes[rung]
        colour = {1: palette.retention, -1: palette.loss, 0: palette.muted}[sign]
        mark = {1: UP + " ", -1: DOWN + " ", 0: ""}[sign]
        moved = theme.font("small_strong").render(mark + change, True, self._readable(colour))
        x, y = block.left + theme.px(10), block.top + theme.px(7)
        room = block.width - theme.px(14)
        if rung == 0:
            both = f"{self._script.rungs[rung]}   {captions.counts[rung]}"
            count = self._fitted(both, ("strong", "small_strong"), room)
            surface.blit(count, (x, y), Rect(0, 0, room, count.get_height()))
            base = y + theme.px(2)
        else:
            name = self._fitted(self._script.rungs[rung], ("strong", "small_strong"), room)
            surface.blit(name, (x, y), Rect(0, 0, room, name.get_height()))
            y += name.get_height() + theme.px(1)
            count = self._fitted(captions.counts[rung], ("display", "title"), room)
            surface.blit(count, (x - 1, y))
            base = y + theme.font("display").get_ascent() - theme.font("small_strong").get_ascent()
        if sign and count.get_width() + theme.px(8) + moved.get_width() <= room:
            surface.blit(moved, (x + count.get_width() + theme.px(8), base))

    def _fitted(self, words: str, styles: Sequence[str], room: int) -> Surface:
        """The words in the first of the styles that is narrow enough, or else in the last."""
        style = next((each for each in styles if self._theme.font(each).size(words)[0] <= room), styles[-1])
        return self._theme.font(style).render(words, True, self._theme.palette.ink)

    def _readable(self, colour: str) -> Color:
        """Green and rust, drawn towards ink far enough to be read on the block."""
        return Color(colour).lerp(Color(self._theme.palette.ink), 0.35)

    def _draw_shop(self, surface: Surface, index: int, shop: Rect, lines: tuple[str, str]) -> None:
        theme, palette = self._theme, self._theme.palette
        radius = theme.px(RADIUS / 2)
        shapes.rounded(surface, shop, radius, palette.card, palette.border, 1)
        awning = self._awning(shop.width - 2, theme.px(10), (palette.loss, palette.promise)[index % 2], radius)
        surface.blit(awning, (shop.left + 1, shop.top + 1))
        left, top = shop.left + theme.px(10), shop.top + awning.get_height()
        room = Rect(0, 0, shop.width - theme.px(14), shop.height)
        name = self._fitted(self._script.shops[index], ("strong", "small_strong"), room.width)
        small = theme.font("small")
        line = next((each for each in lines if small.size(each)[0] <= room.width), lines[-1])
        words = small.render(line, True, palette.muted)
        free = shop.bottom - top - name.get_height() - words.get_height()
        surface.blit(name, (left, top + free // 3), room)
        surface.blit(words, (left, top + free // 2 + name.get_height()), room)

    def _awning(self, width: int, height: int, colour: str, radius: int) -> Surface:
        """Stripes, under the round corners of the shop."""
        stripes = 7

        def draw(large: Surface, factor: int) -> None:
            for i in range(0, stripes, 2):
                edges = [large.get_width() * n // stripes for n in (i, i + 1)]
                round_left = radius * factor if i == 0 else 0
                round_right = radius * factor if i == stripes - 1 else 0
                pygame.draw.rect(
                    large,
                    colour,
                    Rect(edges[0], 0, edges[1] - edges[0], large.get_height()),
                    border_top_left_radius=round_left,
                    border_top_right_radius=round_right,
                )

        return shapes.fine((width, height), colour, draw)

    def _write_desk(self, surface: Surface, captions: Captions) -> None:
        """The queue, on the front of the first customers' block: in words, and as people waiting."""
        if not captions.desk:
            return
        theme = self._theme
        block = self._moved(self._layout.steps[self._script.desk_rung].block)
        left, room = block.left + theme.px(10), block.width - theme.px(18)
        y = block.bottom - theme.px(8)
        across, tall = self._queuer.get_size()
        fit = max(1, room // across)
        shown = min(captions.queue, fit)
        y -= tall
        surface.fblits([(self._queuer, (left + i * across, y)) for i in range(shown)])
        lines = wrapped(theme.font("small_strong"), captions.desk, room)
        named = theme.line("strong") + theme.line("display") + theme.px(10)
        if y - len(lines) * theme.line("small_strong") < block.top + named:
            return  # the block is too low for words; the people in the queue are there all the same
        for line in reversed(lines):
            words = theme.font("small_strong").render(line, True, theme.palette.ink)
            y -= words.get_height() + theme.px(1)
            surface.blit(words, (left, y))

    def _write_band(self, surface: Surface, band: Band, leaving: str) -> None:
        """The stage's name, what wins there, and at the right how many leave: as much of it as has room."""
        theme, palette = self._theme, self._theme.palette
        area = self._moved(band.area)
        left, top = area.left + theme.px(8), area.top + theme.px(6)
        room = area.width - theme.px(16)
        name, wins = self._script.bands[band.stage]
        title = theme.font("small_strong").render(name.upper(), True, palette.muted)
        surface.blit(title, (left, top), Rect(0, 0, room, title.get_height()))
        room -= title.get_width()
        loss = theme.font("small_strong").render(leaving, True, palette.loss)
        if leaving and loss.get_width() + theme.px(8) <= room:
            surface.blit(loss, (area.right - theme.px(8) - loss.get_width(), top))
            room -= loss.get_width() + theme.px(8)
        after = theme.font("small").render(f" · {wins}", True, palette.muted)
        if after.get_width() <= room:
            surface.blit(after, (left + title.get_width(), top))
