"""Charts and the map as sharp pictures for the paper, drawn without a browser."""

from collections.abc import Callable, Mapping
from io import BytesIO
from math import cos, radians
from typing import Any

import numpy as np
import pandas as pd
from matplotlib import rc_context
from matplotlib.axes import Axes
from matplotlib.colors import ListedColormap
from matplotlib.figure import Figure
from matplotlib.font_manager import FontProperties
from matplotlib.patches import Patch, PathPatch
from matplotlib.path import Path as Outline
from matplotlib.ticker import MaxNLocator

from wenming.briefing.faces import find_face
from wenming.briefing.fitting import measure, shorten
from wenming.briefing.sources import Material
from wenming.briefing.trend import tabulate_trend
from wenming.charts.labels import shared_ending
from wenming.errors import WenmingError
from wenming.maps.boundary import EMPTY, Boundary, find_boundary, find_bounds, is_schematic
from wenming.maps.measures import MEASURES
from wenming.maps.shades import compute_shades
from wenming.palette import SEQUENTIAL

_DOTS = 300
_HIGH, _LOW = 2.6, 1.35  # inches; a street's sheet has less room
_WIDTH = 156 / 25.4  # inches
_SMALL = 7.5  # points
_LABEL = 16  # characters of a label
_HATCH = "/////"
_INK, _QUIET, _GROUND = "#1f1f1f", "#8a8a8a", "#f2f2f0"


def draw_pictures(material: Material, keys: list[str]) -> dict[str, bytes]:
    """PNG pictures by name, of those in `keys`; the map is left out where no outline is known.

    Raises WenmingError when no typeface for Chinese labels is installed.
    """
    draw: dict[str, Callable[[Material, FontProperties], Figure | None]] = {
        "trend": _draw_trend,
        "matrix": _draw_matrix,
        "map": _draw_map,
    }
    face = find_face(
        [*material.names["streets"].values(), *material.names["tasks"].values(),
         material.t("common.other_theme"), material.t("briefing.schematic_map")]
    )  # fmt: skip
    with rc_context({"text.parse_math": False}):  # a name is no formula, whatever signs it has
        figures = {key: draw[key](material, face) for key in keys}
        return {key: _write(figure) for key, figure in figures.items() if figure is not None}


def _write(figure: Figure) -> bytes:
    file = BytesIO()
    # The name of the library in the file would change with its version.
    figure.savefig(file, format="png", dpi=_DOTS, metadata={"Software": None})
    return file.getvalue()


