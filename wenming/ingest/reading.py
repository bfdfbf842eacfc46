"""How ledgers are to be read, as far as the person who hands them in decides it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from wenming.privacy import check_office, mask_typed


@dataclass(frozen=True)
class Reading:
    """How files are to be read: the day that counts as today, the system of their coordinates,
    the office that hands them in, and the fields it chose for headings."""

    as_of: date
    crs: str
    office: str = ""
    columns: Mapping[str, str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        """Raises WenmingError where the office is a private person, or holds their number."""
        object.__setattr__(self, "office", check_office(self.office))
        masked = {mask_typed(heading): name for heading, name in self.columns.items()}
        object.__setattr__(self, "columns", masked)
