"""Taking a store of an older release up: a version that today's reports read, nothing else new."""

import duckdb

from wenming.errors import WenmingError
from wenming.store.actions import Action
from wenming.store.build import build_marts
from wenming.store.check import verify
from wenming.store.snapshot import open_snapshot
from wenming.store.versions import Store


def upgrade_store(store: Store, *, office: str = "") -> int | None:
    """Publish the current version with the marts and macros of this release; returns its number,
    None where the current version has them.

    Rows, sources, edits, settlements and learned names stay as they are, and so do the versions
    before it. Raises WenmingError where the version lacks what cannot be computed from its rows.
    """
    with store.turn():
        try:
            open_snapshot(store)
        except WenmingError as error:
            if error.key != "errors.store_older":
                raise
        else:
            return None
        return store.publish(_renew, action=Action.UPGRADE, office=office)


def _renew(connection: duckdb.DuckDBPyConnection) -> None:
    build_marts(connection)
    verify(connection)
