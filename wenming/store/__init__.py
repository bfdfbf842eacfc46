"""Versions of the data and read-only access to them; the only package that imports duckdb."""

from wenming.store.actions import Action
from wenming.store.line import Version
from wenming.store.snapshot import Snapshot, open_snapshot
from wenming.store.versions import Store

__all__ = ["Action", "Snapshot", "Store", "Version", "open_snapshot"]
