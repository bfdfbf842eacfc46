"""The volunteers: 1 corps, 8 specialist teams and 83 convenience teams."""

from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from random import Random
from typing import Any

from generator.dice import make_dice
from generator.facts import Facts
from generator.sites import CENTRE_ID, Site

Team = dict[str, Any]

CORPS_ID = "JP-T-0"
CONVENIENCE_TEAMS = 83
# Which eight were not named: these follow the national guidance's usual fields.
SPECIALISTS = {
    "theory": ("理论政策宣讲", "Theory and Policy"),
    "arts": ("文艺", "Arts"),
    "teaching": ("助学支教", "Tutoring"),
    "medical": ("医疗卫生", "Medical"),
    "science": ("科普", "Science"),
    "law": ("法律", "Law"),
    "green": ("生态环保", "Environment"),
    "care": ("扶贫帮困", "Care"),
}
_DISTRICT_WIDE = {
    "youth": ("青年", "Youth"),
    "women": ("巾帼", "Women's"),
    "students": ("大学生", "Student"),
}
# Communities whose team is known by name from the way ledgers write it.
_NAMED_IN_LEDGERS = (
    *("金新", "南墩", "东门", "牡丹园", "乔林", "金誉", "北门", "滨海", "平西", "马西", "潮安"),
    *("金环", "西门", "竟长", "福明", "金兴", "享祠", "鮀都", "沟南", "华新", "滨厦"),
)
_TWO_STREETS = "金凤"  # one name, two communities: a team's short name would be ambiguous


def _build_team(team_id: str, name: str, name_en: str, kind: str, **more: Any) -> Team:
    return {"team_id": team_id, "name": name, "name_en": name_en, "kind": kind} | more


def _build_district_teams(dice: Random) -> Iterator[Team]:
    whole = {"site_id": CENTRE_ID, "street_id": None}
    title = "金平区新时代文明实践志愿服务总队"
    yield _build_team(
        CORPS_ID,
        title,
        "Jinping Volunteer Corps",
        "corps",
        parent_id=None,
        founded_on=date(2018, 12, 5),
        registered_volunteers=2860,
        aliases=["区志愿服务总队", "志愿服务总队", "金平区志愿服务总队"],
        **whole,
    )
    for key, (name, name_en) in SPECIALISTS.items():
        short = f"{name}志愿服务分队"
        yield _build_team(
            f"JP-T-{key}",
            f"金平区新时代文明实践{short}",
            f"{name_en} Team",
            "specialist",
            parent_id=CORPS_ID,
            founded_on=date(2019, 1, 8) + timedelta(days=dice.randint(0, 60)),
            registered_volunteers=dice.randint(120, 420),
            aliases=[short, f"{name}志愿服务队", f"{name}分队", f"区{short}"],
            **whole,
        )
    for key, (name, name_en) in _DISTRICT_WIDE.items():
        short = f"{name}志愿服务队"
        yield _build_team(
            f"JP-T-{key}",
            f"金平区{name}便民志愿服务队",
            f"{name_en} Convenience Team",
            "convenience",
            parent_id=CORPS_ID,
            founded_on=date(2019, 3, 1) + timedelta(days=dice.randint(0, 60)),
            registered_volunteers=dice.randint(180, 460),
            aliases=[short, f"区{short}"],
            **whole,
        )


def _build_local_team(
    site: Site, name: str, name_en: str, parent_id: str, size: int, lag: int
) -> Team:
    return _build_team(
        f"JP-T-{site['site_id'][5:]}",
        f"{name}便民志愿服务队",
        f"{name_en} Convenience Team",
        "convenience",
        parent_id=parent_id,
        site_id=site["site_id"],
        street_id=site["street_id"],
        founded_on=site["opened_on"] + timedelta(days=lag),
        registered_volunteers=size,
        aliases=[f"{name}志愿服务队", f"{name}志愿队"],
    )


def _choose_communities(facts: Facts, stations: dict[str, Site], count: int) -> list[str]:
    """Those that ledgers name, then demonstration stations, then a draw; in code order."""
    dice = make_dice("teams/communities")
    rows = [row for row in facts.communities if row["name"] != _TWO_STREETS]
    dice.shuffle(rows)
    rows.sort(
        key=lambda row: (
            row["name"] not in _NAMED_IN_LEDGERS,
            not stations[row["nbs_code"]]["is_demonstration"],
        )
    )
    return sorted(row["nbs_code"] for row in rows[:count])


def build_teams(facts: Facts, sites: Sequence[Site]) -> list[Team]:
    dice = make_dice("teams")
    teams = list(_build_district_teams(dice))
    institutes = {s["street_id"]: s for s in sites if s["level"] == "institute"}
    stations = {s["community_id"]: s for s in sites if s["kind"] == "community_station"}
    for row in facts.streets:
        site = institutes[row["nbs_code"]]
        size, lag = dice.randint(150, 420), dice.randint(5, 60)
        teams.append(_build_local_team(site, row["name"], row["name_en"], CORPS_ID, size, lag))
    by_id = {row["nbs_code"]: row for row in facts.communities}
    communities = CONVENIENCE_TEAMS - len(_DISTRICT_WIDE) - len(facts.streets)
    for community_id in _choose_communities(facts, stations, communities):
        site, name = stations[community_id], by_id[community_id]["name"]
        parent = f"JP-T-{institutes[site['street_id']]['site_id'][5:]}"
        size, lag = dice.randint(32, 160), dice.randint(10, 120)
        name_en = f"{facts.english[name]} Community"
        teams.append(_build_local_team(site, f"{name}社区", name_en, parent, size, lag))
        site["has_team"] = True
    return teams
