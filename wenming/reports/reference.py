"""Reports that name things: streets, levels, tasks, themes, and the version that is read."""

import pandas as pd

from wenming.store import Snapshot


def streets(store: Snapshot) -> pd.DataFrame:
    """The streets in official order, with their residents."""
    return store.run("reference__streets")


def communities(store: Snapshot) -> pd.DataFrame:
    """The communities, each with its street and residents."""
    return store.run("reference__communities")


def sites(store: Snapshot) -> pd.DataFrame:
    """The sites from the centre down, with the names they go by."""
    return store.run("reference__sites")


def teams(store: Snapshot) -> pd.DataFrame:
    """The volunteer teams, with the names they go by."""
    return store.run("reference__teams")


def held_by_activity(store: Snapshot, *, site_id: str) -> pd.DataFrame:
    """What is kept of a site already, for comparing new rows with."""
    return store.run("reference__held_by_activity", site_id=site_id)


def unsettled_by_activity(store: Snapshot) -> pd.DataFrame:
    """Rows that waited for review when they were imported, as they were written."""
    return store.run("reference__unsettled_by_activity")


def learned_aliases(store: Snapshot) -> pd.DataFrame:
    """Names of sites that a person settled once."""
    return store.run("reference__learned_aliases")


def learned_columns(store: Snapshot) -> pd.DataFrame:
    """Headings whose meaning a person chose, by office."""
    return store.run("reference__learned_columns")


def levels(store: Snapshot) -> pd.DataFrame:
    """The levels of site, from the centre down."""
    return store.run("reference__levels")


def tasks(store: Snapshot) -> pd.DataFrame:
    """The tasks in the district's order."""
    return store.run("reference__tasks")


def themes(store: Snapshot) -> pd.DataFrame:
    """The themes in the district's order, each with its task."""
    return store.run("reference__themes")


def services(store: Snapshot) -> pd.DataFrame:
    """The regular services in the district's order."""
    return store.run("reference__services")


def version(store: Snapshot) -> pd.DataFrame:
    """The version that is read, when it was published and up to which day it counts."""
    return store.run("reference__version")


def known_since(store: Snapshot) -> pd.DataFrame:
    """The first day of which the log knows anything."""
    return store.run("reference__known_since")


def boundaries(store: Snapshot) -> pd.DataFrame:
    """The areas of streets that were handed in; the district's folder may have others."""
    return store.run("reference__boundaries")


def units(store: Snapshot) -> pd.DataFrame:
    """Units and offices that lead, support or answer for anything, the most used first."""
    return store.run("reference__units")
