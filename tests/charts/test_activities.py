"""The activities page's charts: every theme, street, month and day in its place."""

from datetime import date

import pandas as pd
import plotly.graph_objects as go

from wenming.charts.activities import build_calendar, build_theme_months, build_theme_streets
from wenming.charts.style import upright_axis
from wenming.i18n import Translator

EN, ZH = Translator("en"), Translator("zh")
THEMES = {"river": "River", "books": "Books"}
STREETS = {"s2": "Abbey Street", "s1": "Mill Street"}
MONTHS = [date(2021, month, 1) for month in range(1, 5)]
COUNTS = pd.DataFrame(
    [
        ("2021-01-01", "s1", "books", 2),
        ("2021-01-01", "s2", "books", 3),
        ("2021-03-01", "s2", "river", 1),
        ("2021-03-01", None, "river", 7),
    ],
    columns=["month", "street_id", "theme_id", "activities"],
).assign(month=lambda frame: pd.to_datetime(frame["month"]))


def cells(figure: go.Figure) -> list[list[float | None]]:
    return [[None if pd.isna(cell) else cell for cell in row] for row in figure.data[0].z]


def test_themes_stand_in_the_districts_order_and_months_without_activities_stay() -> None:
    figure = build_theme_months(COUNTS, months=MONTHS, themes=THEMES, t=EN)
    heat, bars = figure.data
    assert list(heat.y) == ["River", "Books"]
    assert cells(figure) == [[None, None, 8, None], [5, None, None, None]]
    assert list(bars.y) == [5, 0, 8, 0]
    assert list(figure.layout.xaxis.ticktext) == ["Jan\n2021", "Feb", "Mar", "Apr"]


def test_first_row_is_on_top_and_totals_start_at_zero() -> None:
    figure = build_theme_months(COUNTS, months=MONTHS, themes=THEMES, t=EN)
    assert figure.layout.yaxis.autorange == "reversed"
    assert figure.layout.yaxis2.rangemode == "tozero"
    assert figure.data[0].zmin == 0


def test_streets_stand_in_their_own_order_without_the_districts_own() -> None:
    figure = build_theme_streets(COUNTS, streets=STREETS, themes=THEMES, t=EN)
    assert list(figure.data[0].x) == ["s2", "s1"]
    assert cells(figure) == [[1, None], [3, 2]]
    assert list(figure.data[1].y) == [4, 2]
    assert list(figure.layout.xaxis.ticktext) == ["Abbey", "Mill"]


def test_numbers_leave_the_cells_when_there_is_no_room() -> None:
    many = [date(2019 + index // 12, index % 12 + 1, 1) for index in range(30)]
    assert build_theme_months(COUNTS, months=many, themes=THEMES, t=EN).data[0].texttemplate is None
    assert build_theme_months(COUNTS, months=MONTHS, themes=THEMES, t=EN).data[0].texttemplate


def test_chinese_labels_run_downwards_without_what_all_share() -> None:
    axis = upright_axis(["a", "b"], ["石炮台街道", "金砂街道"])
    assert axis["ticktext"] == ["石\n炮\n台", "金\n砂"]


def test_an_ending_is_cut_at_words_only_and_never_the_whole_name() -> None:
    assert upright_axis(["a", "b"], ["Shipaotai", "Daxiaotai"])["ticktext"] == [
        "Shipaotai",
        "Daxiaotai",
    ]
    assert upright_axis(["a", "b"], ["街道", "金砂街道"])["ticktext"] == [
        "街\n道",
        "金\n砂\n街\n道",
    ]
    assert upright_axis(["a"], ["金砂街道"])["ticktext"] == ["金\n砂\n街\n道"]


BY_DAY = pd.DataFrame({"day": pd.to_datetime(["2021-01-01", "2021-01-04"]), "activities": [2, 5]})
NEW_YEAR = {date(2021, 1, 1): "New Year"}


def build(since: date, until: date, t: Translator = EN) -> go.Figure:
    return build_calendar(BY_DAY, since=since, until=until, holidays=NEW_YEAR, t=t)


def test_every_day_of_the_period_has_a_cell_and_no_other_day() -> None:
    heat, holidays = build(date(2021, 1, 1), date(2021, 1, 5)).data
    # Friday to Sunday in the year's first week, Monday and Tuesday in its second.
    assert list(zip(heat.x, heat.y, heat.z, strict=True)) == [
        (0, 4, 2),
        (0, 5, 0),
        (0, 6, 0),
        (1, 0, 5),
        (1, 1, 0),
    ]
    assert (list(holidays.x), list(holidays.y)) == ([0], [4])


def test_a_day_tells_its_date_weekday_holiday_and_count() -> None:
    texts = build(date(2021, 1, 1), date(2021, 1, 2)).data[0].text
    assert list(texts) == [
        "1 Jan 2021 · Fri · New Year\n2 activities",
        "2 Jan 2021 · Sat\n0 activities",
    ]
    assert (
        build(date(2021, 1, 1), date(2021, 1, 1), ZH)
        .data[0]
        .text[0]
        .startswith("2021年1月1日 · 周五")
    )


def test_years_stand_in_bands_of_one_scale() -> None:
    figure = build(date(2019, 1, 1), date(2021, 6, 30))
    heats = [trace for trace in figure.data if trace.type == "heatmap"]
    assert len(heats) == 3
    assert {heat.zmax for heat in heats} == {5}
    assert [note.text for note in figure.layout.annotations] == ["2019", "2020", "2021"]


def test_a_longer_period_shows_its_last_three_years() -> None:
    figure = build(date(2015, 1, 1), date(2021, 6, 30))
    assert [note.text for note in figure.layout.annotations] == ["2019", "2020", "2021"]


def test_months_are_named_where_they_begin() -> None:
    axis = build(date(2021, 1, 10), date(2021, 3, 2)).layout.xaxis
    assert list(axis.ticktext) == ["Jan", "Feb", "Mar"]
    assert list(axis.tickvals) == [1, 5, 9]
