"""Loading scenario files: what they mean, and what may be wrong with them as files."""

import copy
import json
import os
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sim.resources import shipped, user_scenarios
from sim.scenario import library
from sim.scenario.inherit import gather
from sim.scenario.load import check, content_of, fingerprint, from_content, load_scenario, understand
from sim.scenario.problems import Problem, ScenarioError
from sim.scenario.schema import Scenario
from sim.scenario.source import MAX_BYTES, parse

SHORT = "scenario: {id: shop, title: Shop}\n"


def _load(text: str, folder: Path) -> Scenario:
    path = folder / "shop.yaml"
    path.write_text(text, encoding="utf-8")
    return load_scenario(path)


def _complaint(path: str | Path) -> str:
    with pytest.raises(ScenarioError) as caught:
        load_scenario(path)
    assert len(caught.value.problems) == 1
    return str(caught.value)


def test_shipped_scenarios_have_no_problems() -> None:
    files = library.shipped_files()
    assert [path.stem for path in files if check(path)] == []
    assert "corner-cafe" in [path.stem for path in files]


def test_two_lines_make_a_scenario(tmp_path: Path) -> None:
    scenario = _load(SHORT, tmp_path)
    assert scenario.scenario.title.read("es") == "Shop"
    assert scenario.market.customers == 1500


def test_a_byte_order_mark_and_windows_line_ends_are_welcome(tmp_path: Path) -> None:
    path = tmp_path / "shop.yaml"
    path.write_bytes(b"\xef\xbb\xbfscenario:\r\n  id: shop\r\n  title: Shop\r\n")
    assert load_scenario(path) == _load(SHORT, tmp_path)


def test_no_is_a_word_as_yaml_1_2_says(tmp_path: Path) -> None:
    assert _load("scenario: {id: shop, title: no}\n", tmp_path).scenario.title.read("en") == "no"


def test_a_value_can_be_repeated_by_an_anchor(tmp_path: Path) -> None:
    text = (
        SHORT
        + "firm: {id: mine, name: Mine, start: &same {staff: 900}}\nrivals: [{id: n, name: N, start: *same}]\n"
    )
    scenario = _load(text, tmp_path)
    assert scenario.rivals[0].start == scenario.firm.start


def test_the_fingerprint_depends_on_the_meaning_and_not_on_the_writing(tmp_path: Path) -> None:
    plain = fingerprint(_load(SHORT, tmp_path))
    spelled = "seed: 1\nmarket: {reference_price: 1, customers: 1.5e3}\nfirm:\n  id: player\n"
    spelled += "  name: {es: Tu empresa, en: Your firm}\n  cash: 24000\n"
    assert fingerprint(_load(SHORT + spelled, tmp_path)) == plain
    assert fingerprint(_load(SHORT + "seed: 2\n", tmp_path)) != plain


def test_a_group_given_in_part_keeps_the_rest_of_what_it_is_by_default_there(tmp_path: Path) -> None:
    text = "levers: {training: {share: 0.2}}\nfirm: {price: 1.2}\n"
    text += "market: {segments: [{id: all, name: All, dropout: {mean: 0.002}}]}\n"
    plain, partly = _load(SHORT, tmp_path), _load(SHORT + text, tmp_path)
    assert partly.levers.training.share == 0.2
    assert partly.levers.training.half == plain.levers.training.half != plain.levers.staff.half
    assert (partly.firm.price, partly.firm.name) == (1.2, plain.firm.name)
    assert partly.market.segments[0].dropout.shape == plain.market.segments[0].dropout.shape


def test_content_is_the_whole_scenario() -> None:
    scenario = load_scenario("corner-cafe")
    again = from_content(content_of(scenario))
    assert again == scenario
    assert fingerprint(again) == fingerprint(scenario)


def test_a_path_and_a_name_lead_to_the_same() -> None:
    assert load_scenario(shipped("scenarios", "corner-cafe.yaml")) == load_scenario("corner-cafe")


def test_an_unknown_name_is_answered_with_the_nearest() -> None:
    assert _complaint("corner-caffe") == ("corner-caffe: there is no such scenario. Did you mean 'corner-cafe'?")


def test_things_that_are_no_readable_file(tmp_path: Path) -> None:
    missing = tmp_path / "none.yaml"
    assert _complaint(missing) == f"{missing}: there is no such file. Check its name and the folder it is in."
    assert _complaint(tmp_path) == f"{tmp_path}: is a folder. Give the name of a scenario file."
    assert "there is no such scenario" in _complaint("x" * 5000)
    pipe = tmp_path / "pipe.yaml"
    if hasattr(os, "mkfifo"):
        os.mkfifo(pipe)
        assert "is not a file" in _complaint(pipe)


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="root may read everything")
def test_a_file_that_may_not_be_read(tmp_path: Path) -> None:
    path = tmp_path / "shop.yaml"
    path.write_text(SHORT)
    path.chmod(0)
    assert "cannot be read (Permission denied)" in _complaint(path)


def test_a_file_far_too_large_is_refused_unread(tmp_path: Path) -> None:
    path = tmp_path / "large.yaml"
    with path.open("wb") as stream:
        stream.truncate(100_000_000)
    assert _complaint(path) == (
        f"{path}: is larger than {MAX_BYTES:,} bytes. "
        "A scenario is a short text; check that this is the right file."
    )


