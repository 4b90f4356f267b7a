"""The report of a round: what changed, and why."""

from collections.abc import Callable
from functools import partial
from typing import ClassVar

from game.measures import ARROWS, Reading, read, write, write_reported
from game.screens.base import Place, Pop, Replace, Screen, Shell
from game.screens.result import FLOWS, history_chart
from game.session import RoundReport, Session
from game.widgets.bars import Bar, BarChart, Step, Waterfall
from game.widgets.base import Ui
from game.widgets.buttons import Button
from game.widgets.card import Card
from game.widgets.flow import FlowStairs, Tread
from game.widgets.label import Label
from game.widgets.layout import Column, Grid, Grow, Inset, Item, Row
from game.widgets.scroll import ScrollArea
from game.widgets.table import Table
from sim.scenario.vocabulary import MEASURES, Cause, Head, Move, Stage
from sim.words import NO_BREAK

TABLE = ("retention", "satisfaction", "trust", "promises_kept", "wait", "morale", "acquisition_cost")
TOLD = ("customers", "profit", "total_profit", "revenue")  # by the other cards
CAUSES_SHOWN = 2
STAGES = tuple(Stage)


class ReportScreen(Screen):
    """What changed for customers and profit, between the steps, and what people say moved them."""

    shortcuts: ClassVar[tuple[tuple[str, str], ...]] = (("keys.enter", "help.go_on"),)

    def __init__(self, shell: Shell, session: Session) -> None:
        super().__init__(shell)
        self.session = session
        self.report: RoundReport = session.report()

    def build(self, ui: Ui) -> Item:
        text, px, report = ui.text, ui.px, self.report
        area = ScrollArea(ui)
        inside = area.ui
        rounds = self.session.scenario.time.rounds
        head = Column(
            [
                Label(ui, text("report.title", round=report.round, rounds=rounds), "display"),
                Label(ui, self._headline(), "body", "muted"),
            ],
            gap=px(2),
        )
        cards = [
            self._customers(inside),
            self._profit(inside),
            self._flows(inside),
            self._reasons(inside),
            self._history(inside),
            self._measures(inside),
        ]
        minimum = round(px(370) * max(1.0, ui.theme.text_scale * 0.9))
        area.holding(Grid(cards, minimum, gap=px(16), columns=3))
        go_on = Button(
            ui,
            text("report.result" if self.session.over else "report.go_on"),
            self._go_on,
            "primary",
            after="right",
        )
        top = Row([Grow(head), go_on], gap=px(24))
        return Column([Inset(top, (px(24), px(16))), Grow(Inset(area, (px(24), 0))), Inset(Row([]), px(8))], gap=0)

    # Parts

    def _headline(self) -> str:
        parts = []
        for measure in ("profit", "customers", "satisfaction"):
            if self._first and measure in FLOWS:
                currency = self.session.scenario.market.currency
                now = write(self.text, MEASURES[measure].unit, self.report.after[measure], currency)
                parts.append(f"{self.text(f'measure.{measure}')} {now}")
            else:
                seen = self._read(measure)
                parts.append(f"{seen.name} {seen.value} {self._changed(seen)}")
        return "  ·  ".join(part.replace(" ", NO_BREAK) for part in parts)

    @property
    def _first(self) -> bool:
        """In the first round there is no whole round before to compare sums of money with."""
        return self.report.round == 1

    def _read(self, measure: str) -> Reading:
        currency = self.session.scenario.market.currency
        return read(self.text, measure, self.report.reported_after, self.report.reported_before, currency)

    def _changed(self, seen: Reading) -> str:
        if not seen.change:
            return ""
        return f"{ARROWS[seen.direction]} {seen.change}" if seen.direction else self.text("market.same")

    def _customers(self, ui: Ui) -> Item:
        text, report = ui.text, self.report
        before, after = round(report.before["customers"]), round(report.after["customers"])
        joined, left = (sum(report.reasons.get(move, {}).values()) for move in (Move.JOINED, Move.LEFT))
        steps = [
            Step(text("report.at_start"), before, text.number(before), "ink", total=True),
            Step(text("report.joined"), joined, text.number(joined, signed=True), "acquisition"),
            Step(text("report.left"), -left, text.number(-left, signed=True), "loss"),
        ]
        rest = after - before - joined + left
        if rest:
            steps.append(Step(text("report.others"), rest, text.number(rest, signed=True), "muted"))
        steps.append(Step(text("report.at_end"), after, text.number(after), "ink", total=True))
        net = after - before
        key = "report.customers.up" if net > 0 else "report.customers.down"
        title = text.count(key, abs(net)) if net else text("report.customers.same")
        return self._titled(ui, title, text("report.customers.tip"), lambda: Waterfall(ui, steps))

    def _profit(self, ui: Ui) -> Item:
        text, report = ui.text, self.report
        after, spent = report.after, report.decision
        money = partial(text.money, currency=self.session.scenario.market.currency)
        if self._first:
            steps = self._steps(
                ("measure.revenue", after["revenue"]),
                {f"head.{head}": (-spent.head(head), head.value) for head in Head},
                ("measure.profit", after["profit"]),
            )
            title = text("report.profit.first", money=money(after["profit"]))
            return self._titled(ui, title, text("report.profit.tip_first"), lambda: Waterfall(ui, steps))
        before, spent_before = report.before, self.session.decisions[-2]
        sales = after["revenue"] - before["revenue"]
        steps = self._steps(
            ("report.before", before["profit"]),
            {"measure.revenue": (sales, "muted")}
            | {f"head.{head}": (spent_before.head(head) - spent.head(head), head.value) for head in Head},
            ("report.now", after["profit"]),
        )
        net = after["profit"] - before["profit"]
        title = text("report.profit.up" if net >= 0 else "report.profit.down", money=money(abs(net)))
        return self._titled(ui, title, text("report.profit.tip"), lambda: Waterfall(ui, steps))

    def _steps(
        self, start: tuple[str, float], changes: dict[str, tuple[float, str]], end: tuple[str, float]
    ) -> list[Step]:
        """A waterfall of money from one total to another; what the changes leave unexplained is other
        costs.
        """
        text = self.text
        rest = end[1] - start[1] - sum(change for change, _ in changes.values())
        middle = [
            Step(text(key), change, text.number(change, signed=True), colour)
            for key, (change, colour) in (changes | {"report.other_costs": (rest, "muted")}).items()
            if abs(change) >= 1
        ]
        first, last = (Step(text(key), value, text.number(value), "ink", total=True) for key, value in (start, end))
        return [first, *middle, last]

    def _flows(self, ui: Ui) -> Item:
        text, flows, ladder = ui.text, self.report.flows, self.session.scenario.ladder
        counts = self.session.observation.rungs
        treads = []
        for i, rung in enumerate(ladder.rungs):
            crossed_up, crossed_down = int(flows[: i + 1, i + 1 :].sum()), int(flows[i + 1 :, : i + 1].sum())
            last = i + 1 == len(ladder.rungs)
            treads.append(
                Tread(
                    text.of(rung.name),
                    text.number(counts[i]),
                    STAGES.index(rung.stage),
                    "" if last else f"▲ {text.number(crossed_up)}",
                    "" if last else f"▼ {text.number(crossed_down)}",
                    "acquisition" if i + 1 <= ladder.first_customer else "retention",
                )
            )
        first = ladder.first_customer
        climbed = int(sum(flows[i, j] for i in range(first, len(flows)) for j in range(i + 1, len(flows))))
        title = text.count("report.flows", climbed)
        return self._titled(ui, title, text("report.flows.tip"), lambda: FlowStairs(ui, treads))

    def _reasons(self, ui: Ui) -> Item:
        text, px, card = ui.text, ui.px, Card(ui)
        told = [
            (move, colour, self._main_causes(move))
            for move, colour in ((Move.JOINED, "acquisition"), (Move.CLIMBED, "retention"), (Move.LEFT, "loss"))
        ]
        names = [name for _, _, causes in told for name, _ in causes]
        parts: list[Item] = [Label(ui, text("report.reasons"), "title")]
        for move, colour, causes in told:
            total = sum(count for _, count in causes)
            heading = Label(ui, f"{text.number(total)} {text(f'move.{move}')}", "small_strong", colour)
            most = max((count for _, count in causes), default=1)
            bars = [Bar(name, count / most, text.number(count), colour) for name, count in causes]
            chart = [BarChart(ui, bars, beside=names, style="small")] if bars else []
            parts.append(Column([heading, *chart], gap=px(4)))
        return card.holding(Column(parts, gap=px(10)))

    def _main_causes(self, move: Move) -> list[tuple[str, int]]:
        """The main causes of a kind of move with their counts, and the rest together."""
        reasons = self.report.reasons.get(move, {})
        vague = {Cause.NONE} if move is Move.LEFT else {Cause.NONE, Cause.NEGLECT}  # nobody climbs out of neglect
        ranked = sorted(((n, cause) for cause, n in reasons.items() if n and cause not in vague), reverse=True)
        named = [(self.text(f"cause.{cause.name.lower()}"), count) for count, cause in ranked[:CAUSES_SHOWN]]
        rest = sum(reasons.values()) - sum(count for _, count in named)
        return [*named, (self.text("report.other_causes"), rest)] if rest else named

    def _history(self, ui: Ui) -> Item:
        card = Card(ui)
        charts = [Grow(history_chart(ui, self.session, measure, 100)) for measure in ("customers", "profit")]
        return card.holding(Column(charts, gap=ui.px(12)))

    def _measures(self, ui: Ui) -> Item:
        """First those that count in the end, then those that every firm watches."""
        text = ui.text
        currency = self.session.scenario.market.currency
        rows = []
        goals = [goal.measure for goal in self.session.scenario.goals if goal.measure not in TOLD]
        for measure in dict.fromkeys([*goals, *TABLE]):
            seen = self._read(measure)
            unit = MEASURES[measure].unit
            if measure in FLOWS and self._first:
                rows.append([seen.name, "", "", seen.value])
                continue
            old = write_reported(text, unit, self.report.reported_before[measure], currency)
            rows.append([seen.name, old, self._changed(seen), seen.value])
        head = ["", text("report.before"), text("report.change"), text("report.now")]
        return self._titled(ui, text("report.measures"), "", lambda: Table(ui, head, rows))

    @staticmethod
    def _titled(ui: Ui, title: str, tip: str, chart: Callable[[], Item]) -> Item:
        card = Card(ui)
        head: list[Item] = [Label(ui, title, "title")]
        if tip:
            head.append(Label(ui, tip, "small", "muted"))
        return card.holding(Column([Column(head, gap=ui.px(2)), Grow(chart())], gap=ui.px(10)))

    # Going on

    def _go_on(self) -> None:
        self.go(Replace(self.shell.make(Place.RESULT, self.session)) if self.session.over else Pop())

    def back(self) -> None:
        self._go_on()
