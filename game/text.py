"""Words and numbers in the player's language.

Words come from gettext catalogues in assets/translations, looked up by stable dotted keys; numbers are
written the way each language writes them.
"""

import gettext
from types import MappingProxyType
from typing import TYPE_CHECKING, Literal

from sim.resources import shipped

if TYPE_CHECKING:
    from sim.scenario.text import Text as ScenarioText

DOMAIN = "escalera"
NO_BREAK = "\N{NO-BREAK SPACE}"
THIN = "\N{NARROW NO-BREAK SPACE}"
MINUS = "\N{MINUS SIGN}"
CURRENCY_SIGNS = MappingProxyType({"EUR": "€", "USD": "$", "GBP": "£"})


class Text:
    """One language: `text("title.quit")`, `text.count("market.people", 3)`, `text.money(18420)`."""

    def __init__(self, language: Literal["es", "en"]) -> None:
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

    def of(self, said: "ScenarioText") -> str:
        """A scenario's own text in this language, or in the other one where it was not translated."""
        return said.read(self.language)

    def number(self, value: float, decimals: int = 0, signed: bool = False) -> str:
        """18 420 and 0,64 in Spanish (four digits stand together: 6240), 18,420 and 0.64 in English."""
        digits = f"{abs(value):.{decimals}f}"
        negative = value < 0 and float(digits) != 0
        whole, _, fraction = digits.partition(".")
        spanish = self.language == "es"
        if len(whole) > (4 if spanish else 3):
            head = len(whole) % 3
            groups = ([whole[:head]] if head else []) + [whole[i : i + 3] for i in range(head, len(whole), 3)]
            whole = (THIN if spanish else ",").join(groups)
        written = whole + ((("," if spanish else ".") + fraction) if fraction else "")
        sign = MINUS if negative else "+" if signed and float(digits) != 0 else ""
        return sign + written

    def money(self, value: float, currency: str = "EUR", decimals: int = 0, signed: bool = False) -> str:
        """18 420 € in Spanish, €18,420 in English; a currency without a sign keeps its code."""
        sign = CURRENCY_SIGNS.get(currency, currency)
        written = self.number(value, decimals, signed)
        if self.language == "es":
            return f"{written}{NO_BREAK}{sign}"
        prefix = written[0] if written[0] in (MINUS, "+") else ""
        space = "" if len(sign) == 1 else NO_BREAK
        return f"{prefix}{sign}{space}{written[len(prefix) :]}"

    def percent(self, share: float, decimals: int = 0, signed: bool = False) -> str:
        """A share between 0 and 1 as 81 % in Spanish, 81% in English."""
        written = self.number(share * 100, decimals, signed)
        return f"{written}{NO_BREAK}%" if self.language == "es" else f"{written}%"

    def listing(self, items: list[str]) -> str:
        """The items as a sentence would name them: a, b y c."""
        if len(items) < 2:
            return "".join(items)
        return self("list.and", first=", ".join(items[:-1]), last=items[-1])
