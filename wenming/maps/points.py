"""The activities as compact columns with lookups, from which the browser makes its markers."""

from typing import Any

import pandas as pd

MARKERS = 5000
"""Up to this many activities stand one marker each; more are counted by site and theme."""

_DIGITS = 5  # of a degree: about a metre


def build_each(points: pd.DataFrame, names: dict[str, str], themes: list[str]) -> dict[str, Any]:
    """Columns for one marker an activity, from `coverage__points_by_activity`.

    `names` are the sites' by id; `themes` the ids that the columns number. What is not known is
    -1: theme, place and attendance.
    """
    ids = points["activity_id"].astype(str)
    prefix = _find_prefix(list(ids))
    title_codes, titles = pd.factorize(points["title"].fillna(""))
    first = points["started_on"].min()
    attendance = points["attendance"]
    estimated = points["attendance_is_estimate"].fillna(False).astype(bool) & attendance.notna()
    return {
        "titles": titles.tolist(),
        "prefix": prefix,
        "first": 0 if points.empty else int(first.timestamp() * 1000),
        "id": [text[len(prefix) :] for text in ids],
        "title": title_codes.tolist(),
        "day": [] if points.empty else (points["started_on"] - first).dt.days.tolist(),
        "theme": _number_themes(points, themes),
        "attendance": attendance.fillna(-1).astype(int).tolist(),
        "estimated": estimated.to_numpy().nonzero()[0].tolist(),
        **_number_places(points, names),
    }


def build_counted(points: pd.DataFrame, names: dict[str, str], themes: list[str]) -> dict[str, Any]:
    """Columns for points that carry counts, from `coverage__points_by_site_theme`."""
    return {
        "count": points["activities"].astype(int).tolist(),
        "theme": _number_themes(points, themes),
        "estimated": [],
        **_number_places(points, names),
    }


def count_placed(points: pd.DataFrame) -> int:
    """The activities that have a place, and so stand on the map."""
    placed = points[points["lon"].notna() & points["lat"].notna()]
    return int(placed["activities"].sum()) if "activities" in placed else len(placed)


def _number_themes(points: pd.DataFrame, themes: list[str]) -> list[int]:
    """Each row's theme as its place in the list; what is not in it comes after the last."""
    numbers = {theme: number for number, theme in enumerate(themes)}
    return [numbers.get(theme, len(themes)) for theme in points["theme_id"]]


def _number_places(points: pd.DataFrame, names: dict[str, str]) -> dict[str, Any]:
    """Each place once, as lat, lon and the number of its site's name; -1 for no place, no site."""
    sites: dict[str, int] = {}
    places: dict[tuple[float, float, int], int] = {}
    numbers = []
    rows = zip(points["lat"], points["lon"], points["site_id"], strict=True)
    for lat, lon, site in rows:
        if pd.isna(lat) or pd.isna(lon):
            numbers.append(-1)
            continue
        named = -1 if pd.isna(site) else sites.setdefault(site, len(sites))
        place = (round(float(lat), _DIGITS), round(float(lon), _DIGITS), named)
        numbers.append(places.setdefault(place, len(places)))
    return {
        "names": [names.get(site, site) for site in sites],
        "places": [list(place) for place in places],
        "place": numbers,
    }


def _find_prefix(texts: list[str]) -> str:
    """What all texts begin with."""
    if not texts:
        return ""
    low, high = min(texts), max(texts)
    same = next((i for i, (a, b) in enumerate(zip(low, high, strict=False)) if a != b), len(low))
    return low[:same]
