"""The tables of the model's description, made from the model itself.

``sim/MODEL.md`` has prose and, between markers, tables. This writes the tables anew:

    python -m sim.description
"""

import inspect
import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from pathlib import Path
from typing import Annotated, Any, get_args, get_origin

from pydantic import BaseModel
from pydantic.fields import FieldInfo

from sim.decisions import open_levers
from sim.market.muting import can_be_muted
from sim.market.phases import CLOSING, OPENING
from sim.market.state import Careers, FirmState, Ledger, State, Traits
from sim.market.streams import Purpose
from sim.mechanisms import MECHANISMS, Mechanism
from sim.policies import POLICIES
from sim.scenario.files import shipped_files
from sim.scenario.ladder import Ladder
from sim.scenario.levers import Levers, Start
from sim.scenario.load import load_scenario
from sim.scenario.market import Market
from sim.scenario.parameters import Model
from sim.scenario.schema import Event, Firm, Scenario, Time
from sim.scenario.stakeholders import Stakeholder
from sim.scenario.text import Text
from sim.scenario.vocabulary import FELT_CAUSES, LEVERS, MEASURES, Cause, PolicyName, StakeholderKind
from sim.words import words as words_of

FILE = Path(__file__).with_name("MODEL.md")

Row = tuple[str, ...]


def filled(text: str, tables: Mapping[str, str]) -> str:
    """``text`` with each of ``tables`` between the markers of its name. A marker that is not there is an error."""
    for name, table in tables.items():
        begin, end = f"<!-- table: {name} -->", f"<!-- end of {name} -->"
        if text.count(begin) != 1 or text.count(end) != 1:
            raise RuntimeError(f"the description has not exactly one place for the table '{name}'")
        before, rest = text.split(begin)
        text = f"{before}{begin}\n\n{table}\n{end}{rest.split(end)[1]}"
    return text


def table(head: Row, rows: Sequence[Row]) -> str:
    """A Markdown table."""
    lines = [head, tuple("---" for _ in head), *rows]
    return "".join(f"| {' | '.join(cell.replace('|', chr(92) + '|') for cell in line)} |\n" for line in lines)


def tables() -> dict[str, str]:
    """Every table that the code alone can fill."""
    makers: dict[str, Callable[[], str]] = {
        "phases": _phases,
        "state of customers": lambda: _fields(Traits) + "\n" + _fields(State),
        "state of firms": lambda: "\n".join(map(_fields, (FirmState, Ledger, Careers))),
        "luck": _luck,
        "rungs": _rungs,
        "levers": _levers,
        "measures": _measures,
        "causes": _causes,
        "policies": _policies,
        "mechanisms": _mechanisms,
        "constants": lambda: _sections(Model, "model"),
        "settings": lambda: "\n".join(_sections(part, name) for name, part in SETTINGS),
    }
    return {name: make() for name, make in makers.items()}


SETTINGS = (
    ("time", Time),
    ("market", Market),
    ("ladder", Ladder),
    ("firm", Firm),
    ("stakeholders", Stakeholder),
    ("events", Event),
)
"""The sections of a scenario that describe its world; briefing, goals and teaching are the player's."""


def _first_sentence(documented: object) -> str:
    return (inspect.getdoc(documented) or "").split("\n\n")[0].replace("\n", " ")


def _phases() -> str:
    rows = [
        (
            str(number),
            when,
            f"`{phase.__name__}`",
            f"`{phase.__module__.replace('.', '/')}.py`",
            _first_sentence(phase),
        )
        for number, (when, phase) in enumerate(
            [*(("opening", phase) for phase in OPENING), *(("closing", phase) for phase in CLOSING)], start=1
        )
    ]
    return table(("", "half of the week", "phase", "file", "what happens"), rows)


def _fields(record: type) -> str:
    """The fields of a dataclass with the comments beside them."""
    found = re.findall(r"^    (\w+): ([^=#\n]+?)(?: = [^#\n]+?)?(?:  # (.*))?$", inspect.getsource(record), re.M)
    rows = [(f"`{name}`", f"`{kind.strip()}`", meaning) for name, kind, meaning in found]
    return f"`{record.__name__}`: {_first_sentence(record)}\n\n" + table(("name", "type", "meaning"), rows)


def _luck() -> str:
    return table(("number", "purpose"), [(str(int(each)), each.name.lower().replace("_", " ")) for each in Purpose])


def _rungs() -> str:
    rows: list[Row] = []
    for rung in Ladder().rungs:
        asked = [f"{name} ≥ {value:g}" for name, value in rung.enter if value is not None]
        numbers = (rung.resistance, rung.referral, rung.decay)
        rows.append(
            (rung.id, rung.name.en, rung.stage, ", ".join(asked) or "-", *(f"{each:g}" for each in numbers))
        )
    return table(("rung", "name", "stage", "asks for", "resistance", "referral a week", "decay"), rows)


def _levers() -> str:
    said, start, settings = words_of("en"), Start(), Levers()
    rows: list[Row] = []
    for lever in LEVERS.values():
        setting = getattr(settings, lever.id)
        rows.append(
            (
                f"`{lever.id}`",
                said(f"lever.{lever.id}"),
                lever.head or "-",
                f"{getattr(start, lever.id):g}",
                f"{setting.half:g}" if lever.head else "-",
                "yes" if setting.available else "no",
                type(settings).model_fields[lever.id].description or "",
            )
        )
    head = ("lever", "name", "head", "money a round at the start", "half effect at", "offered unless said", "")
    return table(head, rows)


