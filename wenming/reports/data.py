"""Reports of the data page: what was handed in, and what each version changed."""

import pandas as pd

from wenming.store import Snapshot


def batches_by_file(store: Snapshot) -> pd.DataFrame:
    """The files that were imported, those taken back among them, the newest first."""
    return store.run("data__batches_by_file")


def versions_by_number(store: Snapshot) -> pd.DataFrame:
    """The versions that the current one stands on, with the activities each added and removed."""
    return store.run("data__versions_by_number")


def changes_by_street(store: Snapshot, *, number: int) -> pd.DataFrame:
    """What the version `number` added and removed, by street."""
    return store.run("data__changes_by_street", number=number)


def queue_by_activity(store: Snapshot) -> pd.DataFrame:
    """The rows that wait for review, each with its reasons and its text."""
    return store.run("data__queue_by_activity")


def held_back_by_row(store: Snapshot, *, batch_id: str) -> pd.DataFrame:
    """The rows of a table's file that were not taken, with why."""
    return store.run("data__held_back_by_row", batch_id=batch_id)


def repeats_by_file(store: Snapshot, *, batch_id: str) -> pd.DataFrame:
    """The files with rows that were skipped as repeats of a ledger's, and how many each has."""
    return store.run("data__repeats_by_file", batch_id=batch_id)
