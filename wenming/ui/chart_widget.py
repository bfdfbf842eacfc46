"""A Plotly figure as a widget, drawn by the part of Plotly's script that its charts need.

Streamlit's own chart element brings all of Plotly, three times as much, before anything else on
the page can be drawn.
"""

from functools import cache
from pathlib import Path

import plotly.graph_objects as go
import streamlit as st
from streamlit.components.v2.types import ComponentRenderer

from wenming.browser_files import CHARTS
from wenming.charts.style import write_figure
from wenming.i18n import Translator

_BROWSER = Path(__file__).with_name("browser")


def draw_figure(
    t: Translator,
    figure: go.Figure,
    *,
    key: str,
    alt: str,
    description: str = "",
    mode_bar: bool = True,
) -> None:
    """Draw a figure of bars, heatmaps or scatters; `alt` is its name for screen readers.

    It follows the page's theme by itself. With `mode_bar`, it can be saved as a picture named
    `key`, on which `alt` stands as its title and `description` beneath, and shown on the whole
    screen.
    """
    height = int(figure.layout.height)
    figure.layout.template = None  # the page's theme, which only the browser knows
    _register()(
        key=f"chart_{key}",
        data={
            "figure": write_figure(figure),
            "height": height,
            "alt": alt,
            "script": _find_script(),
            "picture": {
                "title": t("charts.picture"),
                "file": key,
                "description": description,
            },
            "fullScreen": t("charts.full_screen"),
            "failed": t("charts.failed"),
            "modeBar": mode_bar,
        },
    )


@cache
def _register() -> ComponentRenderer:
    return st.components.v2.component(
        "wenming_chart",
        html='<div class="chart"></div>',
        css=(_BROWSER / "chart.css").read_text(encoding="utf-8"),
        js=(_BROWSER / "chart.js").read_text(encoding="utf-8"),
        isolate_styles=False,
    )


def _find_script() -> str:
    base = st.get_option("server.baseUrlPath").strip("/")
    return f"{f'/{base}' if base else ''}/app/static/{CHARTS}"
