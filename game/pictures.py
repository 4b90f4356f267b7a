"""The picture of a scenario: the file of the same name beside it, `my-shop.svg` or `my-shop.png`."""

from functools import lru_cache
from pathlib import Path
from threading import Lock, Thread

from pygame import Surface

from game.decoding import Size, decode, decode_apart
from sim.resources import shipped

SUFFIXES = (".svg", ".png")
MOST_BYTES = 2_000_000
KEPT = 64
ONE_AT_A_TIME = Lock()


class Picture:
    """A picture that is decoded in the background, so that no screen waits for it."""

    def __init__(self, file: Path, size: Size) -> None:
        self._file, self._size = file, size
        self.image: Surface | None = None  # when it is done, and was a picture
        self.done = False
        Thread(target=self._develop, daemon=True).start()

    def _develop(self) -> None:
        trusted = self._file.is_relative_to(shipped("scenarios"))
        with ONE_AT_A_TIME:
            self.image = (decode if trusted else decode_apart)(_read(self._file), self._size)
        self.done = True


def picture_beside(scenario: Path, size: Size) -> Picture | None:
    """The picture of the scenario in a file, as large as it can be within a size; None if it has none."""
    for suffix in SUFFIXES:
        file = scenario.with_suffix(suffix)
        try:
            if file.is_file():
                return _picture(file, size, file.stat().st_mtime_ns)
        except (OSError, ValueError):
            pass  # a folder that may not be looked into has no picture
    return None


@lru_cache(maxsize=KEPT)
def _picture(file: Path, size: Size, changed: int) -> Picture:
    """One and the same for as long as the file stays as it is; `changed` is when it last did not."""
    return Picture(file, size)


def _read(file: Path) -> bytes:
    """The bytes of a file; none of one too large or not readable."""
    try:
        with file.open("rb") as stream:
            data = stream.read(MOST_BYTES + 1)
    except OSError:
        return b""
    return data if len(data) <= MOST_BYTES else b""
