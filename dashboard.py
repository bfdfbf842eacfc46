"""The entry of the dashboard: it routes, and each page opens itself."""

from wenming.ui.frame import open_navigation

open_navigation().run()
