"""Activities: what was held, by theme, street, month and day, down to one ledger row."""

from wenming.reports import activities
from wenming.ui.activities import show_calendar, show_themes
from wenming.ui.activity_card import show_asked_activity
from wenming.ui.activity_list import show_list
from wenming.ui.frame import open_page

page = open_page("activities")
page.show(show_asked_activity)
page.stop_if_empty(activities.counts_by_day)
page.show(show_themes)
page.show(show_calendar)
page.show(show_list)
