"""The briefing: the situation, what counts, and what is in the player's hands."""

from collections.abc import Sequence

from game.glossary import glossary
from game.measures import write
from game.screens.base import Place, Replace, Screen, Shell
from game.session import Session
from game.settings import autosave_file
from game.theme import GRID
from game.widgets.bars import Strip
from game.widgets.base import Ui
from game.widgets.buttons import Button
from game.widgets.card import Card
from game.widgets.label import Label
from game.widgets.layout import Centre, Column, Fixed, Grid, Grow, Inset, Item, Row
from game.widgets.picture import ScenarioPicture
from game.widgets.scroll import ScrollArea
from sim.scenario.vocabulary import LEVERS, MEASURES, Head

PICTURE = 400  # wide, beside the story
GOALS_ABREAST = 4


class BriefingScreen(Screen):
    """What the player reads before the first decision."""

    def __init__(self, shell: Shell, session: Session) -> None:
        super().__init__(shell)
        self.session = session

    def build(self, ui: Ui) -> Item:
        text, px, about = ui.text, ui.px, self.session.scenario.scenario
        area = ScrollArea(ui)
        inside = area.ui
        facts = [
            text(f"level.{about.level}"),
            text("unit.minutes", n=about.minutes),
            text.count("briefing.rounds", self.session.scenario.time.rounds),
        ]
        head = Column(
            [
                Label(inside, text.of(about.title), "display"),
                Label(inside, " · ".join(facts), "body", "muted"),
            ],
            gap=px(2),
        )
        parts: list[Item] = [head, self._situation(inside), self._goals(inside), self._levers(inside)]
        terms = glossary(self.session.scenario, text)
        if terms:
            parts.append(self._glossary(inside, terms))
        area.holding(Inset(Centre(Column(parts, gap=px(16)), px(1120)), px(24)))
        foot: list[Item] = [Button(ui, text("button.back"), self.back, mark="left")]
        if autosave_file().is_file():
            foot.append(Grow(Label(ui, text("briefing.replaces"), "small", "muted", side="right")))
        else:
            foot.append(Grow())
        foot.append(Button(ui, text("briefing.start"), self._start, "primary", after="right"))
        return Column([Grow(area), Inset(Row(foot, gap=px(16)), (px(24), px(16)))], gap=0)

    def _situation(self, ui: Ui) -> Item:
        """The picture and the story, side by side."""
        text, px, briefing = ui.text, ui.px, self.session.scenario.briefing
        card = Card(ui)
        picture = ScenarioPicture(ui, self.session.file, px(GRID), px(GRID))
        parts: list[Item] = [
            Label(ui, text("briefing.situation"), "title"),
            Label(ui, text.of(briefing.situation)),
        ]
        if briefing.advice is not None:
            parts.append(Label(ui, text.of(briefing.advice), "quote", "muted"))
        told = Column(parts, gap=px(8))
        wide = round(px(PICTURE) / max(1.0, ui.theme.text_scale * 0.8))
        return card.holding(Row([Fixed(picture, width=wide), Grow(told)], gap=px(20)))

    def _goals(self, ui: Ui) -> Item:
        text, px, scenario = ui.text, ui.px, self.session.scenario
        card = Card(ui)
        whole = sum(goal.weight for goal in scenario.goals) or 1.0
        rows: list[Item] = []
        for goal in scenario.goals:
            measure = MEASURES[goal.measure]
            written = [
                write(text, measure.unit, value, scenario.market.currency) for value in (goal.floor, goal.target)
            ]
            name = Label(ui, text(f"measure.{goal.measure}"), "strong", tooltip=text(f"measure.{goal.measure}.tip"))
            weight = Label(ui, text.percent(goal.weight / whole), "strong", side="right")
            strip = Strip(ui, [(goal.weight, "ink"), (whole - goal.weight, "quiet")], height=6)
            scale = Label(ui, text("briefing.scale", floor=written[0], target=written[1]), "small", "muted")
            rows.append(Column([Row([Grow(name), weight]), strip, scale], gap=px(3)))
        title = Label(ui, text("briefing.goals"), "title")
        tip = Label(ui, text("briefing.goals.tip"), "small", "muted")
        lines = -(-len(rows) // GOALS_ABREAST)
        grid = Grid(rows, ui.px(250 * ui.theme.text_scale), gap=px(24), columns=-(-len(rows) // max(1, lines)))
        return card.holding(Column([Column([title, tip], gap=px(2)), grid], gap=px(10)))

    def _levers(self, ui: Ui) -> Item:
        text, px, levers = ui.text, ui.px, self.session.scenario.levers
        card = Card(ui)
        money = text.money(self.session.scenario.firm.budget, self.session.scenario.market.currency)
        parts: list[Item] = [
            Label(ui, text("briefing.hands"), "title"),
            Label(ui, text("briefing.budget", money=money), "body", "muted"),
        ]
        for head in (*Head, None):
            colour = head.value if head is not None else "promise"
            ids = [lever.id for lever in LEVERS.values() if lever.head is head]
            open_ids = [lever for lever in ids if getattr(levers, lever).available]
            if open_ids and head is not None:
                name = Label(ui, text(f"head.{head}"), "strong", colour)
                parts.append(Row([name, Grow(Label(ui, text(f"head.{head}.tip"), "small", "muted"))], gap=px(10)))
            told: list[Item] = []
            for lever in open_ids:
                mark = Fixed(Strip(ui, [(1, colour)], height=30), width=px(4))
                told.append(Row([mark, Grow(self._lever(ui, lever))], gap=px(10), align="stretch"))
            if told:
                parts.append(Grid(told, ui.px(400 * ui.theme.text_scale), gap=px(12), columns=2))
        if levers.detail_from_round > 1:
            parts.append(Label(ui, text("briefing.heads_first", n=levers.detail_from_round), "small", "muted"))
        return card.holding(Column(parts, gap=px(10)))

    def _lever(self, ui: Ui, lever: str) -> Item:
        """What a lever does and, if later than the rest, when it opens."""
        opens = getattr(self.session.scenario.levers, lever).from_round
        name = Label(ui, ui.text(f"lever.{lever}"), "strong")
        when = Label(ui, ui.text("briefing.from_round", n=opens) if opens > 1 else "", "small", "muted")
        told = Label(ui, ui.text(f"lever.{lever}.tip"), "small", "muted")
        return Column([Row([Grow(name), when], gap=ui.px(8)), told], gap=ui.px(2))

    def _glossary(self, ui: Ui, terms: Sequence[tuple[str, str]]) -> Item:
        """The words of this scenario; F1 shows them again at any moment."""
        card, air = Card(ui), ui.px(2)
        told = [
            Column([Label(ui, name, "strong"), Label(ui, tip, "small", "muted")], gap=air) for name, tip in terms
        ]
        title = Label(ui, ui.text("briefing.glossary"), "title")
        hint = Label(ui, ui.text("briefing.glossary.tip"), "small", "muted")
        grid = Grid(told, ui.px(400 * ui.theme.text_scale), gap=ui.px(12), columns=2)
        return card.holding(Column([Column([title, hint], gap=air), grid], gap=ui.px(10)))

    def _start(self) -> None:
        self.go(Replace(self.shell.make(Place.MARKET, self.session)))
