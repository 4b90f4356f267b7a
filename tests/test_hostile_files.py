"""Files made to do harm are answered with a sentence, soon and in little memory, by the real command."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from sim.scenario.source import MAX_BYTES

resource = pytest.importorskip("resource", reason="asks the system what a process used")
ROOT = Path(__file__).resolve().parent.parent
MEMORY = 500_000_000
PEAK_UNIT = 1 if sys.platform == "darwin" else 1024  # bytes in what a process's peak is counted in


def _much(piece: bytes, size: int = MAX_BYTES) -> bytes:
    return (piece * (size // len(piece) + 1))[:size]


_ABOUT = b"scenario: {id: a, title: A}\n"
_LAUGHS = b"".join(
    b"a%d: &a%d [%s]\n" % (n, n, b",".join([b"*a%d" % (n - 1)] * 9) if n else b"lol") for n in range(30)
)
HOSTILE = {
    "billion-laughs": _LAUGHS,
    "laughs-in-place": _ABOUT
    + b"events: &e [&f {id: x, round: 99, text: *g, x: &g ["
    + _much(b"1,", 9000)
    + b"1]}]\n",
    "deep-lists": _much(b"["),
    "deep-groups": _much(b"{a: "),
    "deep-dashes": _much(b"- "),
    "deep-indentation": b"".join(b" " * n + b"a:\n" for n in range(700)),
    "same-key": _ABOUT + _much(b"seed: 1\n"),
    "slips": _ABOUT + _much(b"text: a: b\nsize:1\n"),
    "unknown-keys": _ABOUT + b"".join(b"k%d: 1\n" % n for n in range(20_000)),
    "wrong-everywhere": _ABOUT + b"events:\n" + _much(b"- {id: X, round: 99}\n"),
    "many-rungs": _ABOUT + b"ladder: {rungs: [" + _much(b"{id: X, r: 99},") + b"]}\n",
    "nan": _ABOUT + b"market: {newcomers: .nan, customers: .inf}\n",
    "huge-numbers": _ABOUT + b"market: {customers: 1e30}\nseed: " + _much(b"9", 1000) + b"\nfirm: {cash: 1e400}\n",
    "long-number": _ABOUT + b"seed: " + _much(b"9", 200_000) + b"\n",
    "long-title": b"scenario: {id: a, title: " + _much(b"w ", 200_000) + b"}\n",
    "folded": b"scenario:\n  id: a\n  title: >-\n" + _much(b"    word word\n", 200_000),
    "long-key": _much(b"k", 200_000) + b": 1\n",
    "colon-and-spaces": b"scenario: {id: a, title: A}\nname: a: " + _much(b" ", 280_000) + b"b\n",
    "commas-in-braces": b"a: {x: " + _much(b"b ,", 280_000) + b": y}\n",
    "decimal-commas": b"a: {x: 0," + _much(b"1,", 15_000) + _much(b"1 ,", 260_000) + b"}\n",
    "quotes-on-end": _ABOUT + b"name: " + _much(b'"a" ', 280_000) + b"\n",
    "number-and-spaces": _ABOUT + b"seed: 1" + _much(b" ", 280_000) + b"x\n",
    "glued-and-spaces": _ABOUT + b"seed:1" + _much(b" ", 280_000) + b"x\n",
    "displaced": _ABOUT + b"firm:\n  cash: 1\n" + _much(b"   price: 1\n", 280_000),
    "outdented": _ABOUT + b"briefing:\n  situation: >-\n    A\n" + _much(b"A\n", 280_000),
    "below-a-long-line": _ABOUT + b"# " + _much(b"- ", 280_000) + b"\nfirm:\n  id: a\n name: b\n",
    "open-quotes": b'scenario: {id: a, title: "' + _much(b"\\n", 200_000),
    "line-ends": _much(b"\r"),
    "spaces": _much(b" "),
    "anchors": _much(b"&a "),
    "tags": b"!!python/object/apply:os.system ['true']\n",
    "binary": bytes(range(256)) * 1000,
    "zeros": bytes(100_000),
    "utf-16": "scenario: {id: a, title: A}\n".encode("utf-16"),
    "latin-1": "scenario: {id: a, title: Año}\n".encode("latin-1"),
    "half-a-letter": _ABOUT + "market: ñ".encode()[:-1],
    "surrogates": b'scenario: {id: a, title: "\\ud800"}\n',
    "circle": b"extends: circle.yaml\n" + _ABOUT,
    "path": b"extends: ../../../../../../etc/passwd.yaml\n" + _ABOUT,
    "device": b"extends: /dev/zero\n" + _ABOUT,
    "beneath-100-mb": b"extends: hundred-megabytes.yaml\n" + _ABOUT,
    "beneath-a-bomb": b"extends: billion-laughs.yaml\n" + _ABOUT,
    "beneath-a-link": b"extends: link-to-itself.yaml\n" + _ABOUT,
    "chain-0": b"extends: chain-1.yaml\n" + _ABOUT + _much(b"# -\n", 200_000),
    "chain-1": b"extends: chain-2.yaml\n" + _ABOUT + _much(b"# -\n", 200_000),
    "chain-2": b"extends: chain-0.yaml\n" + _ABOUT,
}
OTHERS = ("hundred-megabytes", "link-to-itself")


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder full of them."""
    folder = tmp_path_factory.mktemp("hostile")
    for name, data in HOSTILE.items():
        (folder / f"{name}.yaml").write_bytes(data)
    with (folder / "hundred-megabytes.yaml").open("wb") as stream:
        stream.truncate(100_000_000)
    (folder / "link-to-itself.yaml").symlink_to("link-to-itself.yaml")
    return folder


