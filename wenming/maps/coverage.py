"""Everything the coverage map shows, put together for the browser: see `browser/coverage.js`."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import pandas as pd

from wenming.config import District
from wenming.figures import load_figures
from wenming.i18n import Translator
from wenming.maps.measures import Measure
from wenming.maps.points import build_counted, build_each
from wenming.maps.shades import compute_shades
from wenming.maps.sites import build_sites, describe_levels, describe_standings, describe_states
from wenming.palette import NONE, colour_themes

_WORDS = (
    "level", "standing", "street", "state", "last_activity", "activities", "attendance", "unit",
    "place", "modelled", "separator", "none", "site", "theme", "day", "not_reported", "about",
    "open_activity", "several_sites", "activities_here", "of_theme", "more", "switch",
    "legend_sites", "legend_marks", "legend_themes",
)  # fmt: skip
_LAYERS = ("streets", "labels", "sites", "activities", "heat")
_LOCALES = {"zh": "zh-CN", "en": "en-GB"}


@dataclass(frozen=True)
class Link:
    """Where an activity opens: the page, and the query that keeps the filters."""

    page: str
    query: str
    key: str = "activity"


def build_data(
    *,
    streets: pd.DataFrame,
    street_names: Mapping[str, str],
    chosen: Sequence[str],
    measure: Measure,
    sites: pd.DataFrame,
    points: pd.DataFrame,
    themes: pd.DataFrame,
    marks: Sequence[str],
    link: Link,
    district: District,
    t: Translator,
) -> dict[str, Any]:
    """What the browser draws, as plain values.

    `streets` is from `compute_streets`, `sites` from `grade_sites`, `points` one of the two
    reports of points: with a column `activities` they are counted, else one each.
    """
    in_streets = streets[streets["street_id"].notna()]
    figure = load_figures()[measure.figure]
    unit = t.of(figure.unit)
    shades = compute_shades(in_streets[measure.figure].dropna().tolist(), measure.kind)
    levels = [level.id for level in district.levels]
    theme_ids = themes["theme_id"].tolist()
    names = dict(zip(sites["site_id"], sites[t.column()], strict=True))
    build_points = build_counted if "activities" in points else build_each
    return {
        "language": _LOCALES[t.language],
        "words": {
            **{word: t(f"coverage.map_{word}") for word in _WORDS},
            "layers": {layer: t(f"coverage.layer_{layer}") for layer in _LAYERS},
        },
        "marks": list(marks),
        "link": {"page": link.page, "query": link.query, "key": link.key},
        "shading": {
            "title": figure.title(t),
            "classes": [
                *shades.labels(measure, t),
                *([(None, t("coverage.no_value"))] if in_streets[measure.figure].hasnans else []),
            ],
        },
        "streets": [
            {
                "id": street["street_id"],
                "name": street_names[street["street_id"]],
                "lat": _coordinate(street["lat"]),
                "lon": _coordinate(street["lon"]),
                "colour": shades.colour(street[measure.figure]),
                "value": _tell_value(street[measure.figure], measure, unit, t),
                "chosen": street["street_id"] in chosen,
            }
            for _, street in in_streets.iterrows()
        ],
        "levels": describe_levels(district, t),
        "states": describe_states(district, t),
        "standings": describe_standings(t),
        "sites": build_sites(sites, levels=levels, streets=in_streets["street_id"].tolist(), t=t),
        "themes": [*_describe_themes(themes, t), (t("coverage.no_theme"), NONE)],
        "activities": build_points(points, names, theme_ids),
    }


def _describe_themes(themes: pd.DataFrame, t: Translator) -> list[tuple[str, str]]:
    colours = colour_themes(zip(themes["theme_id"], themes["task_id"], strict=True))
    names = zip(themes["theme_id"], themes[t.column()], strict=True)
    return [(name, colours[theme]) for theme, name in names]


def _tell_value(value: Any, measure: Measure, unit: str, t: Translator) -> str:
    text = measure.tell(value, t)
    return text if pd.isna(value) or measure.kind == "share" else f"{text} {unit}"


def _coordinate(degrees: float) -> float | None:
    return None if pd.isna(degrees) else round(float(degrees), 5)
