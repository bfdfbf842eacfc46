"""The files that maps and charts need in the browser, and the typeface of pictures in documents.

Copied from npm's packages to where they are served. Run as `python -m wenming.browser_files` after
`npm ci`; neither a page nor a document then asks an outside host.
"""

import shutil
import sys
from pathlib import Path

from wenming.config.places import PROJECT

SCRIPTS = {
    "leaflet.js": "leaflet/dist/leaflet.js",
    "leaflet.markercluster.js": "leaflet.markercluster/dist/leaflet.markercluster.js",
    "leaflet-heat.js": "leaflet.heat/dist/leaflet-heat.js",
}
"""What a map loads, by the name it is served under, in the order of loading."""

STYLES = {
    "leaflet.css": "leaflet/dist/leaflet.css",
    "MarkerCluster.css": "leaflet.markercluster/dist/MarkerCluster.css",
}

_PICTURES = {
    f"images/{name}": f"leaflet/dist/images/{name}" for name in ("layers.png", "layers-2x.png")
}

CHARTS = "plotly-cartesian.js"
"""What charts load: the part of Plotly that draws bars, heatmaps and scatters."""

_CHARTS = {CHARTS: "plotly.js-cartesian-dist-min/plotly-cartesian.min.js"}

FACE = "fonts/NotoSansSC-Regular.ttf"
_FACES = {FACE: "@expo-google-fonts/noto-sans-sc/400Regular/NotoSansSC_400Regular.ttf"}

FILES = SCRIPTS | STYLES | _PICTURES | _CHARTS | _FACES
"""Every file that is copied: its name under static/, and where it lies in its package."""


def copy_browser_files(modules: Path, static: Path) -> list[Path]:
    """Copy every file from `modules` into `static` and return where each came to lie.

    Raises FileNotFoundError when a package is not there.
    """
    copied = []
    for name, source in FILES.items():
        target = static / name
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(modules / source, target)
        copied.append(target)
    return copied


if __name__ == "__main__":
    try:
        copy_browser_files(PROJECT / "node_modules", PROJECT / "static")
    except FileNotFoundError as error:
        sys.exit(f"{error.filename} is not there: run npm ci first")
