"""The line that a version holds of itself, beside the lines of those it stands on."""

from dataclasses import dataclass
from datetime import UTC, date, datetime

import duckdb

from wenming.store.actions import Action
from wenming.store.sql import load_sql


@dataclass(frozen=True)
class Version:
    """One published version and what made it."""

    number: int
    parent: int | None
    created_at: datetime
    action: str
    note: str
    office: str
    cutoff: date | None
    activities: int


def read_line(connection: duckdb.DuckDBPyConnection) -> Version | None:
    """What an opened version says of itself; None where it says nothing."""
    row = connection.execute(
        "select version, parent, created_at, action, note, office, cutoff, activities"
        " from store_version order by version desc limit 1"
    ).fetchone()
    return Version(*row) if row else None


def list_older(connection: duckdb.DuckDBPyConnection, number: int) -> list[int]:
    """The versions that an opened version stands on, the newest first."""
    sql = "select version from store_version where version < $number order by version desc"
    return [older for (older,) in connection.execute(sql, {"number": number}).fetchall()]


def begin_line(
    connection: duckdb.DuckDBPyConnection,
    number: int,
    parent: int | None,
    action: Action,
    note: str,
    office: str,
) -> None:
    """Write into a version what it is, beside the lines of the versions it stands on, and set
    aside what counted before."""
    if parent is None:
        connection.execute(
            "create table store_version (version integer primary key, parent integer,"
            " created_at timestamp, action varchar, note varchar, office varchar, cutoff date,"
            " activities bigint)"
        )
        connection.execute(
            "create table version_changes (version integer, street_id varchar, added bigint,"
            " removed bigint)"
        )
        connection.execute(
            "create temp table counted_before (activity_id varchar, street_id varchar)"
        )
    else:
        connection.execute(
            "create temp table counted_before as"
            " select activity_id, street_id from counted_activities"
        )
    now = datetime.now(UTC).replace(tzinfo=None, microsecond=0)
    connection.execute(
        "insert into store_version values ($number, $parent, $now, $action, $note, $office,"
        " null, null)",
        {
            "number": number,
            "parent": parent,
            "now": now,
            "action": Action(action).value,
            "note": note,
        }
        | {"office": office},
    )


def finish_line(connection: duckdb.DuckDBPyConnection, number: int) -> None:
    """Add to a version's line what counts now, and what it changed street by street."""
    connection.execute(
        "update store_version set cutoff = counted.cutoff, activities = counted.activities"
        " from (select max(started_on) as cutoff, count(*) as activities"
        " from counted_activities) as counted where version = $number",
        {"number": number},
    )
    connection.execute(load_sql("staging", "version_changes"), {"version": number})
    connection.execute("drop table counted_before")
