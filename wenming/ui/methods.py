"""The sections of the methods page: the catalogue, published against counted, the sources."""

from collections.abc import Hashable, Iterable, Mapping
from typing import Any

import pandas as pd
import streamlit as st

from wenming.exports import Column
from wenming.figures import Figure, load_figures
from wenming.i18n import Translator
from wenming.maps.boundary import is_schematic
from wenming.reports import methods, reference
from wenming.schema.words import name_table
from wenming.ui.clock import tell_moment
from wenming.ui.downloads import show_downloads
from wenming.ui.frame import Page, load_reference
from wenming.ui.tables import show_table
from wenming.ui.text import escape
from wenming.ui.versions import load_history

_SEARCH = "figure"  # its name in the link: `/methods?figure=active_sites` shows one definition
_PARTS = ("definition", "formula", "denominator", "note")
_OUTCOMES = ("accepted", "repaired", "review", "rejected", "skipped")


def show_catalogue(page: Page) -> None:
    """Every figure there is, as cards; a search narrows them."""
    t = page.t
    st.subheader(t("methods.catalogue", count=len(load_figures())), anchor=False)
    search = st.text_input(
        t("methods.search"),
        key=_SEARCH,
        bind="query-params",
        type="search",
        icon=":material/search:",
        placeholder=t("methods.search"),
        label_visibility="collapsed",
        max_chars=60,
    )
    figures = find_figures(load_figures().values(), search or "", page)
    if not figures:
        st.info(t("methods.none_found"), icon=":material/search_off:")
    with st.grid(3, min_column_width=320, gap="small"):
        for figure in figures:
            _show_figure(page, figure)
    rows = [{**_spell(page, figure), "id": figure.id} for figure in load_figures().values()]
    columns = [
        Column("id", t("methods.id")),
        *(Column(part, t(f"methods.{part}")) for part in ("name", "unit", *_PARTS)),
        Column("thresholds", t("methods.thresholds")),
        Column("sources", t("methods.sources")),
    ]
    show_downloads(
        page, pd.DataFrame(rows), "figures",
        title=t("methods.catalogue_title"), columns=columns, filtered=False,
    )  # fmt: skip


def find_figures(figures: Iterable[Figure], search: str, page: Page) -> list[Figure]:
    """The figures whose id or text in the page's language holds every word of `search`."""
    words = search.casefold().split()
    return [
        figure
        for figure in figures
        if all(
            word in " ".join([figure.id, *_spell(page, figure).values()]).casefold()
            for word in words
        )
    ]


def _spell(page: Page, figure: Figure) -> dict[str, str]:
    """Each part of a definition in words; empty where there is none."""
    t = page.t
    spelled = {part: figure.tell(part, t, page.district) for part in ("name", "unit", *_PARTS)}
    values = [
        t(f"methods.threshold_{name}", number=getattr(page.district.thresholds, name))
        for name in figure.thresholds
    ]
    source = t.of(page.district.thresholds.source) or t("methods.local")
    joined = t("downloads.separator").join(values)
    spelled["thresholds"] = t("methods.with_source", text=joined, source=source) if values else ""
    spelled["sources"] = t("downloads.separator").join(figure.sources)
    return spelled


def _show_figure(page: Page, figure: Figure) -> None:
    t = page.t
    spelled = _spell(page, figure)
    with st.container(border=True, height="stretch", gap="xsmall", key=f"figure_{figure.id}"):
        with st.container(horizontal=True, vertical_alignment="center"):
            st.markdown(f"**{escape(spelled['name'])}**", width="content")
            st.badge(escape(spelled["unit"]), color="gray")
        st.markdown(escape(spelled["definition"]))
        for part in ("formula", "denominator", "note", "thresholds"):
            if spelled[part]:
                st.caption(t("methods.part", part=t(f"methods.{part}"), text=escape(spelled[part])))
        names = t("downloads.separator").join(f"`{source}`" for source in figure.sources)
        told = t("methods.part", part=t("methods.sources"), text=names)
        st.caption(f"`{figure.id}` · {told}")


def show_published(page: Page) -> None:
    """What the district published beside what the store counts, each pair judged in words."""
    t = page.t
    frame = load_reference(page.store, methods.published_by_figure)
    if frame.empty:
        return
    st.subheader(tell_published(frame, t), anchor=False)
    st.caption(t("methods.published_caption"))
    table = frame.assign(
        name=frame[t.column()],
        told=[_tell_published(row, t) for row in frame.to_dict("records")],
        verdict=[_judge(row, t) for row in frame.to_dict("records")],
        qualifier_told=[
            t.named("methods.is_", _slug(qualifier)) for qualifier in frame["qualifier"]
        ],
    )
    shared = (
        Column("counted", t("methods.counted"), "count"),
        Column("verdict", t("methods.verdict")),
        Column("difference", t("methods.difference"), "count"),
        Column("said", t("methods.said")),
        Column("source", t("methods.source")),
        Column("published_on", t("methods.published_on"), "day"),
    )
    name = Column("name", t("methods.name"))
    show_table(
        page,
        table,
        [name, Column("told", t("methods.published"), "number_text"), *shared],
        alt=tell_published(frame, t),
    )
    exported = [
        name,
        Column("published", t("methods.published"), "count"),
        Column("qualifier_told", t("methods.qualifier")),
        *shared,
    ]
    show_downloads(
        page, table, "published", title=t("methods.published_title"), columns=exported,
        filtered=False,
    )  # fmt: skip


