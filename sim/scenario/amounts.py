"""Numbers as people write them, with the points, commas and units that their country or their till has."""

import re

_AMOUNT = re.compile(r"[€$£]?\s*([-+]?[0-9][0-9.,_ ]*)\s*(%?)\s*[€$£]?")
_LONGEST = 60
"""Letters beyond which a text is no amount."""
_IN_CURLY_QUOTES = re.compile("[“”](.*)[“”]")
_THOUSANDS = re.compile(r"[-+]?[1-9][0-9]{0,2}\.[0-9]{3}")


def meant(text: str) -> float | None:
    """The number that someone meant by '20 %', '1,500', '0,5' or '30 €'."""
    found = _AMOUNT.fullmatch(_IN_CURLY_QUOTES.sub(r"\1", text.strip())) if len(text) <= _LONGEST else None
    if not found:
        return None
    digits = re.sub("[_ ]", "", found[1])
    for thousands in ",.":
        if re.fullmatch(rf"[-+]?[1-9][0-9]{{0,2}}([{thousands}][0-9]{{3}})+([,.][0-9]{{1,2}})?", digits):
            digits = digits.replace(thousands, "")
            break
    try:
        value = float(digits.replace(",", "."))
    except ValueError:
        return None
    return value / 100 if found[2] else value


def thousands(written: str) -> float | None:
    """What a number like 40.000 is where a point parts the thousands; None if it can only have decimals."""
    return float(written.replace(".", "")) if _THOUSANDS.fullmatch(written) else None
