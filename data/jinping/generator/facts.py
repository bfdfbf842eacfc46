"""What is known of the district: the files of `facts/`, read as they are."""

import csv
from dataclasses import dataclass
from pathlib import Path

Row = dict[str, str]


@dataclass(frozen=True)
class Facts:
    """The rows of each facts file, and English names by Chinese name."""

    streets: tuple[Row, ...]
    communities: tuple[Row, ...]
    outline: tuple[tuple[float, float], ...]
    venues: tuple[Row, ...]
    published: tuple[Row, ...]
    english: dict[str, str]

    @property
    def street_names(self) -> dict[str, str]:
        """Full name by nbs code."""
        return {row["nbs_code"]: row["name"] for row in self.streets}


def load_rows(path: Path) -> tuple[Row, ...]:
    with path.open(encoding="utf-8", newline="") as file:
        return tuple(csv.DictReader(file))


def load_facts(folder: Path) -> Facts:
    return Facts(
        streets=load_rows(folder / "streets.csv"),
        communities=load_rows(folder / "communities.csv"),
        outline=tuple(
            (float(row["lon"]), float(row["lat"])) for row in load_rows(folder / "outline.csv")
        ),
        venues=load_rows(folder / "venues.csv"),
        published=load_rows(folder / "published_figures.csv"),
        english={row["zh"]: row["en"] for row in load_rows(folder / "romanised.csv")},
    )
