"""Cards of figures: name with unit, value, what the value leaves out, definition on demand."""

from collections.abc import Sequence
from dataclasses import dataclass

import streamlit as st

from wenming.figures import load_figures
from wenming.ui.frame import Page
from wenming.ui.text import escape


@dataclass(frozen=True)
class FigureCard:
    """A figure of the catalogue as it is shown: its value as text, and short notes beneath."""

    figure: str
    value: str
    notes: tuple[str, ...] = ()


def show_figure_cards(page: Page, cards: Sequence[FigureCard], *, width: int = 150) -> None:
    """Draw the cards in one row, as many as fit at `width` pixels or more each."""
    with st.grid(len(cards), min_column_width=width, gap="small"):
        for card in cards:
            _show_card(page, card)


def _show_card(page: Page, card: FigureCard) -> None:
    t, figure = page.t, load_figures()[card.figure]
    with st.container(border=True, height="stretch", gap="xsmall", key=f"card_{card.figure}"):
        st.metric(
            figure.title(t),
            card.value,
            help=figure.explain(t, page.district),
        )
        if card.notes:
            st.caption("  \n".join(map(escape, card.notes)))
