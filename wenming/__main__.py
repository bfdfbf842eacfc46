"""`python -m wenming` is `wenming`."""

from wenming.cli import main

main()
