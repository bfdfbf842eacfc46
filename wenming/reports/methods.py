"""Reports of the methods page: published against counted, files, versions, residents."""

import pandas as pd

from wenming.store import Snapshot


def published_by_figure(store: Snapshot) -> pd.DataFrame:
    """Each figure the district published beside what the store counts for it."""
    return store.run("methods__published_by_figure")


def batches_by_file(store: Snapshot) -> pd.DataFrame:
    """The files that were imported, with their rows by outcome."""
    return store.run("methods__batches_by_file")


def versions_by_number(store: Snapshot) -> pd.DataFrame:
    """The versions that the current one stands on, the newest first."""
    return store.run("methods__versions_by_number")


def residents_by_basis(store: Snapshot) -> pd.DataFrame:
    """Streets and communities by the basis of their numbers of residents."""
    return store.run("methods__residents_by_basis")
