"""Things with names: the official one, others in use, and slips in writing them."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import pandas as pd

from wenming.ingest.text import compare_sounds

_LONG_NAME = 5  # characters of a name in which any one slip leaves it beyond doubt


@dataclass(frozen=True, slots=True)
class Named:
    """Something with an official name and other names."""

    id: str
    name: str
    aliases: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Site(Named):
    """A site: its level, and the street and community it belongs to."""

    level: str = ""
    street_id: str | None = None
    community_id: str | None = None


@dataclass(frozen=True, slots=True)
class Match:
    """What a text names: one id, or the candidates that it could be."""

    id: str | None = None
    candidates: tuple[str, ...] = ()
    exact: bool = False  # written as the official name


@dataclass(frozen=True, slots=True)
class Form:
    """A name without the parts that offices leave out."""

    core: str
    levels: frozenset[str]  # levels that the text allows; empty: any


def find_slips(core: str, index: Mapping[str, frozenset[str]]) -> set[str]:
    """Ids whose name differs in one character only, and that is a slip of pen or ear.

    Short names have so many neighbours that only a character that sounds the same will do; where
    some do to the tone, those that do but for the tone are left out.
    """
    found: dict[int, set[str]] = defaultdict(set)
    for name, ids in index.items():
        if len(name) != len(core) or len(core) < 2:
            continue
        slips = [(a, b) for a, b in zip(core, name, strict=True) if a != b]
        if len(slips) == 1:
            found[compare_sounds(*slips[0])] |= ids
    by_shape = found[0] if len(core) >= _LONG_NAME else set()
    return found[2] or found[1] or by_shape


def build_pattern(words: Iterable[str]) -> str:
    """A regular expression for any of the words, the longest first; it never matches without."""
    ordered = sorted({word for word in words if word}, key=len, reverse=True)
    return f"(?:{'|'.join(map(re.escape, ordered))})" if ordered else "(?!)"


def list_records(table: Any) -> Sequence[Mapping[str, Any]]:
    """A frame or records as records, what is missing as None."""
    if isinstance(table, pd.DataFrame):
        plain = table.astype(object).where(table.notna(), None)
        return [{str(k): value for k, value in row.items()} for row in plain.to_dict("records")]
    return list(table)


def read_aliases(row: Mapping[str, Any]) -> tuple[str, ...]:
    """A record's other names, given as a list or as one text joined by `|`."""
    aliases = row.get("aliases") or ()
    if isinstance(aliases, str):
        aliases = aliases.split("|")
    return tuple(alias.strip() for alias in aliases if alias and alias.strip())


def build_named(table: Any, key: str) -> dict[str, Named]:
    """Named things of a table, by the id in its column `key`."""
    return {
        row[key]: Named(row[key], row["name"], read_aliases(row)) for row in list_records(table)
    }
