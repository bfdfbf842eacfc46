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


@pytest.mark.parametrize("language", ["zh", "en"])
@pytest.mark.parametrize(
    "asked",
    [
        {"from": "0001-01-01"},
        {"to": "9999-12-31"},
        {"from": "1021-05-01", "to": "2021-06-30"},
        {"from": "0001-01-01", "to": "9999-12-31"},
    ],
    ids=lambda asked: "-".join(asked.values()),
)
def test_a_day_nobody_can_mean_is_told_and_left_out(
    run_on_riverton: RunPage, asked: dict[str, str], language: str
) -> None:
    page = run_on_riverton("activities", lang=language, **asked)

    assert not page.exception and not page.error
    told = [warning.value for warning in page.warning if "1990" in warning.value]
    wrong = [day for day in asked.values() if day != "2021-06-30"]
    assert len(told) == len(wrong)
    assert all(day in sentence for day, sentence in zip(wrong, told, strict=True))


def test_the_calendar_offers_no_day_outside_the_window(run_on_riverton: RunPage) -> None:
    page = run_on_riverton("overview", **{"from": "1990-01-01", "to": "2021-05-03"})

    calendar = page.date_input(key="filter_dates")
    assert not page.exception and not page.error and not page.warning
    assert (calendar.min.isoformat(), calendar.max.isoformat()) == ("1990-01-01", "2026-12-31")
