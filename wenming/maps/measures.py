"""The measures that shade the streets: what each is computed from, and how it is written."""

from dataclasses import dataclass
from typing import Literal

import pandas as pd

from wenming.i18n import Translator

Kind = Literal["count", "rate", "share"]


@dataclass(frozen=True)
class Measure:
    """A figure of the catalogue that a street has; `kind` says how it is written."""

    figure: str
    kind: Kind

    def tell(self, value: float | None, t: Translator) -> str:
        """The value as people read it, without its unit; a dash where there is none."""
        number = None if value is None or pd.isna(value) else float(value)
        if self.kind == "share":
            return t.percent(number)
        return t.number(number, 0 if self.kind == "count" else 2)


MEASURES = {
    measure.figure: measure
    for measure in (
        Measure("activities_held", "count"),
        Measure("per_thousand", "rate"),
        Measure("attendance", "count"),
        Measure("service_hours", "count"),
        Measure("active_sites", "share"),
        Measure("silent_sites", "count"),
        Measure("site_coverage", "share"),
    )
}

_SUMS = (
    "activities", "attendance", "attendance_reported", "attendance_estimated", "service_hours",
    "sites", "sites_closed", "open_site_months", "active_site_months", "communities", "covered",
    "sites_silent", "sites_never",
)  # fmt: skip


def compute_streets(
    measured: pd.DataFrame, sites: pd.DataFrame, residents: pd.Series
) -> pd.DataFrame:
    """Every street with a column for each measure.

    `measured` is `coverage__measures_by_street`; `sites` is `coverage__states_by_site` with the
    `state` of each; `residents` is by street_id. 0 of 0 is missing.
    """
    silent = sites["state"].str.startswith("silent")
    counts = pd.DataFrame(
        {
            "sites_silent": silent.groupby(sites["street_id"], dropna=False).sum(),
            "sites_never": (sites["state"] == "never")
            .groupby(sites["street_id"], dropna=False)
            .sum(),
        }
    )
    joined = measured.merge(counts, how="left", left_on="street_id", right_index=True)
    joined[["sites_silent", "sites_never"]] = (
        joined[["sites_silent", "sites_never"]].fillna(0).astype("int64")
    )
    joined["residents"] = joined["street_id"].map(residents).astype("Float64")
    return _add_measures(joined)


def compute_total(streets: pd.DataFrame, residents: int | None = None) -> pd.Series:
    """One row from many streets: counts added up, rates of the sums; missing stays missing.

    Takes what `compute_streets` returns. Without `residents` those of the streets are added up;
    they are missing as soon as one street's are.
    """
    total = streets[list(_SUMS)].astype("Float64").sum(min_count=1).to_frame().T
    people = streets.loc[streets["street_id"].notna(), "residents"].astype("Float64")
    total["residents"] = people.sum(skipna=False, min_count=1) if residents is None else residents
    total["last_on"] = streets["last_on"].max()
    return _add_measures(total).iloc[0]


def _add_measures(streets: pd.DataFrame) -> pd.DataFrame:
    held = streets["activities"].astype("Float64")
    return streets.assign(
        activities_held=held,
        per_thousand=_divide(held, streets["residents"]) * 1000,
        attendance=streets["attendance"].astype("Float64"),
        service_hours=streets["service_hours"].astype("Float64"),
        active_sites=_divide(streets["active_site_months"], streets["open_site_months"]),
        silent_sites=streets["sites_silent"].astype("Float64"),
        site_coverage=_divide(streets["covered"], streets["communities"]),
    )


def _divide(part: pd.Series, whole: pd.Series) -> pd.Series:
    whole = whole.astype("Float64")
    return (part.astype("Float64") / whole).where(whole > 0)
