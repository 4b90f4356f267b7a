"""Results that must not change unnoticed: what the corner café comes to, and what everything on comes to.

And what is generated from the schema.

After a change that is meant to alter results, raise ENGINE_VERSION (sim/engine.py), note it in the README, and run

    python tests/golden/regenerate.py

It also writes anew what follows every change of the settings: the JSON Schema (scenarios/schema.json) and the
reference of the author's guides.
"""

import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from sim.scenario.schema import Scenario

HERE = Path(__file__).resolve().parent
FILE = HERE / "corner-cafe.json"
SCENARIOS = HERE.parents[1] / "scenarios"
GUIDES = {"en": "README.md", "es": "LEEME.md"}
SEEDS = (1, 2, 3)
POLICIES = ("balanced", "all-acquisition")
HEADLINES = (
    "total_profit",
    "customer_equity",
    "customers",
    "retention",
    "satisfaction",
    "trust",
    "morale",
    "share",
)


def results() -> dict[str, Any]:
    """What comes of the shipped corner café, by robots and seeds, and of markets with everything on."""
    from markets import everything, variant

    from sim.engine import ENGINE_VERSION
    from sim.scenario.load import fingerprint, load_scenario

    cafe = load_scenario("corner-cafe")
    whole = variant(everything(500), {"time.rounds": 3, "teaching": {}})
    members = variant(whole, {"market.category": "contract", "market.segments.*.basket.mean": 120.0})
    return {
        "engine": ENGINE_VERSION,
        "scenario": fingerprint(cafe),
        "runs": [run(cafe, name, seed) for name in POLICIES for seed in SEEDS],
        "everything": [run(scenario, POLICIES[0], SEEDS[0]) for scenario in (whole, members)],
    }


def run(scenario: "Scenario", policy: str, seed: int) -> dict[str, Any]:
    """What comes of a scenario played by a robot."""
    from sim.engine import Simulation
    from sim.policies import POLICIES as ROBOTS
    from sim.scenario.vocabulary import PolicyName

    game = Simulation(scenario, seed, {scenario.firm.id: ROBOTS[PolicyName(policy)]})
    while not game.over:
        game.advance()
    measures = game.history(game.player)[-1]
    return {
        "policy": policy,
        "seed": seed,
        "score": game.result().score,
        "measures": {headline: measures[headline] for headline in HEADLINES},
        "checksums": list(game.checksums),
    }


def with_reference(guide: str, reference: str) -> str:
    """The author's guide with its reference written anew."""
    begin, end = "<!-- generated from the schema: python tests/golden/regenerate.py -->\n", "<!-- end of what"
    before, _, rest = guide.partition(begin)
    return f"{before}{begin}\n{reference}\n{end}{rest.partition(end)[2]}"


def write_schema() -> None:
    """Writes what is generated from the schema of scenario files."""
    from sim.scenario.json_schema import schema_text
    from sim.scenario.reference import reference
    from sim.words import words

    (SCENARIOS / "schema.json").write_text(schema_text(words("en")), encoding="utf-8")
    for language, name in GUIDES.items():
        guide = SCENARIOS / name
        new = with_reference(guide.read_text(encoding="utf-8"), reference(words(language)))
        guide.write_text(new, encoding="utf-8")


if __name__ == "__main__":
    sys.path[:0] = [str(HERE.parents[1]), str(HERE.parent)]
    write_schema()
    FILE.write_text(json.dumps(results(), indent=1) + "\n", encoding="utf-8")
    print(f"Wrote {FILE.name}. Look at what changed before you commit it.")
