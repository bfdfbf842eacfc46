"""The online page's charts: sections stacked, shares beside counts, rates with intervals."""

from datetime import date

import pandas as pd
import pytest

from wenming.charts.online import build_modes, build_posts, build_rates, build_themes
from wenming.i18n import Translator
from wenming.surveys import Rate

EN = Translator("en")
MONTHS = [date(2021, month, 1) for month in (1, 2, 3)]
AT = pd.to_datetime(["2021-01-01", "2021-03-01"])


def test_sections_stack_in_the_districts_order_and_empty_months_stay() -> None:
    posts = pd.DataFrame({"month": AT, "section_id": ["talks", "news"], "views": [40, 60]})
    figure = build_posts(
        posts,
        measure="views",
        months=MONTHS,
        sections={"news": "News", "talks": "Talks", "relay": "Relay"},
        colours={"news": "#111111", "talks": "#222222"},
        t=EN,
    )

    assert [(bar.name, list(bar.y)) for bar in figure.data] == [
        ("News", [0, 0, 60]),
        ("Talks", [40, 0, 0]),
    ]
    assert figure.layout.yaxis.rangemode == "tozero"


def test_themes_that_reported_no_views_are_left_out() -> None:
    by_theme = pd.DataFrame(
        {
            "theme_id": ["books", "river", "other"],
            "views_each": [10.0, 30.0, None],
            "views_reported": [2, 1, 0],
        }
    )
    bars = build_themes(by_theme, themes={"river": "River"}, colours={}, t=EN).data[0]

    assert list(bars.y) == ["River", "books"]
    assert list(bars.text) == ["30 (1)", "10 (2)"]


def test_a_month_without_activities_has_no_share() -> None:
    modes = pd.DataFrame({"month": AT, "activities": [4, 10], "online": [1, 0]})
    online, offline, share = build_modes(modes, months=MONTHS, colour="#2c6fb3", t=EN).data

    assert (list(online.y), list(offline.y)) == ([1, 0, 0], [3, 0, 10])
    assert [None if pd.isna(value) else value for value in share.y] == [0.25, None, 0]


def test_rates_stand_with_their_intervals_on_a_whole_axis() -> None:
    rates = {
        "awareness": [(date(2020, 1, 5), Rate(60, 100)), (date(2021, 1, 5), Rate(80, 100))],
        "support": [(date(2021, 1, 5), Rate(100, 100))],
        "participation": [],
    }
    figure = build_rates(
        rates,
        names={"awareness": "Awareness", "support": "Support", "participation": "Participation"},
        colours={"awareness": "#111111", "support": "#222222"},
        t=EN,
    )
    awareness, support = figure.data

    assert list(awareness.y) == [0.6, 0.8]
    low, high = Rate(60, 100).interval
    assert awareness.error_y.array[0] == pytest.approx(high - 0.6)
    assert awareness.error_y.arrayminus[0] == pytest.approx(0.6 - low)
    assert round(support.x[0]) == 1
    assert support.text[0].startswith("Support, 5 Jan 2021\n100.0% (95% interval 96.3% – 100.0%")
    assert list(figure.layout.yaxis.range) == [0, 1]
    assert list(figure.layout.xaxis.ticktext) == ["Jan 2020", "Jan 2021"]
