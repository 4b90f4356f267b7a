"""Words and numbers in the player's language, as the screens write them.

The words themselves are the model's (sim.words); here are the texts of scenarios, money, and numbers with the
signs of good typography.
"""

import re
from types import MappingProxyType
from typing import TYPE_CHECKING

from sim.words import NO_BREAK, THIN, Words

if TYPE_CHECKING:
    from sim.scenario.text import Text as ScenarioText

WITHIN_NUMBER = re.compile(r"(?<=\d) (?=\d{3}(?!\d))")
MINUS = "\N{MINUS SIGN}"
CURRENCY_SIGNS = MappingProxyType({"EUR": "€", "USD": "$", "GBP": "£"})


class Text(Words):
    """One language: `text("title.quit")`, `text.count("market.people", 3)`, `text.money(18420)`."""

    def of(self, said: "ScenarioText") -> str:
        """A scenario's own text in this language, or in the other one where it was not translated; no line breaks
        within a number such as 1 500.
        """
        return WITHIN_NUMBER.sub(THIN, said.read(self.language))

    def number(self, value: float, decimals: int = 0, signed: bool = False) -> str:
        """A number with a true minus sign; a zero has no sign."""
        zero = float(f"{value:.{decimals}f}") == 0
        written = super().number(abs(value) if zero else value, decimals, signed and not zero)
        return written.replace("-", MINUS)

    def money(self, value: float, currency: str = "EUR", decimals: int = 0, signed: bool = False) -> str:
        """18 420 € in Spanish, €18,420 in English; a currency without a sign keeps its code."""
        sign = CURRENCY_SIGNS.get(currency, currency)
        written = self.number(value, decimals, signed)
        if self.language == "es":
            return f"{written}{NO_BREAK}{sign}"
        prefix = written[0] if written[0] in (MINUS, "+") else ""
        space = "" if len(sign) == 1 else NO_BREAK
        return f"{prefix}{sign}{space}{written[len(prefix) :]}"
