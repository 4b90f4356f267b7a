"""Where this computer keeps the compiled rules of the market, and whether they are all there.

They are compiled when they are first needed (see ``market.compiling``), which takes a minute once. Whoever
makes people wait for that can say so: this module loads neither the model nor the compiler.
"""

import hashlib
import os
import platform
import shutil
import sys
import tempfile
import time
from importlib.metadata import version
from pathlib import Path

from platformdirs import user_cache_path

_MODEL = Path(__file__).resolve().parent
_DONE = "complete"
_UNUSED_DAYS = 30
_MARK = "\n@kernel\n"


def _sources() -> list[bytes]:
    """The rules and the measures, and what gives them numbers that stand for something."""
    sources = [
        *sorted((_MODEL / "market").glob("*.py")),
        _MODEL / "measures.py",
        _MODEL / "scenario" / "vocabulary.py",
        _MODEL / "journal.py",
    ]
    return [source.read_bytes() for source in sources]


def _folder() -> Path | None:
    """Apart for every version of the rules, since one file builds on others, and for every computer."""
    made_for = "|".join([sys.version, version("numba"), version("numpy"), platform.machine(), platform.node()])
    name = hashlib.sha256(b"|".join([*_sources(), made_for.encode()])).hexdigest()[:16]
    user = str(os.getuid()) if hasattr(os, "getuid") else os.environ.get("USERNAME", "")
    homes = user_cache_path("escalera", appauthor=False), Path(tempfile.gettempdir(), f"escalera-{user}")
    return next((home / name for home in homes if _writable(home / name)), None)


def _writable(folder: Path) -> bool:
    """Whether the folder is there now and nobody else's: what lies in it will be run."""
    try:
        folder.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        folder.mkdir(mode=0o700, exist_ok=True)
        with tempfile.TemporaryFile(dir=folder):
            return not hasattr(os, "getuid") or folder.parent.stat().st_uid == os.getuid()
    except OSError:
        return False


FOLDER = _folder()
"""The folder of the compiled rules; None where nothing can be written, and every process compiles its own."""


def complete() -> bool:
    """Whether nothing is left to compile."""
    return FOLDER is not None and (FOLDER / _DONE).is_file()


def completed() -> None:
    """Says that nothing is left to compile, and clears away what other versions have not used for a month."""
    if FOLDER is None:
        return
    (FOLDER / _DONE).touch()
    for other in FOLDER.parent.iterdir():
        if other.stat().st_mtime < time.time() - _UNUSED_DAYS * 86_400:  # every use touches the folder
            shutil.rmtree(other, ignore_errors=True)


def progress() -> float:
    """About how much is done, 0..1."""
    if FOLDER is None:
        return 0.0
    whole = sum(source.decode().count(_MARK) for source in _sources())
    return min(1.0, len(list(FOLDER.rglob("*.nbi"))) / whole)
