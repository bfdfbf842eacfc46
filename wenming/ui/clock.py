"""Moments as the visitor's own clock shows them."""

from datetime import datetime
from zoneinfo import ZoneInfo

import pandas as pd
import streamlit as st


def tell_moment(moment: datetime | None) -> str:
    """A moment of the store (UTC) on the visitor's clock; as UTC, and so named, if unknown."""
    if moment is None or pd.isna(moment):
        return "—"
    zone = st.context.timezone
    if zone is None:
        return f"{moment:%Y-%m-%d %H:%M} UTC"
    return f"{pd.Timestamp(moment, tz='UTC').astimezone(ZoneInfo(zone)):%Y-%m-%d %H:%M}"
