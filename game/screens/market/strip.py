"""The strip at the bottom: time line, news, thoughts."""

from collections.abc import Callable, Sequence
from typing import Generic, TypeVar

from pygame import Rect

from game.screens.market.headlines import Headline, NewsLine, Thought, ThoughtLine
from game.screens.market.news import MOST_NEWS, MOST_THOUGHTS
from game.screens.market.timeline import Timeline
from game.widgets import Column, Label, ScrollArea, Ui
from game.widgets.base import Widget

Line = TypeVar("Line", bound=Widget)

MOST_HEIGHT = 0.22  # of the window
SHARES = (0.345, 0.39, 0.265)


class Lines(Generic[Line]):
    """A heading and the lines below it that have something to say; they scroll if they are many or long."""

    def __init__(self, ui: Ui, title: str, make: Callable[[Ui], Line], most: int, empty: str) -> None:
        self._ui = ui
        self._title = Label(ui, title, "title")
        self._area = ScrollArea(ui)
        self.lines = [make(self._area.ui) for _ in range(most)]
        self._empty = Label(self._area.ui, empty, "body", "muted")
        self._rect = Rect(0, 0, 1, 1)

    def show(self, count: int) -> None:
        """The first `count` lines have something to say."""
        shown: list[Line | Label] = list(self.lines[:count]) or [self._empty]
        for line in [*self.lines, self._empty]:
            line.show() if line in shown else line.hide()
        self._area.holding(Column(shown, self._ui.px(1), "start"))
        self.place(self._rect)

    def height(self, lines: int) -> int:
        return self._ui.theme.line("title") + lines * (self._ui.theme.line("body") + self._ui.px(3))

    def place(self, rect: Rect) -> None:
        self._rect = rect
        title, air = self._ui.theme.line("title"), self._ui.px(1)
        self._title.place(Rect(rect.x, rect.y, rect.width, title))
        self._area.place(Rect(rect.x, rect.y + title + air, rect.width, rect.height - title - air))


class Strip:
    """Three columns; `edges` are where hairlines part them."""

    def __init__(
        self,
        ui: Ui,
        rounds: int,
        weeks: int,
        on_news: Callable[[Headline], None],
        on_thought: Callable[[Thought], None],
    ) -> None:
        text = ui.text
        self._ui = ui
        self._heading = Label(ui, text("market.timeline"), "title")
        self.timeline = Timeline(ui, rounds, weeks)
        self._news = Lines(
            ui, text("market.news"), lambda inside: NewsLine(inside, on_news), MOST_NEWS, text("market.no_news")
        )
        self._thoughts = Lines(
            ui,
            text("market.thoughts"),
            lambda inside: ThoughtLine(inside, on_thought),
            MOST_THOUGHTS,
            text("market.no_thoughts"),
        )
        self.edges: tuple[int, ...] = ()

    def show(self, news: Sequence[Headline], thoughts: Sequence[Thought], lit: int | None) -> None:
        """This week's news and thoughts; `lit` is the cause whose thinkers are shown on the stage."""
        for line, headline in zip(self._news.lines, news, strict=False):
            line.tell(headline)
        for spoken, thought in zip(self._thoughts.lines, thoughts, strict=False):
            spoken.tell(thought, thought.cause == lit)
        self._news.show(len(news))
        self._thoughts.show(len(thoughts))

    def natural_width(self) -> int:
        return self._ui.size[0]

    def height_for(self, width: int) -> int:
        """Room for all the lines, or for as many as a part of the window holds where the text is large."""
        px, most = self._ui.px, self._ui.size[1] * MOST_HEIGHT
        line = self.timeline.height_for(width) + self._ui.theme.line("title")
        tall = max(px(124), line + px(22))
        for lines in range(2, MOST_NEWS + 1):
            if self._news.height(lines) + px(22) <= most:
                tall = max(tall, self._news.height(lines) + px(22))
        return tall

    def place(self, rect: Rect) -> None:
        px = self._ui.px
        x = rect.x
        columns: list[Rect] = []
        for share in SHARES:
            wide = round(rect.width * share)
            columns.append(Rect(x, rect.y, wide, rect.height).inflate(-px(32), -px(20)))
            x += wide
        self.edges = tuple(column.left - px(16) for column in columns[1:])
        first = columns[0]
        title = self._ui.theme.line("title")
        self._heading.place(Rect(first.x, first.y, first.width, title))
        self.timeline.place(Rect(first.x, first.y + title, first.width, self.timeline.height_for(first.width)))
        self._news.place(columns[1])
        self._thoughts.place(columns[2])