@pytest.mark.parametrize("hostile", ["[", "{", "- ", "? ", "a ", "#", "a: [x,", "k: v\n", "&a ", "'", '"\\n'])
def test_hostile_repetition_is_answered(hostile: str) -> None:
    data = (hostile * (200_000 // len(hostile))).encode()
    with pytest.raises(ScenarioError):
        understand(parse(data, "x.yaml"))


def test_the_header_of_a_shipped_file_is_enough_for_the_picker() -> None:
    for entry in library.entries():
        assert entry.about == load_scenario(entry.path).scenario


def test_the_users_own_scenarios_are_found_and_checked(home: Path) -> None:
    folder = user_scenarios()
    folder.mkdir()
    (folder / "mine.yaml").write_text(SHORT)
    (folder / "broken.yaml").write_text("scenario: {id: shop}\n")
    own = {entry.path.stem: entry for entry in library.entries() if entry.own}
    assert own["mine"].about is not None
    assert own["mine"].problems == ()
    assert [problem.path for problem in own["broken"].problems] == ["scenario.title"]
    assert load_scenario("mine").scenario.id == "shop"


# -- whatever the bytes ------------------------------------------------------------------------------------

_ORIGINAL = shipped("scenarios", "corner-cafe.yaml").read_bytes()
_PIECES = st.sampled_from(
    [
        *(b":", b"- ", b"[", b"]", b"{", b"}", b"'", b'"', b"\t", b"\n", b"&a ", b"*a", b"!x ", b"|", b">", b"#"),
        *(b"---\n", b"\xff", b"\x00", b"\xed\xa0\x80", b"1e999", b"-1", b".nan", b"null", b"true", b"9" * 400),
        *(b"~", b"?", b"%", b"extends: corner-cafe\n", b"\nextends: some.yaml\n", b"remove: true"),
    ]
)
_MUTATIONS = st.lists(
    st.tuples(st.floats(0, 1), st.integers(0, 60), st.one_of(_PIECES, st.binary(max_size=6))),
    min_size=1,
    max_size=6,
)


def _problems(data: bytes) -> tuple[Problem, ...] | None:
    """What is wrong with the bytes of a file; None if nothing is."""
    try:
        understand(gather(data, Path("some.yaml")))
    except ScenarioError as error:
        return error.problems
    return None


def _answers(mutations: list[tuple[float, int, bytes]]) -> None:
    """A mutated file is a scenario, or a list of sentences."""
    data = _ORIGINAL
    for place, cut, piece in mutations:
        start = int(place * len(data))
        data = data[:start] + piece + data[start + cut :]
    problems = _problems(data)
    assert problems != ()
    for problem in problems or ():
        assert str(problem).startswith("some.yaml:")
        assert "stand-in" not in str(problem)


@settings(max_examples=40, deadline=None)
@given(_MUTATIONS)
def test_mutated_files_never_end_in_a_traceback(mutations: list[tuple[float, int, bytes]]) -> None:
    _answers(mutations)


@pytest.mark.slow
@settings(max_examples=3000, deadline=None)
@given(_MUTATIONS)
def test_many_mutated_files_never_end_in_a_traceback(mutations: list[tuple[float, int, bytes]]) -> None:
    _answers(mutations)


_ODD = st.sampled_from(
    [None, True, -1, 0, 7, 0.5, 10**30, float("nan"), float("inf"), "", "x", "Años", [], [1], {}, {"id": 3}, [[]]]
)


_SOUND = {key: value for key, value in content_of(load_scenario("corner-cafe")).items() if key != "model"}


@st.composite
def _odd_content(draw: st.DrawFn) -> str:
    """A sound scenario in which a few settings got odd values, or odd names; or a part of it, on top of another."""
    content = copy.deepcopy(_SOUND)
    if draw(st.booleans()):
        for section in draw(st.sets(st.sampled_from(sorted(_SOUND)), max_size=8)):
            del content[section]
        content["extends"] = "corner-cafe"
    for _ in range(draw(st.integers(1, 3))):
        part: Any = content
        while True:
            steps = list(part) if isinstance(part, dict) else list(range(len(part)))
            if not steps:
                break
            step = draw(st.sampled_from(steps))
            if isinstance(part[step], dict | list) and draw(st.integers(0, 3)):
                part = part[step]
                continue
            if isinstance(part, dict) and draw(st.booleans()):
                part[f"{step}x"] = part.pop(step)
            else:
                part[step] = copy.deepcopy(draw(_ODD))
            break
    return json.dumps(content).replace("NaN", ".nan").replace("Infinity", ".inf")


def _answers_odd(content: str) -> None:
    problems = _problems(content.encode())
    assert problems != ()
    for problem in problems or ():
        assert problem.path
        assert "stand-in" not in str(problem)


@settings(max_examples=25, deadline=None)
@given(_odd_content())
def test_odd_values_are_named_one_by_one(content: str) -> None:
    _answers_odd(content)


@pytest.mark.slow
@settings(max_examples=600, deadline=None)
@given(_odd_content())
def test_many_odd_values_are_named_one_by_one(content: str) -> None:
    _answers_odd(content)


@pytest.mark.slow
@settings(max_examples=3000, deadline=None)
@given(st.binary(max_size=400))
def test_any_bytes_never_end_in_a_traceback(data: bytes) -> None:
    assert _problems(data) != ()
