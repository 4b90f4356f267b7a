"""Levers aimed at segments: what may be decided, every sentence that says why not, and that files keep it."""

import json
from pathlib import Path

import polars as pl
import pytest
from markets import corner_cafe, small, variant

from sim import decisions
from sim.decisions import Decision, DecisionError
from sim.engine import Simulation
from sim.record import RunRecord
from sim.scenario.schema import Scenario

SEGMENTS = "office, student, retired"


def decide(given: dict[str, object], round_number: int | None = 3, current: Decision | None = None) -> Decision:
    cafe = corner_cafe()
    return decisions.decide(cafe, round_number, 12_000.0, current or decisions.from_start(cafe.firm.start), given)


def opened() -> Scenario:
    return variant(small(rounds=3, weeks=3), {"levers.detail_from_round": 1})


def test_what_is_not_aimed_has_no_weights() -> None:
    decision = decide({})
    assert decision.aim("advertising") == {}
    assert decision.complete == dict(decision)


def test_a_lever_is_aimed_beside_its_money() -> None:
    decision = decide({"acquisition": 3000, "advertising@student": 2, "advertising@retired": 0.5})
    assert decision.aim("advertising") == {"student": 2.0, "retired": 0.5}
    assert decision.aim("introductory_offers") == {}
    assert decision.spending == decide({"acquisition": 3000}).spending
    assert decision.complete == dict(decision) | {"advertising@student": 2.0, "advertising@retired": 0.5}


def test_an_aim_stays_until_another_is_taken() -> None:
    first = decide({"advertising@student": 2})
    assert decide({"staff": 100}, current=first).aim("advertising") == {"student": 2.0}
    assert decide({"advertising@student": 1}, current=first).aim("advertising") == {"student": 1.0}


def test_a_smaller_budget_keeps_the_aim() -> None:
    first = decide({"advertising@student": 2})
    assert decisions.afford(first, 100.0).aim("advertising") == {"student": 2.0}


ERRORS: list[tuple[dict[str, object], int, str, str]] = [
    (
        {"advertising@students": 2},
        3,
        "advertising@students: 'students' is not a segment of this market. Did you mean 'student'?",
        "advertising@students: «students» no es un segmento de este mercado. ¿Querías decir «student»?",
    ),
    (
        {"advertising@xyz": 2},
        3,
        f"advertising@xyz: 'xyz' is not a segment of this market. The segments are: {SEGMENTS}.",
        f"advertising@xyz: «xyz» no es un segmento de este mercado. Los segmentos son: {SEGMENTS}.",
    ),
    (
        {"staff@student": 2},
        3,
        "staff@student: 'staff' cannot be aimed at a segment. You can aim: advertising, introductory_offers.",
        "staff@student: «staff» no se puede dirigir a un segmento. "
        "Puedes dirigir: advertising, introductory_offers.",
    ),
    (
        {"advertisng@student": 2},
        3,
        "advertisng@student: 'advertisng' cannot be aimed at a segment. Did you mean 'advertising'?",
        "advertisng@student: «advertisng» no se puede dirigir a un segmento. ¿Querías decir «advertising»?",
    ),
    (
        {"advertising@student": 11},
        3,
        "advertising@student is 11. Choose a weight from 0 (nothing) to 10.",
        "advertising@student es 11. Elige un peso de 0 (nada) a 10.",
    ),
    (
        {"advertising@student": -1},
        3,
        "advertising@student is -1, and it cannot be negative. Write 0 or more.",
        "advertising@student es -1 y no puede ser negativo. Escribe 0 o más.",
    ),
    (
        {"advertising@student": "much"},
        3,
        "advertising@student is 'much', which is not an amount. Write one such as 1200.",
        "advertising@student es «much», que no es una cantidad. Escribe una, como 1200.",
    ),
    (
        {"advertising@student": 2},
        1,
        "'advertising' opens in round 2 and this is round 1. Until then decide 'acquisition' as one sum.",
        "«advertising» se abre en la ronda 2 y esta es la ronda 1. Hasta entonces decide «acquisition» como una "
        "sola suma.",
    ),
]


@pytest.mark.parametrize(("given", "round_number", "english", "spanish"), ERRORS)
def test_what_cannot_be_aimed(given: dict[str, object], round_number: int, english: str, spanish: str) -> None:
    with pytest.raises(DecisionError) as caught:
        decide(given, round_number)
    assert caught.value.read("en") == english
    assert caught.value.read("es") == spanish
    assert caught.value.about == next(iter(given))


def test_a_run_file_keeps_the_aims_and_their_end(tmp_path: Path) -> None:
    game = Simulation(opened(), 3)
    for plan in ({"advertising": 200, "advertising@student": 5}, {}, {"advertising@student": 1}):
        game.decide(game.player, plan)
        game.advance()
    RunRecord.of(game).save(tmp_path / "run.json")
    written = [each["decision"] for each in json.loads((tmp_path / "run.json").read_text("utf-8"))["rounds"]]
    assert [each["advertising@student"] for each in written] == [5, 5, 1]
    again = RunRecord.load(tmp_path / "run.json").replay()
    assert again.checksums == game.checksums
    assert again.decisions == game.decisions


def test_an_aim_is_part_of_what_decides_what_happens_next() -> None:
    checksums = set()
    for weight in (1, 2, 3):
        game = Simulation(opened(), 3)
        game.decide(game.player, {"advertising@student": weight})
        game.advance()
        checksums.add(game.checksums[-1])
    assert len(checksums) == 3


def test_the_table_of_rounds_tells_the_aims() -> None:
    game = Simulation(opened(), 3)
    for plan in ({}, {"advertising@student": 5}, {}):
        game.decide(game.player, plan)
        game.advance()
    rounds = game.tables().rounds
    mine = rounds.filter(pl.col("firm") == "esquina").sort("round")
    assert mine["aimed_advertising@student"].to_list() == [1, 1, 5, 5]
    assert rounds.filter(pl.col("firm") == "norte")["aimed_advertising@student"].to_list() == [1] * 4
    assert not [name for name in Simulation(opened(), 3).tables().rounds.columns if name.startswith("aimed_")]
