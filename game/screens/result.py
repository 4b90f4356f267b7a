"""The result: every side of it, and how it came about."""

from functools import partial

from game.best import best_results, keep, key
from game.measures import write
from game.screens.base import Place, Reset, Screen, Shell
from game.session import Session
from game.settings import Notice, run_folder
from game.widgets.bars import Strip
from game.widgets.base import Ui
from game.widgets.buttons import Button
from game.widgets.card import Card
from game.widgets.label import Label
from game.widgets.layout import Column, Grid, Grow, Inset, Item, Row
from game.widgets.linechart import Line, LineChart
from game.widgets.scroll import ScrollArea
from game.widgets.table import Table
from sim.scenario.measured import Goal
from sim.scenario.vocabulary import MEASURES, Head, Unit

ALWAYS_CHARTED = ("customers", "profit")
GOALS_CHARTED = 2
FLOWS = frozenset({"revenue", "profit", "new_customers", "lost_customers", "contacts", "complaints", "retention"})
LEAST_SPAN = {Unit.STATE: 0.2, Unit.SHARE: 0.1, Unit.COUNT: 10.0}
GRADES = ((80, "excellent"), (60, "good"), (40, "fair"), (0, "poor"))


def history_chart(ui: Ui, session: Session, measure: str, height: int) -> Item:
    """A measure over the whole game, from before the first round to the last one to come."""
    text, currency = ui.text, session.scenario.market.currency
    history = session.observation.history
    rounds = session.scenario.time.rounds
    labels = ["0", *(f"{text('market.round_letter')}{n}" for n in range(1, rounds + 1))]
    # What is added up over a round cannot be compared with the warm-up, which is of another length.
    values = [None if n == 0 and measure in FLOWS else seen[measure] for n, seen in enumerate(history)]
    title = Label(ui, text(f"measure.{measure}"), "title", tooltip=text(f"measure.{measure}.tip"))
    unit = MEASURES[measure].unit
    written = partial(write, text, unit, currency=currency)
    chart = LineChart(ui, [Line("", values)], labels, written, height, LEAST_SPAN.get(unit, 0.0))
    return Column([title, Grow(chart)], gap=ui.px(6))


class ResultScreen(Screen):
    """Each goal with its score, the whole score, and the course of the game."""

    def __init__(self, shell: Shell, session: Session) -> None:
        super().__init__(shell)
        self.session = session
        self.result = session.result
        about, score = session.scenario.scenario, self.result.score
        self._best = max(score, best_results().get(key(about), 0.0))
        notice = keep(about, score)
        if notice is not None:
            shell.tell(notice)

    def build(self, ui: Ui) -> Item:
        text, px, scenario = ui.text, ui.px, self.session.scenario
        head = Column(
            [
                Label(ui, text("result.title", score=text.number(self.result.score)), "display"),
                Label(ui, f"{text.of(scenario.scenario.title)} · {self._verdict()}", "body", "muted"),
                Label(ui, self._against_the_best(), "small", "muted"),
            ],
            gap=px(2),
        )
        buttons = Row(
            [
                Button(ui, text("result.save"), self._keep, mark="check", tooltip=text("result.save.tip")),
                Button(ui, text("result.to_title"), self._to_title),
                Button(ui, text("result.again"), self._again, "primary", mark="undo"),
            ],
            gap=px(10),
        )
        area = ScrollArea(ui)
        inside = area.ui
        charted = [*ALWAYS_CHARTED, *self._goals_charted()]
        cards = [
            self._goals(inside),
            *(self._chart(inside, measure) for measure in charted),
            self._decisions(inside),
        ]
        minimum = round(px(370) * max(1.0, ui.theme.text_scale * 0.9))
        area.holding(Grid(cards, minimum, gap=px(16), columns=3))
        top = Row([Grow(head), buttons], gap=px(24))
        return Column([Inset(top, (px(24), px(16))), Grow(Inset(area, (px(24), 0))), Inset(Row([]), px(8))], gap=0)

    def _goals_charted(self) -> list[str]:
        """The first goals that are not yet told by the other charts."""
        told = (*ALWAYS_CHARTED, "total_profit")
        measures = [goal.measure for goal in self.session.scenario.goals if goal.measure not in told]
        return measures[:GOALS_CHARTED]

    def _verdict(self) -> str:
        grade = next(name for least, name in GRADES if self.result.score >= least)
        return self.text(f"result.grade.{grade}")

    def _against_the_best(self) -> str:
        """Whoever plays is measured against nobody else."""
        best, own = self.text.number(self._best), self.text.number(self.result.score)
        if best != own:
            return self.text("result.best", score=best)
        return self.text("result.is_best")

    def _goals(self, ui: Ui) -> Item:
        card = Card(ui)
        parts: list[Item] = [
            Label(ui, ui.text("result.goals"), "title"),
            Label(ui, ui.text("result.goals.tip"), "small", "muted"),
            *(self._goal(ui, each.goal, each.value, each.score) for each in self.result.goals),
        ]
        return card.holding(Column(parts, gap=ui.px(10)))

    def _goal(self, ui: Ui, goal: Goal, reached: float, score: float) -> Item:
        text = ui.text
        unit, currency = MEASURES[goal.measure].unit, self.session.scenario.market.currency
        whole = sum(each.weight for each in self.session.scenario.goals) or 1.0
        name = Label(ui, text(f"measure.{goal.measure}"), "strong", tooltip=text(f"measure.{goal.measure}.tip"))
        value = Label(ui, write(text, unit, reached, currency), "strong")
        strip = Strip(ui, [(score, "ink"), (100 - score, "quiet")], height=8)
        told = text(
            "result.goal",
            score=text.number(score),
            target=write(text, unit, goal.target, currency),
            weight=text.percent(goal.weight / whole),
        )
        return Column([Row([Grow(name), value]), strip, Label(ui, told, "small", "muted")], gap=ui.px(4))

    def _chart(self, ui: Ui, measure: str) -> Item:
        return Card(ui).holding(history_chart(ui, self.session, measure, 170))

    def _decisions(self, ui: Ui) -> Item:
        """What was spent on each head, round by round."""
        text, card = ui.text, Card(ui)
        decisions = self.session.decisions
        heads = [head for head in Head if head is not Head.GROWTH or any(each.head(head) for each in decisions)]
        rows = [
            [f"{text('market.round_letter')}{n}", *(text.number(decision.head(head)) for head in heads)]
            for n, decision in enumerate(decisions, start=1)
        ]
        titles = [text("result.round"), *(text(f"head.{head}") for head in heads)]
        colours = {(r, c): head.value for r in range(len(rows)) for c, head in enumerate(heads, start=1)}
        title = Label(ui, text("result.decisions"), "title")
        return card.holding(Column([title, Table(ui, titles, rows, colours)], gap=ui.px(8)))

    def _keep(self) -> None:
        """Keep the run as a file of its own, to hand in."""
        scenario = self.session.scenario.scenario
        file = run_folder() / f"{scenario.id}-{self.session.seed}-{round(self.result.score)}.json"
        notice = self.session.save(file)
        self.shell.tell(notice or Notice("notice.run_saved", {"file": str(file)}))

    def _again(self) -> None:
        briefing = self.shell.make(Place.BRIEFING, self.session.again())
        self.go(Reset((self.shell.make(Place.TITLE), briefing)))

    def _to_title(self) -> None:
        self.go(Reset((self.shell.make(Place.TITLE),)))

    def back(self) -> None:
        self._to_title()
