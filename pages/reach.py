"""Reach: who lives within a walk of a site, who does not, and where to go next."""

from wenming.ui.choices import choose_option
from wenming.ui.fairness import show_fairness
from wenming.ui.frame import open_page
from wenming.ui.growth import show_growth
from wenming.ui.needs import show_needs
from wenming.ui.pace import show_pace
from wenming.ui.reach import show_reach
from wenming.ui.siting import show_next

PARTS = {
    "reach": show_reach,
    "needs": show_needs,
    "next": show_next,
    "fairness": show_fairness,
    "growth": show_growth,
    "pace": show_pace,
}

page = open_page("reach")
part = choose_option(
    page.t("reach.part"),
    list(PARTS),
    key="part",
    format_func=lambda key: page.t(f"reach.part_{key}"),
)
page.show(PARTS[part])
