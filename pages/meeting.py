"""The joint meeting: what was promised and what became of it, from visit to problem to task."""

import streamlit as st

from wenming.ui.frame import open_page
from wenming.ui.meeting import choose_meeting, show_cards, show_problems, show_tasks, show_visits
from wenming.ui.meeting_edit import show_editor
from wenming.ui.meeting_pack import show_pack
from wenming.ui.meeting_promises import show_promises

page = open_page("meeting")
chosen = page.need(choose_meeting)
page.show(show_cards, chosen)
page.show(show_tasks, chosen)
page.show(show_editor)
page.show(show_promises, chosen)
page.show(show_pack, chosen)
problems, visits = st.columns(2, gap="large")
with problems:
    page.show(show_problems, chosen)
with visits:
    page.show(show_visits, chosen)
