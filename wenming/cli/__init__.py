"""The command line: everything the dashboard knows can be done and asked without a browser."""

import os
import sys
from typing import NoReturn

from wenming.cli.commands import app, t
from wenming.errors import WenmingError, explain_system


def main() -> NoReturn:
    """Run the command line; an error a person can put right is one sentence and exit code 1."""
    try:
        _run()
    except WenmingError as error:
        _stop(t(error.key, **error.params))
    except OSError as error:
        told = explain_system(error)
        _stop(t(told.key, **told.params))
    sys.exit(0)


def _run() -> None:
    try:
        app()
    finally:
        try:
            sys.stdout.flush()
        except OSError:
            # Told as any other disk that is full; what Python could not write it would else try
            # to write once more as it ends, and complain in its own words.
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
            raise


def _stop(sentence: str) -> NoReturn:
    sys.stderr.write(sentence + "\n")
    sys.exit(1)