_MEASURED = """
import os, resource, subprocess, sys
resource.setrlimit(resource.RLIMIT_CPU, (120, 120))
_, status, used = os.wait4(subprocess.Popen(sys.argv[2:]).pid, 0)
with open(sys.argv[1], "w") as file:
    print(os.waitstatus_to_exitcode(status), used.ru_utime + used.ru_stime, used.ru_maxrss, file=file)
"""
"""Between the tests and the command stands a small process, for peak memory counts that of the process before."""


def _check(folder: Path, *names: str) -> tuple[int, str, float, float]:
    """Status, output, seconds and peak memory of `escalera scenario check` in a process of its own."""
    output, measured = folder / "output.txt", folder / "measured.txt"
    command = [sys.executable, "-m", "sim.cli", "scenario", "check", "--lang", "en"]
    with output.open("wb") as stream:
        subprocess.run(
            [sys.executable, "-c", _MEASURED, str(measured), *command, *(f"{name}.yaml" for name in names)],
            cwd=folder,
            env={**os.environ, "PYTHONPATH": str(ROOT), "PYTHONIOENCODING": "utf-8"},
            stdout=stream,
            stderr=stream,
            check=True,
        )
    status, seconds, peak = measured.read_text(encoding="utf-8").split()
    return int(status), output.read_text(encoding="utf-8"), float(seconds), float(peak) * PEAK_UNIT


def test_all_of_them_get_their_sentences_in_little_memory(folder: Path) -> None:
    names = [*HOSTILE, *OTHERS]
    status, said, _, peak = _check(folder, *names)
    assert status == 2
    assert "Traceback" not in said
    named = {name for name in names if f"{name}.yaml:" in said}
    assert set(names) - named == {"beneath-a-bomb", "chain-1"}  # what is wrong with them stands in a file beneath
    assert "no problems" not in said
    assert peak < MEMORY


@pytest.mark.slow
@pytest.mark.parametrize("name", [*HOSTILE, *OTHERS])
def test_each_of_them_is_answered_within_two_seconds(folder: Path, name: str) -> None:
    status, said, seconds, _ = _check(folder, name)
    assert status in (1, 2)
    assert "Traceback" not in said
    assert seconds < 2
