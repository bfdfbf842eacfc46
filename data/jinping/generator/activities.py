"""The activities: the schedule filled in with texts, teams and counts."""

from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from random import Random
from typing import Any

from generator.catalogue import Catalogue
from generator.counts import compute_hours, draw_attendance, draw_times, draw_volunteers
from generator.dice import make_dice
from generator.geography import Geography, place_nearby
from generator.schedule import Slot
from generator.sites import Site
from generator.teams import Team
from generator.wording import Wording, write_note

Activity = dict[str, Any]

_OTHER_TEAMS = (
    "社区老党员志愿者",
    "网格员队伍",
    "辖区学校志愿者",
    "共建单位志愿者",
    "商会志愿者",
    "党员突击队",
    "社区舞蹈队",
)
_DISTRICT_WIDE = ("JP-T-youth", "JP-T-women", "JP-T-students")


class TeamRota:
    """Which team helps where; no team is sent to two places on one day."""

    def __init__(self, teams: Sequence[Team], sites: Sequence[Site], rural: frozenset[str]) -> None:
        self.teams = {team["team_id"]: team for team in teams}
        self.by_site = {t["site_id"]: t for t in teams if t["street_id"]}
        self.rural = rural
        institutes = {s["site_id"]: s for s in sites if s["level"] == "institute"}
        self.street_teams = {
            institutes[site_id]["street_id"]: team
            for site_id, team in self.by_site.items()
            if site_id in institutes
        }
        rural_sites = {s["site_id"] for s in sites if s["community_id"] in rural}
        self.town_teams = [t for i, t in self.by_site.items() if i not in rural_sites]
        self.busy: set[tuple[str, date]] = set()

    def choose(self, dice: Random, slot: Slot, length: int) -> Team | None:
        """A team that is free on each of the `length` days from the slot's, or none."""
        days = [slot.day + timedelta(days=i) for i in range(length)]
        for team in self._suggest(dice, slot):
            is_free = not any((team["team_id"], day) in self.busy for day in days)
            if is_free and team["founded_on"] <= slot.day:
                self.busy |= {(team["team_id"], day) for day in days}
                return team
        return None

    def _suggest(self, dice: Random, slot: Slot) -> list[Team]:
        """Teams in the order in which they are asked."""
        site, event = slot.site, slot.event
        asked: list[Team | None] = []
        is_outreach = event.rural is not None and site["community_id"] in self.rural
        if is_outreach and dice.random() < 0.4:
            asked += [dice.choice(self.town_teams), self.teams["JP-T-students"]]
        if event.team and dice.random() < 0.3:
            asked.append(self.teams[f"JP-T-{event.team}"])
        if dice.random() < 0.07:
            asked.append(self.teams[dice.choice(_DISTRICT_WIDE)])
        if dice.random() < 0.8:
            asked.append(self.by_site.get(site["site_id"]))
        if dice.random() < 0.55:
            asked.append(self.street_teams[site["street_id"]])
        return [team for team in asked if team is not None]


def _write_team(dice: Random, team: Team | None) -> dict[str, str | None]:
    if team is None:
        other = dice.choice(_OTHER_TEAMS) if dice.random() < 0.3 else None
        return {"team_id": None, "team_raw": other}
    written = team["name"] if dice.random() < 0.35 else team["aliases"][0]
    return {"team_id": team["team_id"], "team_raw": written}


def _draw_own_place(dice: Random, slot: Slot, geography: Geography) -> tuple[Any, Any]:
    """About one ledger row in twenty has coordinates of its own, near the site's community."""
    if slot.is_online or dice.random() >= 0.055:
        return None, None
    return place_nearby(dice, geography, slot.site["community_id"], 300)


def _choose_title(dice: Random, wording: Wording, slot: Slot, taken: set[tuple[str, date]]) -> str:
    """A title that no other site has used on the day: towns do not copy each other's ledgers."""
    for _ in range(8):
        title = wording.write_title(dice, slot)
        if (title, slot.day) not in taken:
            break
    taken.add((title, slot.day))
    return title


def build_activities(
    slots: Sequence[Slot],
    catalogue: Catalogue,
    rota: TeamRota,
    geography: Geography,
    theme_names: Mapping[str, str],
) -> list[Activity]:
    """One record a slot, without ids."""
    dice = make_dice("activities")
    crowds = make_dice("activities/crowds")
    sizes = {i: crowds.lognormvariate(0, 0.18) for i in sorted({s.site["site_id"] for s in slots})}
    wording = Wording(catalogue, theme_names)
    taken: set[tuple[str, date]] = set()
    rows: list[Activity] = []
    for slot in slots:
        title = _choose_title(dice, wording, slot, taken)
        span = slot.event.span
        days = dice.randint(max(2, span - 4), span + 4) if span > 1 else 1
        team = rota.choose(dice, slot, days)
        started, ended, hours = draw_times(dice, slot)
        volunteers = draw_volunteers(
            dice, slot.event, team["registered_volunteers"] if team else None
        )
        lon, lat = _draw_own_place(dice, slot, geography)
        rows.append(
            {
                "title": title,
                "started_on": slot.day,
                "ended_on": slot.day + timedelta(days=days - 1) if days > 1 else None,
                "start_time": started,
                "end_time": ended,
                "site_id": slot.site["site_id"],
                "street_id": slot.site["street_id"],
                "theme_id": slot.event.theme,
                "theme_raw": wording.write_theme(dice, slot, title),
                **_write_team(dice, team),
                "place": wording.write_place(dice, slot),
                "lon": lon,
                "lat": lat,
                **draw_attendance(dice, slot, sizes[slot.site["site_id"]]),
                "volunteers": volunteers,
                "service_hours": compute_hours(dice, volunteers, hours),
                "mode": "online" if slot.is_online else "offline",
                "note": write_note(dice),
            }
        )
    return rows
