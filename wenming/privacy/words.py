"""The words by which private persons and their numbers are told."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable
from importlib.resources import files
from typing import Any


def _load() -> dict[str, dict[str, Any]]:
    return tomllib.loads(files("wenming.privacy").joinpath("words.toml").read_text("utf-8"))


WORDS = _load()


def one_of(words: Iterable[str]) -> str:
    """A regular expression for any of the words, the longest first; it never matches without."""
    ordered = sorted(set(words), key=len, reverse=True)
    return f"(?:{'|'.join(map(re.escape, ordered))})" if ordered else "(?!)"
