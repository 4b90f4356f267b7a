"""The help that F1 opens above any screen: what can be pressed here, and what the words of the scenario mean."""

from typing import ClassVar

from game.screens.base import Screen, Shell
from game.widgets.base import Ui
from game.widgets.buttons import Button
from game.widgets.card import Card
from game.widgets.label import Label
from game.widgets.layout import Centre, Column, Fixed, Grow, Inset, Item, Row
from game.widgets.scroll import ScrollArea

EVERYWHERE = (
    ("keys.tab", "help.tab"),
    ("keys.arrows", "help.arrows"),
    ("keys.enter", "help.enter"),
    ("keys.escape", "help.escape"),
    ("keys.f1", "help.f1"),
    ("keys.f11", "help.f11"),
    ("keys.language", "help.language"),
)


class HelpScreen(Screen):
    """Shortcuts of the screen below and those that work everywhere; in a game also its glossary."""

    overlay: ClassVar[bool] = True

    def __init__(self, shell: Shell, below: Screen) -> None:
        super().__init__(shell)
        self.below = below

    def build(self, ui: Ui) -> Item:
        text, px = ui.text, ui.px
        card = Card(ui, (24, 20))
        area = ScrollArea(ui)
        inside = area.ui
        parts: list[Item] = []
        if self.below.shortcuts:
            parts += [Label(inside, text("help.here"), "small_strong", "muted")]
            parts += [self._row(inside, text(keys), text(does)) for keys, does in self.below.shortcuts]
        parts += [Label(inside, text("help.everywhere"), "small_strong", "muted")]
        parts += [self._row(inside, text(keys), text(does)) for keys, does in EVERYWHERE]
        parts += self._glossary(inside)
        list_ = Column(parts, gap=px(8))
        close = Button(ui, text("button.close"), self.back, "primary")
        wide = min(ui.size[0] - 2 * px(24), round(px(560) * max(1.0, ui.theme.text_scale)))
        room = (
            ui.size[1]
            - 2 * px(24)
            - 2 * card.air[1]
            - close.height_for(wide)
            - ui.theme.line("display")
            - 2 * px(16)
        )
        tall = min(room, list_.height_for(wide - 2 * card.air[0]))
        card.holding(
            Column(
                [
                    Label(ui, text("help.title"), "display"),
                    Fixed(area.holding(list_), height=tall),
                    Row([Grow(), close]),
                ],
                gap=px(16),
            )
        )
        return Inset(Centre(card, wide, middle=True), px(24))

    def _glossary(self, ui: Ui) -> list[Item]:
        session = getattr(self.below, "session", None)
        if session is None:
            return []
        from game.glossary import glossary  # loads the model, which the help above the title can do without

        rows = [self._row(ui, name, tip) for name, tip in glossary(session.scenario, ui.text)]
        return [Label(ui, ui.text("help.glossary"), "small_strong", "muted"), *rows] if rows else []

    @staticmethod
    def _row(ui: Ui, name: str, told: str) -> Item:
        return Row(
            [
                Grow(Label(ui, name, "strong"), 1),
                Grow(Label(ui, told, "body", "muted"), 1.8),
            ],
            gap=ui.px(12),
            align="start",
        )
