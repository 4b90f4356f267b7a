"""Run files: written whole, read with suspicion, replayed to the same bits."""

import json
import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from sim import Simulation, load_scenario
from sim.policies import POLICIES
from sim.record import MAX_BYTES, RecordError, RunRecord
from sim.scenario.vocabulary import PolicyName

PLANS = (
    {"acquisition": 2000, "retention": 4000 / 3},
    {"staff": 2500, "advertising": 1000 / 7, "promise": 0.7},
    {},
)


@pytest.fixture
def game(shop: Path) -> Simulation:
    game = Simulation(load_scenario(shop), seed=3)
    for plan in PLANS:
        game.decide(game.player, plan)
        game.advance()
    return game


@pytest.fixture
def saved(game: Simulation, tmp_path: Path) -> Path:
    path = tmp_path / "run.json"
    RunRecord.of(game, player="Ana").save(path)
    return path


def _changed(path: Path, change: Callable[[dict[str, Any]], object]) -> Path:
    content = json.loads(path.read_text(encoding="utf-8"))
    change(content)
    path.write_text(json.dumps(content), encoding="utf-8")
    return path


def _refused(path: Path) -> str:
    with pytest.raises(RecordError) as caught:
        RunRecord.load(path).replay()
    message = str(caught.value)
    assert "\n" not in message
    return message.removeprefix(f"{path}: ")


def test_a_run_is_replayed_from_its_file_to_the_same_bits(game: Simulation, saved: Path) -> None:
    record = RunRecord.load(saved)
    again = record.replay()
    assert again.checksums == game.checksums
    assert again.decisions == game.decisions
    assert again.result() == game.result()
    assert record.player == "Ana"
    assert RunRecord.of(again, player="Ana") == record


@pytest.mark.parametrize("policy", PolicyName)
def test_a_run_of_any_robot_is_replayed(shop: Path, policy: PolicyName) -> None:
    scenario = load_scenario(shop)
    game = Simulation(scenario, policies={scenario.firm.id: POLICIES[policy]})
    while not game.over:
        game.advance()
    assert RunRecord.of(game).replay().checksums == game.checksums


def test_the_same_run_is_the_same_file(game: Simulation, saved: Path, tmp_path: Path) -> None:
    again = tmp_path / "again.json"
    RunRecord.load(saved).save(again)
    assert again.read_bytes() == saved.read_bytes()
    assert RunRecord.of(game, player="Ana").text().encode() == saved.read_bytes()


def test_times_are_those_that_the_caller_gives(game: Simulation, tmp_path: Path) -> None:
    path = tmp_path / "run.json"
    RunRecord.of(game, finished=["2026-01-01T10:00:00Z", "2026-01-01T10:05:00Z"]).save(path)
    assert [each.finished for each in RunRecord.load(path).rounds] == [
        "2026-01-01T10:00:00Z",
        "2026-01-01T10:05:00Z",
        None,
    ]


def test_undo_is_a_replay_without_the_last_round(game: Simulation, saved: Path) -> None:
    record = RunRecord.load(saved)
    undone = record.undone().replay()
    assert undone.round == 3
    assert undone.checksums == game.checksums[:2]
    assert record.replay(rounds=2).checksums == undone.checksums
    undone.decide(undone.player, PLANS[2])
    undone.advance()
    assert undone.checksums == game.checksums


def test_a_game_just_begun_can_be_saved(shop: Path, tmp_path: Path) -> None:
    RunRecord.of(Simulation(load_scenario(shop))).save(tmp_path / "run.json")
    assert RunRecord.load(tmp_path / "run.json").replay().round == 1


def test_saving_replaces_the_old_file_and_leaves_no_others(saved: Path, game: Simulation) -> None:
    RunRecord.of(game, player="Eva").save(saved)
    assert RunRecord.load(saved).player == "Eva"
    assert [path.name for path in saved.parent.iterdir() if "run" in path.name] == ["run.json"]


def test_a_run_file_is_as_readable_as_any_other(saved: Path, shop: Path) -> None:
    assert saved.stat().st_mode == shop.stat().st_mode


def test_a_failed_save_keeps_the_old_file(saved: Path, game: Simulation, monkeypatch: pytest.MonkeyPatch) -> None:
    before = saved.read_bytes()

    def full_disk(handle: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full_disk)
    with pytest.raises(OSError, match="No space left"):
        RunRecord.of(game, player="Eva").save(saved)
    assert saved.read_bytes() == before
    assert [path.name for path in saved.parent.iterdir() if "run" in path.name] == ["run.json"]


