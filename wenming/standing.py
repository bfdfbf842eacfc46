"""Rules about sites with their state: standing × state, the five haves, who leads which sites."""

from collections.abc import Sequence

import pandas as pd

from wenming.config.district import SiteKind

STANDINGS = ("all", "city", "district", "demonstration", "none")
"""Rows of the matrix: all sites, city pilots, district pilots, demonstration stations, the rest."""

HAVES = ("has_place", "has_team", "has_activities", "has_projects", "has_mechanism")
ALL_HAVES = "has_all"

_QUIET = ("silent_1", "silent_2", "silent_3")


def cross_standing(sites: pd.DataFrame, states: Sequence[str]) -> pd.DataFrame:
    """Sites by standing (rows, as STANDINGS) and state (columns, as `states`).

    `sites` has pilot, is_demonstration and state. A site may be a pilot and a demonstration
    station at once, so that the rows do not add up to the first.
    """
    pilot = sites["pilot"].fillna("")
    demonstration = sites["is_demonstration"].astype(bool)
    members = {
        "all": pd.Series(True, index=sites.index),
        "city": pilot == "city",
        "district": pilot == "district",
        "demonstration": demonstration,
        "none": (pilot == "") & ~demonstration,
    }
    counts = {key: sites.loc[chosen, "state"].value_counts() for key, chosen in members.items()}
    table = pd.DataFrame(counts).T.reindex(index=list(STANDINGS), columns=list(states))
    return table.fillna(0).astype(int)


def count_haves(sites: pd.DataFrame) -> pd.DataFrame:
    """Open sites by level and have: how many `have` it, of how many for which it is `known`.

    `sites` has level, is_closed and the five of HAVES, each true, false or missing. The have
    `has_all` is known where all five are, or where one is known to be missing.
    """
    is_open = sites[~sites["is_closed"].astype(bool)]
    haves = is_open[list(HAVES)].astype("boolean")
    haves[ALL_HAVES] = haves[HAVES[0]]
    for have in HAVES[1:]:
        haves[ALL_HAVES] &= haves[have]
    long = haves.assign(level=is_open["level"]).melt(id_vars="level", var_name="have")
    counts = long.groupby(["level", "have"], sort=False)["value"].agg(["sum", "count"])
    return counts.rename(columns={"sum": "present", "count": "known"}).astype(int).reset_index()


def count_by_office(sites: pd.DataFrame, kinds: Sequence[SiteKind]) -> pd.DataFrame:
    """Open sites by the kind whose office leads them: a row a kind that has one, in its order.

    `sites` has kind and state; columns are kind, sites, active, silent and never.
    """
    rows = []
    for kind in kinds:
        if not kind.led_by:
            continue
        state = sites.loc[(sites["kind"] == kind.id) & (sites["state"] != "closed"), "state"]
        rows.append(
            {
                "kind": kind.id,
                "sites": len(state),
                "active": int((state == "active").sum()),
                "silent": int(state.isin(_QUIET).sum()),
                "never": int((state == "never").sum()),
            }
        )
    return pd.DataFrame(rows, columns=["kind", "sites", "active", "silent", "never"])
