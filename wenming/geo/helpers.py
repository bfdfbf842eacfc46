"""Who could help an area: the nearest active site of another one, and a team of that site."""

import numpy as np
import pandas as pd

from wenming.geo.metres import to_metres
from wenming.geo.reach import keep_placed
from wenming.geo.walking import Walking

_COLUMNS = ("helper_id", "helper", "helper_en", "helper_m", "team", "team_en")


def find_helpers(
    areas: pd.DataFrame, sites: pd.DataFrame, teams: pd.DataFrame, walking: Walking
) -> pd.DataFrame:
    """For each row of `areas` the nearest of `sites` that is not its own, from the area's place.

    `areas` has community_id, street_id, lon, lat; `sites` site_id, name, name_en, community_id,
    street_id, lon, lat; `teams` is `reach__teams_by_site`. Gives _COLUMNS in the order of `areas`,
    all missing where no site has a place or the area has none; helper_m is metres on foot.
    """
    sites = keep_placed(sites)
    at = to_metres(sites["lon"], sites["lat"])
    first_team = teams.drop_duplicates("site_id").set_index("site_id")
    rows: list[tuple[object, ...]] = []
    for _, area in areas.iterrows():
        if pd.isna(area["community_id"]):
            own = sites["street_id"] == area["street_id"]
        else:
            own = sites["community_id"] == area["community_id"]
        others = np.flatnonzero(~own.fillna(False).to_numpy(dtype=bool))
        walk, nearest = walking.find_nearest(to_metres([area["lon"]], [area["lat"]]), at[others])
        if nearest[0] < 0 or not np.isfinite(walk[0]):
            rows.append((None,) * len(_COLUMNS))
            continue
        site = sites.iloc[others[nearest[0]]]
        has_team = site["site_id"] in first_team.index
        team = first_team.loc[site["site_id"], ["name", "name_en"]] if has_team else (None, None)
        rows.append((*site[["site_id", "name", "name_en"]], float(walk[0]), *team))
    return pd.DataFrame(rows, columns=list(_COLUMNS), index=range(len(areas)))
