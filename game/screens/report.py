"""The report of a round: what changed, and why."""

from collections.abc import Callable, Mapping
from typing import ClassVar

import pygame
from pygame.event import Event

from game.screens.base import Pop, Replace, Screen, Shell
from game.screens.market.measures import ARROWS, read, write
from game.screens.result import ResultScreen, history_chart
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

TABLE = ("retention", "satisfaction", "trust", "promises_kept", "wait", "morale", "acquisition_cost")
CAUSES_IN_WATERFALL = 2
CAUSES_IN_LIST = 3
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
        before, after, text = self.report.before, self.report.after, self.text
        currency = self.session.scenario.market.currency
        parts = []
        for measure in ("profit", "customers", "satisfaction"):
            seen = read(text, measure, after, before, currency)
            parts.append(f"{seen.name} {seen.value} {ARROWS[seen.direction]} {seen.change}")
        return "   ·   ".join(parts)

    def _customers(self, ui: Ui) -> Item:
        text, report = ui.text, self.report
        before, after = round(report.before["customers"]), round(report.after["customers"])
        steps = [Step(text("report.at_start"), before, text.number(before), "ink", total=True)]
        known = 0
        for move, sign, colour in ((Move.JOINED, 1, "acquisition"), (Move.LEFT, -1, "loss")):
            for name, count in self._grouped(report.reasons.get(move, {}), CAUSES_IN_WATERFALL):
                change = sign * count
                known += change
                steps.append(Step(name, change, text.number(change, signed=True), colour))
        rest = after - before - known
        if rest:
            steps.append(Step(text("report.others"), rest, text.number(rest, signed=True), "muted"))
        steps.append(Step(text("report.at_end"), after, text.number(after), "ink", total=True))
        net = after - before
        key = "report.customers.up" if net > 0 else "report.customers.down" if net < 0 else "report.customers.same"
        title = text.count(key, abs(net)) if net else text(key)
        return self._titled(ui, title, text("report.customers.tip"), lambda: Waterfall(ui, steps))

    def _grouped(self, reasons: Mapping[Cause, int], most: int) -> list[tuple[str, int]]:
        """The main causes with their counts, and the rest together."""
        ranked = sorted(((count, cause) for cause, count in reasons.items() if count), reverse=True)
        shown = ranked[:most] if len(ranked) > most + 1 else ranked
        named = [(self.text(f"cause.{cause.name.lower()}"), count) for count, cause in shown]
        rest = sum(count for count, _ in ranked[len(shown) :])
        return [*named, (self.text("report.other_causes"), rest)] if rest else named

    def _profit(self, ui: Ui) -> Item:
        text, report = ui.text, self.report
        currency = self.session.scenario.market.currency
        before, after = report.before, report.after
        decisions = self.session.decisions
        spent, spent_before = report.decision, decisions[-2] if len(decisions) > 1 else None

        def step(name: str, value: float, colour: str, total: bool = False) -> Step:
            return Step(name, value, text.number(value, signed=not total), colour, total)

        steps = [step(text("report.before"), before["profit"], "ink", True)]
        changes = [(text("measure.revenue"), after["revenue"] - before["revenue"], "muted")]
        if spent_before is not None:
            for head in Head:
                changes.append((text(f"head.{head}"), spent_before.head(head) - spent.head(head), head.value))
        known = sum(change for _, change, _ in changes)
        changes.append((text("report.other_costs"), after["profit"] - before["profit"] - known, "promise"))
        steps += [step(name, change, colour) for name, change, colour in changes if abs(change) >= 1]
        steps.append(step(text("report.now"), after["profit"], "ink", True))
        net = after["profit"] - before["profit"]
        key = "report.profit.up" if net >= 0 else "report.profit.down"
        title = text(key, money=text.money(abs(net), currency))
        tip = text("report.profit.tip" if spent_before is not None else "report.profit.tip_first")
        return self._titled(ui, title, tip, lambda: Waterfall(ui, steps))

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
        parts: list[Item] = [Label(ui, text("report.reasons"), "title")]
        for move, colour in ((Move.JOINED, "acquisition"), (Move.CLIMBED, "retention"), (Move.LEFT, "loss")):
            named = self._grouped(self.report.reasons.get(move, {}), CAUSES_IN_LIST)
            total = sum(count for _, count in named)
            heading = Label(ui, f"{text.number(total)} {text(f'move.{move}')}", "small_strong", colour)
            most = max((count for _, count in named), default=1)
            bars = [Bar(name, count / most, text.number(count), colour) for name, count in named]
            parts.append(Column([heading, *([BarChart(ui, bars)] if bars else [])], gap=px(4)))
        return card.holding(Column(parts, gap=px(10)))

    def _history(self, ui: Ui) -> Item:
        px, card = ui.px, Card(ui)
        charts = [history_chart(ui, self.session, measure, 104) for measure in ("customers", "profit")]
        return card.holding(Column(charts, gap=px(12)))

    def _measures(self, ui: Ui) -> Item:
        text, report = ui.text, self.report
        currency = self.session.scenario.market.currency
        rows = []
        for measure in TABLE:
            seen = read(text, measure, report.after, report.before, currency)
            old = write(text, MEASURES[measure].unit, report.before[measure], currency)
            rows.append([seen.name, old, f"{ARROWS[seen.direction]} {seen.change}", seen.value])
        head = ["", text("report.before"), text("report.change"), text("report.now")]
        return self._titled(ui, text("report.measures"), "", lambda: Table(ui, head, rows))

    @staticmethod
    def _titled(ui: Ui, title: str, tip: str, chart: Callable[[], Item]) -> Item:
        card = Card(ui)
        head: list[Item] = [Label(ui, title, "title")]
        if tip:
            head.append(Label(ui, tip, "small", "muted"))
        return card.holding(Column([Column(head, gap=ui.px(2)), chart()], gap=ui.px(10)))

    # Going on

    def _go_on(self) -> None:
        self.go(Replace(ResultScreen(self.shell, self.session)) if self.session.over else Pop())

    def back(self) -> None:
        self._go_on()

    def handle(self, event: Event) -> bool:
        if event.type == pygame.KEYDOWN and event.key in (pygame.K_RETURN, pygame.K_KP_ENTER):
            self._go_on()
            return True
        return False