@pytest.mark.parametrize("kept", [1, 300, 0.5, -2])
def test_a_file_cut_short(saved: Path, kept: float) -> None:
    data = saved.read_bytes()
    saved.write_bytes(data[: int(len(data) * kept) if isinstance(kept, float) else kept])
    assert _refused(saved) in (
        "it is cut short or damaged. Use a copy that is whole.",
        "is not a run file of Escalera. Use a file saved by Escalera.",
    )


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (b"", "the file is empty. Use a copy that is whole."),
        (b"\xff\x00\x80", "is not a text file, so it is not a run file."),
        (b"scenario: {id: shop}", "is not a run file of Escalera. Use a file saved by Escalera."),
        (b"[1, 2]", "is not a run file of Escalera. Use a file saved by Escalera."),
        (b'{"a": 1}', "is not a run file of Escalera. Use a file saved by Escalera."),
        (b"[" * 200_000, "is not a run file of Escalera. Use a file saved by Escalera."),
        (b'{"escalera_run": ' + b"9" * 5000 + b"}", "it is cut short or damaged. Use a copy that is whole."),
        (
            b'{"escalera_run": 2}',
            "is a run file of format 2 and this version reads 1. Update Escalera.",
        ),
        (
            b'{"escalera_run": true}',
            "is a run file of format True and this version reads 1. Update Escalera.",
        ),
        (b" " * (MAX_BYTES + 1), f"is larger than {MAX_BYTES:,} bytes, so it is not a run file."),
    ],
)
def test_a_file_of_another_kind(tmp_path: Path, data: bytes, message: str) -> None:
    path = tmp_path / "run.json"
    path.write_bytes(data)
    assert _refused(path) == message


def test_a_file_that_is_not_there(tmp_path: Path) -> None:
    assert _refused(tmp_path / "x.json").startswith("there is no such file.")
    assert _refused(tmp_path) == "is a folder. Give the name of a run file."


CHANGED = "does not come out as recorded. The file was changed after the run."


def test_a_changed_checksum_names_its_round(saved: Path) -> None:
    def change(content: dict[str, Any]) -> None:
        content["rounds"][1]["checksum"] = "0" * 64

    assert _refused(_changed(saved, change)) == f"round 2 {CHANGED}"


def test_a_changed_decision_names_its_round(saved: Path) -> None:
    def change(content: dict[str, Any]) -> None:
        content["rounds"][2]["decision"]["staff"] -= 1000

    assert _refused(_changed(saved, change)) == f"round 3 {CHANGED}"


def test_a_changed_seed_is_noticed(saved: Path) -> None:
    assert _refused(_changed(saved, lambda content: content.update(seed=4))) == f"round 1 {CHANGED}"


def test_another_engine_is_named_when_the_run_comes_out_differently(saved: Path) -> None:
    def change(content: dict[str, Any]) -> None:
        content["engine"] = "0"
        content["rounds"][0]["checksum"] = "0" * 64

    assert "It was made with engine 0 and this is engine" in _refused(_changed(saved, change))


def test_a_changed_scenario_is_refused(saved: Path) -> None:
    def change(content: dict[str, Any]) -> None:
        content["scenario"]["content"]["firm"]["cash"] = 1e9

    assert (
        _refused(_changed(saved, change)) == "the scenario inside was changed after the run. Use the original file."
    )


def test_an_impossible_decision_names_its_round(saved: Path) -> None:
    def change(content: dict[str, Any]) -> None:
        content["rounds"][1]["decision"]["staff"] = 1e6

    assert _refused(_changed(saved, change)).startswith("round 2: the plan spends")


def test_a_lever_cannot_be_opened_by_editing_the_file(saved: Path) -> None:
    def change(content: dict[str, Any]) -> None:
        content["rounds"][0]["decision"]["advertising"] += 100

    assert _refused(_changed(saved, change)).startswith("round 1: 'advertising' opens in round 2")


def test_rounds_beyond_the_scenario_are_refused(saved: Path) -> None:
    def change(content: dict[str, Any]) -> None:
        content["rounds"].append(content["rounds"][-1])

    assert _refused(_changed(saved, change)).startswith("it holds 4 rounds and the scenario has 3.")


@pytest.mark.parametrize(
    ("key", "value"),
    [("seed", -1), ("seed", "7"), ("rounds", 3), ("rounds", [{}]), ("player", 5), ("score", 100), ("scenario", {})],
)
def test_a_file_with_other_content_is_refused(saved: Path, key: str, value: object) -> None:
    message = _refused(_changed(saved, lambda content: content.update({key: value})))
    assert message.startswith("it was changed or damaged: ")
    assert key in message


# -- whatever the bytes ------------------------------------------------------------------------------------

_PIECES = st.sampled_from(
    [
        b"{",
        b"}",
        b"[",
        b"]",
        b",",
        b":",
        b'"',
        b"\\",
        b"null",
        b"true",
        b"-1",
        b"1e999",
        b"NaN",
        b"9" * 400,
        b"\xff",
        b"",
    ]
)
_MUTATIONS = st.lists(st.tuples(st.floats(0, 1), st.integers(0, 200), _PIECES), min_size=1, max_size=3)


@pytest.fixture(scope="module")
def original() -> bytes:
    game = Simulation(load_scenario("corner-cafe"), seed=7)
    game.advance()
    return RunRecord.of(game).text().encode()


def _opened(data: bytes, path: Path) -> RunRecord | None:
    """The record in the bytes; None if they were refused."""
    path.write_bytes(data)
    try:
        return RunRecord.load(path)
    except RecordError:
        return None


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(mutations=_MUTATIONS)
def test_a_damaged_file_is_refused_or_tells_of_the_same_scenario(
    original: bytes, tmp_path: Path, mutations: list[tuple[float, int, bytes]]
) -> None:
    data = original
    for place, cut, piece in mutations:
        start = int(place * len(data))
        data = data[:start] + piece + data[start + cut :]
    record = _opened(data, tmp_path / "damaged.json")
    assert record is None or record.scenario == load_scenario("corner-cafe")
