"""How the commands are called: names, arguments, options and help. The work is done in the modules beside.

Those are imported when a command needs them, so that help and version appear at once.
"""

import re
import sys
from pathlib import Path
from typing import Annotated

import typer

from sim.commands.complaints import CommandError, complain
from sim.commands.draft import CUSTOMERS, ROUNDS, Business, Wishes
from sim.commands.usage import HELP, PLAYS, SEEDS, Command, Commands, reader
from sim.words import Language, sentence, system_language, words


def _example(command: str) -> str:
    return HELP("usage.example", command=command)


app = typer.Typer(
    cls=Commands,
    help=HELP("usage.escalera"),
    epilog=_example("escalera run corner-cafe --seed 7"),
    rich_markup_mode="rich",
    pretty_exceptions_enable=False,
    add_completion=False,
    no_args_is_help=True,
)
scenarios = typer.Typer(
    cls=Commands,
    help=HELP("usage.scenario"),
    epilog=_example("escalera scenario check my-shop.yaml"),
    no_args_is_help=True,
)
app.add_typer(scenarios, name="scenario")


Scenario = Annotated[str, typer.Argument(metavar="SCENARIO", help=HELP("usage.the_scenario"), show_default=False)]
Seed = Annotated[
    int | None,
    typer.Option(min=SEEDS[0], max=SEEDS[1], help=HELP("usage.seed"), show_default=HELP("usage.seed.default")),
]
Lang = Annotated[
    Language,
    typer.Option(
        default_factory=system_language,
        help=HELP("usage.lang"),
        show_default=HELP("usage.lang.default"),
    ),
]
RunFile = Annotated[Path, typer.Argument(metavar="RUN.json", help=HELP("usage.run_file"), show_default=False)]


def run() -> int:
    """Runs the command in ``sys.argv`` and returns its exit status."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):  # a terminal that lacks a letter shows '?' in its place
            stream.reconfigure(errors="replace")
    try:
        app(prog_name="escalera")
    except ValueError as error:
        complain(error, reader())
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
            installed = HELP("usage.not_installed")
        print(HELP("usage.versions", installed=installed, engine=ENGINE_VERSION))
        raise typer.Exit


@app.callback()
def escalera(
    version: Annotated[
        bool, typer.Option("--version", callback=_show_version, is_eager=True, help=HELP("usage.version"))
    ] = False,
) -> None:
    """Options of the command itself."""


def _size(text: str) -> tuple[int, int]:
    found = re.fullmatch(r"([1-9][0-9]{2,4})x([1-9][0-9]{2,4})", text)
    if not found:
        raise CommandError(sentence("command.no_size", size=text))
    return int(found[1]), int(found[2])


@app.command(cls=Command, help=HELP("usage.play"), epilog=_example("escalera play corner-cafe --lang es"))
def play(
    scenario: Scenario,
    lang: Annotated[
        Language | None,
        typer.Option(help=HELP("usage.game_lang"), show_default=HELP("usage.game_lang.default")),
    ] = None,
    seed: Seed = None,
    size: Annotated[
        str | None,
        typer.Option(metavar="WxH", help=HELP("usage.size"), show_default=HELP("usage.size.default")),
    ] = None,
) -> None:
    """Plays a scenario in its window."""
    from sim.commands.window import open_window

    raise typer.Exit(open_window(scenario, lang, seed, _size(size) if size else None))


@app.command(
    "run",
    cls=Command,
    help=HELP("usage.run"),
    epilog=_example("escalera run corner-cafe --policy all-retention --seed 7 --json"),
)
def run_scenario(
    scenario: Scenario,
    lang: Lang,
    policy: Annotated[
        str | None,
        typer.Option(metavar="NAME", help=HELP("usage.policy"), show_default="balanced"),
    ] = None,
    decisions: Annotated[Path | None, typer.Option(metavar="FILE", help=HELP("usage.decisions"))] = None,
    seed: Seed = None,
    json: Annotated[bool, typer.Option("--json", help=HELP("usage.json"))] = False,
    save: Annotated[Path | None, typer.Option(metavar="RUN.json", help=HELP("usage.save"))] = None,
    out: Annotated[Path | None, typer.Option(metavar="DIR", help=HELP("usage.out"))] = None,
) -> None:
    """Plays a scenario without a window, from the first round to the result."""
    from sim.commands.play_through import play_through

    play_through(scenario, policy, decisions, seed, json, save, out, words(lang))


@app.command(cls=Command, help=HELP("usage.replay"), epilog=_example("escalera replay my-run.json"))
def replay(run_file: RunFile, lang: Lang) -> None:
    """Plays a run file again and verifies the checksum of every round."""
    from sim.commands.recorded import replay

    replay(run_file, words(lang))


@app.command(
    cls=Command,
    help=HELP("usage.export"),
    epilog=_example("escalera export my-run.json --table transactions -o purchases.csv"),
)
def export(
    run_file: RunFile,
    table: Annotated[str, typer.Option(metavar="NAME", help=HELP("usage.table"), show_default=False)],
    output: Annotated[
        Path, typer.Option("-o", "--output", metavar="FILE", help=HELP("usage.output"), show_default=False)
    ],
    lang: Lang,
) -> None:
    """Plays a run file again and writes one of its tables."""
    from sim.commands.recorded import export

    export(run_file, table, output, words(lang))


@scenarios.command("list", cls=Command, help=HELP("usage.list"), epilog=_example("escalera scenario list"))
def list_scenarios(lang: Lang) -> None:
    """Lists the shipped scenarios and the user's own."""
    from sim.commands.scenarios import list_all

    raise typer.Exit(list_all(words(lang)))


