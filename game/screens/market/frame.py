"""The places of the market's parts, and the paper they stand on."""

from dataclasses import dataclass

import pygame
from pygame import Rect, Surface

from game.screens.market.strip import Strip
from game.widgets import Ui
from game.widgets.layout import Item

PANEL = 322
LEAST_STAGE = 0.62  # of the width, however large the text


@dataclass
class Frame:
    """Top bar, chips above the stage, the stage with its clock, the decision, and the strip at the bottom."""

    ui: Ui
    top: Item
    chrome: Item
    stage: Item
    clock: Item
    panel: Item
    strip: Strip

    def natural_width(self) -> int:
        return self.ui.size[0]

    def height_for(self, width: int) -> int:
        return self.ui.size[1]

    def place(self, rect: Rect) -> None:
        px = self.ui.px
        grown = max(1.0, self.ui.theme.text_scale * 0.9)
        right = min(round(px(PANEL) * grown), round(rect.width * (1 - LEAST_STAGE)))
        top = self.top.height_for(rect.width)
        low = self.strip.height_for(rect.width)
        self.top_rect = Rect(rect.x, rect.y, rect.width, top)
        self.strip_rect = Rect(rect.x, rect.bottom - low, rect.width, low)
        self.panel_rect = Rect(rect.right - right, rect.y + top, right, rect.height - top - low)
        wide = rect.width - right - 2 * px(16)
        chrome = self.chrome.height_for(wide)
        y = rect.y + top + px(10)
        self.top.place(self.top_rect)
        self.chrome.place(Rect(rect.x + px(16), y, wide, chrome))
        y += chrome + px(8)
        stage = Rect(rect.x + px(16), y, wide, rect.bottom - low - px(14) - y)
        self.stage.place(stage)
        self.clock_rect = self._clock_place(stage)
        self.clock.place(self.clock_rect)
        self.panel.place(self.panel_rect)
        self.strip.place(self.strip_rect)

    def _clock_place(self, stage: Rect) -> Rect:
        wide = self.clock.natural_width()
        tall = self.clock.height_for(wide)
        return Rect(stage.right - wide - self.ui.px(8), stage.bottom - tall - self.ui.px(8), wide, tall)

    def draw(self, surface: Surface) -> None:
        """White paper under the bar, the panel and the strip, with hairlines where they meet the stage."""
        card, border = self.ui.theme.palette.card, self.ui.theme.palette.border
        for rect in (self.top_rect, self.panel_rect, self.strip_rect):
            surface.fill(card, rect)
        pygame.draw.line(surface, border, self.top_rect.bottomleft, self.top_rect.bottomright)
        pygame.draw.line(surface, border, self.strip_rect.topleft, self.strip_rect.topright)
        pygame.draw.line(surface, border, self.panel_rect.topleft, self.panel_rect.bottomleft)
        for x in self.strip.edges:
            pygame.draw.line(surface, border, (x, self.strip_rect.top), (x, self.strip_rect.bottom))
