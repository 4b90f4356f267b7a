"""Names as commands and files write them, made from what people write."""

import re
import unicodedata

LONGEST = 40


def like_identifier(text: str) -> str:
    """A text in small letters, digits and hyphens: 'Señoras de Cádiz' becomes senoras-de-cadiz."""
    plain = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode().lower()
    return re.sub("[^a-z0-9]+", "-", plain).strip("-")[:LONGEST].rstrip("-")
