"""The command line: everything the dashboard knows can be done and asked without a browser."""

import logging
import os
import sys
from tempfile import NamedTemporaryFile
from typing import NoReturn

from wenming.cli.commands import app, t
from wenming.errors import WenmingError, explain_system
from wenming.faults import LOG, log_fault


def main() -> NoReturn:
    """Run the command line; an error is one sentence and exit code 1.

    Of one that nobody foresaw the sentence names the file that has its traceback.
    """
    try:
        _run()
    except WenmingError as error:
        _stop(t(error.key, **error.params))
    except OSError as error:
        told = explain_system(error)
        _stop(t(told.key, **told.params))
    except Exception as error:  # noqa: BLE001 - logged, and told with its number
        with NamedTemporaryFile(prefix="wenming-", suffix=".log", delete=False) as log:
            LOG.addHandler(logging.FileHandler(log.name, encoding="utf-8"))
            number = log_fault(error, " ".join(sys.argv[1:2]))
        _stop(t("cli.unforeseen", number=number, log=log.name))
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
