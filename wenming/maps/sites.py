"""The sites on the map: their state and standing, and the columns the browser draws them from."""

from typing import Any

import pandas as pd

from wenming.config import District
from wenming.headline import grade_states
from wenming.i18n import Translator
from wenming.palette import STATUS, colour_levels

STATES = ("active", "silent_1", "silent_2", "silent_3", "never", "unbound", "closed")
"""As `grade_states` has them; unbound: of a level from which nothing is expected each month, or
opened in a month that is not over."""

_QUIET = ("silent_1", "silent_2", "silent_3", "never")

STANDINGS = {"demonstration": 1, "district": 2, "city": 4}
"""Demonstration station, district pilot, city pilot: bits that add up."""


def grade_sites(sites: pd.DataFrame, district: District) -> pd.DataFrame:
    """Add `state` and `standing` (a sum of STANDINGS) to `coverage__states_by_site`."""
    state = grade_states(sites, district.thresholds)
    standing = sites["is_demonstration"].astype(int) * STANDINGS["demonstration"]
    standing += sites["pilot"].map(STANDINGS).fillna(0).astype(int)
    return sites.assign(state=state, standing=standing)


def build_sites(
    sites: pd.DataFrame, *, levels: list[str], streets: list[str], t: Translator
) -> dict[str, Any]:
    """Columns of every site that has coordinates, from what `grade_sites` returns."""
    placed = sites[sites["lon"].notna() & sites["lat"].notna()]
    street_numbers = {street: number for number, street in enumerate(streets)}
    return {
        "name": placed[t.column()].tolist(),
        "level": [levels.index(level) for level in placed["level"]],
        "state": [STATES.index(state) for state in placed["state"]],
        "standing": placed["standing"].tolist(),
        "street": [street_numbers.get(street, -1) for street in placed["street_id"]],
        "lat": placed["lat"].round(5).tolist(),
        "lon": placed["lon"].round(5).tolist(),
        "last": [tell_last(site, t) for site in placed.itertuples()],
        "activities": [t.number(held) for held in placed["activities"]],
        "attendance": [tell_attendance(site, t) for site in placed.itertuples()],
        "unit": placed["responsible_unit"].fillna("").tolist(),
        "modelled": (placed["location_basis"] == "modelled").astype(int).tolist(),
    }


def tell_last(site: Any, t: Translator) -> str:
    """The day of the last activity, or that none was ever reported."""
    return t("coverage.never") if pd.isna(site.last_on) else t.day(site.last_on.date())


def tell_attendance(row: Any, t: Translator) -> str:
    """Attendance of a row with `activities`: a dash for none held, or that it was not reported."""
    if not row.activities:
        return t.number(None)
    return t("coverage.not_reported") if pd.isna(row.attendance) else t.number(int(row.attendance))


def describe_levels(district: District, t: Translator) -> list[dict[str, str]]:
    """Name and colour of each level, from the top down."""
    colours = colour_levels([level.id for level in district.levels])
    return [{"name": t.of(level.name), "colour": colours[level.id]} for level in district.levels]


def describe_states(district: District, t: Translator) -> list[dict[str, Any]]:
    """Words and mark of each state: a dot's colour, or that the symbol is crossed out."""
    return [
        {
            "name": name,
            "dot": STATUS[state] if state in _QUIET else None,
            "closed": state == "closed",
        }
        for state, name in name_states(district, t).items()
    ]


def name_states(district: District, t: Translator) -> dict[str, str]:
    """Each state in words; silence names the months it takes."""
    thresholds = district.thresholds
    months = {
        "silent_1": thresholds.silent_yellow_months,
        "silent_2": thresholds.silent_orange_months,
        "silent_3": thresholds.silent_red_months,
    }
    return {state: t(f"coverage.state_{state}", months=months.get(state)) for state in STATES}


def list_quiet(sites: pd.DataFrame) -> pd.DataFrame:
    """The sites that are silent or were never heard of, the longest silent first."""
    quiet = sites[sites["state"].isin(_QUIET)]
    return quiet.sort_values("last_on", na_position="first", kind="stable")


def describe_standings(t: Translator) -> list[tuple[int, str]]:
    """Bit and words of each standing."""
    return [(bit, t(f"coverage.standing_{key}")) for key, bit in STANDINGS.items()]
