"""Projects and exemplars: what the fund bought, and who was honoured and speaks where."""

from wenming.ui.exemplars import show_events, show_exemplars
from wenming.ui.frame import open_page
from wenming.ui.projects import show_cards, show_criteria, show_fund

page = open_page("projects")
show_cards(page)
show_fund(page)
show_criteria(page)
show_exemplars(page)
show_events(page)
