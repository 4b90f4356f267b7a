"""What a report is made of, however it is shown: headings, findings, tables, spreads and counts."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from rich.console import Console, RenderableType
from rich.padding import Padding
from rich.table import Table as Grid
from rich.text import Text as Line

MARKS = {"fine": "✓", "note": "·", "look": "!"}
_STYLES = {"fine": "green", "note": "", "look": "yellow"}
_WIDTH = 40


@dataclass(frozen=True)
class Heading:
    """The title of a part."""

    text: str


@dataclass(frozen=True)
class Paragraph:
    """Plain text."""

    text: str


@dataclass(frozen=True)
class Findings:
    """Sentences with a mark each: fine, note or look."""

    lines: tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class Table:
    """Rows of cells under a head; the first columns are words, the others figures."""

    head: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    words: int = 1


@dataclass(frozen=True)
class Spread:
    """On a scale from 0 to 100, what each reached: the least, the mean, the most."""

    rows: tuple[tuple[str, float, float, float], ...]


@dataclass(frozen=True)
class Counts:
    """How many there are of each."""

    columns: tuple[tuple[str, int], ...]

    @property
    def most(self) -> int:
        """The highest column; 1 if all are empty."""
        return max((count for _, count in self.columns), default=0) or 1


Block = Heading | Paragraph | Findings | Table | Spread | Counts


def show(title: str, subtitle: str, blocks: Sequence[Block], console: Console) -> None:
    """Prints a report on a terminal."""
    console.print(Line(title, style="bold"))
    console.print(Line(subtitle))
    for block in blocks:
        for part in _rendered(block):
            console.print(part)


def _rendered(block: Block) -> Iterator[RenderableType]:
    match block:
        case Heading():
            yield Line(f"\n{block.text}", style="bold")
        case Paragraph():
            yield Line(block.text)
        case Findings():
            for mark, text in block.lines:
                line = Grid.grid(padding=(0, 1, 0, 0))
                line.add_row(Line(MARKS[mark], style=_STYLES[mark]), Line(text))
                yield line
        case Table():
            grid = Grid(box=None, pad_edge=False)
            for place, name in enumerate(block.head):
                grid.add_column(name, justify="left" if place < block.words else "right")
            for row in block.rows:
                grid.add_row(*(Line(cell) for cell in row))
            yield grid
        case Spread():
            grid = Grid.grid(padding=(0, 1, 0, 0))
            for label, low, mean, high in block.rows:
                grid.add_row(Line(label), Line(_track(low, mean, high)))
            yield Padding(grid, (1, 0, 0, 0))
        case Counts():
            grid = Grid.grid(padding=(0, 1, 0, 0))
            for label, count in block.columns:
                bar = "█" * round(_WIDTH * count / block.most)
                grid.add_row(Line(label), Line(str(count), justify="right"), Line(bar))
            yield Padding(grid, (1, 0, 0, 0))


def _track(low: float, mean: float, high: float) -> str:
    """A line from 0 to 100 with what lies between the least and the most, and the mean."""
    first, middle, last = (min(_WIDTH - 1, int(value / 100 * _WIDTH)) for value in (low, mean, high))
    track = ["·"] * _WIDTH
    track[first : last + 1] = "━" * (last + 1 - first)
    track[middle] = "●"
    return "".join(track)
