"""The platform's sections of the online page: cards, posts, themes, online activities, list."""

import pandas as pd
import streamlit as st

from wenming.charts.online import build_modes, build_posts, build_themes
from wenming.exports import Column
from wenming.figures import load_figures
from wenming.online import list_rates, tell_modes, tell_posts, tell_spans, tell_themes, total_posts
from wenming.palette import TASKS, colour_tasks, colour_themes
from wenming.periods import list_months
from wenming.reports import online as reports
from wenming.reports import overview, reference
from wenming.ui.cards import FigureCard, show_figure_cards
from wenming.ui.charts import show_chart
from wenming.ui.choices import choose_option
from wenming.ui.downloads import offer_table, show_downloads
from wenming.ui.frame import Page, load_reference
from wenming.ui.tables import name_ids, show_table
from wenming.ui.text import escape

_MEASURES = {
    "posts": "online_posts",
    "views": "online_views",
    "participants": "online_participants",
}
_RATES = ("awareness", "support", "participation")
_HEIGHT = 260


def show_cards(page: Page) -> None:
    """Posts, views, taking part, online share of activities, and the three surveyed rates."""
    t = page.t
    st.caption(t("online.scope", until=t.day(page.filters.until)))
    posts = page.load(reports.posts_by_month_section_theme)
    total = posts["posts"].sum()
    modes = page.load(overview.trend_by_month_theme)
    held, at_home = int(modes["activities"].sum()), int(modes["online"].sum())
    cards = [
        FigureCard(
            "online_posts",
            t.number(total),
            (t("online.sections_count", count=posts["section_id"].nunique()),),
        ),
        *(
            FigureCard(
                figure,
                t.number(posts[column].sum(min_count=1)),
                (
                    t(
                        "online.reported",
                        part=t.number(posts[f"{column}_reported"].sum()),
                        whole=t.number(total),
                    ),
                ),
            )
            for column, figure in list(_MEASURES.items())[1:]
        ),
        FigureCard(
            "online_share",
            t.percent(at_home / held if held else None),
            (t("online.of_activities", part=t.number(at_home), whole=t.number(held)),),
        ),
    ]
    minimum = page.district.thresholds.survey_minimum
    rates = list_rates(page.load(reports.surveys_by_day_measure), minimum)
    for figure in _RATES:
        if not rates[figure]:
            cards.append(FigureCard(figure, "—", (t("online.too_few", minimum=minimum),)))
            continue
        day, rate = rates[figure][-1]
        low, high = rate.interval
        cards.append(
            FigureCard(
                figure,
                t.percent(rate.share),
                (
                    t("online.interval", low=t.percent(low), high=t.percent(high)),
                    t("online.asked_on", asked=t.number(rate.asked), month=t.month(day)),
                ),
            )
        )
    show_figure_cards(page, cards)


def show_posts(page: Page) -> None:
    """Posts, views or taking part by month and section."""
    t = page.t
    posts = page.load(reports.posts_by_month_section_theme)
    if posts.empty:
        st.info(t("online.none", period=page.period), icon=":material/info:")
        return
    head = st.container()
    measure = choose_option(
        t("online.measure"),
        list(_MEASURES),
        key="online",
        format_func=lambda option: t.of(load_figures()[_MEASURES[option]].name),
    )
    figure = load_figures()[_MEASURES[measure]]
    sections = _name_sections(page)
    with head:
        show_chart(
            page,
            build_posts(
                posts,
                measure=measure,
                months=list_months(page.filters),
                sections=sections,
                colours=colour_tasks(list(sections)),
                t=t,
            ),
            finding=tell_posts(posts, sections, t),
            description=t("online.posts", name=t.of(figure.name)),
            unit=t.of(figure.unit),
            key="posts-by-month",
            height=_HEIGHT,
            legend=True,
        )
    table = name_ids(page, posts).assign(section=posts["section_id"].map(sections))
    columns = [
        Column("month", t("charts.month")),
        Column("section", t("online.section")),
        Column("theme", t("frame.theme")),
        *_number_columns(page),
    ]
    offer_table(page, table, columns, name="posts-by-month", title=t("online.posts_title"))


