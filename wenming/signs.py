"""Signs that no file of a document may hold: they come in by damaged files and go out nowhere."""

import re
from typing import Any

# What XML 1.0 allows no document: controls but tab and line ends, halves of a pair, two non-signs.
_UNWRITABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")


def drop_unwritable(text: str) -> str:
    """The text without the signs that no XML file may hold: workbooks, papers, slides, pictures."""
    return text if text.isascii() and text.isprintable() else _UNWRITABLE.sub("", text)


def drop_in_all(values: Any) -> Any:
    """The same for every text in what a settings file holds."""
    if isinstance(values, str):
        return drop_unwritable(values)
    if isinstance(values, dict):
        return {key: drop_in_all(value) for key, value in values.items()}
    return [drop_in_all(value) for value in values] if isinstance(values, list) else values
