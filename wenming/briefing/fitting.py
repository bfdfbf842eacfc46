"""How much room a text takes, so that what is laid out ahead of time fits: an estimate."""

import re

_HALF = 0.55  # of a character: Latin letters and digits, on average
_PIECE = re.compile(r"[\u2e80-\uffff]|[^\s\u2e80-\uffff]+|\s+")


def measure(text: str) -> float:
    """The width of a text in Chinese characters; quotes and dashes are as wide as those."""
    return sum(1.0 if ord(sign) > 0x2010 else _HALF for sign in text)


def count_lines(text: str, room: float) -> int:
    """Lines that a text takes in `room` characters: words stay whole unless a line is too short."""
    lines, filled = 1, 0.0
    for piece in _PIECE.findall(text):
        width = measure(piece)
        if filled and filled + width > room and not piece.isspace():
            lines, filled = lines + 1, 0.0
        if width > room:
            broken = int(width // room)
            lines, width = lines + broken, width - broken * room
        filled += width
    return lines


def shorten(text: str, most: float) -> str:
    """The text in at most `most` characters' width, with … where it was cut."""
    if measure(text) <= most:
        return text
    room, kept = most - 1, ""
    for sign in text:
        room -= measure(sign)
        if room < 0:
            break
        kept += sign
    return f"{kept.rstrip()}…"


def end_words(text: str) -> str:
    """Words of others without the stop at their end, as the sentence they come into has its own."""
    return text.rstrip("。．.；;，,、 ")


def quote_words(text: str) -> str:
    """Words of others as they stand between quotation marks: their own become the inner ones."""
    return end_words(text).translate(str.maketrans("“”", "‘’"))
