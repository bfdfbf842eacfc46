"""Districts drawn by chance, small and hostile but possible, for holding the paper to its words."""

import random
from dataclasses import dataclass, field
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pandas as pd

from wenming.new_district import write_new_district

Rows = list[dict[str, Any]]
FIRST, LAST = date(2020, 1, 1), date(2021, 6, 30)
TARGETS = {
    "activities_held": 40,
    "attendance": 900,
    "service_hours": 200,
    "site_coverage": 0.8,
    "active_sites": 0.5,
    "satisfaction": 0.9,
    "awareness": 0.6,
    "equity_gini": 0.2,
}
"""Of eight figures: sums and shares, one asked in a survey, one that the paper has no rows for."""


@dataclass(frozen=True)
class World:
    """What a district is drawn from; every number is a count or a share of 1."""

    seed: int
    streets: int = 3
    communities: int = 2
    tasks: int = 3
    themes: int = 4
    now: int = 30
    """Activities of the first half of 2021."""
    before: int = 20
    """Activities of 2020."""
    is_even: bool = False
    """Whether all streets and tasks have the same number of activities."""
    reports: float = 0.8
    """The share of activities that report attendance and hours."""
    estimates: float = 0.3
    targets: tuple[tuple[str, float], ...] = ()
    sites: float = 0.8
    """The share of communities that have a station."""
    far: float = 0.3
    """The share of communities that lie out of everybody's reach."""
    far_sites: float = 0.0
    """The share of those that have a station all the same: if it is silent, residents wait."""
    peopled: float = 1.0
    """The share of streets whose residents are on record."""
    modelled: float = 0.3
    promises: int = 0
    """Tasks of a meeting in April; with any, there is a meeting in July too."""
    problems: int = 0
    last: date = LAST
    """The last day of the log."""
    until: date = LAST
    """The last day that the paper is asked for; it begins with 2021."""


@dataclass
class Drawn:
    """The tables that a world was drawn into, and where they were written."""

    world: World
    folder: Path
    tables: dict[str, Rows] = field(default_factory=dict)

    def frame(self, table: str) -> pd.DataFrame:
        return pd.DataFrame(self.tables[table])


def draw(world: World, folder: Path) -> Drawn:
    """Draw a world's tables and write them as a district's folder."""
    dice = random.Random(world.seed)  # noqa: S311 - to be drawn the same again
    drawn = Drawn(world, folder)
    _draw_places(drawn, dice)
    _draw_activities(drawn, dice)
    _draw_meetings(drawn, dice)
    write_new_district(folder, name="甲区", languages=("zh", "en"))
    (folder / "district.toml").write_text(_write_settings(world), encoding="utf-8")
    for table, rows in drawn.tables.items():
        path = folder / f"{table}.csv"
        columns = path.read_text(encoding="utf-8").strip().split(",")
        pd.DataFrame(rows).reindex(columns=columns).to_csv(path, index=False)
    return drawn


def _draw_places(drawn: Drawn, dice: random.Random) -> None:
    world = drawn.world
    streets: Rows = []
    communities: Rows = []
    sites: Rows = [
        {"site_id": "c", "name": "中心", "level": "centre", "opened_on": "2019-12-01", "lon": 100,
         "lat": 20, "is_demonstration": "false"}
    ]  # fmt: skip
    for number in range(world.streets):
        street = f"s{number}"
        basis = "modelled" if dice.random() < world.modelled else "census"
        people = dice.choice([900, 1500, 2400]) if dice.random() < world.peopled else None
        streets.append(
            {"street_id": street, "name": f"{'东南西北中上下'[number]}街道",
             "name_en": f"Street {'ABCDEFG'[number]}", "population": people,
             "population_basis": basis if people else None, "lon": 100 + number / 100, "lat": 20}
        )  # fmt: skip
        for at in range(world.communities):
            is_far = dice.random() < world.far
            lat = 20 + (2 + number + at if is_far else 0.001 * at)
            community = f"{street}c{at}"
            communities.append(
                {"community_id": community, "street_id": street, "population_basis": "census",
                 "name": f"{'东南西北中上下'[number]}{'甲乙丙丁戊己庚'[at]}",
                 "lon": 100, "lat": lat,
                 "name_en": f"{'ABCDEFG'[number]}{'pqrstuv'[at]}",
                 "population": dice.choice([100, 200, 300, 300, 1000])}
            )  # fmt: skip
            if dice.random() < (world.far_sites if is_far else world.sites):
                sites.append(
                    {"site_id": f"{community}n", "name": f"{community}站", "level": "station",
                     "street_id": street, "community_id": community, "opened_on": "2020-01-01",
                     "lon": 100, "lat": lat, "is_demonstration": str(dice.random() < 0.3).lower()}
                )  # fmt: skip
    drawn.tables |= {"streets": streets, "communities": communities, "sites": sites}


def _draw_activities(drawn: Drawn, dice: random.Random) -> None:
    world = drawn.world
    rows: Rows = []
    first_day = {"started_on": FIRST, "theme_id": "t0", "street_id": "s0", "site_id": "c"}
    for count, since, until in (
        (world.before, FIRST, date(2020, 12, 31)),
        (world.now, date(2021, 1, 1), world.last),
    ):
        for number in range(count):
            even = number if world.is_even else None
            theme = dice.randrange(world.themes) if even is None else even % world.themes
            street = dice.randrange(world.streets) if even is None else even % world.streets
            day = since + timedelta(days=dice.randrange((until - since).days + 1))
            tells = dice.random() < world.reports
            own = [s for s in drawn.tables["sites"] if s.get("street_id") == f"s{street}"]
            rows.append(
                {"started_on": day, "theme_id": f"t{theme}", "street_id": f"s{street}",
                 "site_id": dice.choice(own)["site_id"] if own else "c",
                 "attendance": dice.choice([0, 5, 20, 60]) if tells else None,
                 "attendance_is_estimate": str(dice.random() < world.estimates).lower(),
                 "service_hours": dice.choice([0, 2.5, 8]) if tells else None}
            )  # fmt: skip
    if world.before:
        rows.append(first_day)  # so that the whole year before is on record
    if world.now:
        rows.append(first_day | {"started_on": world.last})
    for number, row in enumerate(rows):
        row |= {"activity_id": f"a{number}", "title": f"活动{number}", "mode": "offline"}
        row.setdefault("attendance_is_estimate", "false")
    drawn.tables["activities"] = rows


