"""The filter bar: what is chosen holds, whatever happens to the runs between."""

from pathlib import Path

import pytest

from tests.pages.conftest import RunPage
from wenming.ui.routes import PAGES

TUOJIANG = "440511016"


@pytest.mark.parametrize("name", ["overview", "methods"])
def test_a_choice_outlasts_a_store_that_was_away(
    run_page: RunPage, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, name: str
) -> None:
    page = run_page(name, street=TUOJIANG)
    with monkeypatch.context() as away:
        away.setenv("WENMING_STORE", str(tmp_path / "none"))
        page.run()
        assert page.error

    page.run()

    assert not page.error
    assert page.multiselect(key="filter_street").value == [TUOJIANG]


@pytest.mark.parametrize("name", PAGES)
def test_a_choice_on_the_page_is_in_its_link(run_page: RunPage, name: str) -> None:
    page = run_page(name, street=TUOJIANG)

    page.multiselect(key="filter_theme").set_value(["festivals"]).run()

    assert dict(page.query_params)["theme"] in ("festivals", ["festivals"])
    assert dict(page.query_params)["street"] in (TUOJIANG, [TUOJIANG])
