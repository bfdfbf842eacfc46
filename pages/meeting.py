"""The joint meeting: what was promised and what became of it, from visit to problem to task."""

import streamlit as st

from wenming.ui.frame import open_page
from wenming.ui.meeting import choose_meeting, show_cards, show_problems, show_tasks, show_visits
from wenming.ui.meeting_edit import show_editor
from wenming.ui.meeting_pack import show_pack
from wenming.ui.meeting_promises import show_promises

page = open_page("meeting")
chosen = choose_meeting(page)
show_cards(page, chosen)
show_tasks(page, chosen)
show_editor(page)
show_promises(page, chosen)
show_pack(page, chosen)
problems, visits = st.columns(2, gap="large")
with problems:
    show_problems(page, chosen)
with visits:
    show_visits(page, chosen)
