"""Activities: what was held, by theme, street, month and day, down to one ledger row."""

from wenming.reports import activities
from wenming.ui.activities import show_calendar, show_themes
from wenming.ui.activity_card import show_asked_activity
from wenming.ui.activity_list import show_list
from wenming.ui.frame import open_page

page = open_page("activities")
show_asked_activity(page)
page.stop_if_empty(page.load(activities.counts_by_day))
show_themes(page)
show_calendar(page)
show_list(page)
