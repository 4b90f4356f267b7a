"""What robots find when they play a scenario many times: on the terminal, and as a page to keep."""

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from rich.console import Console
from rich.progress import BarColumn, Progress, TaskProgressColumn, TextColumn, TimeRemainingColumn

from sim.commands.blocks import show
from sim.commands.complaints import CommandError, writing
from sim.commands.complaints import show as show_problem
from sim.commands.findings import report
from sim.commands.first_time import get_ready
from sim.commands.page import page
from sim.linter.preview import fewest_plays, preview
from sim.scenario.load import read, understand
from sim.scenario.problems import ScenarioError
from sim.scenario.schema import Scenario
from sim.words import Words, sentence

_TOLD = 10  # how often it is said how far it is where no bar can be drawn


def preview_scenario(name: str, html: Path | None, plays: int, words: Words) -> int:
    """Plays a scenario and shows what came of it.

    0 if all games were played, 1 if some could not be or the file has problems, 2 if it cannot be read.
    """
    try:
        scenario = understand(read(name))
    except ScenarioError as error:
        unreadable = any(problem.line is None for problem in error.problems)
        for problem in error.problems:
            show_problem(problem, words.language, sys.stderr if unreadable else sys.stdout)
        return 2 if unreadable else 1
    _check(scenario, html, plays)
    get_ready(words)
    with _progress(plays, scenario, words) as played:
        seen = preview(scenario, plays, progress=played)
    title = words("preview.title", title=scenario.scenario.title.read(words.language))
    subtitle, blocks = report(seen, words)
    if html is not None:
        with writing(html):
            html.write_text(page(title, subtitle, blocks, words.language), encoding="utf-8", newline="\n")
    console = Console(highlight=False)
    show(title, subtitle, blocks, console)
    if html is not None:
        print(words("preview.written", file=html))
    return int(bool(seen.failures))


def _check(scenario: Scenario, html: Path | None, plays: int) -> None:
    """Complains at once about what would come to nothing after minutes of play."""
    least = fewest_plays(scenario)
    if plays < least:
        raise CommandError(sentence("preview.too_few", n=plays, least=least))
    if html is not None:
        new = not html.exists()
        with writing(html):
            html.open("a", encoding="utf-8").close()
            if new:
                html.unlink()


@contextmanager
def _progress(plays: int, scenario: Scenario, words: Words) -> Iterator[Callable[[], None]]:
    """A bar on a terminal, a line now and then elsewhere; both on standard error."""
    console, title = Console(stderr=True), scenario.scenario.title.read(words.language)
    if console.is_terminal:
        columns = (
            TextColumn("{task.description}", markup=False),
            BarColumn(),
            TaskProgressColumn(),
            TimeRemainingColumn(),
        )
        with Progress(*columns, console=console, transient=True) as bar:
            task = bar.add_task(words("preview.playing", title=title), total=plays)
            yield lambda: bar.advance(task)
        return
    done = 0

    def told() -> None:
        nonlocal done
        done += 1
        if done * _TOLD % plays < _TOLD:
            print(words("preview.played", done=done, plays=plays), file=sys.stderr, flush=True)

    yield told
