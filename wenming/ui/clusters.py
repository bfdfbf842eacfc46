"""Whether communities that are not reached lie together: asked for by a switch, told in words."""

import pandas as pd
import streamlit as st

from wenming.exports import Column
from wenming.figures import load_figures
from wenming.geo.clusters import (
    CHANCE,
    NEIGHBOURS,
    SMALLEST,
    Clusters,
    add_up_areas,
    find_clusters,
)
from wenming.reports import reference
from wenming.ui.downloads import show_downloads
from wenming.ui.frame import Page
from wenming.ui.reach_measure import Reach, choose_rows, describe_measure
from wenming.ui.tables import show_table
from wenming.ui.text import escape

_KINDS = ("high_high", "high_low", "low_high", "low_low")
_CERTAIN = 0.05
_NAMED = 5  # communities that a sentence may list; of more it names the first three


def choose_clusters(page: Page) -> bool:
    """The switch: what it takes is loaded and computed only behind it."""
    t = page.t
    return st.toggle(
        t("clusters.switch"), key="clusters", bind="query-params", help=t("clusters.switch_help")
    )


def load_clusters(page: Page, reach: Reach) -> Clusters | None:
    """Over all communities, whichever streets are chosen: neighbours may be another street's."""
    return _find(page.store.version, reach.key, reach)


def show_clusters(
    page: Page, reach: Reach, found: Clusters | None, areas: pd.DataFrame | None
) -> None:
    """The answer in one sentence, how it was found, and the communities that stand out.

    `areas` are from `spell_clusters`.
    """
    t = page.t
    st.subheader(t("clusters.title"), anchor=False)
    st.caption(t("clusters.basis", metres=t.number(reach.limit), sites=reach.sites))
    if found is None or areas is None:
        few = reach.areas["community_id"].nunique() < SMALLEST
        key = "clusters.too_few" if few else "clusters.all_alike"
        st.info(t(key, least=t.number(SMALLEST)), icon=":material/info:")
        return
    st.markdown(f"**{escape(_tell(page, found, areas))}**")
    figure = load_figures()["moran_unreached"]
    st.caption(
        t(
            "clusters.measured",
            moran=t.number(found.moran, 2),
            count=t.number(found.count),
            shuffles=t.number(found.shuffles),
            as_much=t.number(found.as_much),
            neighbours=t.number(NEIGHBOURS),
            chance=t.number(round(found.count * CHANCE)),
        ),
        help=figure.explain(t, page.district),
    )
    if areas.empty:
        st.caption(t("clusters.none"))
        return
    columns = (
        Column("told", t("clusters.kind")),
        Column("street", t("frame.street")),
        Column("name", t("reach.community")),
        Column("residents", t("reach.residents"), "count"),
        Column("unreached", t("reach.unreached"), "count"),
        Column("value", t("clusters.value"), "share"),
        Column("around", t("clusters.around"), "share"),
    )
    show_table(page, areas, columns, alt=t("clusters.title"))
    show_downloads(
        page, areas, "clusters", title=t("clusters.title"), columns=columns,
        notes=describe_measure(page, reach.limit),
    )  # fmt: skip


def _tell(page: Page, found: Clusters, areas: pd.DataFrame) -> str:
    """The answer in one sentence that a newcomer understands."""
    t = page.t
    together = areas[areas["kind"] == "high_high"]
    if found.p > _CERTAIN:
        return t("clusters.scattered")
    if together.empty:
        return t("clusters.alike")
    shown = together["name"] if len(together) <= _NAMED else together["name"].head(3)
    more = len(together) - len(shown)
    return t(
        "clusters.together_more" if more else "clusters.together",
        names=t("downloads.separator").join(shown),
        more=t.number(more),
        unreached=t.number(int(together["unreached"].sum())),
    )


def spell_clusters(page: Page, found: Clusters) -> pd.DataFrame:
    """Those of the chosen streets that stand out, named and told.

    Those who need most first: not reached among their like, then those alone.
    """
    areas = choose_rows(page, found.areas.dropna(subset="kind"))
    order = areas["kind"].map({kind: number for number, kind in enumerate(_KINDS)})
    areas = areas.assign(order=order).sort_values(
        ["order", "unreached"], ascending=[True, False], kind="stable"
    )
    return areas.assign(
        told=[page.t(f"clusters.{kind}") for kind in areas["kind"]],
        street=areas["street_id"].map(page.names(reference.streets)),
        name=areas["community_id"].map(page.names(reference.communities)),
    )


@st.cache_data(max_entries=16, show_spinner=False)
def _find(version: int, key: tuple[object, ...], _reach: Reach) -> Clusters | None:
    areas = add_up_areas(_reach.points)
    return find_clusters(areas.assign(value=1 - areas["share"]))
