"""Flagship projects and what their grants were spent on."""

import tomllib
from collections.abc import Sequence
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from generator.calendar import LAST_DAY
from generator.dice import apportion, make_dice
from generator.sites import Site, get_short_name
from generator.table import Record

_CRITERIA = {"d": "is_distinctive", "r": "is_regular", "b": "is_broad", "e": "is_exemplary"}
_PURPOSES = {
    "party_history": ("讲解资料印制", "展板制作", "研学交通", "讲师补贴", "活动物资"),
    "traditional_culture": ("演出服装道具", "非遗材料", "老师课时补贴", "舞台音响", "活动物资"),
    "science": ("实验器材", "科普展板", "车辆运行", "讲师补贴", "教具"),
    "public_service": ("服务物资", "药品耗材", "志愿者保险", "设备添置", "课时补贴"),
    "role_models": ("慰问金", "宣讲组织", "宣传资料", "节日慰问", "视频制作"),
}
_JUDGES = "区精品项目评审组"


def load_projects() -> list[dict[str, Any]]:
    text = Path(__file__).with_name("projects.toml").read_text(encoding="utf-8")
    entries: list[dict[str, Any]] = tomllib.loads(text)["project"]
    return entries


def build_projects(entries: Sequence[dict[str, Any]], sites: Sequence[Site]) -> list[Record]:
    by_name = {get_short_name(site): site for site in sites}

    def build(number: int, entry: dict[str, Any]) -> Record:
        site = by_name[entry["site"]]
        marks = {name: letter in entry["criteria"] for letter, name in _CRITERIA.items()}
        return {
            "project_id": f"JP-F-{number:02d}",
            "name": entry["name"],
            "name_en": entry["en"],
            "domain": entry["domain"],
            "fund": entry.get("fund", "practice"),
            "site_id": site["site_id"],
            "street_id": site["street_id"] if site["level"] != "centre" else None,
            "granted": entry["granted"],
            "started_on": entry["started_on"],
            "ended_on": entry.get("ended_on"),
            **marks,
            "judged_by": _JUDGES,
        }

    return [build(number, entry) for number, entry in enumerate(entries, start=1)]


def build_fund_entries(
    entries: Sequence[dict[str, Any]], projects: Sequence[Record]
) -> list[Record]:
    """Entries of each project that sum to the used share of its grant, to the yuan."""
    drawn: list[dict[str, Any]] = []
    for entry, project in zip(entries, projects, strict=True):
        dice = make_dice(f"fund_entries/{project['project_id']}")
        spent = round(project["granted"] * entry["used"])
        if not spent:
            continue
        last: date = project["ended_on"] or LAST_DAY
        length = (last - project["started_on"]).days
        count = max(2, length // 75)
        amounts = apportion(spent, [dice.lognormvariate(0, 0.5) for _ in range(count)])
        days = sorted(dice.randint(10, length) for _ in range(count))
        for day, amount in zip(days, amounts, strict=True):
            visits = round(amount / 18 * dice.lognormvariate(0, 0.5))
            drawn.append(
                {
                    "project_id": project["project_id"],
                    "spent_on": project["started_on"] + timedelta(days=day),
                    "amount": amount,
                    "purpose": dice.choice(_PURPOSES[entry["domain"]]),
                    "visits": visits if dice.random() < 0.85 else None,
                }
            )
    drawn.sort(key=lambda row: (row["spent_on"], row["project_id"]))
    return [{"entry_id": f"JP-X-{n:03d}", **row} for n, row in enumerate(drawn, start=1)]
