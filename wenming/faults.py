"""What nobody foresaw: a short number for whoever met it, beside the traceback in the log."""

import logging
import secrets

LOG = logging.getLogger("wenming")


def log_fault(error: Exception, where: str) -> str:
    """Write an error nobody foresaw to the log; returns the six digits that find it there."""
    number = f"{secrets.randbelow(1_000_000):06}"
    LOG.error("%s in %s", number, where, exc_info=error)
    return number
