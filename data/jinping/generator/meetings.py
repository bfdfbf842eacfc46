"""Field visits, problems, meetings and tasks, as written down by hand in `meetings.toml`."""

import tomllib
from pathlib import Path
from typing import Any

from generator.facts import Facts
from generator.table import Record


def _build_tasks(entries: list[dict[str, Any]]) -> list[Record]:
    return [
        {
            "task_id": f"JP-K-{number:02d}",
            "meeting_id": entry["meeting"],
            "problem_id": entry.get("problem"),
            "line_of_work": entry["line"],
            "measure": entry["measure"],
            "lead_unit": entry["lead"],
            "supporting_units": entry["supporting"],
            "responsible_office": entry["office"],
            "due_on": entry["due_on"],
            "status": entry["status"],
            "closed_on": entry.get("closed_on"),
            "evidence": entry.get("evidence"),
        }
        for number, entry in enumerate(entries, start=1)
    ]


def build_meeting_tables(facts: Facts) -> dict[str, list[Record]]:
    """`field_visits`, `meetings`, `problems` and `tasks`."""
    text = Path(__file__).with_name("meetings.toml").read_text(encoding="utf-8")
    written = tomllib.loads(text)
    street_ids = {row["name"]: row["nbs_code"] for row in facts.streets}
    visits = {entry["id"]: entry for entry in written["visit"]}
    texts = ("unit", "highlights", "problems", "difficulties")
    return {
        "field_visits": [
            {
                "visit_id": entry["id"],
                "visited_on": entry["visited_on"],
                "street_id": street_ids[entry["street"]],
                **{key: entry[key] for key in texts},
            }
            for entry in visits.values()
        ],
        "meetings": [
            {
                "meeting_id": entry["id"],
                "held_on": entry["held_on"],
                "name": entry["name"],
                "name_en": entry["en"],
                "kind": entry["kind"],
                "note": entry["note"],
            }
            for entry in written["meeting"]
        ],
        "problems": [
            {
                "problem_id": entry["id"],
                "visit_id": entry["visit"],
                "street_id": street_ids[visits[entry["visit"]]["street"]],
                "raised_on": visits[entry["visit"]]["visited_on"],
                "description": entry["description"],
                "status": "closed" if "closed_on" in entry else "open",
                "closed_on": entry.get("closed_on"),
            }
            for entry in written["problem"]
        ],
        "tasks": _build_tasks(written["task"]),
    }
