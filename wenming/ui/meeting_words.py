"""The paper before it is printed: a preview, and other words for a paragraph, kept with it."""

from collections.abc import Callable

import pandas as pd
import streamlit as st

from wenming.briefing.compose import compose_paper
from wenming.briefing.memory import edit_block, restore_block
from wenming.briefing.paper import Grid, Heading, Paper, Paragraph, Picture
from wenming.briefing.proposals import Proposal, propose_tasks
from wenming.briefing.sources import Material, Request, load_material
from wenming.briefing.text import Line, read
from wenming.briefing.wording import store_words
from wenming.errors import WenmingError
from wenming.meetings import read_records
from wenming.schema import TABLES
from wenming.schema.entry import clean_row, number_new
from wenming.store import Snapshot
from wenming.store.records import RecordChange
from wenming.translation import build_translator
from wenming.ui.frame import Page, load_reference
from wenming.ui.offices import ask_who
from wenming.ui.printed import add_printed, read_columns
from wenming.ui.saving import publish, show_said
from wenming.ui.text import escape

_LENGTH = 40  # characters of a paragraph by which it is chosen


def show_preview(page: Page, store: Snapshot, request: Request, language: str) -> None:
    """The paper as it would be made now, and a form to give a paragraph other words."""
    t = page.t
    if not st.toggle(t("meeting.preview"), key="preview_paper"):
        return
    words = build_translator(page.district, language)
    try:
        material = load_material(store, request, district=page.district, t=words)
    except WenmingError as error:
        st.error(t(error.key, **error.params), icon=":material/error:")
        return
    paper = compose_paper(material)
    show_said("words")
    with st.container(border=True):
        st.caption(t("meeting.preview_how"))
        for line in paper.head.title:
            st.markdown(f"**{_draw(line)}**", text_alignment="center")
        for block in paper.blocks:
            _show_block(page, block)
    if request.meeting_id is None:
        st.caption(t("meeting.preview_needs_meeting"))
        return
    _offer_proposals(page, material)
    _show_words(page, material, paper, request, language)


def _offer_proposals(page: Page, material: Material) -> None:
    """A button that makes the proposed tasks the meeting's own, which the editor then changes."""
    t, meeting = page.t, material.request.meeting_id
    if meeting is None or (material.frame("tasks")["meeting_id"] == meeting).any():
        return
    proposals = propose_tasks(material)
    if not proposals:
        return
    with st.popover(t("meeting.take_over"), icon=":material/playlist_add:", key="take_over"):
        st.caption(t("meeting.take_over_help", count=t.number(len(proposals))))
        who = ask_who(page, key="take_over_who")
        if st.button(t("meeting.take_over"), key="take_over_tasks", type="primary"):
            known = load_reference(page.store, read_records, table="tasks")["task_id"]
            taken = list_taken(proposals, meeting, number_new(TABLES["tasks"], known))
            told = t("meeting.told_taken", count=t.number(len(taken)))
            publish(page, taken, who, form="words", told=told)


def list_taken(
    proposals: list[Proposal], meeting: str, give: Callable[[], str]
) -> list[RecordChange]:
    """Proposals as new tasks of a meeting; `give` gives each its key."""
    table = TABLES["tasks"]
    changes = []
    for each in proposals:
        values = {
            "measure": read(each.measure),
            "lead_unit": read(each.lead),
            "supporting_units": read(each.support) if each.has_support else None,
            "due_on": each.due_on,
            "status": "open",
            "meeting_id": meeting,
        }
        key = give()
        changes.append(RecordChange("tasks", key, {table.key: key, **clean_row(table, values)}))
    return changes


def _show_block(page: Page, block: object) -> None:
    if isinstance(block, Heading):
        st.markdown(f"**{_draw(block.line)}**")
    elif isinstance(block, Paragraph):
        st.markdown(_draw(block.line))
    elif isinstance(block, Grid):
        st.caption(_draw(block.caption))
        columns = [column.heading for column in block.columns]
        rows = [dict(zip(columns, map(read, row), strict=True)) for row in block.rows]
        st.dataframe(rows, hide_index=True, key=f"preview_{block.key}", alt=read(block.caption))
        table = pd.DataFrame(rows, columns=columns)
        add_printed(page, table, read_columns(table))
    elif isinstance(block, Picture):
        st.caption(page.t("meeting.picture", caption=_draw(block.caption)))


def _draw(line: Line) -> str:
    """A line as Markdown: figures blue, words of staff on a coloured ground.

    Not bold: between Chinese characters Markdown often misses where bold ends.
    """
    drawn = []
    for run in line:
        text = escape(run.text)
        if run.bound is not None and text.strip():
            text = f":blue[{text}]"
        drawn.append(f":orange-background[{text}]" if run.edited and text.strip() else text)
    return "".join(drawn)


def _show_words(
    page: Page, material: Material, paper: Paper, request: Request, language: str
) -> None:
    t = page.t
    lines = {b.key: b.line for b in paper.blocks if isinstance(b, Paragraph)}
    dropped = [key for key, text in request.wording if text is None]
    chosen = st.selectbox(
        t("meeting.paragraph"),
        [*lines, *dropped],
        format_func=lambda key: (
            read(lines[key])[:_LENGTH]
            if key in lines
            else f"{key} {t('meeting.paragraph_dropped')}"
        ),
        key=f"words_block_{language}",
    )
    if chosen is None:
        return
    line = lines.get(chosen, ())
    with st.form(f"words_{language}_{chosen}"):
        typed = st.text_area(
            t("meeting.words"), value=read(line), key=f"words_text_{language}_{chosen}",
            height=150, help=t("meeting.words_how"),
        )  # fmt: skip
        who = ask_who(page, key="words_who")
        with st.container(horizontal=True):
            saved = st.form_submit_button(t("meeting.save_words"), type="primary", key="save_words")
            changed = chosen in dict(request.wording)
            restored = changed and st.form_submit_button(
                t("meeting.restore_words"), key="restore_words"
            )
    if restored:
        told = t("meeting.told_restored")
        publish(page, [restore_block(request, language, chosen)], who, form="words", told=told)
    elif saved:
        words = store_words(typed, line, material.ledger) or None
        told = t("meeting.told_words")
        publish(page, [edit_block(request, language, chosen, words)], who, form="words", told=told)
