"""The online page's reports against a recount from the CSV files in pandas."""

from datetime import date
from pathlib import Path

import pandas as pd
import pytest

from tests.conftest import RIVERTON, SAMPLE, make_store
from wenming.filters import Filters
from wenming.reports import online
from wenming.store import Snapshot, open_snapshot

PERIODS = [
    Filters(date(2021, 1, 1), date(2021, 6, 30)),
    Filters(date(2020, 2, 10), date(2020, 11, 17)),
    Filters(date(2019, 1, 1), date(2021, 6, 30), themes=("role_models", "epidemic_control")),
    Filters(date(2021, 6, 5), date(2021, 6, 20)),
]


@pytest.fixture(scope="module")
def posts() -> pd.DataFrame:
    return pd.read_csv(SAMPLE / "online_posts.csv", parse_dates=["published_on"])


def choose(posts: pd.DataFrame, filters: Filters) -> pd.DataFrame:
    chosen = posts[posts["published_on"].between(str(filters.since), str(filters.until))]
    return chosen if not filters.themes else chosen[chosen["theme_id"].isin(filters.themes)]


@pytest.mark.parametrize("filters", PERIODS, ids=str)
def test_posts_views_and_taking_part_equal_a_recount(
    sample: Snapshot, posts: pd.DataFrame, filters: Filters
) -> None:
    expected = (
        choose(posts, filters)
        .assign(month=lambda rows: rows["published_on"].dt.to_period("M").dt.to_timestamp())
        .groupby(["month", "section_id", "theme_id"])
        .agg(
            posts=("post_id", "size"),
            views_reported=("views", "count"),
            views=("views", lambda values: values.sum(min_count=1)),
            participants_reported=("participants", "count"),
            participants=("participants", lambda values: values.sum(min_count=1)),
        )
        .reset_index()
    )
    found = online.posts_by_month_section_theme(sample, filters)
    pd.testing.assert_frame_equal(found, expected, check_dtype=False)


@pytest.mark.parametrize("filters", PERIODS, ids=str)
def test_the_most_viewed_posts_equal_a_recount(
    sample: Snapshot, posts: pd.DataFrame, filters: Filters
) -> None:
    expected = choose(posts, filters).dropna(subset=["views"]).nlargest(10, "views")

    found = online.best_by_post(sample, filters)

    assert list(found["views"]) == list(expected["views"])
    assert set(found["post_id"]) <= set(choose(posts, filters)["post_id"])
    assert len(online.best_by_post(sample, filters, rows=3)) == 3


@pytest.mark.parametrize("filters", PERIODS, ids=str)
def test_spans_equal_a_recount(sample: Snapshot, posts: pd.DataFrame, filters: Filters) -> None:
    everything = Filters(date(2000, 1, 1), filters.until, themes=filters.themes)
    expected = choose(posts, everything).groupby("section_id")["published_on"]

    found = online.spans_by_section(sample, filters).set_index("section_id")

    assert found["first_on"].to_dict() == expected.min().to_dict()
    assert found["last_on"].to_dict() == expected.max().to_dict()
    assert found["posts"].to_dict() == expected.size().to_dict()


@pytest.mark.parametrize("streets", [None, ("440511001", "440511018")], ids=str)
def test_surveys_equal_a_recount(sample: Snapshot, streets: tuple[str, ...] | None) -> None:
    answers = pd.read_csv(SAMPLE / "surveys.csv", dtype={"street_id": str})
    answers = answers[answers["surveyed_on"] <= "2020-12-31"]
    if streets:
        answers = answers[answers["street_id"].isin(streets)]
    expected = answers.groupby(["surveyed_on", "measure"])[["asked", "yes"]].sum()

    found = online.surveys_by_day_measure(
        sample, Filters(date(2020, 1, 1), date(2020, 12, 31), streets=streets)
    )

    keys = list(zip(found["surveyed_on"].dt.strftime("%Y-%m-%d"), found["measure"], strict=True))
    assert keys == list(expected.index)
    assert found["asked"].tolist() == expected["asked"].tolist()
    assert found["yes"].tolist() == expected["yes"].tolist()
    assert set(found["streets"]) == {len(streets or range(12))}


def test_an_answer_of_the_whole_district_is_not_counted_twice(tmp_path: Path) -> None:
    district = tmp_path / "district"
    district.mkdir()
    for path in RIVERTON.iterdir():
        (district / path.name).write_bytes(path.read_bytes())
    rows = ["q1,2021-01-05,support,s1,10,5", "q2,2021-01-05,support,,100,80"]
    rows += ["q3,2021-01-05,awareness,s1,10,5", "q4,2021-01-05,awareness,s2,20,9"]
    head = "survey_id,surveyed_on,measure,street_id,asked,yes"
    (district / "surveys.csv").write_text("\n".join([head, *rows]) + "\n", "utf-8")
    snapshot = open_snapshot(make_store(tmp_path / "store", district))

    def ask(streets: tuple[str, ...] | None) -> dict[str, tuple[int, int, int]]:
        filters = Filters(date(2021, 1, 1), date(2021, 6, 30), streets=streets)
        found = online.surveys_by_day_measure(snapshot, filters)
        return {row.measure: (row.asked, row.yes, row.streets) for row in found.itertuples()}

    assert ask(None) == {"support": (100, 80, 0), "awareness": (30, 14, 2)}
    assert ask(("s1",)) == {"support": (10, 5, 1), "awareness": (10, 5, 1)}


def test_a_district_without_a_platform_has_no_rows(riverton: Snapshot) -> None:
    assert online.posts_by_month_section_theme(riverton, PERIODS[0]).empty
    assert online.best_by_post(riverton, PERIODS[0]).empty
    assert online.spans_by_section(riverton, PERIODS[0]).empty
    assert online.surveys_by_day_measure(riverton, PERIODS[0]).empty
