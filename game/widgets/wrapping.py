"""Text in lines, so that it is never cut."""

from pygame.font import Font


def wrapped(font: Font, text: str, width: int) -> list[str]:
    """The text in lines of at most `width` pixels; breaks at spaces, inside a word only if it alone is too
    wide.
    """
    lines: list[str] = []
    for paragraph in text.split("\n"):
        line = ""
        for word in paragraph.split(" "):
            longer = f"{line} {word}" if line else word
            if font.size(longer)[0] <= width:
                line = longer
                continue
            if line:
                lines.append(line)
            while font.size(word)[0] > width and len(word) > 1:
                cut = next((n for n in range(len(word) - 1, 0, -1) if font.size(word[:n])[0] <= width), 1)
                lines.append(word[:cut])
                word = word[cut:]
            line = word
        lines.append(line)
    return lines
