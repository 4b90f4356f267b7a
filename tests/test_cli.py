"""The commands: what they print, what they write, and how they end."""

import csv
import json
from collections.abc import Callable
from pathlib import Path

import polars as pl
import pytest

from sim import Simulation, load_scenario
from sim.resources import shipped
from sim.scenario.load import fingerprint
from sim.scenario.vocabulary import PolicyName
from sim.tables import NAMES
from tests.conftest import Outcome

Escalera = Callable[..., Outcome]


# -- run ---------------------------------------------------------------------------------------------------


def test_run_prints_a_summary(escalera: Escalera, shop: Path) -> None:
    outcome = escalera("run", shop, "--seed", "5")
    assert outcome.status == 0
    assert "The shop, seed 5, played by the plan 'half and half'" in outcome.out
    assert "Result: " in outcome.out
    assert outcome.err == ""


def test_the_summary_says_that_its_figures_are_true_where_players_read_ranges(
    escalera: Escalera, shop: Path
) -> None:
    said = "These are the true figures."
    assert said not in escalera("run", shop).out
    shop.write_text(shop.read_text().replace("levers: {", "levers: {knowledge: {available: true}, "))
    assert said in escalera("run", shop).out


def test_run_as_json_says_what_was_run_and_what_came_of_it(escalera: Escalera, shop: Path) -> None:
    outcome = escalera("run", shop, "--seed", "5", "--policy", "all-retention", "--json")
    report = json.loads(outcome.out)
    scenario = load_scenario(shop)
    assert outcome.status == 0
    assert report["scenario"] == {"id": "shop", "version": 1, "sha256": fingerprint(scenario)}
    assert (report["seed"], report["policy"], report["firm"]) == (5, "all-retention", "mine")
    assert [each["round"] for each in report["rounds"]] == [1, 2, 3]
    assert all(sum(each["rungs"].values()) <= 120 for each in report["rounds"])
    assert all(each["decision"]["advertising"] == 0 for each in report["rounds"])
    assert 0 <= report["result"]["score"] <= 100
    measures = [goal["measure"] for goal in report["result"]["goals"]]
    assert measures == ["total_profit", "customer_equity", "satisfaction"]


def test_run_as_json_is_the_same_every_time(escalera: Escalera, shop: Path) -> None:
    assert escalera("run", shop, "--json").out == escalera("run", shop, "--json").out
    assert escalera("run", shop, "--json").out != escalera("run", shop, "--json", "--seed", "2").out


@pytest.mark.parametrize("policy", PolicyName)
def test_every_policy_can_play(escalera: Escalera, shop: Path, policy: PolicyName) -> None:
    assert escalera("run", shop, "--policy", policy).status == 0


@pytest.mark.parametrize("suffix", [".json", ".yaml"])
def test_decisions_come_from_a_file(escalera: Escalera, shop: Path, tmp_path: Path, suffix: str) -> None:
    plans = [{"acquisition": 1000, "retention": 3000}, {"staff": 2500, "promise": 0.7}]
    file = tmp_path / f"plans{suffix}"
    file.write_text(json.dumps(plans, indent=2) if suffix == ".json" else "\n".join(f"- {plan}" for plan in plans))
    report = json.loads(escalera("run", shop, "--decisions", file, "--json").out)
    game = Simulation(load_scenario(shop))
    for plan in [*plans, {}]:
        game.decide(game.player, plan)
        game.advance()
    assert [each["checksum"] for each in report["rounds"]] == list(game.checksums)
    assert report["policy"] is None


def test_a_file_may_aim_at_segments(escalera: Escalera, tmp_path: Path) -> None:
    scenario = tmp_path / "city.yaml"
    scenario.write_text(
        "scenario: {id: city, title: City}\n"
        "time: {rounds: 2, weeks_per_round: 3, warm_up: 3}\n"
        "market:\n  customers: 90\n  segments: [{id: old, name: Old}, {id: young, name: Young}]\n"
        "firm: {id: mine, name: Mine}\n"
    )
    plans = tmp_path / "plans.yaml"
    plans.write_text("- {advertising: 900, advertising@young: 3}\n- {advertising@young: 0.5}\n")
    report = json.loads(escalera("run", scenario, "--decisions", plans, "--json").out)
    assert [each["decision"]["advertising@young"] for each in report["rounds"]] == [3, 0.5]
    plans.write_text("- {advertising: 900, advertising@yuong: 3}\n")
    refused = escalera("run", scenario, "--decisions", plans)
    assert refused.status == 2
    assert "plans.yaml:1:" in refused.err
    assert "'yuong' is not a segment of this market. Did you mean 'young'?" in " ".join(refused.err.split())


def test_a_saved_run_is_replayed_and_exported(escalera: Escalera, shop: Path, tmp_path: Path) -> None:
    run = tmp_path / "run.json"
    report = json.loads(escalera("run", shop, "--save", run, "--json").out)
    replayed = escalera("replay", run)
    assert replayed.status == 0
    assert "3 of 3 rounds played again; every checksum is as recorded" in replayed.out
    assert report["rounds"][-1]["checksum"] in replayed.out
    assert escalera("export", run, "--table", "rounds", "-o", tmp_path / "rounds.csv").status == 0
    with (tmp_path / "rounds.csv").open(newline="") as stream:
        rows = [row for row in csv.DictReader(stream) if row["firm"] == "mine"]
    assert [float(row["cash"]) for row in rows[-3:]] == [each["measures"]["cash"] for each in report["rounds"]]


