"""Columns of persons: told by parts of their heading and by what stands in their cells."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any

from wenming.privacy.names import is_like_name, is_name, is_names
from wenming.privacy.words import WORDS, one_of

_W: dict[str, Any] = WORDS["headings"]
_SURELY = re.compile(rf"{one_of(_W['surely'])}", re.IGNORECASE)
_MAYBE = re.compile(rf"{one_of(_W['maybe'])}s?$", re.IGNORECASE)
_NEVER = re.compile(rf"{one_of(_W['never'])}$", re.IGNORECASE)
_BRACKETS = re.compile(r"[(\[【（][^)\]】）]*[)\]】）]|[:：*]")
_LIKE, _ALONE = 0.34, 0.6  # of the cells, with a heading that speaks of persons and without


def is_private_column(heading: str, cells: Sequence[str]) -> bool:
    """Whether a column that means nothing else is of persons.

    `cells` are texts of some of its filled cells; without any, only its heading can say so.
    """
    told = _BRACKETS.sub("", heading).strip()
    if _NEVER.search(told):
        return False
    if _SURELY.search(told):
        return True
    if not cells:
        return False
    if _MAYBE.search(told):
        return sum(map(is_like_name, cells)) >= _LIKE * len(cells)
    alone = sum(is_name(cell) or is_names(cell) for cell in cells)
    return alone >= _ALONE * len(cells) and len(set(cells)) > 1
