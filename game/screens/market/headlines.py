"""News ranked by consequence, and what most people think: each a line that can be pressed."""

from collections.abc import Callable
from dataclasses import dataclass

from pygame import Rect, Surface

from game.widgets import Ui, shapes
from game.widgets.buttons import Pressable
from game.widgets.wrapping import wrapped

TONES = {
    "loss": ("loss_tint", "loss"),
    "gain": ("retention_tint", "retention"),
    "rival": ("promise_tint", "promise"),
    "hint": ("quiet", "ink"),
}


@dataclass(frozen=True)
class Headline:
    """A piece of news: its size in a chip, what happened, and the people it happened to."""

    tone: str
    chip: str
    words: str
    cause: int = 0
    move: str = ""


@dataclass(frozen=True)
class Thought:
    """What a number of people think."""

    cause: int
    words: str
    number: str
    who: str  # the number, and that they are people


NOTHING_NEW = Headline("gain", "", "")
NO_THOUGHT = Thought(0, "", "", "")


class NewsLine(Pressable):
    """A chip and a sentence."""

    def __init__(self, ui: Ui, on_news: Callable[[Headline], None]) -> None:
        super().__init__(ui, self._pressed, ui.text("market.news.tip"))
        self._on_news = on_news
        self.news = NOTHING_NEW

    def tell(self, news: Headline) -> None:
        if news != self.news:
            self.news = news
            self.repaint()

    def _pressed(self) -> None:
        self._on_news(self.news)

    def _chip_width(self) -> int:
        return self.theme.font("small_strong").size(self.news.chip)[0] + self.ui.px(12)

    def _lines(self, width: int) -> list[str]:
        return wrapped(
            self.theme.font("body"), self.news.words, max(1, width - self._chip_width() - self.ui.px(10))
        )

    def natural_width(self) -> int:
        return self._chip_width() + self.theme.font("body").size(self.news.words)[0] + self.ui.px(12)

    def height_for(self, width: int) -> int:
        return len(self._lines(width)) * self.theme.line("body") + self.ui.px(2)

    def paint(self, surface: Surface) -> None:
        px, palette = self.ui.px, self.palette
        tint, ink = TONES[self.news.tone]
        small, line = self.theme.font("small_strong"), self.theme.line("body")
        chip = Rect(0, px(1), self._chip_width(), line - px(1))
        shapes.rounded(surface, chip, px(4), getattr(palette, tint))
        image = small.render(self.news.chip, True, getattr(palette, ink))
        surface.blit(image, image.get_rect(center=chip.center))
        font = self.theme.font("body")
        left = chip.right + px(8)
        for i, words in enumerate(self._lines(self.rect.width)):
            image = font.render(words, True, palette.ink)
            y = i * line + (line - font.get_linesize()) // 2 + px(1)
            surface.blit(image, (left, y))
            if self.warmth > 0:
                bottom = y + image.get_height() - px(2)
                surface.fill(palette.ink, Rect(left, bottom, image.get_width(), px(1)))


class ThoughtLine(Pressable):
    """A thought in inverted commas and how many think it; pressed, it shows who."""

    def __init__(self, ui: Ui, on_thought: Callable[[Thought], None]) -> None:
        super().__init__(ui, self._pressed, ui.text("market.thoughts.tip"))
        self._on_thought = on_thought
        self.thought = NO_THOUGHT
        self.lit = False

    def tell(self, thought: Thought, lit: bool) -> None:
        if (thought, lit) != (self.thought, self.lit):
            self.thought, self.lit = thought, lit
            self.repaint()

    def _pressed(self) -> None:
        self._on_thought(self.thought)

    def _width(self, who: str) -> int:
        return self.theme.font("body").size(self.thought.words)[0] + self.theme.font("small").size(f" · {who}")[0]

    def _lines(self, width: int) -> list[str]:
        """On one line with the people, or else with their bare number, or on several."""
        room = max(1, width - self.ui.px(8))
        for who in (self.thought.who, self.thought.number):
            if self._width(who) <= room:
                return [f"{self.thought.words} · {who}"]
        return wrapped(self.theme.font("body"), f"{self.thought.words} · {self.thought.number}", room)

    def natural_width(self) -> int:
        return self._width(self.thought.who) + self.ui.px(10)

    def height_for(self, width: int) -> int:
        return len(self._lines(width)) * self.theme.line("body") + self.ui.px(2)

    def paint(self, surface: Surface) -> None:
        px, palette = self.ui.px, self.palette
        font, line = self.theme.font("body"), self.theme.line("body")
        if self.lit or self.warmth > 0:
            shapes.rounded(surface, surface.get_rect(), px(4), palette.quiet)
        lines = self._lines(self.rect.width)
        for i, words in enumerate(lines):
            y = i * line + (line - font.get_linesize()) // 2 + px(1)
            said, dot, who = words.rpartition(" · ") if i == len(lines) - 1 else (words, "", "")
            if not dot:
                said, who = words, ""
            image = font.render(said, True, palette.ink)
            surface.blit(image, (px(4), y))
            if who:
                small = self.theme.font("small").render(f" · {who}", True, palette.muted)
                rise = font.get_ascent() - self.theme.font("small").get_ascent()
                surface.blit(small, (px(4) + image.get_width(), y + rise))