def test_tables_are_written_in_both_formats(escalera: Escalera, shop: Path, tmp_path: Path) -> None:
    assert escalera("run", shop, "--out", tmp_path / "a" / "b").status == 0
    for name in NAMES:
        parquet = pl.read_parquet(tmp_path / "a" / "b" / f"{name}.parquet")
        assert parquet.height > 0
        assert pl.read_csv(tmp_path / "a" / "b" / f"{name}.csv").columns == parquet.columns


# -- scenario ----------------------------------------------------------------------------------------------


def test_scenario_list_names_the_shipped_ones_and_your_own(escalera: Escalera, shop: Path, home: Path) -> None:
    (home / "scenarios").mkdir()
    (home / "scenarios" / "mine.yaml").write_bytes(shop.read_bytes())
    outcome = escalera("scenario", "list")
    assert outcome.status == 0
    assert "corner-cafe" in outcome.out
    assert "mine" in outcome.out
    (home / "scenarios" / "broken.yaml").write_text("scenario:")
    outcome = escalera("scenario", "list")
    assert outcome.status == 1
    assert "1 problem: escalera" in outcome.out


def test_scenario_show_tells_in_both_languages(escalera: Escalera) -> None:
    assert "The corner café" in escalera("scenario", "show", "corner-cafe").out
    assert "El café de la esquina" in escalera("scenario", "show", "corner-cafe", "--lang", "es").out


def test_scenario_check_shows_each_problem_with_its_line(escalera: Escalera, shop: Path, tmp_path: Path) -> None:
    broken = tmp_path / "broken.yaml"
    broken.write_text("scenario: {id: shop, title: Shop}\nmarket:\n  custmers: 100\n  newcomers: 1.4\n")
    outcome = escalera("scenario", "check", "--no-play", shop, broken)
    assert outcome.status == 1
    assert outcome.out == (
        f"{shop}: no problems found in 'The shop'\n"
        f"{broken}:3:3: market.custmers: is not a setting of 'market'. Did you mean 'customers'?\n"
        "     3 |   custmers: 100\n"
        "           ^\n"
        f"{broken}:4:14: market.newcomers: must be between 0 and 1; it is 1.4. Choose a value in that range.\n"
        "     4 |   newcomers: 1.4\n"
        "                      ^\n"
    )
    assert escalera("scenario", "check", shop).status == 0


def test_scenario_check_warns_of_what_is_odd(escalera: Escalera, shop: Path) -> None:
    with shop.open("a", encoding="utf-8") as stream:
        stream.write("teaching: {hints: [{round: 9, text: {es: Tarde, en: Late}}]}\n")
        stream.write("goals: [{measure: trust, target: 0.01}]\n")
    read_only = escalera("scenario", "check", shop, "--no-play")
    assert read_only.status == 0
    assert read_only.out == (
        f"{shop}:12:28: warning: teaching.hints[1].round: the game has 3 rounds, so this never comes. "
        "Choose one of them, or take this out.\n"
        "    12 | teaching: {hints: [{round: 9, text: {es: Tarde, en: Late}}]}\n"
        "                                    ^\n"
        f"{shop}: 'The shop' can be played; there is 1 warning\n"
    )
    played = escalera("scenario", "check", shop, "--lang", "es")
    assert played.status == 0
    assert "aviso: goals[1].target: los robots lo alcanzan" in played.out


def test_scenario_check_shows_the_first_hundred_problems(escalera: Escalera, tmp_path: Path) -> None:
    broken = tmp_path / "broken.yaml"
    broken.write_text("scenario: {id: shop, title: Shop}\n" + "".join(f"k{n}: 1\n" for n in range(150)))
    assert escalera("scenario", "check", broken).out.endswith("… and 50 more problems.\n")


def test_scenario_schema_is_json_with_sentences_and_ranges(escalera: Escalera) -> None:
    printed = escalera("scenario", "schema").out
    assert printed == shipped("scenarios", "schema.json").read_text(encoding="utf-8")
    schema = json.loads(printed)
    customers = schema["$defs"]["Market"]["properties"]["customers"]
    assert (customers["minimum"], customers["maximum"]) == (10, 1_000_000)
    assert customers["description"]
    assert "bytes" in schema["description"]
    assert [each["type"] for each in schema["$defs"]["Text"]["anyOf"]] == ["string", "object"]
    assert "Un escenario" in escalera("scenario", "schema", "--lang", "es").out


# -- help --------------------------------------------------------------------------------------------------

COMMANDS = [
    [],
    *[[name] for name in ("play", "run", "replay", "export", "scenario")],
    *[["scenario", name] for name in ("list", "show", "new", "check", "schema")],
]


@pytest.mark.parametrize("command", COMMANDS, ids=" ".join)
def test_help_has_an_example_everywhere(escalera: Escalera, command: list[str]) -> None:
    outcome = escalera(*command, "--help")
    assert outcome.status == 0
    assert "Example: escalera" in outcome.out


def test_version(escalera: Escalera) -> None:
    outcome = escalera("--version")
    assert outcome.status == 0
    assert "engine" in outcome.out
