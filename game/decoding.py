"""From the bytes of a picture to its pixels, in memory of its own if they come from a stranger.

The libraries that decode pictures were not written for files made to do harm. So this file is also a program: it
reads a picture from its input and writes the pixels to its output, within a time and a memory; the game runs it for
every picture that was not shipped with it.
"""

import faulthandler
import io
import os
import struct
import subprocess
import sys
from pathlib import Path

import pygame
from pygame import Surface

SECONDS = 2.0
MEMORY = 512_000_000
MOST_PIXELS = 16_000_000  # of a PNG, before it is made smaller
PNG = b"\x89PNG\r\n\x1a\n"

Size = tuple[int, int]


def decode(data: bytes, size: Size) -> Surface | None:
    """The picture, an SVG or a PNG, as large as it can be within a size; None if it is neither."""
    try:
        return _small(data, size) if data.startswith(PNG) else pygame.image.load_sized_svg(io.BytesIO(data), size)
    except (pygame.error, ValueError, struct.error):
        return None


def _small(data: bytes, size: Size) -> Surface | None:
    """A PNG, scaled to fit; what it would take is read from its header before anything is decoded."""
    wide, tall = struct.unpack(">II", data[16:24])
    if not 0 < wide * tall <= MOST_PIXELS:
        return None
    loaded = pygame.image.load(io.BytesIO(data), "picture.png")
    picture = Surface(loaded.get_size(), pygame.SRCALPHA)
    picture.blit(loaded, (0, 0))
    share = min(size[0] / wide, size[1] / tall)
    return pygame.transform.smoothscale(picture, (max(1, round(wide * share)), max(1, round(tall * share))))


def decode_apart(data: bytes, size: Size) -> Surface | None:
    """The same, in a process of its own: None also if it takes too long, takes too much or breaks."""
    try:
        done = subprocess.run(
            [sys.executable, "-I", str(Path(__file__).resolve()), *map(str, size)],
            input=data,
            capture_output=True,
            env={**os.environ, "PYGAME_HIDE_SUPPORT_PROMPT": "1"},
            creationflags=getattr(subprocess, "CREATE_NO_WINDOW", 0),  # no console flashes up on Windows
            timeout=5 * SECONDS,
            check=True,
        )
        across = struct.unpack(">II", done.stdout[:8])
        return pygame.image.frombytes(done.stdout[8:], across, "RGBA")
    except (OSError, subprocess.SubprocessError, struct.error, ValueError):
        return None


def _main() -> None:
    with open(os.devnull, "w") as nowhere:
        faulthandler.dump_traceback_later(SECONDS, exit=True, file=nowhere)  # ends even a library that hangs
        try:
            import resource
        except ImportError:
            pass  # Windows has no such limits; there the time alone bounds what can be taken
        else:
            resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
        picture = decode(sys.stdin.buffer.read(), (int(sys.argv[1]), int(sys.argv[2])))
        if picture is None:
            sys.exit(1)
        sys.stdout.buffer.write(struct.pack(">II", *picture.get_size()) + pygame.image.tobytes(picture, "RGBA"))


if __name__ == "__main__":
    _main()
