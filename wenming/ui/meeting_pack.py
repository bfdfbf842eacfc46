"""Making the meeting's pack on the page: language, progress, and the files to take away."""

from dataclasses import replace
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile

import streamlit as st

from wenming.briefing.memory import add_wording, find_settled, name_paper, settle
from wenming.briefing.sources import Request, find_missing
from wenming.config import find_places
from wenming.errors import WenmingError
from wenming.store import Snapshot
from wenming.translation import build_translator
from wenming.ui.faults import show_error
from wenming.ui.frame import Page, open_current
from wenming.ui.meeting import Chosen
from wenming.ui.meeting_words import show_preview
from wenming.ui.offices import ask_who
from wenming.ui.saving import publish, show_said
from wenming.ui.text import escape

_MADE = "_meeting_pack"
_TYPES = {
    "briefing.docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "slides.pptx": "application/vnd.openxmlformats-officedocument.presentationml.presentation",
    "annex.xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}
_ICONS = {
    "briefing.docx": ":material/description:",
    "slides.pptx": ":material/slideshow:",
    "annex.xlsx": ":material/table:",
}


def show_pack(page: Page, chosen: Chosen) -> None:
    """A button that makes the pack for the page's period, streets and meeting, then its files."""
    t = page.t
    st.subheader(t("meeting.pack"), anchor=False)
    show_said("pack")
    scope = _name_scope(page)
    st.caption(t("meeting.pack_caption", period=page.period, scope=escape(scope)))
    if page.filters.levels or page.filters.themes:
        st.caption(t("meeting.pack_filters"))
    with st.container(horizontal=True, vertical_alignment="bottom"):
        language = st.segmented_control(
            t("meeting.pack_language"),
            list(page.district.languages),
            format_func=lambda code: t(f"meeting.language_{code}"),
            default=t.language,
            key="pack_language",
            required=True,
        )
        asked = st.button(t("meeting.make"), type="primary", key="make_pack")
    store, request = _choose_source(page, chosen, str(language))
    request = _ask_missing(page, request)
    key = (store.version, request, language)
    if asked:
        _make(page, store, request, str(language), key)
    made = st.session_state.get(_MADE)
    if made and made[0] == key:
        _show_files(page, chosen, made[1], made[2])
    show_preview(page, store, request, str(language))


def _choose_source(page: Page, chosen: Chosen, language: str) -> tuple[Snapshot, Request]:
    """The version and request a pack is made from: what was settled, else what the page shows."""
    t = page.t
    request = Request(page.filters, chosen.meeting_id)
    if chosen.meeting_id is None:
        return page.store, request
    store, settled = page.store, find_settled(page.store, name_paper(request))
    if settled is not None:
        period = t.period(settled.filters.since, settled.filters.until)
        st.caption(t("meeting.settled", version=settled.version, period=period))
        if not st.checkbox(t("meeting.use_current"), key="pack_current"):
            store = open_current(str(find_places().store), settled.version)
            request = replace(request, filters=settled.filters)
    if store is page.store:
        _offer_settling(page, request)
    return store, add_wording(page.store, request, language)


def _ask_missing(page: Page, request: Request) -> Request:
    """Fields for what the paper's head and end would leave out as nobody has said it yet."""
    t = page.t
    missing = find_missing(request, page.district)
    if not missing:
        return request
    st.caption(t("meeting.letter_how"))
    letter = request.letter
    with st.container(horizontal=True, key="pack_letter"):
        for name in missing:
            label, key = t(f"briefing.missing_{name}"), f"pack_{name}"
            label = label[0].upper() + label[1:]
            if name == "issue":
                letter = replace(letter, issue=st.number_input(label, 1, value=None, key=key))
            elif name == "day":
                letter = replace(letter, day=st.date_input(label, value=None, key=key))
            elif name == "report_to":
                letter = replace(letter, report_to=st.text_input(label, key=key).strip() or None)
            else:
                letter = replace(letter, copy_to=st.text_input(label, key=key).strip() or None)
    return replace(request, letter=letter)


def _offer_settling(page: Page, request: Request) -> None:
    """A button that has the meeting remember this version and period."""
    t = page.t
    with st.popover(t("meeting.settle"), icon=":material/task_alt:", key="settle"):
        st.caption(t("meeting.settle_help"))
        who = ask_who(page, key="settle_who")
        if st.button(t("meeting.settle"), key="settle_paper", type="primary"):
            told = t("meeting.told_settled", period=page.period)
            publish(page, [settle(request, page.store.version)], who, form="pack", told=told)


def _name_scope(page: Page) -> str:
    """What the pack is about: the whole district, one street's sheet, or several streets."""
    streets = page.filters.streets or ()
    if not streets:
        return page.t("meeting.scope_district")
    key = "meeting.scope_street" if len(streets) == 1 else "meeting.scope_streets"
    return page.t(key, count=page.t.number(len(streets)))


def _make(page: Page, store: Snapshot, request: Request, language: str, key: object) -> None:
    # What draws and writes documents takes a second to import: only who makes a pack waits for it.
    from wenming.briefing.pack import STEPS, make_pack

    t = page.t
    bar = st.progress(0.0)

    def show(step: str) -> None:
        bar.progress(STEPS.index(step) / len(STEPS), text=t(f"briefing.step_{step}"))

    try:
        pack = make_pack(
            store,
            request,
            district=page.district,
            t=build_translator(page.district, language),
            on_step=show,
        )
    except WenmingError as error:
        bar.empty()
        show_error(error, t)
        return
    bar.empty()
    st.session_state[_MADE] = (key, pack.files, (pack.figures, pack.characters))


def _show_files(
    page: Page, chosen: Chosen, files: dict[str, bytes], counts: tuple[int, int]
) -> None:
    from wenming.briefing.compose import MOST_CHARACTERS

    t = page.t
    figures, characters = counts
    told = t("meeting.made", figures=t.number(figures), characters=t.number(characters))
    if characters > MOST_CHARACTERS:
        st.warning(f"{told} {t('meeting.too_long', most=t.number(MOST_CHARACTERS))}")
    else:
        st.success(told, icon=":material/check:")
    stem = chosen.meeting_id or f"{page.filters.since:%Y%m%d}-{page.filters.until:%Y%m%d}"
    with st.container(horizontal=True):
        for name, content in files.items():
            st.download_button(
                t(f"meeting.file_{name.partition('.')[0]}"),
                data=content,
                file_name=f"{page.district.id}-{stem}-{name}",
                mime=_TYPES[name],
                icon=_ICONS[name],
                key=f"pack_{name}",
                on_click="ignore",
            )
        st.download_button(
            t("meeting.file_all"),
            data=_zip(files),
            file_name=f"{page.district.id}-{stem}.zip",
            mime="application/zip",
            icon=":material/folder_zip:",
            key="pack_all",
            on_click="ignore",
        )


def _zip(files: dict[str, bytes]) -> bytes:
    target = BytesIO()
    with ZipFile(target, "w", ZIP_DEFLATED) as packed:
        for name, content in files.items():
            packed.writestr(name, content)
    return target.getvalue()
