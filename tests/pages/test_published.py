"""The overview warns of a published figure that no longer matches what is counted."""

import shutil
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from tests.conftest import RIVERTON, make_store
from tests.pages.conftest import RunPage
from wenming.ui.text import escape

HEAD = "key,value,qualifier,name_zh,name_en,said,source,published_on"


def told(page: AppTest) -> list[str]:
    return [text.value for text in page.markdown if ":material/warning:" in text.value]


@pytest.fixture
def publish(tmp_path: Path, run_page: RunPage):  # type: ignore[no-untyped-def]
    """The overview of the second district had it published these figures."""

    def run(*figures: str, lang: str = "en") -> AppTest:
        district = tmp_path / "district"
        shutil.copytree(RIVERTON, district)
        lines = "\n".join([HEAD, *(f"{figure},as said,Post,2021-07-01" for figure in figures)])
        (district / "published_figures.csv").write_text(lines + "\n", "utf-8")
        store = make_store(tmp_path / "store", district)
        return run_page("overview", store=store, district=district, lang=lang)

    return run


def test_nothing_is_said_where_all_that_can_be_compared_agrees(run_page: RunPage) -> None:
    """The sample's pilot year is published and cannot be counted."""
    page = run_page("overview")

    assert not page.exception
    assert not told(page)


def test_one_figure_that_differs_is_named_with_both_numbers(publish) -> None:  # type: ignore[no-untyped-def]
    page = publish("themed_activities,90,at least,主题活动,themed activities")

    assert not page.exception
    (line,) = told(page)
    assert escape("themed activities, published as at least 90, counted 87") in line


def test_more_figures_are_counted_and_their_names_are_text(publish) -> None:  # type: ignore[no-untyped-def]
    page = publish(
        "themed_activities,86,exact,[活动](http://outside.example),activities",
        "centers,2,exact,中心,centres",
        "province_pilot_since,2019,exact,试点,pilot",
        lang="zh",
    )

    (line,) = told(page)
    assert "另有1项" in line
    assert "[活动]" not in line
