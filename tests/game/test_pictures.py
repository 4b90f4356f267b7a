"""The scenarios' pictures: every shipped one is there, and one made to do harm costs nobody more than its place."""

import struct
import time
import zlib
from pathlib import Path

import pytest
from pygame import Color

from game.app import App
from game.decoding import MOST_PIXELS, PNG, SECONDS, decode, decode_apart
from game.pictures import MOST_BYTES, Picture, picture_beside
from game.screens.base import Push
from game.screens.picker import PickerScreen
from game.widgets.picture import SHAPE, ScenarioPicture
from sim.resources import shipped
from sim.scenario.files import shipped_files

SIZE = (320, 140)
RED = '<rect width="640" height="280" fill="#FF0000"/>'


def svg(body: str) -> bytes:
    return f'<svg xmlns="http://www.w3.org/2000/svg" width="640" height="280">{body}</svg>'.encode()


def png(wide: int, tall: int, rows: bytes) -> bytes:
    def chunk(name: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))

    header = struct.pack(">IIBBBBB", wide, tall, 8, 2, 0, 0, 0)
    return PNG + chunk(b"IHDR", header) + chunk(b"IDAT", zlib.compress(rows)) + chunk(b"IEND", b"")


def developed(picture: Picture | None) -> Picture:
    assert picture is not None
    deadline = time.monotonic() + 20 * SECONDS
    while not picture.done:
        assert time.monotonic() < deadline
        time.sleep(0.01)
    return picture


@pytest.mark.parametrize("scenario", shipped_files(), ids=lambda path: path.stem)
def test_every_shipped_scenario_has_a_picture(scenario: Path) -> None:
    assert developed(picture_beside(scenario, SIZE)).image is not None


@pytest.mark.parametrize("file", sorted(shipped("scenarios").glob("*.svg")), ids=lambda path: path.stem)
def test_a_shipped_picture_fills_its_place_at_every_size(file: Path) -> None:
    for size in (SIZE, SHAPE, (1280, 560)):
        image = decode(file.read_bytes(), size)
        assert image is not None
        assert image.get_width() == size[0]
        assert image.get_height() in (size[1], size[1] + 1)
        corners = [(x, y) for x in (0, size[0] - 1) for y in (0, size[1] - 1)]
        assert all(image.get_at(corner).a == 255 for corner in corners)
        assert len({tuple(image.get_at((x, size[1] // 2))) for x in range(size[0])}) > 3


@pytest.mark.parametrize(
    ("name", "data"), [("mine.svg", svg(RED)), ("mine.png", png(64, 28, (b"\0" + b"\xff\0\0" * 64) * 28))]
)
def test_anybody_s_picture_stands_beside_the_scenario(tmp_path: Path, name: str, data: bytes) -> None:
    (tmp_path / name).write_bytes(data)
    image = developed(picture_beside(tmp_path / "mine.yaml", SIZE)).image
    assert image is not None
    assert image.get_size() in ((320, 140), (320, 141))
    assert image.get_at((100, 70)) == Color("#FF0000")
    assert picture_beside(tmp_path / "other.yaml", SIZE) is None


def test_a_picture_drawn_anew_is_seen(tmp_path: Path) -> None:
    file, scenario = tmp_path / "mine.svg", tmp_path / "mine.yaml"
    file.write_bytes(svg(RED))
    before = developed(picture_beside(scenario, SIZE))
    assert picture_beside(scenario, SIZE) is before
    file.write_bytes(svg(RED.replace("FF0000", "0000FF")))
    after = developed(picture_beside(scenario, SIZE)).image
    assert after is not None
    assert after.get_at((100, 70)) == Color("#0000FF")


HOSTILE = {
    "endless dashes": svg('<path d="M0 0L1e6 1e6" stroke="#000" stroke-dasharray="0.00001"/>'),
    "endless curves": svg(f'<path d="M0 0{"q1e4 1e4 -1e4 1e3" * 100_000}" stroke="#000" stroke-width="9999"/>'),
    "no number": b'<svg xmlns="http://www.w3.org/2000/svg" width="nan" height="inf"><rect width="nan"/></svg>',
    "no size": b'<svg xmlns="http://www.w3.org/2000/svg" width="0" height="0"></svg>',
    "a bomb": png(60_000, 60_000, bytes(100_000)),
    "a line of a bomb": png(MOST_PIXELS + 1, 1, bytes(100_000)),
    "half a header": png(4, 2, b"")[:20],
    "no picture": b"scenario: {id: a}\n",
    "nothing": b"",
}


@pytest.mark.parametrize("name", HOSTILE)
def test_what_is_made_to_do_harm_is_no_picture_and_soon(name: str) -> None:
    began = time.monotonic()
    assert decode_apart(HOSTILE[name], SIZE) is None
    assert time.monotonic() - began < 5 * SECONDS


def test_a_file_too_large_or_not_to_be_read_is_no_picture(tmp_path: Path) -> None:
    with (tmp_path / "large.svg").open("wb") as stream:
        stream.write(svg(RED))
        stream.truncate(MOST_BYTES + 1)
    assert developed(picture_beside(tmp_path / "large.yaml", SIZE)).image is None
    (tmp_path / "folder.svg").mkdir()
    assert picture_beside(tmp_path / "folder.yaml", SIZE) is None
    assert picture_beside(tmp_path / ("x" * 300 + ".yaml"), SIZE) is None


def test_a_broken_picture_leaves_its_place_to_the_staircase(app: App, home: Path) -> None:
    folder = home / "scenarios"
    folder.mkdir()
    for name, data in (("good", svg(RED)), ("broken", b"<svg"), ("bare", None)):
        (folder / f"{name}.yaml").write_text(f"scenario: {{id: {name}, title: {name}}}\n")
        if data is not None:
            (folder / f"{name}.svg").write_bytes(data)
    app.turn(Push(PickerScreen(app)))
    app.step([], 0.0)
    assert app.screen.ui is not None
    shown = {w.scenario.stem: w for w in app.screen.ui.widgets() if isinstance(w, ScenarioPicture) and w.scenario}
    developed(shown["good"].picture)
    developed(shown["broken"].picture)
    app.step([], 0.0)
    seen = {name: shown[name].image for name in ("good", "broken", "bare")}
    middle = seen["good"].get_rect().center
    assert seen["good"].get_at(middle) == Color("#FF0000")
    assert seen["broken"].get_view("2").raw == seen["bare"].get_view("2").raw
    steps = {
        tuple(seen["bare"].get_at((x, seen["bare"].get_height() - 2))) for x in range(seen["bare"].get_width())
    }
    assert tuple(Color(app.theme.palette.steps[3])) in steps
