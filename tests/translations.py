"""What catalogs of translations say, as they are written and as they are compiled."""

from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.mofile import read_mo


def texts_of(catalog: Catalog) -> dict[tuple[str, ...], tuple[str, ...]]:
    """Texts by their keys, singular and plural, without those that nobody has translated."""
    return {_forms(message.id): _forms(message.string) for message in catalog if message.id and message.string}


def compiled_texts(path: Path) -> dict[tuple[str, ...], tuple[str, ...]]:
    """Texts by their keys in a compiled catalog: versions of the compiler order the same texts otherwise."""
    with path.open("rb") as stream:
        return texts_of(read_mo(stream))


def _forms(text: str | list[str] | tuple[str, ...]) -> tuple[str, ...]:
    return (text,) if isinstance(text, str) else tuple(text)
