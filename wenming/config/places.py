"""Where the district folder and the store are: as told, else the environment, else defaults."""

import os
from dataclasses import dataclass
from pathlib import Path

PROJECT = Path(__file__).resolve().parents[2]
QUERIES = PROJECT / "queries"


@dataclass(frozen=True)
class Places:
    """The two folders everything else starts from."""

    district: Path
    store: Path


def find_places(district: Path | None = None, store: Path | None = None) -> Places:
    """Resolve both folders; `WENMING_DISTRICT` and `WENMING_STORE` stand in for absent options."""
    district = district or Path(os.environ.get("WENMING_DISTRICT") or PROJECT / "data" / "jinping")
    store = store or Path(os.environ.get("WENMING_STORE") or PROJECT / "store")
    return Places(district=district.resolve(), store=store.resolve())
