"""Projects and exemplars: what the fund bought, and who was honoured and speaks where."""

from wenming.ui.exemplars import show_events, show_exemplars
from wenming.ui.frame import open_page
from wenming.ui.projects import show_cards, show_criteria, show_fund

page = open_page("projects")
page.show(show_cards)
page.show(show_fund)
page.show(show_criteria)
page.show(show_exemplars)
page.show(show_events)