def show_themes(page: Page) -> None:
    """What drew people: views of a post by theme, and the sections side by side."""
    t = page.t
    posts = page.load(reports.posts_by_month_section_theme)
    if posts.empty:
        return
    by_theme = total_posts(posts, "theme_id")
    themes = load_reference(page.store, reference.themes)
    names = page.names(reference.themes)
    show_chart(
        page,
        build_themes(
            by_theme,
            themes=names,
            colours=colour_themes(zip(themes["theme_id"], themes["task_id"], strict=True)),
            t=t,
        ),
        finding=tell_themes(by_theme, names, t),
        description=t("online.themes"),
        unit=t("online.views_unit"),
        key="views-by-theme",
        height=_HEIGHT + 40,
    )
    each = Column("views_each", t("online.views_each"), "rate")
    offer_table(
        page,
        name_ids(page, by_theme),
        [Column("theme", t("frame.theme")), *_number_columns(page), each],
        name="views-by-theme",
        title=t("online.themes"),
    )


def show_modes(page: Page) -> None:
    """Activities held online and otherwise, by month."""
    t = page.t
    trend = page.load(overview.trend_by_month_theme)
    if trend.empty:
        st.info(t("frame.nothing", period=page.period), icon=":material/info:")
        return
    by_month = trend.groupby("month", as_index=False)[["activities", "online"]].sum()
    show_chart(
        page,
        build_modes(
            by_month,
            months=list_months(page.filters),
            colour=TASKS[3],
            t=t,
        ),
        finding=tell_modes(by_month, t),
        description=t("online.modes"),
        unit=t.of(load_figures()["activities_held"].unit),
        key="online-activities",
        height=_HEIGHT,
        legend=True,
    )
    table = name_ids(page, by_month).assign(share=by_month["online"] / by_month["activities"])
    columns = [
        Column("month", t("charts.month")),
        Column("activities", load_figures()["activities_held"].title(t), "count"),
        Column("online", t("online.mode_online"), "count"),
        Column("share", t("online.mode_share"), "share"),
    ]
    offer_table(page, table, columns, name="online-activities", title=t("online.modes"))


def show_sections(page: Page) -> None:
    """Every section and series: the period's posts, and how long it has run."""
    t = page.t
    spans = page.load(reports.spans_by_section)
    if spans.empty:
        return
    kinds = {item.id: t.named("online.kind_", item.kind) for item in page.district.sections}
    sections = pd.DataFrame(
        [
            {"section_id": section, "section": name, "kind": kinds.get(section)}
            for section, name in _name_sections(page).items()
        ]
    )
    total = total_posts(page.load(reports.posts_by_month_section_theme), "section_id")
    spans = spans.rename(columns={"posts": "posts_ever"})
    table = sections.merge(total, on="section_id", how="left").merge(
        spans, on="section_id", how="left"
    )
    table["posts"] = table["posts"].fillna(0)
    columns = [
        Column("section", t("online.section")),
        Column("kind", t("online.kind")),
        *_number_columns(page),
        Column("views_each", t("online.views_each"), "rate"),
        Column("first_on", t("online.first_on"), "day"),
        Column("last_on", t("online.last_on"), "day"),
        Column("posts_ever", t("online.posts_ever"), "count"),
    ]
    st.subheader(escape(tell_spans(table, t)), anchor=False)
    st.caption(t("online.sections_caption", until=t.day(page.filters.until)))
    show_table(page, table, columns, alt=t("online.sections"))
    show_downloads(page, table, "sections", title=t("online.sections"), columns=columns)


def show_best(page: Page) -> None:
    """The most viewed posts of the period."""
    t = page.t
    best = page.load(reports.best_by_post)
    if best.empty:
        return
    st.subheader(t("online.best"), anchor=False)
    st.caption(t("online.best_caption", period=page.period))
    table = name_ids(page, best).assign(section=best["section_id"].map(_name_sections(page)))
    columns = [
        Column("published_on", t("online.published_on"), "day"),
        Column("title", t("online.post")),
        Column("section", t("online.section")),
        Column("theme", t("frame.theme")),
        Column("views", load_figures()["online_views"].title(t), "count"),
        Column("participants", load_figures()["online_participants"].title(t), "count"),
    ]
    show_table(page, table, columns, alt=t("online.best"), missing=t("online.not_reported"))
    show_downloads(page, table, "best-posts", title=t("online.best"), columns=columns)


def _name_sections(page: Page) -> dict[str, str]:
    """The names of the platform's sections and series by id, in the district's order.

    Sections that only the posts name come last, as they are written.
    """
    named = {item.id: page.t.of(item.name) for item in page.district.sections}
    written = page.load(reports.spans_by_section)["section_id"]
    return {**named, **{section: section for section in written if section not in named}}


def _number_columns(page: Page) -> list[Column]:
    figures = load_figures()
    return [Column(key, figures[name].title(page.t), "count") for key, name in _MEASURES.items()]
