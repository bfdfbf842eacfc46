"""Running a page without a browser, on either district."""

from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path

import pytest
import streamlit as st
from streamlit.components.v2 import manifest_scanner
from streamlit.testing.v1 import AppTest

from tests.conftest import RIVERTON, SAMPLE
from wenming.config.places import PROJECT
from wenming.store import Store
from wenming.ui import frame

RunPage = Callable[..., AppTest]


@pytest.fixture(scope="session", autouse=True)
def scan_packages_once() -> Iterator[None]:
    """Streamlit's tester looks through all installed packages for each page that it opens."""
    scan = cache(manifest_scanner.scan_component_manifests)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(manifest_scanner, "scan_component_manifests", scan)
        yield


@pytest.fixture
def run_page(monkeypatch: pytest.MonkeyPatch, sample_store: Store) -> RunPage:
    """`run_page("overview", lang="en", **{"from": "2020-01-01"})` gives the page after one run."""

    def run(
        name: str, *, store: Store = sample_store, district: Path = SAMPLE, **query: object
    ) -> AppTest:
        monkeypatch.setenv("WENMING_STORE", str(store.folder))
        monkeypatch.setenv("WENMING_DISTRICT", str(district))
        monkeypatch.setattr(frame, "_HEADLINE_SECONDS", 0)  # nobody watches it draw
        st.cache_data.clear()
        st.cache_resource.clear()
        page = AppTest.from_file(PROJECT / "pages" / f"{name}.py", default_timeout=60)
        for key, value in query.items():
            page.query_params[key] = value
        return page.run()

    return run


@pytest.fixture
def run_on_riverton(run_page: RunPage, riverton_store: Store) -> RunPage:
    """The same on the small second district."""

    def run(name: str, **query: object) -> AppTest:
        return run_page(name, store=riverton_store, district=RIVERTON, **query)

    return run
