"""The few dozen rows that checks must find: copied, moved or made unlikely, and labelled apart."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, time, timedelta
from random import Random
from typing import Any

from generator.activities import Activity
from generator.dice import make_dice
from generator.sites import Site
from generator.teams import Team

ADDED_ROWS = 23  # how many rows `add_irregular_rows` adds to those it is given


@dataclass(frozen=True)
class Label:
    """What is wrong with a row; `other` is the row it repeats or clashes with."""

    row: Activity
    kind: str
    note: str
    other: Activity | None = None


class _Rows:
    """The ordinary rows, handed out so that no row is made irregular twice."""

    def __init__(self, rows: Sequence[Activity], dice: Random) -> None:
        self.rows = rows
        self.dice = dice
        self.used: set[int] = set()

    def take(self, count: int, is_fit: Callable[[Activity], bool]) -> list[Activity]:
        fit = [row for row in self.rows if id(row) not in self.used and is_fit(row)]
        taken = self.dice.sample(fit, count)
        self.used |= {id(row) for row in taken}
        return taken

    def take_from_one_site(
        self, count: int, is_fit: Callable[[Activity], bool], sites: Iterable[str]
    ) -> list[Activity]:
        """Rows of the first site that has enough of them."""
        by_site: defaultdict[str, int] = defaultdict(int)
        for row in self.rows:
            by_site[row["site_id"]] += id(row) not in self.used and is_fit(row)
        site_id = next(i for i in sites if by_site[i] >= count)
        return self.take(count, lambda row: is_fit(row) and row["site_id"] == site_id)


def _is_plain(row: Activity) -> bool:
    """Held in person on one day, with all its counts and times."""
    known = ("attendance", "volunteers", "service_hours", "start_time", "end_time")
    return (
        row["mode"] == "offline"
        and row["ended_on"] is None
        and all(row[key] is not None for key in known)
        and date(2019, 6, 1) <= row["started_on"] <= date(2021, 6, 20)
    )


def _is_movable(row: Activity) -> bool:
    """Plain, and with a title that any station could have."""
    return (
        _is_plain(row)
        and row["theme_id"] in ("customs", "green_health", "arts", "services")
        and not any(part in row["title"] for part in ("社区", "街道", "中心", "进", "第"))
    )


def _repeat_nearly(rows: _Rows, sites: dict[str, Site]) -> list[Label]:
    """Five rows told again a day or two later, two of them by a neighbour."""
    labels = []
    openings = ("开展", "组织", "举办")
    neighbours = {s["street_id"]: s for s in sites.values() if s["level"] == "institute"}
    fit = rows.take(
        5,
        lambda r: (
            _is_plain(r)
            and sites[r["site_id"]]["level"] == "station"
            and len(r["title"]) >= 10
            and not r["title"].startswith((*openings, "“"))
            and sites[r["site_id"]]["name"].split("街道")[1][:2] not in r["title"]
        ),
    )
    for number, first in enumerate(fit):
        opening = openings[number % 3]
        again: Activity = {**first, "title": f"{opening}{first['title']}", "note": None}
        again["started_on"] = first["started_on"] + timedelta(days=1 + number % 2)
        note = "与另一行文字、人数几乎相同"
        if number >= 3:
            again |= {
                "site_id": neighbours[first["street_id"]]["site_id"],
                "started_on": first["started_on"],
                "team_id": None,
                "team_raw": None,
                "lon": None,
                "lat": None,
            }
            note = "与另一阵地同日的一行文字、人数几乎相同"
        labels.append(Label(again, "near_duplicate", note, first))
    return labels


def _repeat_profile(rows: _Rows, busiest: Sequence[str]) -> list[Label]:
    """Six activities of one site, all with 50 people, 10 volunteers and 20 hours."""
    taken = rows.take_from_one_site(6, _is_plain, busiest)
    for row in taken:
        row |= {
            "attendance": 50,
            "attendance_is_estimate": False,
            "volunteers": 10,
            "service_hours": 20.0,
            "start_time": time(9, 0),
            "end_time": time(11, 0),
            "team_id": None,
            "team_raw": None,
        }
    return [Label(row, "repeated_profile", "人数、志愿者、时长三项完全相同") for row in taken]


def _crowd_days(rows: _Rows, busiest: Sequence[str]) -> list[Label]:
    """Six rows of one site on one day, and five of another in a month's last two days."""
    labels = []
    plans = (
        ("same_day_burst", busiest[2], 6, (date(2021, 5, 22),), "同一阵地同日多场"),
        (
            "month_end_burst",
            busiest[5],
            5,
            (date(2020, 11, 29), date(2020, 11, 30)),
            "月末两日集中填报",
        ),
    )
    for kind, site_id, count, days, note in plans:
        models = rows.take(count, _is_movable)
        for number, model in enumerate(models):
            copy: Activity = {
                **model,
                "site_id": site_id,
                "street_id": "",
                "started_on": days[number % len(days)],
                "team_id": None,
                "team_raw": None,
                "place": None,
                "lon": None,
                "lat": None,
                "attendance": model["attendance"] + number,
                "note": None,
            }
            labels.append(Label(copy, kind, note))
    return labels


def _overstate(rows: _Rows, teams: dict[str, Team]) -> list[Label]:
    """Hours that volunteers and duration cannot give, rosters exceeded, sessions past 12 hours."""
    labels = []
    for row in rows.take(3, _is_plain):
        row["service_hours"] = row["volunteers"] * 9.0
        labels.append(Label(row, "hours_over_duration", "服务时长大于志愿者数×活动时长"))
    for row in rows.take(2, lambda r: _is_plain(r) and (r["team_id"] or "").count("-") == 2):
        roster = teams[row["team_id"]]["registered_volunteers"]
        row["volunteers"] = roster + 35
        row["service_hours"] = row["volunteers"] * 1.0
        labels.append(Label(row, "volunteers_over_roster", f"志愿者数超过队伍在册{roster}人"))
    for row in rows.take(2, lambda r: _is_plain(r) and r["start_time"] < time(9, 30)):
        row |= {"start_time": time(7, 30), "end_time": time(21, 30)}
        labels.append(Label(row, "session_over_12h", "单场超过12小时"))
    return labels


