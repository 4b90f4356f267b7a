"""The bar at the top: where the game stands, and the measures with their changes; each opens its chart."""

from collections.abc import Callable, Sequence
from functools import partial

from pygame import Rect, Surface

from game.measures import ARROWS, Reading
from game.widgets import Column, Item, Label, Row, Ui
from game.widgets.buttons import Pressable
from game.widgets.wrapping import wrapped


class Tile(Pressable):
    """One measure: name, value, and change since last round."""

    def __init__(self, ui: Ui, reading: Reading, on_press: Callable[[], None]) -> None:
        super().__init__(ui, on_press, ui.text(f"measure.{reading.id}.tip"))
        self.reading = reading

    def tell(self, reading: Reading) -> None:
        if reading != self.reading:
            self.reading = reading
            self.repaint()

    def _lines(self) -> list[tuple[str, str, str]]:
        reading = self.reading
        moved = (
            f"{ARROWS[reading.direction]} {reading.change}" if reading.direction else self.ui.text("market.same")
        )
        change = moved if reading.change else " "
        short = f"tile.{reading.id}"
        name = self.ui.text(short) if self.ui.text.has(short) else reading.name
        return [
            ("small", self.palette.muted, name),
            ("title", self.palette.ink, reading.value),
            ("small_strong", self.palette.muted, change),
        ]

    def natural_width(self) -> int:
        return max(self.theme.font(style).size(words)[0] for style, _, words in self._lines()) + self.ui.px(4)

    def height_for(self, width: int) -> int:
        return sum(self.theme.font(style).get_linesize() for style, _, _ in self._lines())

    def paint(self, surface: Surface) -> None:
        y = 0
        for style, colour, words in self._lines():
            font = self.theme.font(style)
            surface.blit(font.render(words, True, colour), (self.ui.px(2), y))
            y += font.get_linesize()


class TopBar:
    """Title, round and week; the measures; help and settings."""

    def __init__(
        self,
        ui: Ui,
        title: str,
        readings: Sequence[Reading],
        on_measure: Callable[[str], None],
        exits: Sequence[Item],
    ) -> None:
        self._ui = ui
        self._title = Label(ui, title, "title")
        self._when = Label(ui, "", "small", "muted")
        self._tiles = [Tile(ui, reading, partial(on_measure, reading.id)) for reading in readings]
        self._exits = Row(exits, gap=ui.px(2))
        self._rect = Rect(0, 0, 0, 0)

    def show(self, when: str, readings: Sequence[Reading]) -> None:
        self._when.say(when)
        for tile, reading in zip(self._tiles, readings, strict=True):
            tile.tell(reading)
        if self._rect.width and any(tile.natural_width() > tile.rect.width for tile in self._tiles):
            self.place(self._rect)  # a guess takes more room than a figure

    def tile_rect(self, measure: str) -> Rect:
        """Where a measure stands, for its chart to hang from."""
        return Rect(next(tile.rect for tile in self._tiles if tile.reading.id == measure))

    def natural_width(self) -> int:
        return self._ui.size[0]

    def height_for(self, width: int) -> int:
        theme = self._ui.theme
        words = theme.line("title") + theme.line("small") * (1 if theme.text_scale <= 1 else 2)
        return max(self._ui.px(60), max(self._tiles[0].height_for(width), words) + self._ui.px(14))

    def place(self, rect: Rect) -> None:
        px, self._rect = self._ui.px, rect
        out = self._exits.natural_width()
        self._exits.place(Rect(rect.right - px(10) - out, rect.y, out, rect.height))
        widths = [tile.natural_width() for tile in self._tiles]
        right = rect.right - px(20) - out
        most = right - rect.x - px(36) - sum(widths) - px(2) * len(widths)
        wide = min(self._words_width(), max(px(48), most))
        words = Column([self._title, self._when], gap=0)
        fits = words.height_for(wide) <= rect.height
        self._title.show() if fits else self._title.hide()
        told: Item = words if fits else self._when
        tall = min(rect.height, told.height_for(wide))
        told.place(Rect(rect.x + px(16), rect.y + (rect.height - tall) // 2, wide, tall))
        left = rect.x + px(16) + wide + px(20)
        air = min(px(44), max(px(2), (right - left - sum(widths)) // len(widths)))
        for tile, width in zip(self._tiles, widths, strict=True):
            tall = tile.height_for(width)
            tile.place(Rect(left, rect.y + (rect.height - tall) // 2, width, tall))
            left += width + air

    def _words_width(self) -> int:
        """Room for the title on a line of its own and for the week on one, or on two where the text is large."""
        theme, longest = self._ui.theme, self._ui.text("market.when.longest")
        small = theme.font("small")
        week = small.size(longest)[0]
        if theme.text_scale > 1:
            week = next(w for w in range(week // 2, week + 1) if len(wrapped(small, longest, w)) <= 2)
        return max(self._title.natural_width(), week) + self._ui.px(4)
