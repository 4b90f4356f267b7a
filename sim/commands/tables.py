"""Tables of a run as files."""

from collections.abc import Callable
from pathlib import Path

import polars as pl

from sim.commands.complaints import writing
from sim.tables import Tables

NAMES = ("rounds", "segments", "customers", "transactions", "moves")
_WRITERS: dict[str, Callable[[pl.DataFrame, Path], None]] = {
    ".csv": lambda table, path: table.write_csv(path),
    ".parquet": lambda table, path: table.write_parquet(path),
}
SUFFIXES = tuple(_WRITERS)


def write_table(table: pl.DataFrame, path: Path) -> None:
    """Writes a table as CSV or as Parquet, by the file's ending."""
    with writing(path):
        _WRITERS[path.suffix](table, path)


def write_tables(tables: Tables, folder: Path) -> None:
    """Writes every table of a run into a folder, made if need be, as Parquet and as CSV."""
    with writing(folder):
        folder.mkdir(parents=True, exist_ok=True)
    for name in NAMES:
        for suffix in SUFFIXES:
            write_table(getattr(tables, name), folder / f"{name}{suffix}")