def _draw_meetings(drawn: Drawn, dice: random.Random) -> None:
    world = drawn.world
    if world.promises:
        drawn.tables["meetings"] = [
            {"meeting_id": "m1", "held_on": "2021-04-10", "name": "四月会议",
             "name_en": "April meeting", "kind": "joint"},
            {"meeting_id": "m2", "held_on": "2021-07-05", "name": "七月会议",
             "name_en": "July meeting", "kind": "joint"},
        ]  # fmt: skip
        tasks: Rows = []
        for number in range(world.promises):
            status = dice.choice(["open", "doing", "done", "closed"])
            tasks.append(
                {"task_id": f"k{number}", "meeting_id": "m1", "measure": f"措施{number}。",
                 "lead_unit": "某局", "responsible_office": "某科", "status": status,
                 "due_on": dice.choice(["2021-05-31", "2021-06-30", "2021-09-30"]),
                 "closed_on": "2021-06-01" if status == "closed" else None,
                 "problem_id": "p0" if number == 0 and world.problems else None}
            )  # fmt: skip
        drawn.tables["tasks"] = tasks
    drawn.tables["field_visits"] = [
        {"visit_id": "v0", "visited_on": "2021-05-05", "street_id": "s0",
         "highlights": dice.choice(["好。", None])}
    ] if world.problems else []  # fmt: skip
    drawn.tables["problems"] = [
        {"problem_id": f"p{number}", "visit_id": dice.choice(["v0", "v0", None]),
         "street_id": "s0", "raised_on": "2021-05-05", "status": "open",
         "description": f"问题“{number}”。"}
        for number in range(world.problems)
    ]  # fmt: skip


def _write_settings(world: World) -> str:
    tasks = "".join(
        f'[[tasks]]\nid = "k{n}"\nname = {{ zh = "任务{"甲乙丙丁戊"[n]}", '
        f'en = "Task {"pqrst"[n]}" }}\n'
        for n in range(world.tasks)
    )
    themes = "".join(
        f'[[themes]]\nid = "t{n}"\ntask = "k{n % world.tasks}"\n'
        f'name = {{ zh = "主题{"甲乙丙丁戊己"[n]}", en = "Theme {"pqrstu"[n]}" }}\n'
        for n in range(world.themes)
    )
    targets = "".join(
        f'[[targets]]\nfigure = "{figure}"\nyear = 2021\nvalue = {value}\n'
        'basis = { zh = "虚构", en = "made up" }\n'
        for figure, value in world.targets
    )
    return f"""id = "made"
name = {{ zh = "甲区", en = "Made District" }}
parent = {{ zh = "乙市", en = "Made City" }}
is_sample = false
languages = ["zh", "en"]
population_source = {{ zh = "虚构", en = "made up" }}

[[levels]]
id = "centre"
name = {{ zh = "中心", en = "Centre" }}
minimum_per_month = 1

[[levels]]
id = "station"
covers_communities = true
name = {{ zh = "实践站", en = "Station" }}
minimum_per_month = 1

{tasks}
{themes}
{targets}"""


def _scale(factor: float) -> tuple[tuple[str, float], ...]:
    return tuple((figure, value * factor) for figure, value in TARGETS.items())


ALL = _scale(1.0)
WORLDS = {
    "ordinary": World(1, targets=ALL, promises=4, problems=2),
    "one street, one task": World(2, streets=1, communities=1, tasks=1, themes=1, targets=ALL),
    "one street": World(3, streets=1, promises=2, targets=ALL),
    "all targets met": World(4, targets=_scale(0.01), now=60, sites=1.0, far=0.0),
    "all targets missed": World(5, targets=(*_scale(1.1), ("reach_15min", 1.0)), now=3),
    "ties": World(6, is_even=True, now=36, before=36, tasks=3, themes=3, targets=ALL),
    "zero base": World(7, before=0, targets=ALL),
    "fall": World(8, before=200, now=4, promises=1, problems=1),
    "fall to nothing": World(9, before=160, now=1, targets=ALL, until=date(2021, 1, 20)),
    "huge rise": World(10, before=1, now=400),
    "nobody unreached": World(11, far=0.0, sites=1.0, now=200, modelled=0.0),
    "nobody near a site": World(12, far=1.0, streets=4, communities=4, promises=9, problems=9),
    "many out of reach": World(
        13, far=0.7, far_sites=0.7, streets=6, communities=6, now=25, before=60, problems=8
    ),
    "nothing reported": World(14, reports=0.0, targets=ALL),
    "everything estimated": World(15, reports=1.0, estimates=1.0, modelled=1.0),
    "nobody counted": World(16, peopled=0.0, targets=ALL),
    "some counted": World(17, streets=6, peopled=0.5, now=90, themes=6, tasks=5),
    "log ends within a month": World(
        18, last=date(2021, 6, 10), until=date(2021, 12, 31), targets=ALL, promises=3
    ),
    "one activity": World(19, now=1, before=1, until=date(2021, 6, 29)),
    "a leap day": World(20, before=300, until=date(2021, 2, 28), targets=ALL),
}
