"""A chart with its table behind a switch, and both offered as a file."""

from collections.abc import Sequence

import pandas as pd
import plotly.graph_objects as go

from wenming.exports import Column
from wenming.ui.charts import show_chart
from wenming.ui.downloads import offer_table
from wenming.ui.frame import Page


def show_chart_and_table(
    page: Page,
    figure: go.Figure,
    table: pd.DataFrame,
    columns: Sequence[Column],
    *,
    name: str,
    finding: str,
    description: str,
    unit: str,
    height: int,
    legend: bool = False,
    period: str = "",
) -> None:
    """Draw a figure under its finding; `name` is the key of its widgets and its file's name.

    `table` holds `columns` in the page's language; `period` is given where the figure shows
    another than the page's.
    """
    show_chart(
        page,
        figure,
        finding=finding,
        description=description,
        unit=unit,
        key=name,
        height=height,
        legend=legend,
        period=period,
    )
    offer_table(page, table, columns, name=name, title=description)
