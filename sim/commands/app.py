"""How the commands are called: names, arguments, options and help. The work is done in the modules beside.

Those are imported when a command needs them, so that help and version appear at once.
"""

import re
import sys
from pathlib import Path
from typing import Annotated, Literal

import typer

from sim.scenario.vocabulary import PolicyName

_LARGEST_SEED = 2**63 - 1

app = typer.Typer(
    help="Escalera: a market of thousands of customers on the loyalty ladder. Without arguments it opens the game.",
    epilog="Example: escalera run corner-cafe --seed 7",
    rich_markup_mode="rich",
    pretty_exceptions_enable=False,
    add_completion=False,
    no_args_is_help=True,
)
scenarios = typer.Typer(
    help="Scenario files: list them, look into them, check them.",
    epilog="Example: escalera scenario check my-shop.yaml",
    no_args_is_help=True,
)
app.add_typer(scenarios, name="scenario")

Scenario = Annotated[
    str,
    typer.Argument(metavar="SCENARIO", help="A shipped scenario's name, or a scenario file.", show_default=False),
]
Seed = Annotated[
    int | None,
    typer.Option(min=0, max=_LARGEST_SEED, help="Seed of the market's luck.", show_default="the scenario's"),
]
RunFile = Annotated[Path, typer.Argument(metavar="RUN.json", help="A run file.", show_default=False)]


def run() -> int:
    """Runs the command in ``sys.argv`` and returns its exit status."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):  # a terminal that lacks a letter shows '?' in its place
            stream.reconfigure(errors="replace")
    try:
        app(prog_name="escalera")
    except ValueError as error:
        from sim.commands.complaints import complain

        complain(error)
        return 2
    except SystemExit as end:
        return end.code if isinstance(end.code, int) else 1
    return 0


def _show_version(wanted: bool) -> None:
    if wanted:
        from importlib.metadata import PackageNotFoundError, version

        from sim.engine import ENGINE_VERSION

        try:
            installed = version("escalera")
        except PackageNotFoundError:  # run from a checkout
            installed = "not installed"
        print(f"escalera {installed}, engine {ENGINE_VERSION}")
        raise typer.Exit


@app.callback()
def escalera(
    version: Annotated[
        bool, typer.Option("--version", callback=_show_version, is_eager=True, help="Show the version.")
    ] = False,
) -> None:
    """Options of the command itself."""


def _size(text: str) -> tuple[int, int]:
    found = re.fullmatch(r"([1-9][0-9]{2,4})x([1-9][0-9]{2,4})", text)
    if not found:
        raise typer.BadParameter(f"'{text}' is not a size. Write it as 1280x720.")
    return int(found[1]), int(found[2])


@app.command(epilog="Example: escalera play corner-cafe --lang es")
def play(
    scenario: Scenario,
    lang: Annotated[
        Literal["es", "en"] | None, typer.Option(help="Language of the game.", show_default="as in the settings")
    ] = None,
    seed: Seed = None,
    size: Annotated[
        str | None, typer.Option(metavar="WxH", help="Size of the window.", show_default="fits the screen")
    ] = None,
) -> None:
    """Play a scenario in its window."""
    from sim.commands.window import open_window

    raise typer.Exit(open_window(scenario, lang, seed, _size(size) if size else None))


@app.command("run", epilog="Example: escalera run corner-cafe --policy all-retention --seed 7 --json")
def run_scenario(
    scenario: Scenario,
    policy: Annotated[
        PolicyName | None,
        typer.Option(help="The robot that decides for the player's firm.", show_default="balanced"),
    ] = None,
    decisions: Annotated[
        Path | None,
        typer.Option(
            metavar="FILE", help="What to decide: a YAML or JSON list with the levers or heads of each round."
        ),
    ] = None,
    seed: Seed = None,
    json: Annotated[bool, typer.Option("--json", help="Print the whole run as JSON, and nothing else.")] = False,
    save: Annotated[Path | None, typer.Option(metavar="RUN.json", help="Write the run file.")] = None,
    out: Annotated[
        Path | None, typer.Option(metavar="DIR", help="Write the tables of the run, as Parquet and as CSV.")
    ] = None,
) -> None:
    """Play a scenario without a window, from the first round to the result."""
    from sim.commands.play_through import play_through

    play_through(scenario, policy, decisions, seed, json, save, out)


@app.command(epilog="Example: escalera replay my-run.json")
def replay(run_file: RunFile) -> None:
    """Play a run file again and verify the checksum of every round."""
    from sim.commands.recorded import replay

    replay(run_file)


@app.command(epilog="Example: escalera export my-run.json --table transactions -o purchases.csv")
def export(
    run_file: RunFile,
    table: Annotated[
        str,
        typer.Option(
            metavar="NAME", help="rounds, segments, customers, transactions or moves.", show_default=False
        ),
    ],
    output: Annotated[
        Path,
        typer.Option(
            "-o", "--output", metavar="FILE", help="Where to: a .csv or .parquet file.", show_default=False
        ),
    ],
) -> None:
    """Play a run file again and write one of its tables."""
    from sim.commands.recorded import export

    export(run_file, table, output)


@scenarios.command("list", epilog="Example: escalera scenario list")
def list_scenarios() -> None:
    """List the shipped scenarios and your own."""
    from sim.commands.scenarios import list_all

    raise typer.Exit(list_all())


@scenarios.command(epilog="Example: escalera scenario show corner-cafe --lang es")
def show(
    scenario: Scenario,
    lang: Annotated[Literal["es", "en"], typer.Option(help="Language of its texts.")] = "en",
) -> None:
    """Show what a scenario is about."""
    from sim.commands.scenarios import show

    show(scenario, lang)


@scenarios.command(epilog="Example: escalera scenario check my-shop.yaml another.yaml")
def check(
    files: Annotated[list[str], typer.Argument(metavar="FILE...", help="Scenario files.", show_default=False)],
) -> None:
    """Check scenario files: every problem, where it is and what to do about it."""
    from sim.commands.scenarios import check

    raise typer.Exit(check(files))


@scenarios.command(epilog="Example: escalera scenario schema > scenario.schema.json")
def schema() -> None:
    """Print the JSON Schema of scenario files, for editors that complete and check while you write."""
    from sim.commands.scenarios import print_schema

    print_schema()
