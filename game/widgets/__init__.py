"""Our widgets: a thin layer over pygame_gui that adds what it lacks.

pygame_gui keeps the tree, the layers, hovering, clipping and the order of events; every widget here is one of
its elements that draws itself from the theme's tokens, measures its own text, and can be used from the
keyboard.
"""

from game.widgets.bars import Bar, BarChart, Step, Strip, Waterfall
from game.widgets.base import Ui, Widget
from game.widgets.buttons import Button, Chips, IconButton
from game.widgets.card import Card
from game.widgets.label import Label
from game.widgets.layout import Centre, Column, Fixed, Flow, Grid, Grow, Inset, Item, Row, Space
from game.widgets.linechart import Line, LineChart
from game.widgets.scroll import ScrollArea
from game.widgets.slider import Slider
from game.widgets.table import Table

__all__ = [
    "Bar",
    "BarChart",
    "Button",
    "Card",
    "Centre",
    "Chips",
    "Column",
    "Fixed",
    "Flow",
    "Grid",
    "Grow",
    "IconButton",
    "Inset",
    "Item",
    "Label",
    "Line",
    "LineChart",
    "Row",
    "ScrollArea",
    "Slider",
    "Space",
    "Step",
    "Strip",
    "Table",
    "Ui",
    "Waterfall",
    "Widget",
]
