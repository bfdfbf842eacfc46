"""The command line: everything the dashboard knows can be done and asked without a browser."""

import sys
from typing import NoReturn

from wenming.cli.commands import app, t
from wenming.errors import WenmingError


def main() -> NoReturn:
    """Run the command line; an error a person can put right is one sentence and exit code 1."""
    try:
        app()
    except WenmingError as error:
        _stop(t(error.key, **error.params))
    except OSError as error:
        problem = error.strerror or str(error)
        _stop(t("cli.system", file=error.filename or "—", problem=problem))
    sys.exit(0)


def _stop(sentence: str) -> NoReturn:
    sys.stderr.write(sentence + "\n")
    sys.exit(1)