def _measures() -> str:
    said = words_of("en")
    better = {1: "more", 0: "neither", -1: "less"}
    return table(
        ("measure", "name", "unit", "better", "meaning"),
        [
            (
                f"`{each.id}`",
                said(f"measure.{each.id}"),
                each.unit,
                better[each.good],
                said(f"measure.{each.id}.tip"),
            )
            for each in MEASURES.values()
        ],
    )


def _causes() -> str:
    said = words_of("en")
    return table(
        ("number", "cause", "said as", "kind", "tested by replay"),
        [
            (
                str(int(cause)),
                f"`{cause.name}`",
                said(f"cause.{cause.name.lower()}"),
                "felt" if cause < FELT_CAUSES else "named",
                "yes" if can_be_muted(cause) else "no",
            )
            for cause in Cause
            if cause is not Cause.NONE
        ],
    )


def _policies() -> str:
    return table(
        ("policy", "what it does"), [(f"`{name}`", _first_sentence(rule)) for name, rule in POLICIES.items()]
    )


def _mechanisms() -> str:
    def listed(names: Iterable[str]) -> str:
        return ", ".join(f"`{name}`" for name in names) or "-"

    shipped = [load_scenario(path) for path in shipped_files()]
    return table(
        ("row", "concept", "rules", "levers", "settings", "measures", "causes", "test", "scenarios"),
        [
            (
                each.row,
                each.name.en,
                listed(rule.removeprefix("sim/") for rule in each.rules),
                listed(each.levers),
                listed(each.settings),
                listed(each.measures),
                listed(cause.name for cause in each.causes),
                listed([each.test.removeprefix("tests/")]),
                listed(scenario.scenario.id for scenario in shipped if taught(each, scenario)),
            )
            for each in MECHANISMS
        ],
    )


def taught(mechanism: Mechanism, scenario: Scenario) -> bool:
    """Whether a scenario means to teach a concept and has it at work, in the player's hands if it has levers."""
    at_work = all(any(map(_matters, values_at(scenario, path.split(".")))) for path in mechanism.settings)
    in_hand = bool(levers_at_work(mechanism, scenario)) or not mechanism.levers
    return mechanism.row in scenario.scenario.concepts and at_work and in_hand


def levers_at_work(mechanism: Mechanism, scenario: Scenario) -> list[str]:
    """Its levers that open in a scenario; one that cares for stakeholders works only where there are such."""
    idle = set(StakeholderKind) - {each.kind for each in scenario.stakeholders}
    opened = open_levers(scenario, scenario.time.rounds)
    return [lever for lever in mechanism.levers if lever in opened and lever not in idle]


def values_at(part: Any, path: Sequence[str]) -> list[Any]:
    """What a part of a scenario has at a path; ``*`` stands for every element of a list."""
    if not path or part is None:
        return [part]
    step, rest = path[0], path[1:]
    if step == "*":
        return [value for each in part for value in values_at(each, rest)]
    if step.isdigit():
        return values_at(part[int(step)], rest) if int(step) < len(part) else []
    return values_at(getattr(part, step), rest)


def _matters(value: Any) -> bool:
    """A rival that always does the same is as neutral as a weight of nought."""
    return bool(value) and value is not PolicyName.FIXED


# -- settings and constants --------------------------------------------------------------------------------


def _sections(section: type[BaseModel], path: str) -> str:
    """A section's numbers as a table under its docstring, then its sections likewise."""
    own, inner = [], []
    for name, field in section.model_fields.items():
        part = _section_of(field.annotation)
        if part is Text:
            continue
        if part is not None:
            inner.append(_sections(part, f"{path}.{name}"))
        elif _is_number(field.annotation):
            own.append(_setting(name, field))
    parts = [f"**`{path}`**: {_first_sentence(section)}\n\n" + table(_SETTING, own)] if own else []
    return "\n".join([*parts, *inner])


_SETTING = ("name", "default", "range", "unit", "meaning")


def _section_of(annotation: Any) -> type[BaseModel] | None:
    """The section that a field holds, alone, in a tuple or optionally."""
    if isinstance(annotation, type):
        return annotation if issubclass(annotation, BaseModel) else None
    return next((found for part in get_args(annotation) if (found := _section_of(part))), None)


def _is_number(annotation: Any) -> bool:
    if get_origin(annotation) in (Annotated, tuple):
        return any(_is_number(part) for part in get_args(annotation))
    if get_args(annotation):
        return any(_is_number(part) for part in get_args(annotation))
    return annotation in (int, float, bool)


def _setting(name: str, field: FieldInfo) -> Row:
    bounds = {key: getattr(rule, key) for rule in field.metadata for key in ("ge", "le") if hasattr(rule, key)}
    extra = field.json_schema_extra if isinstance(field.json_schema_extra, dict) else {}
    spread = f"{bounds['ge']:g} to {bounds['le']:g}" if len(bounds) == 2 else ""
    default = "required" if field.is_required() else _written(field.default)
    return (f"`{name}`", default, spread, str(extra.get("unit", "")), field.description or "")


def _written(value: object) -> str:
    if isinstance(value, bool) or value is None:
        return {True: "yes", False: "no", None: "-"}[value]
    if isinstance(value, tuple):
        return ", ".join(_written(each) for each in value)
    return f"{value:g}" if isinstance(value, int | float) else str(value)


def main() -> None:
    """Writes the tables into the description."""
    FILE.write_text(filled(FILE.read_text(encoding="utf-8"), tables()), encoding="utf-8")


if __name__ == "__main__":
    main()
