"""Widgets measure themselves, obey keys and mouse, and tell no one what nobody did."""

import itertools

import pygame
import pytest
from pygame import Rect
from pygame.event import Event

from game.screens.market.timeline import Mark, Timeline
from game.text import Text
from game.theme import DESIGN_SIZE, Theme
from game.widgets import (
    Button,
    Chips,
    Column,
    Flow,
    Grid,
    Grow,
    Label,
    Row,
    ScrollArea,
    Slider,
    Space,
    Table,
    Ui,
)
from game.widgets.linechart import nice_ticks
from game.widgets.wrapping import wrapped


@pytest.fixture
def ui() -> Ui:
    pygame.display.init()
    pygame.display.set_mode(DESIGN_SIZE)
    return Ui.fresh(DESIGN_SIZE, Theme.for_window(DESIGN_SIZE, "light", 100), Text("es"))


def key(code: int, mod: int = 0) -> Event:
    return Event(pygame.KEYDOWN, key=code, mod=mod, unicode="")


def mouse(kind: int, place: tuple[int, int]) -> Event:
    return Event(kind, pos=place, button=1, buttons=(1, 0, 0), rel=(0, 0))


class Told:
    """Remembers what it was told."""

    def __init__(self) -> None:
        self.all: list[object] = []

    def __call__(self, *what: object) -> None:
        self.all.append(what[0] if what else None)


def test_wrapping_loses_no_word_and_no_line_is_too_wide() -> None:
    font = Theme.for_window(DESIGN_SIZE, "light", 100).font("body")
    text = "Una promesa audaz atrae, y Otorrinolaringología no cabe.\nOtra línea."
    for width in (40, 80, 200, 1000):
        lines = wrapped(font, text, width)
        assert "".join(lines).replace(" ", "") == text.replace(" ", "").replace("\n", "")
        assert all(font.size(line)[0] <= width for line in lines)


def test_a_column_gives_the_spare_height_to_what_grows() -> None:
    places = [Placed(10), Placed(10), Placed(10)]
    Column([places[0], Grow(places[1]), places[2]], gap=5).place(Rect(0, 0, 100, 100))
    assert [(place.rect.y, place.rect.height) for place in places] == [(0, 10), (15, 70), (90, 10)]


def test_a_row_shrinks_the_widest_and_never_overlaps() -> None:
    places = [Placed(10, 300), Placed(10, 40), Placed(10, 300)]
    row = Row(places, gap=10)
    row.place(Rect(0, 0, 260, 10))
    assert places[1].rect.width == 40
    for left, right in itertools.pairwise(places):
        assert left.rect.right + 10 <= right.rect.left
    assert places[-1].rect.right <= 260


def test_a_flow_continues_on_the_next_line() -> None:
    places = [Placed(10, 60) for _ in range(5)]
    flow = Flow(places, gap=10)
    assert flow.height_for(200) == 20 + 10
    flow.place(Rect(0, 0, 200, 30))
    assert [place.rect.topleft for place in places[:4]] == [(0, 0), (70, 0), (140, 0), (0, 20)]


def test_a_grid_has_as_many_columns_as_fit() -> None:
    grid = Grid([Placed(10, 100) for _ in range(4)], minimum=100, gap=10)
    assert grid.height_for(430) == 10
    assert grid.height_for(230) == 30
    assert grid.height_for(100) == 70


class Placed:
    """An item of a size that remembers its place."""

    def __init__(self, height: int, width: int = 20) -> None:
        self.size = (width, height)
        self.rect = Rect(0, 0, 0, 0)

    def natural_width(self) -> int:
        return self.size[0]

    def height_for(self, width: int) -> int:
        return self.size[1]

    def place(self, rect: Rect) -> None:
        self.rect = rect


def slider(ui: Ui, told: Told) -> Slider:
    made = Slider(ui, 400, 0, 1000, 10, told)
    made.place(Rect(100, 100, 220, 20))
    ui.focus.give(made)
    ui.update(0.01)
    return made


@pytest.mark.parametrize(
    ("code", "value"),
    [
        (pygame.K_RIGHT, 410),
        (pygame.K_LEFT, 390),
        (pygame.K_PAGEUP, 500),
        (pygame.K_PAGEDOWN, 300),
        (pygame.K_HOME, 0),
        (pygame.K_END, 1000),
    ],
)
def test_keys_move_a_slider(ui: Ui, code: int, value: float) -> None:
    told = Told()
    moved = slider(ui, told)
    assert ui.process(key(code))
    assert moved.value == value
    assert told.all == [value]


def test_a_slider_follows_the_mouse_and_stops_at_its_limit(ui: Ui) -> None:
    told = Told()
    moved = slider(ui, told)
    moved.set(400, limit=600)
    assert told.all == []
    ui.process(mouse(pygame.MOUSEBUTTONDOWN, (210, 110)))
    assert moved.value == 500
    ui.process(mouse(pygame.MOUSEMOTION, (320, 400)))
    assert moved.value == 600
    ui.process(mouse(pygame.MOUSEBUTTONUP, (320, 400)))
    ui.process(mouse(pygame.MOUSEMOTION, (100, 110)))
    assert moved.value == 600


