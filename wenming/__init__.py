"""The civilization-practice dashboard: library behind the pages and the command line."""
