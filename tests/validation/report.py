"""Writes what the experiments found into the model's description.

    python tests/validation/report.py

It takes a few minutes. Every module beside this one that has a function ``findings`` takes part.
"""

import sys
from importlib import import_module
from pathlib import Path

HERE = Path(__file__).resolve().parent
# Their folders come first: run as a program, the file would not find the modules that tests share.
sys.path[:0] = [str(HERE.parents[1]), str(HERE.parent), str(HERE)]

from findings import Finding  # noqa: E402
from markets import corner_cafe, scaled  # noqa: E402

from sim.debrief.decisive import Verdict, decisive  # noqa: E402
from sim.description import FILE, Row, filled, table  # noqa: E402
from sim.engine import Simulation  # noqa: E402
from sim.market.muting import Muted  # noqa: E402
from sim.policies import POLICIES  # noqa: E402
from sim.scenario.vocabulary import PolicyName  # noqa: E402
from sim.words import words  # noqa: E402

ENDLESS = 1e6
"""A bound from here on is none."""


def all_findings() -> list[Finding]:
    """What every experiment finds, in the order of their numbers."""
    found: list[Finding] = []
    for path in sorted(HERE.glob("*.py")):
        module = import_module(path.stem) if path.stem != Path(__file__).stem else None
        own = getattr(module, "findings", None)
        if callable(own) and own.__module__ == path.stem:
            found += own()
    return sorted(found, key=lambda finding: finding.experiment)


def experiments(found: list[Finding]) -> str:
    """The table of published figures and ours."""
    head = ("", "figure", "published", "ours", "range", "verdict", "source")
    rows: list[Row] = [
        (
            str(each.experiment),
            each.figure,
            each.published,
            f"{each.ours:.3g}",
            _range(each),
            "holds" if each.holds else "**does not hold**",
            each.source,
        )
        for each in found
    ]
    return table(head, rows)


def _range(finding: Finding) -> str:
    least, most = f"{finding.low:.4g}", f"{finding.high:.4g}"
    if finding.high >= ENDLESS:
        return f"from {least}"
    return "above 0" if 0 < finding.low < 1e-6 else f"{least} to {most}"


def play(muted: Muted | None) -> Simulation:
    """The corner café with 4,000 people, its budget halved between the heads."""
    balanced = {"esquina": POLICIES[PolicyName.BALANCED]}
    game = Simulation(scaled(corner_cafe(), 4000), 1, policies=balanced, muted=muted)
    while not game.over:
        game.advance()
    return game


def verdicts() -> str:
    """The table of causes tested by replay."""
    said = words("en")

    def row(each: Verdict) -> Row:
        numbers = (str(each.ascribed), str(each.looked_at), f"{100 * each.share:.0f} %")
        return (each.kind, said(f"cause.{each.cause.name.lower()}"), *numbers)

    head = ("move", "main cause", "moves so ascribed", "looked at", "decisive")
    return table(head, [row(each) for each in decisive(play)])


def tables() -> dict[str, str]:
    """The tables that only experiments can fill."""
    return {"experiments": experiments(all_findings()), "decisive": verdicts()}


if __name__ == "__main__":
    made = tables()
    FILE.write_text(filled(FILE.read_text(encoding="utf-8"), made), encoding="utf-8")
    print(f"Wrote the experiments into {FILE.name}.")
