"""Results that must not change unnoticed."""

import json
from typing import Any

import pytest
from regenerate import FILE, POLICIES, SEEDS, results

AGAIN = "run python tests/golden/regenerate.py"
CHANGED = f"results changed: raise ENGINE_VERSION and note it in the README, then {AGAIN}"


@pytest.fixture(scope="module")
def golden() -> dict[str, Any]:
    content: dict[str, Any] = json.loads(FILE.read_text(encoding="utf-8"))
    return content


@pytest.fixture(scope="module")
def found() -> dict[str, Any]:
    return results()


def test_the_file_is_of_this_engine_and_this_scenario(golden: dict[str, Any], found: dict[str, Any]) -> None:
    for what in ("engine", "scenario"):
        assert golden[what] == found[what], f"the {what} has another version: {AGAIN}"


@pytest.mark.parametrize("run", range(len(POLICIES) * len(SEEDS)))
def test_results_are_as_they_were(golden: dict[str, Any], found: dict[str, Any], run: int) -> None:
    _compare(golden["runs"][run], found["runs"][run])


@pytest.mark.parametrize("run", [0, 1], ids=["purchases", "contracts"])
def test_with_everything_on_too(golden: dict[str, Any], found: dict[str, Any], run: int) -> None:
    _compare(golden["everything"][run], found["everything"][run])


def _compare(expected: dict[str, Any], got: dict[str, Any]) -> None:
    assert got["measures"] == pytest.approx(expected["measures"], rel=1e-9), CHANGED
    assert got["score"] == pytest.approx(expected["score"], rel=1e-9), CHANGED
    assert got["checksums"] == expected["checksums"], CHANGED


def test_every_run_is_another(golden: dict[str, Any]) -> None:
    checksums = [checksum for run in golden["runs"] + golden["everything"] for checksum in run["checksums"]]
    assert len(set(checksums)) == len(checksums)
