"""Showing a figure on a page: its finding as title, what it shows beneath, its footer inside."""

import plotly.graph_objects as go
import streamlit as st

from wenming.charts.style import style_figure
from wenming.ui.chart_widget import draw_figure
from wenming.ui.frame import Page
from wenming.ui.text import escape


def show_chart(
    page: Page,
    figure: go.Figure,
    *,
    finding: str,
    description: str,
    unit: str,
    key: str,
    height: int = 320,
    legend: bool = False,
    period: str = "",
) -> None:
    """Draw a figure under its finding; unit, period and version stand in the figure itself.

    The finding is also the chart's name for screen readers. `period` is given where the figure
    shows another than the page's.
    """
    st.subheader(escape(finding), anchor=False)
    st.caption(escape(description))
    style_figure(figure, footer=build_footer(page, unit, period), height=height, legend=legend)
    draw_figure(page.t, figure, key=key, alt=finding, description=description)


def build_footer(page: Page, unit: str, period: str = "") -> list[str]:
    """What every chart and table says about itself: unit, period, version, sample mark."""
    t = page.t
    version = t("frame.version", version=page.store.version, cutoff=t.day(page.store.cutoff))
    sample = t("frame.sample") if page.district.is_sample else ""
    return [t("charts.unit", unit=unit), period or page.period, version, sample]
