"""The chart that a measure of the top bar opens: its course over the rounds so far."""

from collections.abc import Callable
from dataclasses import dataclass

from pygame import Rect

from game.measures import write
from game.session import Session
from game.widgets import Button, Card, Column, Grow, Item, Label, Line, LineChart, Row, Ui
from sim.scenario.vocabulary import MEASURES


@dataclass
class Chart:
    """A card that hangs from its measure."""

    ui: Ui
    card: Item

    def hang(self, below: Rect) -> None:
        """Stand under the measure, inside the window."""
        px = self.ui.px
        wide = round(px(430) * max(1.0, self.ui.theme.text_scale * 0.8))
        box = Rect(0, 0, wide, self.card.height_for(wide))
        box.topleft = (below.left - px(12), below.bottom + px(12))
        box.clamp_ip(Rect((0, 0), self.ui.size).inflate(-px(16), -px(16)))
        self.card.place(box)


def chart(ui: Ui, session: Session, measure: str, on_close: Callable[[], None]) -> Chart:
    """The course of a measure: the end of every round, and now."""
    text, seen, scenario = ui.text, session.observation, session.scenario
    unit, currency = MEASURES[measure].unit, scenario.market.currency
    told = [*seen.reports, seen.reported] if session.playing else seen.reports
    course: list[float | None] = [(past[measure].low + past[measure].high) / 2 for past in told]
    letter = text("market.round_letter")
    labels = [text("market.before")] + [f"{letter}{i + 1}" for i in range(scenario.time.rounds)]
    card = Card(ui)
    title = Label(ui, text(f"measure.{measure}"), "title")
    close = Button(ui, text("card.close"), on_close, kind="quiet")
    lines = LineChart(ui, [Line("", course)], labels, lambda value: write(text, unit, value, currency), height=150)
    rule = Label(ui, text(f"measure.{measure}.tip"), "small", "muted")
    card.holding(Column([Row([title, Grow(), close]), rule, lines], gap=ui.px(6)))
    return Chart(ui, card)
