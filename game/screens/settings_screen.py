"""The settings; each takes effect at once and is kept."""

from collections.abc import Callable, Sequence
from typing import Any

from game import settings as choices
from game.screens.base import Screen
from game.widgets.base import Ui
from game.widgets.buttons import Button, Chips
from game.widgets.card import Card
from game.widgets.label import Label
from game.widgets.layout import Centre, Column, Grow, Inset, Item, Row
from game.widgets.scroll import ScrollArea

LANGUAGE_NAMES = (("es", "Español"), ("en", "English"))


class SettingsScreen(Screen):
    """Language, text size, theme, full screen, motion and speed."""

    def build(self, ui: Ui) -> Item:
        text, px, now = ui.text, ui.px, self.shell.settings
        area = ScrollArea(ui)
        inside = area.ui
        card = Card(inside, (24, 20))
        yes_no = [(False, text("settings.no")), (True, text("settings.yes"))]
        rows = [
            self._row(inside, "language", LANGUAGE_NAMES, now.language),
            self._row(inside, "text_size", [(n, text.percent(n / 100)) for n in choices.TEXT_SIZES], now.text_size),
            self._row(inside, "theme", [(n, text(f"settings.theme.{n}")) for n in choices.THEMES], now.theme),
            self._row(inside, "full_screen", yes_no, now.full_screen),
            self._row(inside, "reduced_motion", yes_no, now.reduced_motion),
            self._row(inside, "speed", [(n, f"{n}×") for n in choices.SPEEDS], now.speed),
        ]
        area.holding(
            Inset(
                Centre(
                    Column(
                        [Label(inside, text("settings.title"), "display"), card.holding(Column(rows, gap=px(20)))],
                        gap=px(16),
                    ),
                    round(px(760) * max(1.0, ui.theme.text_scale * 0.8)),
                ),
                (px(24), px(24)),
            )
        )
        foot = Inset(Row([Button(ui, text("button.back"), self.back, mark="left"), Grow()]), (px(24), px(16)))
        return Column([Grow(area), foot], gap=0)

    def _row(self, ui: Ui, name: str, options: Sequence[tuple[Any, str]], chosen: object) -> Item:
        words = Column(
            [
                Label(ui, ui.text(f"settings.{name}"), "strong"),
                Label(ui, ui.text(f"settings.{name}.tip"), "small", "muted"),
            ],
            gap=ui.px(2),
        )
        chips = Chips(ui, options, chosen, self._changer(name))
        return Row([Grow(words, 1), Grow(chips, 1.4)], gap=ui.px(24))

    def _changer(self, name: str) -> Callable[[Any], None]:
        return lambda value: self.shell.change(**{name: value})
