"""How ledgers are to be read, as far as the person who hands them in decides it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date


@dataclass(frozen=True)
class Reading:
    """How files are to be read: the day that counts as today, the system of their coordinates,
    the office that hands them in, and the fields it chose for headings."""

    as_of: date
    crs: str
    office: str = ""
    columns: Mapping[str, str] = field(default_factory=dict)