def test_a_button_is_pressed_only_where_the_press_began(ui: Ui) -> None:
    told = Told()
    button = Button(ui, "Jugar", told)
    button.place(Rect(10, 10, 100, 40))
    ui.process(mouse(pygame.MOUSEBUTTONDOWN, (20, 20)))
    ui.process(mouse(pygame.MOUSEBUTTONUP, (400, 400)))
    ui.process(mouse(pygame.MOUSEBUTTONUP, (20, 20)))
    assert told.all == []
    ui.process(mouse(pygame.MOUSEBUTTONDOWN, (20, 20)))
    ui.process(mouse(pygame.MOUSEBUTTONUP, (20, 20)))
    assert len(told.all) == 1
    button.disable()
    ui.process(mouse(pygame.MOUSEBUTTONDOWN, (20, 20)))
    ui.process(mouse(pygame.MOUSEBUTTONUP, (20, 20)))
    assert len(told.all) == 1


def test_tab_goes_round_and_passes_by_what_is_closed(ui: Ui) -> None:
    buttons = [Button(ui, word, Told()) for word in "abc"]
    buttons[1].disable()
    visited = []
    for mod in (0, 0, 0, pygame.KMOD_LSHIFT):
        ui.process(key(pygame.K_TAB, mod))
        visited.append(ui.focus.current)
    assert visited == [buttons[0], buttons[2], buttons[0], buttons[2]]
    assert ui.focus.by_keyboard


def test_arrows_choose_among_chips(ui: Ui) -> None:
    told = Told()
    chips = Chips(ui, [(n, str(n)) for n in range(3)], 0, told)
    chips.place(Rect(0, 0, 300, 40))
    ui.focus.give(chips)
    for code in (pygame.K_RIGHT, pygame.K_LEFT, pygame.K_LEFT, pygame.K_HOME):
        ui.process(key(code))
    assert told.all == [1, 0, 2, 0]


def test_a_widget_reached_with_tab_is_scrolled_into_view(ui: Ui) -> None:
    area = ScrollArea(ui)
    first, last = Button(area.ui, "first", Told()), Button(area.ui, "last", Told())
    area.holding(Column([first, Space(2000), last])).place(Rect(0, 0, 300, 200))
    ui.focus.give(last)
    for _ in range(90):
        ui.update(1 / 60)
    assert Rect(0, 0, 300, 200).contains(last.rect)
    ui.focus.give(first)
    ui.process(key(pygame.K_END))
    assert area.offset > 1800


def test_the_wheel_scrolls_what_is_under_the_pointer(ui: Ui) -> None:
    area = ScrollArea(ui)
    area.holding(Space(2000)).place(Rect(0, 0, 300, 200))
    ui.manager.mouse_position = (500, 500)
    ui.process(Event(pygame.MOUSEWHEEL, y=-1, x=0))
    assert area.offset == 0
    ui.manager.mouse_position = (100, 100)
    ui.process(Event(pygame.MOUSEWHEEL, y=-1, x=0))
    assert 0 < area.offset < 200
    ui.process(Event(pygame.MOUSEWHEEL, y=100, x=0))
    assert area.offset == 0


def test_a_label_says_what_it_is_told_without_moving(ui: Ui) -> None:
    label = Label(ui, "uno")
    label.place(Rect(5, 5, 200, 20))
    label.say("dos")
    ui.update(0.01)
    assert label.rect == Rect(5, 5, 200, 20)


@pytest.mark.parametrize(("low", "high"), [(0, 1), (611, 733), (-300, 2000), (0.64, 0.66), (1e6, 3e6)])
def test_ticks_are_few_round_and_span_the_values(low: float, high: float) -> None:
    ticks = nice_ticks(low, high)
    assert ticks[0] <= low + 1e-9
    assert ticks[-1] >= high - 1e-9
    assert 3 <= len(ticks) <= 7


def test_a_table_leaves_its_names_whole_beside_long_guesses(ui: Ui) -> None:
    long = "−1,085,493 to −945,477"
    rows = [["Customer equity", long, "", long], ["Satisfaction", "0.66–0.94", "▲ 0.02", "0.66–0.94"]]
    table = Table(ui, ["", "Before", "Change", "Now"], rows)
    narrow = 330
    assert sum(table._widths(narrow)) <= narrow
    cells = table._cells(narrow)
    assert [[" ".join(lines) for lines in told] for told in cells] == rows, "broken at spaces only"
    assert len(cells[0][1]) == 2
    assert table.height_for(narrow) > table.height_for(table.natural_width())


def test_what_happened_has_a_dot_at_its_time_and_words_after_another(ui: Ui) -> None:
    line = Timeline(ui, rounds=4, weeks=13)
    line.place(Rect(0, 0, 400, 120))
    line.tell(3.5, [10.0, 12.0], [Mark(1.5, "A fair"), Mark(3.25, "A long tale " * 20)], "12")
    surface = pygame.Surface((400, 120), pygame.SRCALPHA)
    line.paint(surface)
    dot = pygame.Color(ui.theme.palette.promise)
    bar = ui.theme.line("small") + ui.px(7)
    spots = [x for x in range(400) if surface.get_at((x, bar)) == dot]
    assert min(spots) - 150 in range(4)
    assert max(spots) - 325 in range(4, 9)
    below = [x for x in range(400) for y in range(bar + ui.px(40), 120) if surface.get_at((x, y)).a > 60]
    assert min(below) < ui.px(7), "a dot comes first"
    assert not [x for x in below if ui.px(7) < x < ui.px(12)], "then air"
    assert 250 < max(below) < 400, "then the words, inside"