def _draw_trend(material: Material, face: FontProperties) -> Figure:
    """Activities by month, stacked by task; a month that is not whole is hatched."""
    trend = tabulate_trend(material)
    months, bottom = trend.counts.index, trend.counts.sum(axis=1) * 0.0
    figure, axes = _start(_LOW if material.request.street_id else _HIGH)
    for task, counts in trend.counts.items():
        bars = axes.bar(
            range(len(months)), counts, bottom=bottom, color=trend.colours[str(task)],
            label=shorten(trend.names[str(task)], _LABEL), width=0.62, edgecolor="white",
            linewidth=0.4,
        )  # fmt: skip
        for bar, is_partial in zip(bars, trend.partial, strict=True):
            bar.set_hatch(_HATCH if is_partial else "")
        bottom += counts
    labels = [material.t.month(month) for month in months]
    step = -(-len(months) // 12)
    axes.set_xticks(range(0, len(months), step), labels[::step], fontproperties=face, size=_SMALL)
    for at, total in enumerate(bottom):
        if len(months) <= 24:
            axes.annotate(
                f"{total:.0f}", (at, total), ha="center", va="bottom", fontproperties=face,
                size=_SMALL, color=_INK, xytext=(0, 1), textcoords="offset points",
            )  # fmt: skip
    _quiet(axes, face)
    axes.set_ylim(0, max(float(bottom.max()), 1) * 1.12)
    axes.yaxis.set_major_locator(MaxNLocator(6, integer=True))
    figure.legend(
        loc="upper center", ncols=3, frameon=False, bbox_to_anchor=(0.5, 1.0),
        prop=_sized(face, _SMALL), handlelength=1.0, columnspacing=1.4,
    )  # fmt: skip
    rows = -(-len(trend.counts.columns) // 3)
    height = figure.get_figheight()
    top = 1 - (0.12 + 0.19 * max(rows, 1)) / height
    figure.subplots_adjust(left=0.07, right=0.99, bottom=0.24 / height, top=top)
    return figure


def _draw_matrix(material: Material, face: FontProperties) -> Figure | None:
    """Activities by street and task, each cell with its number."""
    tasks, streets = material.names["tasks"], _list_streets(material)
    if not tasks or not streets:
        return None
    table = (
        material.frame("matrix_now")
        .pivot_table(index="street_id", columns="task_id", values="activities", aggfunc="sum")
        .reindex(index=list(streets), columns=list(tasks))
        .fillna(0)
    )
    labels = [shorten(name, _LABEL) for name in streets.values()]
    beside = max((measure(label) + 1.5) * _SMALL / 72 for label in labels) / _WIDTH
    most_of_task = 2 * (1 - beside) * _WIDTH * 72 / _SMALL / len(tasks) - 2
    figure, axes = _start(0.55 + 0.22 * len(streets))
    axes.imshow(
        table.to_numpy(), aspect="auto", cmap=ListedColormap(SEQUENTIAL), vmin=0,
        vmax=max(float(table.to_numpy().max()), 1),
    )  # fmt: skip
    most = float(table.to_numpy().max())
    for row, column in ((r, c) for r in range(len(table)) for c in range(len(table.columns))):
        value = table.to_numpy(dtype=float)[row, column]
        axes.text(
            column, row, f"{value:.0f}", ha="center", va="center", fontproperties=face, size=8,
            color="white" if value > most * 0.66 else _INK,
        )  # fmt: skip
    axes.xaxis.tick_top()
    axes.set_xticks(
        range(len(tasks)), [_wrap(shorten(name, most_of_task)) for name in tasks.values()],
        fontproperties=face, size=_SMALL,
    )  # fmt: skip
    axes.set_yticks(range(len(streets)), labels, fontproperties=face, size=_SMALL)
    axes.set_xticks([at - 0.5 for at in range(1, len(tasks))], minor=True)
    axes.set_yticks([at - 0.5 for at in range(1, len(streets))], minor=True)
    axes.grid(which="minor", color="white", linewidth=1.2)
    axes.tick_params(which="both", length=0)
    axes.spines[:].set_visible(False)
    height = figure.get_figheight()
    figure.subplots_adjust(left=beside, right=0.99, bottom=0.06 / height, top=1 - 0.42 / height)
    return figure


def _draw_map(material: Material, face: FontProperties) -> Figure | None:
    """The streets shaded by their activities, with names; a legend of round classes."""
    boundary = _load_outline(material)
    bounds = find_bounds(boundary.points)
    if bounds is None:
        return None
    t = material.t
    rows = material.frame("measures_now").set_index("street_id")["activities"]
    shades = compute_shades([float(value) for value in rows[rows.index.notna()]], "count")
    (south, west), (north, east) = bounds
    # Degrees of longitude are shorter than those of latitude by the cosine of where we are.
    squeeze = cos(radians((south + north) / 2))
    height = min((north - south) / ((east - west) * squeeze) * _WIDTH * 0.78, 3.7)
    figure, axes = _start(max(height, 2.4))
    chosen = material.request.filters.streets
    middles: dict[str, tuple[float, float]] = {}
    for feature in boundary.collection["features"]:
        street = feature["properties"]["street_id"]
        shown = (not chosen or street in chosen) and street in rows.index
        colour = shades.colour(float(rows[street])) if shown else _GROUND
        outlines = _outlines(feature["geometry"], squeeze)
        for outline in outlines:
            axes.add_patch(
                PathPatch(outline, facecolor=colour or _GROUND, edgecolor="white", linewidth=0.8)
            )
        if middle := _find_middle(outlines):
            middles[street] = middle
    _name_streets(material, axes, face, squeeze, rows, middles)
    axes.set_xlim(west * squeeze, east * squeeze)
    axes.set_ylim(south, north)
    axes.set_aspect("equal")
    axes.set_axis_off()
    filters = material.request.filters
    said = [t.period(filters.since, filters.until)]
    if is_schematic(material.areas, material.district):
        said.append(t("briefing.schematic_map"))
    figure.text(
        0.01, 0.98, "\n".join(said), va="top", fontproperties=_sized(face, 7), color=_QUIET,
        linespacing=1.4, bbox={"facecolor": "white", "alpha": 0.72, "linewidth": 0, "pad": 1},
    )  # fmt: skip
    handles = [
        Patch(facecolor=colour, label=label)
        for colour, label in shades.labels(MEASURES["activities_held"], t)
    ]
    axes.legend(
        handles=handles, loc="lower left", frameon=False, prop=_sized(face, 7),
        handlelength=1.2, handleheight=1.0, bbox_to_anchor=(-0.24, 0.0),
    )  # fmt: skip
    figure.subplots_adjust(left=0.2, right=0.99, bottom=0.01, top=0.99)
    return figure


def _name_streets(
    material: Material,
    axes: Axes,
    face: FontProperties,
    squeeze: float,
    rows: "pd.Series[int]",
    middles: Mapping[str, tuple[float, float]],
) -> None:
    """Name and number in the middle of each street, or at its own place where that lies outside."""
    placed = material.frame("measures_now").dropna(subset=["street_id", "lon", "lat"])
    short = _shorten(material.names["streets"])
    box = {"boxstyle": "round,pad=0.12", "facecolor": "white", "alpha": 0.72, "linewidth": 0}
    for street, lon, lat in zip(placed["street_id"], placed["lon"], placed["lat"], strict=True):
        name = shorten(short[street], _LABEL / 2)
        axes.annotate(
            f"{name}\n{rows[street]:.0f}", middles.get(street, (lon * squeeze, lat)),
            ha="center", va="center", fontproperties=face, size=5.5, color=_INK,
            linespacing=1.15, bbox=box,
        )  # fmt: skip


def _load_outline(material: Material) -> Boundary:
    try:
        return find_boundary(material.areas, material.district)
    except WenmingError:
        return EMPTY


def _outlines(geometry: Mapping[str, Any], squeeze: float) -> list[Outline]:
    """A polygon's rings, or those of several, as outlines that leave holes open."""
    polygons = geometry["coordinates"]
    if geometry["type"] == "Polygon":
        polygons = [polygons]
    outlines = []
    for rings in polygons:
        parts = [
            Outline([(lon * squeeze, lat) for lon, lat, *_ in ring], closed=True) for ring in rings
        ]
        outlines.append(Outline.make_compound_path(*parts))
    return outlines


def _find_middle(outlines: list[Outline]) -> tuple[float, float] | None:
    """The centre of the largest outline's outer ring; None where that lies outside of it."""
    best, largest = None, 0.0
    for outline in outlines:
        x, y = np.asarray(outline.to_polygons()[0]).T
        turned = x[:-1] * y[1:] - x[1:] * y[:-1]
        doubled = float(turned.sum())
        if abs(doubled) > largest:
            largest = abs(doubled)
            along, up = (
                float(((axis[:-1] + axis[1:]) * turned).sum() / (3 * doubled)) for axis in (x, y)
            )
            best = (along, up) if outline.contains_point((along, up)) else None
    return best


def _list_streets(material: Material) -> dict[str, str]:
    names, chosen = material.names["streets"], material.request.filters.streets
    return {street: names[street] for street in (chosen or names)}


def _shorten(names: Mapping[str, str]) -> dict[str, str]:
    """Names without the ending they all share (“街道”)."""
    ending = shared_ending(list(names.values()))
    return {key: value.removesuffix(ending) for key, value in names.items()}


def _start(height: float) -> tuple[Figure, Axes]:
    figure = Figure(figsize=(_WIDTH, height), facecolor="white")
    return figure, figure.add_subplot()


def _quiet(axes: Axes, face: FontProperties) -> None:
    axes.spines[["top", "right", "left"]].set_visible(False)
    axes.spines["bottom"].set_color(_QUIET)
    axes.tick_params(length=0, labelsize=_SMALL, colors=_INK)
    axes.grid(axis="y", color="#e6e6e6", linewidth=0.6)
    axes.set_axisbelow(True)
    for label in axes.get_yticklabels():
        label.set_fontproperties(_sized(face, _SMALL))


def _sized(face: FontProperties, size: float) -> FontProperties:
    copied = face.copy()
    copied.set_size(size)
    return copied


def _wrap(name: str) -> str:
    """A task's name in two lines: in the middle of Chinese, between words of other languages."""
    if " " in name:
        words = name.split(" ")
        half = (len(words) + 1) // 2
        return " ".join(words[:half]) + "\n" + " ".join(words[half:])
    if name.isascii():
        return name
    half = len(name) // 2
    return f"{name[:half]}\n{name[half:]}"
