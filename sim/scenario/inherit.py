"""A scenario that starts from another one: what it extends is found, read, and put underneath its own content.

Groups are put together setting by setting. Lists whose items have an ``id`` are put together item by item: an item
that is new goes after the one written before it, and one that says ``remove: true`` is taken out. A text, with its
translations, and any other list take the place of what was there. The id and the version are never inherited.
"""

import os
from dataclasses import replace
from pathlib import Path, PureWindowsPath

from sim.scenario.files import SUFFIXES, shipped_files
from sim.scenario.problems import Problem, ScenarioError, nearest
from sim.scenario.source import MAX_BYTES, MAX_VALUES, Mark, Node, Source, parse, read_bytes
from sim.words import LANGUAGES, Sentence, sentence

MAX_FILES = 5
"""Files one on top of another, the first included."""


def gather(data: bytes, path: Path) -> Source:
    """The content of the file at ``path`` on top of what it extends. ScenarioError if it cannot be read."""
    return _complete(data, path, (), len(data))


def _complete(data: bytes, path: Path, above: tuple[Path, ...], size: int) -> Source:
    own = parse(data, str(path))
    name = own.root.content.get("extends") if isinstance(own.root.content, dict) else None
    if name is None or not isinstance(name.content, str):
        return own
    own = replace(own, root=_without(own.root, "extends"))
    try:
        beneath = _find(name, path)
        line = (*above, path)
        _stop_circles(name, beneath, line)
        data = _read(name, beneath)
        size += len(data)
        if size > MAX_BYTES:
            raise _refusal(name, sentence("extends.too_large", bytes=MAX_BYTES))
        base = _complete(data, beneath, line, size)
        if not isinstance(base.root.content, dict):
            raise ScenarioError([base.root.mark.problem("", sentence("schema.no_sections"))])
        merger = _Merger()
        root = merger.put(own.root, _to_inherit(base.root, own.root.mark))
        if root.size > MAX_VALUES:
            raise _refusal(name, sentence("extends.too_many_values", most=MAX_VALUES))
    except ScenarioError as error:
        return replace(own, problems=(*own.problems, *error.problems), whole=False)
    problems = (*own.problems, *merger.problems, *base.problems)
    return Source(root, problems, base.whole, own.spare)


def _refusal(name: Node, said: Sentence) -> ScenarioError:
    return ScenarioError([name.mark.problem("extends", said)])


def _find(name: Node, path: Path) -> Path:
    """The file that ``extends`` names: a shipped scenario by its id, or a file in the folder of ``path``."""
    wanted = str(name.content)
    if Path(wanted).suffix.lower() in SUFFIXES:
        if Path(wanted).name != wanted or PureWindowsPath(wanted).name != wanted:
            raise _refusal(name, sentence("extends.elsewhere", name=wanted))
        return path.parent / wanted
    known = {file.stem: file for file in shipped_files()}
    if wanted not in known:
        near = nearest(wanted, known)
        hint = sentence("hint.nearest", word=near) if near else sentence("extends.hint")
        raise _refusal(name, sentence("extends.unknown", name=wanted, hint=hint))
    return known[wanted]


def _stop_circles(name: Node, beneath: Path, line: tuple[Path, ...]) -> None:
    real = [os.path.realpath(each) for each in line]
    if os.path.realpath(beneath) in real:
        circle = " > ".join(each.name for each in (*line, beneath))
        raise _refusal(name, sentence("extends.circle", files=circle))
    if len(line) == MAX_FILES:
        raise _refusal(name, sentence("extends.too_many_files", most=MAX_FILES))


def _read(name: Node, beneath: Path) -> bytes:
    """The bytes of the file beneath; if there are none to be had, that is a problem of the one on top."""
    if not os.path.lexists(beneath):
        raise _refusal(name, sentence("extends.none", name=str(name.content)))
    try:
        return read_bytes(beneath)
    except ScenarioError as error:
        said = sentence("extends.unusable", name=str(name.content), said=error.problems[0].said)
        raise _refusal(name, said) from None


def _to_inherit(root: Node, heir: Mark) -> Node:
    """A scenario's content without what belongs to it alone, which is to be given at ``heir``."""
    assert isinstance(root.content, dict)
    about = root.content.get("scenario")
    if about is None or not isinstance(about.content, dict):
        return root
    about = replace(_without(about, "id", "version"), mark=heir)
    return replace(_group(root, {**root.content, "scenario": about}), keys={**root.keys, "scenario": heir})


def _without(group: Node, *keys: str) -> Node:
    assert isinstance(group.content, dict)
    return _group(group, {key: node for key, node in group.content.items() if key not in keys})


def _group(like: Node, content: dict[str, Node]) -> Node:
    return replace(like, content=content, size=1 + sum(node.size for node in content.values()))


class _Merger:
    """Puts contents together, and notes what was to be removed and is not there."""

    def __init__(self) -> None:
        self.problems: list[Problem] = []

    def put(self, own: Node, base: Node, path: str = "") -> Node:
        """``own`` on top of ``base``."""
        if isinstance(own.content, dict) and isinstance(base.content, dict) and not _is_text(own, base):
            inner = {
                key: self.put(node, base.content[key], f"{path}.{key}") if key in base.content else node
                for key, node in own.content.items()
            }
            return replace(_group(own, {**base.content, **inner}), keys={**base.keys, **own.keys})
        if isinstance(own.content, list) and isinstance(base.content, list):
            names = [_id(item) for item in (*own.content, *base.content)]
            if own.content and all(names):
                items = self._items(own.content, base.content, path)
                return replace(own, content=items, size=1 + sum(item.size for item in items))
        return own

    def _items(self, own: list[Node], base: list[Node], path: str) -> list[Node]:
        items, names = list(base), [_id(item) for item in base]
        place = len(items)
        for number, item in enumerate(own):
            name = _id(item)
            known = name in names and name not in [_id(each) for each in own[:number]]
            if _is_removal(item):
                if known:
                    place = names.index(name)
                    del items[place], names[place]
                else:
                    said = sentence("extends.nothing_to_remove", id=str(name))
                    self.problems.append(item.mark.problem(f"{path.strip('.')}[{name}]", said))
            elif known:
                place = names.index(name) + 1
                items[place - 1] = self.put(item, items[place - 1], f"{path}[{name}]")
            else:
                items.insert(place, item)
                names.insert(place, name)
                place += 1
        return items


def _is_text(*nodes: Node) -> bool:
    return all(isinstance(node.content, dict) and node.content.keys() <= set(LANGUAGES) for node in nodes)


def _id(item: Node) -> str | None:
    """The id of a list's item, if it is a group that has one."""
    found = item.content.get("id") if isinstance(item.content, dict) else None
    return found.content if found and isinstance(found.content, str) else None


def _is_removal(item: Node) -> bool:
    return isinstance(item.content, dict) and "remove" in item.content and item.content["remove"].content is True
