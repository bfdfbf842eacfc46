"""How evenly activities are spread over residents: Lorenz curve and Gini coefficient."""

import pandas as pd


def compute_lorenz(groups: pd.DataFrame) -> pd.DataFrame:
    """The Lorenz curve of `activities` over `residents`, a row a group, those with least first.

    Gives the groups' own columns in that order with rate (activities per resident) and the shares
    of all residents and of all activities up to and with the group (0–1). Groups without residents
    are left out: they have no rate.
    """
    held = groups[groups["residents"].fillna(0) > 0]
    residents = held["residents"].astype(float)
    activities = held["activities"].astype(float)
    curve = held.assign(rate=activities / residents).sort_values("rate", kind="stable")
    for column in ("residents", "activities"):
        total = curve[column].astype(float).cumsum()
        curve[f"{column}_share"] = total / total.iloc[-1] if len(total) else total
    return curve.reset_index(drop=True)


def compute_gini(curve: pd.DataFrame) -> float | None:
    """The Gini coefficient of a `compute_lorenz` curve: 0 all alike, near 1 all for one group.

    Twice the area between the curve and the diagonal, by trapezoids, so that every group weighs by
    its residents. None where nothing was held or nobody lives.
    """
    if curve.empty or not curve["activities"].sum():
        return None
    widths = curve["residents_share"].diff().fillna(curve["residents_share"])
    before = curve["activities_share"].shift(fill_value=0.0)
    return float(1 - (widths * (curve["activities_share"] + before)).sum())
