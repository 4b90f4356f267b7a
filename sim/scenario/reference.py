"""The author's reference, generated: every setting with its unit, range, default and sentence."""

from collections.abc import Iterator

from pydantic import BaseModel

from sim.scenario.settings import Group, Setting, about, figure, groups, settings
from sim.scenario.text import Text
from sim.scenario.vocabulary import LEVERS, MEASURES
from sim.words import Words, explained

_MOST_CHOICES = 12
"""More choices than these are shown in a table of their own."""


def hover(setting: Setting, words: Words) -> str:
    """What an editor shows of a setting: its sentence, then its unit, range and default."""
    facts = [_unit(setting, words), _numbers(setting, words)]
    if not setting.required:
        default = _default(setting, words)
        facts += [words("guide.otherwise", default=default)] if default else []
    told = "; ".join(fact for fact in facts if fact)
    sentence = explained(setting.sentence, words.language)
    return f"{sentence} ({told})" if told else sentence


def reference(words: Words) -> str:
    """All settings as Markdown, section by section, then the levers and the measures."""
    parts = [line for group, paths in groups().items() for line in _section(group, paths, words)]
    parts += ["", f"### {words('guide.levers')}", ""]
    parts += _row(words("guide.name"), words("guide.head"), words("guide.what"))
    for lever in LEVERS.values():
        head = words(f"head.{lever.head}") if lever.head else ""
        parts.append(_line(f"`{lever.id}`", head, _told(f"lever.{lever.id}", words)))
    parts += ["", f"### {words('guide.measures')}", ""]
    parts += _row(words("guide.name"), words("guide.unit"), words("guide.what"))
    for measure in MEASURES.values():
        unit = words(f"guide.unit.{measure.unit}")
        parts.append(_line(f"`{measure.id}`", unit, _told(f"measure.{measure.id}", words)))
    return "\n".join(parts).strip() + "\n"


def _told(key: str, words: Words) -> str:
    """A name and its explanation, as the game gives them."""
    return f"{words(key)}. {words(f'{key}.tip')}"


def _section(group: Group, paths: list[str], words: Words) -> Iterator[str]:
    title = words("guide.file") if not paths[0] else ", ".join(f"`{path}`" for path in paths)
    yield from ("", f"### {title}", "", explained(about(group), words.language), "")
    yield from _row(*(words(f"guide.{column}") for column in ("setting", "what", "value", "unit", "default")))
    for setting in settings(group):
        default = f"*{words('guide.required')}*" if setting.required else _code(_default(setting, words))
        sentence = explained(setting.sentence, words.language)
        yield _line(f"`{setting.name}`", sentence, _value(setting, words), _unit(setting, words), default)


def _row(*names: str) -> tuple[str, str]:
    """The head of a table."""
    return _line(*names), _line(*("---" for _ in names))


def _line(*cells: str) -> str:
    return f"| {' | '.join(cell.replace('|', '/') for cell in cells)} |"


def _code(text: str) -> str:
    return f"`{text}`" if text else ""


def _unit(setting: Setting, words: Words) -> str:
    unit = setting.unit
    if unit == "share":
        return words("guide.unit.share")
    return words(f"limits.unit.{unit.replace(' ', '_')}") if unit else ""


def _value(setting: Setting, words: Words) -> str:
    """What may be written for a setting."""
    if setting.group is not None:
        one = words("guide.group")
    elif setting.one_of:
        few = len(setting.one_of) <= _MOST_CHOICES
        one = ", ".join(f"`{word}`" for word in setting.one_of) if few else words("guide.a_name")
    else:
        kind = {Text: "text", bool: "truth", int: "whole", float: "number", str: "word"}[setting.plain]
        one = f"{words(f'guide.{kind}')} {_numbers(setting, words)}".strip()
    if not setting.many:
        return one
    least, most = setting.length
    count = f"{least}-{most}" if most and least else f"≤ {most}" if most else ""
    return f"{words('guide.list', what=one)} ({count})" if count else words("guide.list", what=one)


def _numbers(setting: Setting, words: Words) -> str:
    """The range of a number."""
    low, high = setting.limits
    if low is None or high is None:
        return ""
    return words("guide.range", low=figure(low), high=figure(high))


def _default(setting: Setting, words: Words) -> str:
    """What holds when a setting is left out, if that can be said in short."""
    value = setting.default
    if isinstance(value, Text):
        return value.read(words.language)
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, int | float):
        return figure(value)
    if isinstance(value, str):
        return str(value)
    if isinstance(value, tuple):
        return ", ".join(_named(item) for item in value)
    return _differences(value) if isinstance(value, BaseModel) else ""


def _named(item: object) -> str:
    """An item of a list by its id, or by the measure that it is about."""
    if isinstance(item, BaseModel):
        return str(getattr(item, "id", getattr(item, "measure", "")))
    return figure(item) if isinstance(item, int | float) else str(item)


def _differences(value: BaseModel) -> str:
    """What a group has by default that its kind has not."""
    told = []
    for setting in settings(type(value)):
        given = getattr(value, setting.name)
        if isinstance(given, bool | int | float) and not setting.required and given != setting.default:
            told.append(f"{setting.name}: {figure(given) if not isinstance(given, bool) else str(given).lower()}")
    return ", ".join(told)
