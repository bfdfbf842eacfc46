"""The entry of the dashboard: it routes, and each page opens itself."""

from wenming.i18n import Translator
from wenming.ui.language import choose_page_language
from wenming.ui.routes import show_navigation

show_navigation(Translator(choose_page_language())).run()
