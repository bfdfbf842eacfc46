"""What is said of the platform and the surveys: intervals, changes, and what was not reported."""

from datetime import date

import pandas as pd
import pytest

from wenming.i18n import Translator
from wenming.online import (
    list_rates,
    tell_modes,
    tell_posts,
    tell_rate,
    tell_spans,
    tell_themes,
    total_posts,
)
from wenming.surveys import Rate, is_beyond_chance

EN, ZH = Translator("en"), Translator("zh")


@pytest.mark.parametrize(
    ("yes", "asked", "interval"),
    [
        # Newcombe (1998), table I: Wilson's score method without continuity correction.
        (81, 263, (0.2553, 0.3662)),
        (15, 148, (0.0624, 0.1605)),
        (0, 20, (0.0, 0.1611)),
        (1, 29, (0.0061, 0.1718)),
    ],
)
def test_intervals_equal_the_published_ones(
    yes: int, asked: int, interval: tuple[float, float]
) -> None:
    assert Rate(yes, asked).interval == pytest.approx(interval, abs=5e-5)


def test_an_interval_stays_within_nothing_and_everybody() -> None:
    assert Rate(5, 5).interval[1] == 1
    assert Rate(0, 5).interval[0] == 0


@pytest.mark.parametrize(
    ("now", "before", "told"),
    [
        # Newcombe (1998b), method 10: 56/70 less 48/80 lies in 0.0524 to 0.3339.
        (Rate(56, 70), Rate(48, 80), True),
        (Rate(48, 80), Rate(56, 70), True),
        # 9/10 less 3/10: 0.1705 to 0.8090; 6/7 less 2/7: 0.0582 to 0.8062; 5/56 less 0/29: from
        # -0.0381.
        (Rate(9, 10), Rate(3, 10), True),
        (Rate(5, 56), Rate(0, 29), False),
        (Rate(10, 20), Rate(10, 20), False),
    ],
)
def test_a_change_counts_when_its_interval_leaves_out_nothing(
    now: Rate, before: Rate, told: bool
) -> None:
    assert is_beyond_chance(now, before) is told


def surveys(*rows: tuple[str, str, int, int]) -> pd.DataFrame:
    frame = pd.DataFrame(rows, columns=["surveyed_on", "measure", "asked", "yes"])
    return frame.assign(surveyed_on=pd.to_datetime(frame["surveyed_on"]))


def test_rates_of_too_few_people_are_left_out() -> None:
    rates = list_rates(
        surveys(("2020-01-05", "awareness", 29, 20), ("2021-01-05", "awareness", 30, 20)), 30
    )

    assert rates["awareness"] == [(date(2021, 1, 5), Rate(20, 30))]
    assert rates["support"] == []


def test_nobody_asked_is_no_rate() -> None:
    assert list_rates(surveys(("2020-01-05", "support", 0, 0)), 0)["support"] == []


def test_a_rate_is_told_with_those_asked_and_its_change() -> None:
    course = [(date(2020, 11, 5), Rate(60, 100)), (date(2021, 5, 5), Rate(90, 100))]

    assert tell_rate("Awareness", course, EN) == (
        "Awareness 90.0% (May 2021, 100 asked), up 30 points on Nov 2020"
    )
    assert tell_rate("知晓率", course[:1], ZH) == "知晓率60.0%（2020年11月，100人）"


def test_a_change_that_may_be_chance_says_so() -> None:
    course = [(date(2020, 11, 5), Rate(60, 100)), (date(2021, 5, 5), Rate(65, 100))]

    assert tell_rate("知晓率", course, ZH).endswith("提高5个百分点，在抽样误差之内")


POSTS = pd.DataFrame(
    [
        ("news", "river", 3, 2, 100, 1, 7),
        ("news", "books", 1, 0, None, 0, None),
        ("relay", "river", 1, 1, 300, 0, None),
    ],
    columns=[
        "section_id", "theme_id", "posts", "views_reported", "views", "participants_reported",
        "participants",
    ],
)  # fmt: skip


def test_views_of_a_post_count_posts_that_reported_them() -> None:
    by_theme = total_posts(POSTS, "theme_id").set_index("theme_id")

    assert by_theme.loc["river", "views_each"] == pytest.approx(400 / 3)
    assert pd.isna(by_theme.loc["books", "views_each"])
    assert pd.isna(by_theme.loc["books", "views"])


def test_the_section_and_the_theme_that_drew_most_are_named() -> None:
    assert tell_posts(POSTS, {"relay": "Relay"}, EN) == "5 posts; Relay drew most views, 75%"
    told = tell_themes(total_posts(POSTS, "theme_id"), {"river": "River"}, EN)
    assert told == "River drew most: 133 views a post (133 overall)"


def test_without_reported_views_nothing_leads() -> None:
    silent = POSTS[POSTS["theme_id"] == "books"]

    assert tell_posts(silent, {}, EN) == "1 post"
    assert tell_themes(total_posts(silent, "theme_id"), {}, ZH) == "本期内容都没有报浏览量"


def test_sections_without_posts_are_named() -> None:
    sections = pd.DataFrame({"section": ["News", "Relay"], "posts": [4, 0]})

    assert tell_spans(sections, ZH) == "“Relay”本期没有发布"
    assert tell_spans(sections.iloc[:1], EN) == "News published in the period"


def test_the_online_share_is_told_with_its_month() -> None:
    months = pd.to_datetime(["2020-01-01", "2020-02-01"])
    modes = pd.DataFrame({"month": months, "activities": [8, 2], "online": [1, 1]})

    assert tell_modes(modes, EN) == "2 of 10 activities were online (20.0%), most in Feb 2020 (50%)"
    none = modes.assign(online=0)
    assert tell_modes(none, ZH) == "10场活动中线上0场（0.0%）"
