"""Tables of a run as files."""

from collections.abc import Callable
from pathlib import Path
from typing import BinaryIO

import polars as pl

from sim.commands.complaints import CommandError, writing
from sim.scenario.problems import did_you_mean
from sim.tables import NAMES, Tables
from sim.words import sentence

_WRITERS: dict[str, Callable[[pl.DataFrame, BinaryIO], None]] = {
    ".csv": lambda table, stream: table.write_csv(stream),
    ".parquet": lambda table, stream: table.write_parquet(stream),
}


def check(name: str, path: Path) -> None:
    """Refuses a table that there is not, or a file of a kind that cannot be written."""
    if name not in NAMES:
        hint = did_you_mean(name, NAMES, sentence("hint.tables", known=NAMES))
        raise CommandError(sentence("command.no_table", table=name, hint=hint))
    if path.suffix not in _WRITERS:
        raise CommandError(sentence("command.no_table_file", path=str(path)))


def write_table(tables: Tables, name: str, path: Path) -> None:
    """Writes a table as CSV or as Parquet, by the file's ending."""
    with writing(path), path.open("wb") as stream:
        _WRITERS[path.suffix](tables.named(name), stream)


def write_tables(tables: Tables, folder: Path) -> None:
    """Writes every table of a run into a folder, made if need be, as Parquet and as CSV."""
    with writing(folder):
        folder.mkdir(parents=True, exist_ok=True)
    for name in NAMES:
        for suffix in _WRITERS:
            write_table(tables, name, folder / f"{name}{suffix}")
