"""A district begun with `wenming new-district`, and filled in no further than its README asks."""

import csv
from pathlib import Path

from wenming.new_district import write_new_district

BOROUGHS = [
    {"street_id": "north", "name": "North Harbour"},
    {"street_id": "south", "name": "South Harbour"},
]
SITES = [
    {"site_id": "c", "name": "Harbour Centre", "level": "centre"},
    {"site_id": "n", "name": "North Harbour House", "level": "institute", "street_id": "north"},
    {"site_id": "s", "name": "South Harbour House", "level": "institute", "street_id": "south"},
]
LEDGER = """Event name,Date held,Borough,Host site,Category,Attendance,Volunteers
Harbour history talk,6/1/2021,North Harbour,North Harbour House,Talks,about 50 people,4
Lantern parade,06/14/2021,South Harbour,South Harbour House,celebration,1.2k,30
Free haircuts,6/30/2021 2:30 PM,South Harbour,South Harbour House,Volunteering,35,
Reading circle,13/6/2021,North Harbour,North Harbour House,Talks,12,2
Total,,,,,97,36
"""


def make_harbour(folder: Path, *languages: str, name: str = "Harbour") -> Path:
    """A new district with two boroughs and three sites: no boundary, no residents, no records."""
    write_new_district(folder, name=name, languages=languages)
    for table, rows in (("streets", BOROUGHS), ("sites", SITES)):
        path = folder / f"{table}.csv"
        columns = path.read_text(encoding="utf-8").strip().split(",")
        with path.open("w", encoding="utf-8", newline="") as file:
            writer = csv.DictWriter(file, columns, lineterminator="\n")
            writer.writeheader()
            writer.writerows(rows)
    return folder