def tell_published(frame: pd.DataFrame, t: Translator) -> str:
    """How many published figures agree with the store, how many do not, how many are open."""
    agrees = frame["agrees"].astype("boolean")
    return t(
        "methods.published_finding",
        total=len(frame),
        agree=int(agrees.fillna(False).sum()),
        differ=int((~agrees).fillna(False).sum()),
        open=int(agrees.isna().sum()),
    )


def _tell_published(row: Mapping[Hashable, Any], t: Translator) -> str:
    # A year is no quantity: it takes no separators.
    year = row["key"].endswith("_since")
    number = f"{row['published']:.0f}" if year else t.number(row["published"], 1)
    return t(f"methods.said_{_slug(row['qualifier'])}", number=number)


def _judge(row: Mapping[Hashable, Any], t: Translator) -> str:
    if pd.isna(row["agrees"]):
        return t("methods.open")
    return t(f"methods.agrees_{_slug(row['qualifier'])}" if row["agrees"] else "methods.differs")


def _slug(qualifier: str) -> str:
    return qualifier.replace(" ", "_")


def show_sources(page: Page) -> None:
    """Where the data come from: what kind they are, settings, files, versions."""
    t = page.t
    st.subheader(t("methods.data_sources"), anchor=False)
    st.markdown("\n".join(f"- {escape(sentence)}" for sentence in list_facts(page)))
    _show_targets(page)
    batches = load_reference(page.store, methods.batches_by_file)
    files = batches.assign(
        kind=[_name_kind(kind, t) for kind in batches["kind"]],
        imported=[tell_moment(moment) for moment in batches["imported_at"]],
    )
    columns = [
        Column("file", t("activities.field_file")),
        Column("kind", t("methods.kind")),
        Column("imported", t("activities.field_imported_at")),
        Column("rows_read", t("methods.rows_read"), "count"),
        *(Column(outcome, t(f"outcomes.{outcome}"), "count") for outcome in _OUTCOMES),
        Column("batch_id", t("activities.field_batch")),
    ]
    st.markdown(f"**{t('methods.files', count=len(files))}**")
    show_table(page, files, columns, alt=t("methods.files", count=len(files)))
    show_downloads(
        page, files, "files", title=t("methods.files", count=len(files)), columns=columns,
        filtered=False,
    )  # fmt: skip
    _show_versions(page)


def _name_kind(kind: str, t: Translator) -> str:
    """A batch's kind: a ledger, a table of the district's folder, or another that was handed in."""
    return t.named("methods.kind_", kind) if kind in {"ledger", "district"} else name_table(kind, t)


def list_facts(page: Page) -> list[str]:
    """What a reader has to know of the data, a sentence each."""
    t, district = page.t, page.district
    facts = [t("methods.is_sample" if district.is_sample else "methods.is_real")]
    if district.population:
        source = t.of(district.population_source) or t("methods.no_source")
        number = t.number(district.population)
        facts.append(t("methods.population", number=number, source=source))
    residents = load_reference(page.store, methods.residents_by_basis)
    for kind, group in residents.groupby("kind", sort=False):
        parts = [
            t("methods.basis", basis=_name_basis(row["basis"], t), places=t.number(row["places"]))
            for row in group.to_dict("records")
        ]
        facts.append(t(f"methods.residents_{kind}", parts=t("downloads.separator").join(parts)))
    facts.append(t(f"methods.{_find_boundary_kind(page)}"))
    minimums = t("downloads.separator").join(
        t("methods.minimum", level=t.of(level.name), number=level.minimum_per_month)
        for level in district.levels
    )
    facts.append(t("methods.minimums", minimums=minimums))
    return facts


def _find_boundary_kind(page: Page) -> str:
    """Whose boundaries the maps draw: schematic ones, handed in, of the folder, or none."""
    areas = load_reference(page.store, reference.boundaries)
    if areas.empty and not page.district.boundary_path.is_file():
        return "boundary_none"
    if is_schematic(areas, page.district):
        return "schematic"
    return "boundary" if areas.empty else "boundary_stored"


def _show_targets(page: Page) -> None:
    """What the district wants the figures of the catalogue to reach, and who set it."""
    t, figures = page.t, load_figures()
    rows = [
        {
            "year": str(target.year),
            "figure": t.of(figures[target.figure].name),
            "target": t.percent(target.value, 0)
            if t.of(figures[target.figure].unit) == "%"
            else t.number(target.value),
            "basis": t.of(target.basis),
        }
        for target in page.district.targets
        if target.figure in figures
    ]
    if rows:
        st.markdown(f"**{t('methods.targets')}**")
        columns = [
            Column("year", t("methods.year")),
            Column("figure", t("methods.name")),
            Column("target", t("methods.target"), "number_text"),
            Column("basis", t("methods.set_by")),
        ]
        show_table(page, pd.DataFrame(rows), columns, alt=t("methods.targets"))


def _name_basis(basis: object, t: Translator) -> str:
    return t.named("methods.basis_", "unknown" if pd.isna(basis) else basis)  # type: ignore[call-overload]


def _show_versions(page: Page) -> None:
    t = page.t
    table = load_history(page, methods.versions_by_number)
    columns = [
        Column("version", t("methods.version"), "count"),
        Column("created", t("methods.created")),
        Column("action", t("methods.action")),
        Column("note", t("methods.version_note")),
        Column("cutoff", t("methods.cutoff"), "day"),
        Column("activities", t("methods.activities"), "count"),
    ]
    st.markdown(f"**{t('methods.versions')}**")
    show_table(page, table, columns, alt=t("methods.versions"))
