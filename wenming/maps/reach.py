"""Everything the reach map shows, put together for the browser: see `browser/reach.js`."""

from collections.abc import Mapping, Sequence
from typing import Any

import pandas as pd

from wenming.config import District
from wenming.geo.grid import merge_places
from wenming.i18n import Translator
from wenming.maps.measures import Measure
from wenming.maps.shades import compute_shades
from wenming.maps.sites import describe_levels
from wenming.palette import PROVISION, SEQUENTIAL, STATUS

CIRCLES = 3000
"""Up to this many places of residents stand one circle each; more are put together on a grid."""

_SHARE = Measure("reach_15min", "share")
_ACCESS = Measure("access_2sfca", "rate")
_LAYERS = ("streets", "labels", "catchments", "residents", "sites", "clusters", "proposed")
_WORDS = (
    "switch", "legend_residents", "legend_sites", "reached", "unreached", "not_counting",
    "last_activity", "catchment", "legend_clusters",
)  # fmt: skip


def build_data(
    *,
    residents: dict[str, list[Any]],
    streets: pd.DataFrame,
    street_names: Mapping[str, str],
    chosen: Sequence[str],
    sites: pd.DataFrame,
    radius: float | None,
    marks: Sequence[str],
    by_access: bool = False,
    proposed: pd.DataFrame | None = None,
    clusters: pd.DataFrame | None = None,
    district: District,
    t: Translator,
) -> dict[str, Any]:
    """What the browser draws, as plain values.

    `residents` is from `build_circles`; `streets` has street_id, lat, lon and in
    `value` what shades them: the share not reached, or `by_access` the mean access. `sites` is
    `reach__states_by_site` with `counts`, whether a site counts. `radius` is a catchment's in
    metres, None where walks follow streets. `proposed` has lat, lon, number, near and added,
    `clusters` lat, lon, kind, told and name.
    """
    measure, kind = (_ACCESS, "access") if by_access else (_SHARE, "reach")
    levels = [level.id for level in district.levels]
    placed = sites[sites["lon"].notna() & sites["lat"].notna()]
    values = streets["value"].dropna().tolist()
    shades = compute_shades(values, measure.kind, PROVISION if by_access else SEQUENTIAL)
    optional = {
        "catchments": radius is not None,
        "clusters": clusters is not None and not clusters.empty,
        "proposed": proposed is not None,
    }
    return {
        "language": t.locale.replace("_", "-"),
        "words": {
            **{word: t(f"reach.map_{word}") for word in _WORDS},
            # Filled in the browser, where thousands of numbers cost nothing.
            "place": t("reach.map_place", residents="{residents}", unreached="{unreached}"),
            "layers": {
                layer: t(f"reach.layer_{layer}") for layer in _LAYERS if optional.get(layer, True)
            },
        },
        "marks": list(marks),
        "colours": {"reached": STATUS["active"], "unreached": STATUS["silent_3"]},
        "shading": {
            "title": t(f"reach.shading_{kind}"),
            "classes": [
                *shades.labels(measure, t),
                *([(None, t("reach.no_residents"))] if streets["value"].hasnans else []),
            ],
        },
        "streets": [
            {
                "id": street["street_id"],
                "name": street_names[street["street_id"]],
                "lat": _round(street["lat"]),
                "lon": _round(street["lon"]),
                "colour": shades.colour(street["value"]),
                "value": t(f"reach.map_street_{kind}", value=measure.tell(street["value"], t)),
                "chosen": street["street_id"] in chosen,
            }
            for _, street in streets.iterrows()
        ],
        "levels": describe_levels(district, t),
        "sites": {
            "name": placed[t.column()].tolist(),
            "level": [levels.index(level) for level in placed["level"]],
            "lat": placed["lat"].round(5).tolist(),
            "lon": placed["lon"].round(5).tolist(),
            "counts": placed["counts"].astype(int).tolist(),
            "last": _spell_days(placed["last_on"], t),
        },
        "radius": radius,
        "residents": residents,
        "proposed": [] if proposed is None else _build_proposed(proposed, t),
        "clusters": [] if clusters is None else _build_clusters(clusters, t),
    }


def build_circles(reach: pd.DataFrame) -> dict[str, list[Any]]:
    """Columns for a circle a place, or a cell of a grid where there are too many.

    `reach` is from `wenming.geo.reach.compute_reach`.
    """
    cells = merge_places(reach, weight="residents", sums=["reached"], most=CIRCLES)
    # What is out of reach colours a cell as soon as it is half of those who live there.
    near = 2 * cells["reached"] > cells["residents"]
    return {
        "lat": cells["lat"].round(5).tolist(),
        "lon": cells["lon"].round(5).tolist(),
        "residents": cells["residents"].astype(int).tolist(),
        "reached": cells["reached"].astype(int).tolist(),
        "near": near.astype(int).tolist(),
    }


def _spell_days(days: pd.Series, t: Translator) -> list[str]:
    """Each day in the page's language; spelling one takes long, and many sites share theirs."""
    spelled = {day: t.day(day.date()) for day in days.dropna().unique()}
    return [t("coverage.never") if pd.isna(day) else spelled[day] for day in days]


def _build_proposed(proposed: pd.DataFrame, t: Translator) -> list[dict[str, Any]]:
    """The proposed places, each with its number and what it would add."""
    return [
        {
            "lat": _round(place["lat"]),
            "lon": _round(place["lon"]),
            "number": str(place["number"]),
            "text": t("reach.map_proposed", near=place["near"], added=t.number(place["added"])),
        }
        for _, place in proposed.iterrows()
    ]


def _build_clusters(clusters: pd.DataFrame, t: Translator) -> list[dict[str, Any]]:
    """The communities that stand out: what each is among its neighbours, and its name with that."""
    return [
        {
            "lat": _round(area["lat"]),
            "lon": _round(area["lon"]),
            "kind": area["kind"],
            "told": area["told"],
            "text": t("reach.map_cluster", name=area["name"], told=area["told"]),
        }
        for _, area in clusters.iterrows()
    ]


def _round(degrees: float) -> float | None:
    return None if pd.isna(degrees) else round(float(degrees), 5)