def _is_elsewhere_already(row: Activity, first: Activity) -> bool:
    """In another street, at a site that was open by the day of `first` and is no base."""
    return (
        _is_plain(row)
        and row["street_id"] != first["street_id"]
        and row["started_on"] <= first["started_on"]
        and not row["site_id"].startswith("JP-B")
    )


def _double_team(rows: _Rows) -> list[Label]:
    """Two teams that are written down in two streets at the same hour."""
    labels = []
    for first in rows.take(2, lambda r: _is_plain(r) and (r["team_id"] or "").count("-") == 2):
        elsewhere = rows.take(1, lambda r, first=first: _is_elsewhere_already(r, first))[0]
        clash: Activity = {
            **elsewhere,
            "title": "文明实践志愿服务进楼院",
            "started_on": first["started_on"],
            "start_time": first["start_time"],
            "end_time": first["end_time"],
            "team_id": first["team_id"],
            "team_raw": first["team_raw"],
            "volunteers": first["volunteers"],
            "service_hours": first["service_hours"],
            "theme_id": "services",
            "theme_raw": "便民服务",
            "note": None,
        }
        labels.append(Label(first, "team_in_two_places", "同一队伍同时在两处", clash))
        labels.append(Label(clash, "team_in_two_places", "同一队伍同时在两处", first))
    return labels


def _exaggerate(rows: _Rows) -> list[Label]:
    """Four counts some thirty times what their sites are used to."""
    per_site: defaultdict[str, int] = defaultdict(int)
    for row in rows.rows:
        per_site[row["site_id"]] += row["attendance"] is not None
    taken = rows.take(4, lambda r: _is_plain(r) and per_site[r["site_id"]] >= 10)
    for row in taken:
        row |= {"attendance": max(1800, row["attendance"] * 30), "attendance_is_estimate": False}
    return [Label(row, "count_outlier", "人数远离本阵地历史") for row in taken]


def _add_office_work(rows: _Rows) -> list[Label]:
    """Five rows that are meetings, duty shifts or meals."""
    titles = (
        "社区两委班子工作例会",
        "召开创文工作部署会",
        "节假日值班值守",
        "志愿者工作餐",
        "社区干部业务培训会",
    )
    labels = []
    for title, model in zip(titles, rows.take(len(titles), _is_plain), strict=True):
        row: Activity = {
            **model,
            "title": title,
            "started_on": model["started_on"] + timedelta(days=1),
            "theme_id": "other",
            "theme_raw": "综合",
            "team_id": None,
            "team_raw": None,
            "attendance": 12 + len(title),
            "attendance_is_estimate": False,
            "note": None,
        }
        labels.append(Label(row, "not_an_activity", "会议、值班或用餐，不是活动"))
    return labels


def _enter_late(rows: _Rows, busiest: Sequence[str]) -> list[Label]:
    """Eight rows of one site that its ledger says were all entered on one day, months later."""
    entered = date(2021, 6, 25)
    taken = rows.take_from_one_site(
        8, lambda r: date(2020, 7, 1) <= r["started_on"] <= date(2021, 3, 20), busiest
    )
    for row in taken:
        row["note"] = f"{entered:%Y.%m.%d}补录"
    return [Label(row, "late_bulk_entry", "活动数月后同日成批补录") for row in taken]


def add_irregular_rows(
    ordinary: list[Activity], sites: Sequence[Site], teams: Sequence[Team]
) -> tuple[list[Activity], list[Label]]:
    """All rows, `ADDED_ROWS` more than given, and the labels of those that are irregular."""
    dice = make_dice("irregular")
    rows = _Rows(ordinary, dice)
    by_id = {site["site_id"]: site for site in sites}
    counts: defaultdict[str, int] = defaultdict(int)
    for row in ordinary:
        counts[row["site_id"]] += 1
    stations = [i for i in counts if by_id[i]["level"] == "station"]
    busiest = sorted(stations, key=lambda i: (-counts[i], i))
    labels = [
        *_repeat_profile(rows, busiest),
        *_enter_late(rows, busiest[1:]),
        *_overstate(rows, {team["team_id"]: team for team in teams}),
        *_exaggerate(rows),
        *_repeat_nearly(rows, by_id),
        *_crowd_days(rows, busiest),
        *_double_team(rows),
        *_add_office_work(rows),
    ]
    known = {id(row) for row in ordinary}
    added = [label.row for label in labels if id(label.row) not in known]
    for row in added:
        row["street_id"] = by_id[row["site_id"]]["street_id"]
    return ordinary + added, labels


def number_activities(rows: list[Activity]) -> None:
    """Sort by day and site, and give each row its id."""
    rows.sort(key=lambda row: (row["started_on"], row["site_id"], row["title"]))
    for number, row in enumerate(rows, start=1):
        row["activity_id"] = f"JP-A-{number:05d}"


def build_labels(labels: Sequence[Label]) -> list[dict[str, Any]]:
    """The rows of `irregular_rows.csv`, once the activities are numbered."""

    def build(label: Label) -> dict[str, Any]:
        other = f"（{label.other['activity_id']}）" if label.other else ""
        return {
            "activity_id": label.row["activity_id"],
            "kind": label.kind,
            "note": label.note + other,
        }

    return sorted(map(build, labels), key=lambda row: (row["kind"], row["activity_id"]))
