"""The look all charts share: footers that fit a phone, months in the page's language."""

import json
from datetime import date

import plotly.graph_objects as go

from wenming.charts.style import (
    mark_partial,
    month_axis,
    style_figure,
    wrap_parts,
    write_figure,
)
from wenming.i18n import Translator


def _months(first_year: int, count: int) -> list[date]:
    return [date(first_year + index // 12, index % 12 + 1, 1) for index in range(count)]


def test_parts_share_a_line_while_they_fit() -> None:
    assert wrap_parts(["Unit: visits", "2021", "version 3"], 30) == [
        "Unit: visits · 2021",
        "version 3",
    ]


def test_chinese_characters_count_twice() -> None:
    assert wrap_parts(["单位：场次", "样本数据"], 20) == ["单位：场次", "样本数据"]
    assert wrap_parts(["单位：场次", "样本数据"], 21) == ["单位：场次 · 样本数据"]


def test_absent_parts_leave_no_dot() -> None:
    assert wrap_parts(["Unit: visits", "", "version 3"], 40) == ["Unit: visits · version 3"]


def test_months_are_labelled_in_the_page_language_with_the_year_where_it_begins() -> None:
    months = [*_months(2020, 12), date(2021, 1, 1)]
    english = month_axis(Translator("en"), months, most=13)["ticktext"]
    chinese = month_axis(Translator("zh"), months, most=13)["ticktext"]
    assert isinstance(english, list)
    assert isinstance(chinese, list)
    assert english[:2] == ["Jan\n2020", "Feb"]
    assert english[-1] == "Jan\n2021"
    assert chinese[:2] == ["1月\n2020年", "2月"]


def test_long_axes_keep_few_labels_that_begin_with_january() -> None:
    axis = month_axis(Translator("en"), _months(2019, 30))
    assert axis["tickvals"] == [date(2019 + i // 4, i % 4 * 3 + 1, 1) for i in range(10)]


def test_figure_carries_its_footer_and_does_not_move_under_a_finger() -> None:
    figure = style_figure(go.Figure(go.Bar(x=[1], y=[2])), footer=["Unit: visits", "version 3"])
    assert figure.layout.annotations[0].text == "Unit: visits · version 3"
    assert figure.layout.dragmode is False
    assert figure.layout.xaxis.fixedrange
    assert figure.layout.yaxis.fixedrange


def test_a_footer_stands_at_the_right_edge_where_no_label_moves_it() -> None:
    """From its left, long labels beside the plot would push it off a phone's screen."""
    figure = style_figure(go.Figure(go.Bar(x=[1], y=["a long name"])), footer=["Unit: visits"])
    footer = figure.layout.annotations[0]
    assert (footer.x, footer.xanchor, footer.align) == (1, "right", "left")


def test_names_have_no_meaning_of_their_own_in_a_chart() -> None:
    name = "<i>a</i> & b &lt; <a href=x>\\u003c </extra> <BR> a<br>b <extra></extra>"
    bars = go.Bar(
        name=name, x=[name], y=[1], text=[f"1\n{name}"],
        hovertemplate=f"%{{x}} {name}<extra></extra>",
    )  # fmt: skip
    figure = style_figure(go.Figure(bars), footer=[name])

    drawn = json.loads(write_figure(figure))

    text = (
        "&lt;i>a&lt;/i> &amp; b &amp;lt; &lt;a href=x>\\u003c &lt;/extra> &lt;BR> a&lt;br>b "
        "&lt;extra>&lt;/extra>"
    )
    (trace,) = drawn["data"]
    assert trace["name"] == trace["x"][0] == drawn["layout"]["annotations"][0]["text"] == text
    assert trace["text"] == [f"1<br>{text}"]
    assert trace["hovertemplate"] == f"%{{x}} {text}<extra></extra>"


def test_names_that_are_numbers_stay_names() -> None:
    figure = style_figure(go.Figure(go.Bar(x=["101", "2021"], y=[1, 2])), footer=[])

    assert json.loads(write_figure(figure))["layout"]["autotypenumbers"] == "strict"


def test_the_bars_of_a_month_that_is_not_over_are_hatched() -> None:
    months = _months(2021, 3)
    figure = go.Figure([go.Bar(x=months, y=[3, 4, 1]), go.Bar(x=["a", "b"], y=[1, 2])])

    assert mark_partial(figure, {months[-1]}) == {months[-1]}
    assert figure.data[0].marker.pattern.shape == ("", "", "/")
    assert figure.data[1].marker.pattern.shape is None


def test_cells_of_a_month_that_is_not_over_are_found_and_other_charts_are_not() -> None:
    months = _months(2021, 2)
    cells = go.Figure(go.Heatmap(x=months, y=["one"], z=[[1, 2]]))
    line = go.Figure(go.Scatter(x=months, y=[1, 2]))

    assert mark_partial(cells, {months[1]}) == {months[1]}
    assert mark_partial(line, {months[1]}) == set()
    assert mark_partial(cells, {date(2020, 1, 1)}) == set()
