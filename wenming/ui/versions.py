"""The history of the data: each version and each move back to an older one, in order of time."""

from collections.abc import Callable

import pandas as pd
import streamlit as st

from wenming.store import Snapshot
from wenming.store.files import name_version
from wenming.ui.clock import tell_moment
from wenming.ui.frame import Page, load_reference
from wenming.ui.offices import find_store
from wenming.ui.text import escape


def load_history(page: Page, report: Callable[[Snapshot], pd.DataFrame]) -> pd.DataFrame:
    """The rows of a report of versions and those of the moves, newest first, told for a table:
    `created`, `action` and `note` in the page's words; what a move has not is missing.

    Moves are read each time: making an older version current builds none.
    """
    t = page.t
    versions = load_reference(page.store, report)
    counts = dict.fromkeys(versions.select_dtypes("integer").columns, "Int64")
    actions = [t.named("methods.action_", action) for action in versions["action"]]
    versions = versions.astype(counts).assign(action=actions)
    moves = pd.DataFrame(
        {
            "created_at": move.at,
            "action": t(f"methods.action_{move.way}"),
            "note": t("cli.move", before=t.number(move.before), after=move.after),
            "office": move.by,
        }
        for move in reversed(find_store().moves())
    )
    moves = moves.reindex(columns=versions.columns).astype(versions.dtypes)
    # Within one second a move comes after the version that it left.
    rows = pd.concat([moves, versions], ignore_index=True)
    rows = rows.sort_values("created_at", ascending=False, kind="stable", ignore_index=True)
    return rows.assign(created=[tell_moment(moment) for moment in rows["created_at"]])


def show_unlisted(page: Page) -> None:
    """Say which version files nothing lists, and what helps: only who runs the store can."""
    store = find_store()
    if unlisted := store.unlisted():
        files = page.t("downloads.separator").join(map(name_version, unlisted))
        told = page.t("errors.unlisted", store=escape(str(store.folder)), files=files)
        st.warning(told, icon=":material/inventory_2:")
