"""Heavy libraries stay off the pages and commands that do not need them.

plotly.graph_objects is not among them: Streamlit loads it itself. Its script in the browser is
what weighs, and tests/browser/test_imports.py watches over that.
"""

import json
import subprocess
import sys
from pathlib import Path

import pytest

from tests.conftest import SAMPLE
from wenming.config.places import PROJECT
from wenming.store import Store

PAGES = sorted(path.stem for path in (PROJECT / "pages").glob("*.py"))
FAMILIES = {
    "maps": ("folium", "branca", "streamlit_folium"),
    "geometry": ("geopandas", "shapely", "pyproj"),
    "ledgers": ("opencc", "pypinyin", "rapidfuzz", "cn2an", "xlrd"),
    "documents": ("openpyxl", "docx", "pptx", "matplotlib"),
    "express": ("plotly.express",),
    "clusters": ("esda", "libpysal", "sklearn"),
}
# What Streamlit itself takes is loaded once; each page then runs in a process of its own.
RUN_PAGES = """
import json, os, sys
from streamlit.testing.v1 import AppTest

for path in sys.argv[1:]:
    if os.fork():
        _, ended = os.wait()
        assert not ended, path
        continue
    page = AppTest.from_file(path, default_timeout=60).run()
    assert not page.exception, page.exception
    maps = len(page.get("component_instance"))
    print(json.dumps({"maps": maps, "modules": sorted(sys.modules)}), flush=True)
    os._exit(0)
"""
RUN_COMMAND = """
import json, sys
from wenming.cli import main

try:
    main()
except SystemExit as ended:
    assert not ended.code, ended.code
print(json.dumps({"modules": sorted(sys.modules)}))
"""


def run(script: str, *words: str, store: Store) -> list[dict]:
    """What the script printed, a line each, run in a Python of its own."""
    done = subprocess.run(
        [sys.executable, "-c", script, *words],
        cwd=PROJECT,
        env={
            "PATH": "",
            "PYTHONPATH": str(PROJECT),
            "WENMING_STORE": str(store.folder),
            "WENMING_DISTRICT": str(SAMPLE),
            "WENMING_LANG": "en",
        },
        capture_output=True,
        text=True,
        timeout=600,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return [json.loads(line) for line in done.stdout.splitlines() if line.startswith("{")]


def list_families(modules: list[str]) -> set[str]:
    return {family for family, names in FAMILIES.items() if not set(names).isdisjoint(modules)}


@pytest.fixture(scope="module")
def pages_ran(sample_store: Store) -> dict[str, dict]:
    paths = [str(PROJECT / "pages" / f"{page}.py") for page in PAGES]
    return dict(zip(PAGES, run(RUN_PAGES, *paths, store=sample_store), strict=True))


@pytest.mark.parametrize("page", PAGES)
def test_a_page_loads_what_it_shows_and_no_more(page: str, pages_ran: dict[str, dict]) -> None:
    ran = pages_ran[page]
    loaded = list_families(ran["modules"])

    assert ("maps" in loaded) == bool(ran["maps"])
    # The page that takes ledgers in reads them; a coverage map may have to measure.
    needed = {"coverage": {"geometry"}, "data": {"ledgers", "geometry", "documents"}}
    assert loaded - {"maps"} <= needed.get(page, set())


@pytest.mark.parametrize("words", [("report", "overview__headline"), ("--help",)], ids=" ".join)
def test_a_command_that_reads_no_ledger_loads_no_reader(
    words: tuple[str, ...], sample_store: Store
) -> None:
    (ran,) = run(RUN_COMMAND, *words, store=sample_store)

    assert list_families(ran["modules"]) == set()
    assert "streamlit" not in ran["modules"]


def test_the_pack_is_made_without_the_screens_charts(sample_store: Store, tmp_path: Path) -> None:
    words = ("brief", "--write-template", str(tmp_path / "x.docx"))

    (ran,) = run(RUN_COMMAND, *words, store=sample_store)

    assert "matplotlib" in ran["modules"]
    assert {"plotly", "openpyxl"}.isdisjoint(ran["modules"])
