"""How long what ledgers hold can be: what is longer is not looked through for a meaning.

Patterns and parsers are given short texts only, so that no text of any length takes them long;
and only what is short is worth remembering.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache, wraps
from typing import ParamSpec, TypeVar

P = ParamSpec("P")
T = TypeVar("T")
LONGEST_CELL = 32_767  # characters, as in Excel
LONGEST = 200  # characters of a number, a day, a name of a site, a heading, a label


def read_short(read: Callable[P, T], otherwise: T, size: int = 65_536) -> Callable[P, T]:
    """`read`, of which the first argument is a text, with its answers remembered: `otherwise` for
    one that is too long to say what is looked for."""
    known = lru_cache(maxsize=size)(read)

    @wraps(read)
    def reading(*args: P.args, **given: P.kwargs) -> T:
        if len(args[0]) > LONGEST:  # type: ignore[arg-type]  # a text, see above
            return otherwise
        return known(*args, **given)  # type: ignore[arg-type]  # hashable, as texts are

    return reading


def remember_short(read: Callable[[str], T], size: int = 65_536) -> Callable[[str], T]:
    """`read` with its answers to short texts remembered: long ones would fill memory, and hardly
    come again."""
    known = lru_cache(maxsize=size)(read)

    @wraps(read)
    def reading(text: str) -> T:
        return read(text) if len(text) > LONGEST else known(text)

    return reading
