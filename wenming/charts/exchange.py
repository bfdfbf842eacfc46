"""Charts of the exchange page: town teams in the country by month, and who serves where."""

from collections.abc import Mapping, Sequence
from datetime import date

import pandas as pd
import plotly.graph_objects as go

from wenming.charts.style import WHOLE, count_axis, month_axis, upright_axis
from wenming.i18n import Translator
from wenming.palette import TASKS

DISTRICT = ""
"""The key of the whole district's teams among streets' ids."""


def build_country(settings: pd.DataFrame, *, months: Sequence[date], t: Translator) -> go.Figure:
    """What town teams held in the country by month, at schools and elsewhere.

    `settings` has month, is_school and activities. A month without any keeps its place.
    """
    table = (
        settings.pivot_table(index="month", columns="is_school", values="activities", aggfunc="sum")
        .reindex(index=pd.to_datetime(list(months)), columns=[False, True])
        .fillna(0)
    )
    figure = go.Figure()
    for is_school, name, colour in (
        (False, t("exchange.at_communities"), TASKS[4]),
        (True, t("exchange.at_schools"), TASKS[1]),
    ):
        figure.add_bar(
            x=list(months),
            y=table[is_school].astype(int).tolist(),
            name=name,
            marker_color=colour,
            hovertemplate=f"%{{fullData.name}} %{{x|%Y-%m}}: %{{y:{WHOLE}}}<extra></extra>",
        )
    figure.update_layout(barmode="stack")
    figure.update_xaxes(**month_axis(t, list(months)))
    figure.update_yaxes(**count_axis())
    return figure


def build_flows(
    flows: pd.DataFrame,
    *,
    homes: Mapping[str, str],
    streets: Mapping[str, str],
    t: Translator,
) -> go.Figure:
    """Activities by home of the team (rows, in the order of `homes`) and street served.

    `flows` has home_street_id, street_id and activities; `homes` holds the district's own teams
    under `DISTRICT`. What stays within a street has its number but no colour, which would drown
    the rest; an empty cell is 0.
    """
    table = (
        flows.assign(home=flows["home_street_id"].fillna(DISTRICT))
        .pivot_table(index="home", columns="street_id", values="activities", aggfunc="sum")
        .reindex(index=list(homes), columns=list(streets))
    )
    is_own = [[home == street for street in streets] for home in homes]
    figure = go.Figure(
        go.Heatmap(
            z=table.mask(pd.DataFrame(is_own, table.index, table.columns)).to_numpy(dtype=float),
            x=list(streets),
            y=list(homes.values()),
            zmin=0,
            showscale=False,
            xgap=1,
            ygap=1,
            texttemplate=f"%{{z:{WHOLE}}}",
            textfont={"size": 11},
            customdata=[list(streets.values())] * len(homes),
            hovertemplate=f"%{{y}} → %{{customdata}}: %{{z:{WHOLE}}}<extra></extra>",
            hoverongaps=False,
        )
    )
    within = flows[flows["home_street_id"] == flows["street_id"]]
    counts = within.groupby("street_id")["activities"].sum().to_dict()
    own = [(street, homes[street], counts[street]) for street in streets if street in counts]
    figure.add_scatter(
        x=[street for street, _, _ in own],
        y=[name for _, name, _ in own],
        text=[t.number(count) for _, _, count in own],
        mode="text",
        textfont={"size": 11},
        hovertemplate=f"{t('exchange.own')}: %{{text}}<extra></extra>",
        showlegend=False,
    )
    figure.update_xaxes(**upright_axis(list(streets), list(streets.values())), showgrid=False)
    figure.update_yaxes(
        autorange="reversed",
        showgrid=False,
        type="category",
        categoryorder="array",
        categoryarray=list(homes.values()),
    )
    return figure
