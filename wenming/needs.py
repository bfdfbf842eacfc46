"""The needs-support list: which areas need support, why, who is responsible and who can help.

One list for the page, the overview and the briefing. It is no ranking of merit: it is sorted by how
many residents wait and for how long, and each row says what could be done.
"""

import numpy as np
import pandas as pd

from wenming.config import District
from wenming.filters import Filters
from wenming.geo.helpers import find_helpers
from wenming.geo.reach import add_up, choose_sites, compute_reach, place
from wenming.geo.streets import find_walking
from wenming.i18n import Translator
from wenming.reports import reach
from wenming.store import Snapshot


def list_needs(store: Snapshot, district: District, filters: Filters) -> pd.DataFrame:
    """The areas of the chosen streets that need support, those who wait most and longest first.

    The columns of `reach__needs_by_area` with: unreached (residents without an active site within
    the walk; missing where no resident is on record), helper_id, helper, helper_en and helper_m
    (nearest active site of another area, metres on foot), team and team_en (a team of that site).
    An area is here when residents are out of reach, when it has no open site, or when its sites
    have been silent for as long as the district calls silent.
    """
    limits = district.thresholds
    areas = reach.needs_by_area(store, filters)
    everywhere = Filters(filters.since, filters.until)
    places = place(
        reach.residents_by_point(store),
        reach.states_by_site(store, everywhere, months=limits.active_reach_months),
    )
    walking, _ = find_walking(district)
    active = choose_sites(places.sites, "recent")
    points = compute_reach(
        places, walking, counts=active.to_numpy(dtype=bool), limit=limits.walk_limit_m
    )
    area_of_point = points["community_id"].fillna(points["street_id"])
    unreached = add_up(points.assign(area_id=area_of_point), "area_id")
    areas = areas.merge(unreached[["area_id", "unreached"]], how="left", on="area_id")
    waits = areas["unreached"].fillna(0) > 0
    silent = areas["months_silent"] >= limits.silent_yellow_months
    needy = areas[waits | silent | (areas["open_sites"] == 0)].copy()
    needy["weight"] = needy["unreached"].fillna(0) * needy["months_silent"]
    needy = needy.sort_values(
        ["weight", "unreached", "months_silent", "area_id"],
        ascending=[False, False, False, True],
        na_position="last",
    ).drop(columns="weight")
    helpers = find_helpers(needy, places.sites[active], reach.teams_by_site(store), walking)
    return needy.reset_index(drop=True).join(helpers)


def tell_need(row: pd.Series, district: District, t: Translator) -> str:
    """Why an area is on the list, in one sentence."""
    limits = district.thresholds
    months = int(row["months_silent"])
    parts = []
    if not row["open_sites"]:
        parts.append(t("needs.no_site"))
    elif pd.isna(row["last_on"]):
        parts.append(t("needs.never"))
    elif months >= limits.silent_yellow_months:
        parts.append(t("needs.silent", months=months))
    if pd.notna(row["unreached"]) and row["unreached"]:
        parts.append(
            t(
                "needs.unreached",
                count=t.number(int(row["unreached"])),
                metres=t.number(limits.walk_limit_m),
                months=limits.active_reach_months,
            )
        )
    if isinstance(row["tasks_missing"], str):
        missing = len(row["tasks_missing"].split("|"))
        parts.append(t("needs.tasks", count=missing, of=len(district.tasks)))
    if row["open_orders"]:
        parts.append(t("needs.orders", count=t.number(int(row["open_orders"]))))
    return t("needs.sentence", reasons=t("needs.separator").join(parts))


def tell_help(row: pd.Series, t: Translator) -> str:
    """The nearest active site that could help, how far it is, and its team; a dash for none."""
    if pd.isna(row["helper_id"]):
        return t("needs.no_helper")
    site, team = row[t.column("helper")], row[t.column("team")]
    distance = t("needs.kilometres", distance=t.number(row["helper_m"] / 1000, 1))
    if pd.isna(team):
        return t("needs.helper", site=site, distance=distance)
    return t("needs.helper_team", site=site, distance=distance, team=team)


def tell_list(needs: pd.DataFrame, areas: pd.DataFrame, t: Translator) -> str:
    """The list in one sentence: how many areas, and how many residents wait in them.

    `areas` are all that were looked at (`reach__needs_by_area`): where there are none, or nobody
    is known to live in them, it is not said that nobody waits.
    """
    if areas.empty:
        return t("needs.no_areas")
    if needs.empty:
        return t("needs.none" if areas["residents"].notna().any() else "needs.none_known")
    waiting = int(np.nansum(needs["unreached"].astype(float)))
    return t("needs.finding", count=t.number(len(needs)), unreached=t.number(waiting))