@scenarios.command(
    cls=Command, help=HELP("usage.show"), epilog=_example("escalera scenario show corner-cafe --lang es")
)
def show(scenario: Scenario, lang: Lang) -> None:
    """Shows what a scenario is about."""
    from sim.commands.scenarios import show

    show(scenario, words(lang))


@scenarios.command(
    cls=Command, help=HELP("usage.check"), epilog=_example("escalera scenario check my-shop.yaml another.yaml")
)
def check(
    files: Annotated[list[str], typer.Argument(metavar="FILE...", help=HELP("usage.files"), show_default=False)],
    lang: Lang,
    play: Annotated[bool, typer.Option("--play/--no-play", help=HELP("usage.check_play"))] = True,
) -> None:
    """Checks scenario files: every problem, where it is and what to do about it, and what is odd."""
    from sim.commands.scenarios import check

    raise typer.Exit(check(files, play, words(lang)))


@scenarios.command(
    cls=Command,
    help=HELP("usage.preview"),
    epilog=_example("escalera scenario preview my-shop.yaml --html my-shop.html"),
)
def preview(
    file: Annotated[str, typer.Argument(metavar="FILE", help=HELP("usage.preview_file"), show_default=False)],
    lang: Lang,
    html: Annotated[
        Path | None, typer.Option(metavar="PAGE.html", help=HELP("usage.preview_html"), show_default=False)
    ] = None,
    plays: Annotated[int, typer.Option(min=PLAYS[0], max=PLAYS[1], help=HELP("usage.preview_plays"))] = 200,
) -> None:
    """Lets robots play a scenario many times: how hard it is, what wins, how long it takes, what it teaches."""
    from sim.commands.preview import preview_scenario

    raise typer.Exit(preview_scenario(file, html, plays, words(lang)))


@scenarios.command(
    "new",
    cls=Command,
    help=HELP("usage.new"),
    epilog=_example("escalera scenario new my-shop.yaml --title 'My shop' --business services"),
)
def new_scenario(
    lang: Lang,
    file: Annotated[Path | None, typer.Argument(metavar="[FILE]", help=HELP("usage.new_file"))] = None,
    title: Annotated[str | None, typer.Option(help=HELP("usage.new_title"))] = None,
    language: Annotated[Language | None, typer.Option(help=HELP("usage.new_language"))] = None,
    business: Annotated[Business | None, typer.Option(help=HELP("usage.new_business"))] = None,
    customers: Annotated[
        int | None, typer.Option(min=CUSTOMERS[0], max=CUSTOMERS[1], help=HELP("usage.new_customers"))
    ] = None,
    rounds: Annotated[int | None, typer.Option(min=ROUNDS[0], max=ROUNDS[1], help=HELP("usage.new_rounds"))] = None,
) -> None:
    """Writes a commented scenario file to begin with."""
    from sim.commands.authoring import new

    new(file, Wishes(title, language, business, customers, rounds), words(lang))


@scenarios.command(
    cls=Command, help=HELP("usage.schema"), epilog=_example("escalera scenario schema > scenario.schema.json")
)
def schema(lang: Lang) -> None:
    """Prints the JSON Schema of scenario files."""
    from sim.commands.scenarios import print_schema

    print_schema(words(lang))
