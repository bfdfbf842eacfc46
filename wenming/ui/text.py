"""Text that others wrote, made fit to stand in Markdown without any meaning of its own."""

import re

_PUNCTUATION = re.compile(r"([!-,./:-@\[-`{-~])")


def escape(text: str) -> str:
    """The text with its signs escaped (hyphens aside): no link, picture or HTML comes of it."""
    return _PUNCTUATION.sub(r"\\\1", text)
