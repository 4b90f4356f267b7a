"""What people read, in Spanish and in English: catalogues of texts, and sentences that wait for a language.

The texts stand in the gettext catalogues of assets/translations, under stable dotted keys. What the model has to
say (a problem of a file, a plan that cannot be) is a Sentence, which anyone may read in either language.
"""

import errno
import gettext
import locale
import os
from dataclasses import dataclass
from functools import cache
from typing import Literal, Union

from sim.resources import shipped

Language = Literal["es", "en"]
LANGUAGES: tuple[Language, ...] = ("es", "en")
DOMAIN = "escalera"
NO_BREAK = "\N{NO-BREAK SPACE}"
THIN = "\N{NARROW NO-BREAK SPACE}"


@dataclass(frozen=True)
class Figure:
    """A number of which decimals matter."""

    value: float
    decimals: int = 1


@dataclass(frozen=True)
class Named:
    """A name that somebody gave in both languages."""

    es: str
    en: str


Value = Union[str, float, Figure, Named, "Sentence", tuple[str, ...]]
"""What fills a blank: a text as it is, a number, a name or a list as each language has it, or a sentence."""


@dataclass(frozen=True)
class Sentence:
    """A text of the catalogues with the values of its blanks. The blank {n} decides between one and many."""

    key: str
    values: tuple[tuple[str, Value], ...] = ()

    def read(self, language: Language) -> str:
        return words(language).say(self)

    def __str__(self) -> str:
        return self.read("en")


def sentence(key: str, /, **values: Value) -> Sentence:
    """The sentence of a key: ``sentence("decision.unknown", name="adverts", hint=...)``."""
    return Sentence(key, tuple(values.items()))


class SentenceError(ValueError):
    """An error that a person reads: what is wrong and what to do. By itself it speaks English."""

    def __init__(self, said: Sentence) -> None:
        super().__init__(said)
        self.said = said

    def __str__(self) -> str:
        return self.read("en")

    def read(self, language: Language) -> str:
        return self.said.read(language)


class Words:
    """One language: `words("title.quit")`, `words.count("market.people", 3)`, `words.number(18420)`."""

    def __init__(self, language: Language) -> None:
        self.language = language
        with shipped("assets", "translations", language, "LC_MESSAGES", f"{DOMAIN}.mo").open("rb") as catalogue:
            self._catalogue = gettext.GNUTranslations(catalogue)

    def __call__(self, key: str, **values: object) -> str:
        """The text of a key, with its {named} values filled in."""
        found = self._catalogue.gettext(key)
        return found.format(**values) if values else found

    def count(self, key: str, number: int, **values: object) -> str:
        """The text of a key in the grammatical number of `number`, which fills {n}."""
        return self._catalogue.ngettext(key, key, number).format(n=self.number(number), **values)

    def has(self, key: str) -> bool:
        return self._catalogue.gettext(key) != key

    def say(self, said: Sentence) -> str:
        """A sentence in this language."""
        values = dict(said.values)
        n = values.get("n")
        if isinstance(n, int):
            found = self._catalogue.ngettext(said.key, said.key, n)
        else:
            found = self._catalogue.gettext(said.key)
        return found.format(**{name: self.written(value) for name, value in values.items()})

    def written(self, value: Value) -> str:
        """A value as it fills a blank."""
        if isinstance(value, Sentence):
            return self.say(value)
        if isinstance(value, tuple):
            return ", ".join(value)
        if isinstance(value, Named):
            return value.es if self.language == "es" else value.en
        if isinstance(value, Figure):
            return self.number(value.value, value.decimals)
        return value if isinstance(value, str) else self.number(value)

    def number(self, value: float, decimals: int = 0, signed: bool = False) -> str:
        """18 420 and 0,64 in Spanish (four digits stand together: 6240), 18,420 and 0.64 in English."""
        written = f"{value:{'+' if signed else ''},.{decimals}f}"
        if self.language == "en":
            return written
        whole, point, fraction = written.partition(".")
        gap = THIN if len(whole.lstrip("+-")) > len("6,240") else ""
        return whole.replace(",", gap) + point.replace(".", ",") + fraction

    def figure(self, value: float) -> str:
        """A number with the decimals it has: 2 and 0,5."""
        return self.number(value, len(f"{value:g}".partition(".")[2]))

    def percent(self, share: float, decimals: int = 0, signed: bool = False) -> str:
        """A share between 0 and 1 as 81 % in Spanish, 81% in English."""
        written = self.number(share * 100, decimals, signed)
        return f"{written}{NO_BREAK}%" if self.language == "es" else f"{written}%"

    def listing(self, items: list[str]) -> str:
        """The items as a sentence would name them: a, b y c."""
        if len(items) < 2:
            return "".join(items)
        return self("list.and", first=", ".join(items[:-1]), last=items[-1])


@cache
def words(language: Language) -> Words:
    """The words of a language, read from the disk once."""
    return Words(language)


@cache
def _explanations(language: Language) -> gettext.NullTranslations:
    folder = shipped("assets", "translations")
    return gettext.translation("settings", str(folder), [language], fallback=True)


def explained(said: str, language: Language) -> str:
    """What the schema says of a setting in English, in ``language``; as it is where it was not translated."""
    return _explanations(language).gettext(said) if said else ""


def system_language() -> Language:
    """Spanish where the system speaks Spanish (or a language of Spain), English elsewhere."""
    wanted = [os.environ.get(name, "") for name in ("LANGUAGE", "LC_ALL", "LC_MESSAGES", "LANG")]
    name = next((value for value in wanted if value), None) or locale.getlocale()[0] or ""
    spanish = name.lower().startswith(("es", "spanish", "ca", "eu", "gl"))
    return "es" if spanish else "en"


def reason(error: OSError) -> Value:
    """Why the system refused: in the catalogues' words for the usual reasons, in its own for the others."""
    key = f"reason.{errno.errorcode.get(error.errno or 0, '').lower()}"
    return sentence(key) if words("en").has(key) else error.strerror or sentence("reason.unknown")
