"""Where a new station could stand or a visit could go: among those who are not reached."""

import pandas as pd

from wenming.geo.grid import merge_places
from wenming.geo.metres import to_metres
from wenming.geo.reach import keep_placed
from wenming.geo.walking import StraightLines


def list_candidates(left: pd.DataFrame, sites: pd.DataFrame, *, most: int) -> pd.DataFrame:
    """Places to choose from: lat, lon, the community_id and street_id of the residents there.

    `left` are the points that are not reached, at least one; each is a candidate, or the middle of
    a grid's cell where there are more than `most`. `sites` are sites that could take up work again
    where they stand; a candidate of theirs carries its site_id.
    """
    cells = merge_places(left, weight="residents", sums=[], most=most).assign(site_id=None)
    standing = keep_placed(sites)[["lat", "lon", "site_id"]]
    candidates = pd.concat([cells, standing], ignore_index=True)[["lat", "lon", "site_id"]]
    _, nearest = StraightLines(1.0).find_nearest(
        to_metres(candidates["lon"], candidates["lat"]), to_metres(left["lon"], left["lat"])
    )
    near = left.iloc[nearest][["community_id", "street_id"]].reset_index(drop=True)
    return candidates.join(near)
