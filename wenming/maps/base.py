"""The map's unchanging part: ground or tiles, controls, and the code that draws what changes.

streamlit-folium mounts a map anew whenever the code of its base map differs. So this part depends
on nothing but the district's folder, and everything else goes over in `build_update`.
"""

import json
import os
import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import folium
from branca.element import Element, Figure, MacroElement
from folium.template import Template

from wenming.browser_files import SCRIPTS, STYLES
from wenming.config import District
from wenming.config.district import Tiles
from wenming.maps.boundary import Boundary, Bounds

_BROWSER = Path(__file__).with_name("browser")
_SHARED = ("symbols", "popups", "streets", "sites", "activities", "panel")
_MAKERS = {"coverage": "makeCoverage", "reach": "makeReach", "exchange": "makeExchange"}
"""The page's own part, by the page's key, and the function in it that makes its map."""
# The component's frame lies at /component/<name>/index.html under whatever path the server has.
_STATIC = "../../app/static"
# What would end a script, a line of it, or begin a template's code.
_MEANT = re.compile(r"<|\{(?=[{%#])|[\u2028\u2029]")
_ANYWHERE: Bounds = ((-60.0, -170.0), (70.0, 170.0))


class _Verbatim(Element):
    """Text that is put out as it stands: any other element compiles its own as a template."""

    _template = Template("{{ this.source }}")

    def __init__(self, source: str) -> None:
        super().__init__()
        self.source = source


class _Script(MacroElement):
    """JavaScript that runs with its parent's, as it stands.

    What a macro element renders is made a template once more by branca; here it is not.
    """

    _template = Template("{% macro script(this, kwargs) %}{{ this.source }}{% endmacro %}")

    def __init__(self, source: str) -> None:
        super().__init__()  # type: ignore[no-untyped-call]  # branca has no hints
        self._name = "Script"
        self.source = source

    def render(self, **kwargs: Any) -> str:
        figure = self.get_root()
        assert isinstance(figure, Figure)  # noqa: S101 - for the type checker
        figure.script.add_child(_Verbatim(self.source), name=self.get_name())
        return ""  # nothing where it stands itself, like any macro element


@dataclass(frozen=True)
class Source:
    """A tile layer that can be drawn: its address with the key in it."""

    url: str
    attribution: str
    subdomains: tuple[str, ...]
    max_zoom: int


def find_tiles(district: District) -> tuple[list[Source], list[str]]:
    """The district's tile layers, and the environment variables whose key is missing."""
    sources, missing = [], []
    for tiles in district.map.tiles:
        key = os.environ.get(tiles.key_env, "") if tiles.key_env else ""
        if tiles.key_env and not key:
            missing.append(tiles.key_env)
        else:
            sources.append(_make_source(tiles, key))
    return sources, list(dict.fromkeys(missing))


def build_base(
    district: District,
    boundary: Boundary,
    bounds: Bounds | None,
    tiles: list[Source],
    page: str = "coverage",
) -> folium.Map:
    """A page's base map; made from the same district it is the same to the letter each time."""
    (south, west), (north, east) = bounds or _ANYWHERE
    base = folium.Map(
        location=[(south + north) / 2, (west + east) / 2],
        zoom_start=12,
        tiles=None,
        maxZoom=max([18, *(source.max_zoom for source in tiles)]),
        minZoom=3,
        zoomSnap=0.25,
        attributionControl=bool(tiles),
    )
    base.default_js = [(name, f"{_STATIC}/{name}") for name in SCRIPTS]
    base.default_css = [(name, f"{_STATIC}/{name}") for name in STYLES]
    style = (_BROWSER / "coverage.css").read_text(encoding="utf-8")
    root = base.get_root()
    assert isinstance(root, Figure)  # noqa: S101 - for the type checker: folium always makes one
    root.header.add_child(Element(f"<style>{style}</style>"), name="coverage_style")
    if tiles and district.map.tiles_crs == "gcj02":
        # Before the first layer: each asks the map where on the ground a place lies.
        code = (_BROWSER / "gcj02.js").read_text(encoding="utf-8")
        _Script(f"{code}\n{base.get_name()}.options.crs = makeGcj02();").add_to(base)
    for source in tiles:
        # Not folium's layer, in whose template the district's words would stand.
        options = {
            "attribution": source.attribution or " ",
            "subdomains": "".join(source.subdomains) or "abc",
            "maxZoom": source.max_zoom,
        }
        layer = f"L.tileLayer({encode(source.url)}, {encode(options)})"
        _Script(f"{layer}.addTo({base.get_name()});").add_to(base)
    settings = {
        "boundary": boundary.collection,
        "bounds": bounds or _ANYWHERE,
        "view": _choose_view(district),
        "tiled": bool(tiles),
    }
    call = f"var {page} = {_MAKERS[page]}({base.get_name()}, {encode(settings)});"
    _Script(f"{_load_code(page)}\nkeepPlace({base.get_name()});\n{call}").add_to(base)
    return base


def build_update(data: dict[str, Any], page: str = "coverage") -> folium.FeatureGroup:
    """The changing part: one call that hands the browser everything it is to show."""
    group = folium.FeatureGroup()
    _Script(f"{page}.update({encode(data)});").add_to(group)
    return group


def encode(data: Any) -> str:
    """JSON that stays data inside a script and a template, whatever a ledger wrote into it.

    A brace that begins a template's code (`{{`, `{%`, `{#`) can only stand in a text, for JSON's
    own is followed by a quote or its end; nothing but such a brace begins any.
    """
    text = json.dumps(data, ensure_ascii=False, separators=(",", ":"), allow_nan=False)
    return _MEANT.sub(lambda mark: f"\\u{ord(mark[0]):04x}", text)


@cache
def _load_code(page: str) -> str:
    return "\n".join(
        (_BROWSER / f"{part}.js").read_text(encoding="utf-8") for part in (*_SHARED, page)
    )


def _make_source(tiles: Tiles, key: str) -> Source:
    url = tiles.url.replace("{key}", key)
    return Source(url, tiles.attribution, tiles.subdomains, tiles.max_zoom)


def _choose_view(district: District) -> dict[str, Any] | None:
    """Centre and zoom that the district asks for; None: the whole district."""
    if district.map.center is None:
        return None
    return {"center": district.map.center, "zoom": district.map.zoom or 12}
