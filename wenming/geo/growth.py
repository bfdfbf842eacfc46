"""How reach grew month by month, as sites opened and closed."""

from collections.abc import Sequence

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from wenming.geo.reach import Places, divide
from wenming.geo.walking import Walking


def list_months(sites: pd.DataFrame, until: pd.Timestamp) -> list[pd.Timestamp]:
    """The months from the one in which the first site opened up to that of `until`.

    None where no site says when it opened: nothing is known of how they came to be.
    """
    first = pd.to_datetime(sites["opened_on"]).min()
    if pd.isna(first) or first > until:
        return []
    return list(pd.date_range(first.replace(day=1), until, freq="MS"))


def choose_open(sites: pd.DataFrame, month: pd.Timestamp, until: pd.Timestamp) -> NDArray[np.bool_]:
    """Which sites were open at the month's end, or on `until` of the month that it cuts.

    One of unknown opening always was.
    """
    end = min(month + pd.offsets.MonthEnd(0), until)
    opened, closed = pd.to_datetime(sites["opened_on"]), pd.to_datetime(sites["closed_on"])
    is_open: NDArray[np.bool_] = (~(opened > end) & ~(closed <= end)).to_numpy()
    return is_open


def compute_growth(
    places: Places,
    walking: Walking,
    *,
    months: Sequence[pd.Timestamp],
    until: pd.Timestamp,
    limit: float,
) -> pd.DataFrame:
    """For each month up to `until`: open `sites`, `reached` and all `residents`, `share` of 1.

    Each site is measured once, when it opens, by those not reached yet; after a closure all that
    are left are measured again.
    """
    residents = places.points["residents"].to_numpy()
    reached = np.zeros(len(residents), dtype=bool)
    before = np.zeros(len(places.sites), dtype=bool)
    rows = []
    for month in months:
        now = choose_open(places.sites, month, until)
        if (before & ~now).any():
            reached, before = np.zeros_like(reached), np.zeros_like(before)
        if (now & ~before).any():
            left = np.flatnonzero(~reached)
            walk, _ = walking.find_nearest(places.points_at[left], places.sites_at[now & ~before])
            reached[left] = walk <= limit
        before = now
        rows.append((month, int(now.sum()), int(residents[reached].sum())))
    growth = pd.DataFrame(rows, columns=["month", "sites", "reached"])
    growth["residents"] = int(residents.sum())
    growth["share"] = divide(growth["reached"], growth["residents"])
    return growth
