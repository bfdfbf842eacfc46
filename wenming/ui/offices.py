"""Who publishes: an office chosen from the district's, or typed; never a private person."""

import re
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

import pandas as pd
import streamlit as st

from wenming.charts.labels import shared_ending
from wenming.config import find_places
from wenming.errors import WenmingError
from wenming.privacy import check_office
from wenming.reports import data, reference
from wenming.store import Store
from wenming.ui.faults import show_error
from wenming.ui.frame import Page, load_reference

_MOST = 60  # characters
_LEAST = 2  # characters that an office is looked for by
_OFFERED = 3
_OFFICE = "_office"
_UNITS = {"lead_unit", "supporting_units", "responsible_office"}
_COMMAS = re.compile("[|、，,；;]")


def find_store() -> Store:
    """The store that the pages read, to publish into."""
    return Store(find_places().store)


def ask_office(page: Page, *, key: str) -> str:
    """The office that hands in or takes back; empty while nobody said.

    Streets, the district itself and offices that handed in before are offered; another may be
    typed, but no person, and where it is only a known one's name in short, that one is offered
    first. The choice is kept for the session, whichever widget made it. Nothing that a browser
    sends of itself is believed.
    """
    t = page.t
    shown, before = _list_offices(page)
    known = st.session_state.get(_OFFICE)
    options = list(dict.fromkeys([*shown, *before]))
    if known and known not in options:
        options.append(known)
    chosen = st.selectbox(
        t("data.office"),
        options,
        index=options.index(known) if known else None,
        format_func=lambda name: shown.get(name, name),
        key=key,
        placeholder=t("data.office_placeholder"),
        help=t("data.office_help"),
        accept_new_options=True,
    )
    st.session_state[_OFFICE] = _offer_known(page, _clean(chosen), key=key)
    try:
        return check_office(str(st.session_state[_OFFICE]))
    except WenmingError as error:
        show_error(error, t)
        return ""


@dataclass(frozen=True)
class Who:
    """Who changes something, and whether that was offered only now for a name in short, or a unit
    in what is changed was."""

    name: str
    just_offered: bool = False
    unit_offered: bool = False


def ask_who(page: Page, *, key: str) -> Who:
    """Who changes a meeting's lists or papers, typed: an office, which is kept for the session.

    A text, as a list forgets what was typed and not chosen from it. In a form it stands inside: a
    field beside the form that is left by the press which sends it would swallow that press.
    """
    t = page.t
    with st.container(horizontal=True, vertical_alignment="bottom"):
        typed = st.text_input(
            t("meeting.who"),
            value=st.session_state.get(_OFFICE, ""),
            key=key,
            help=t("meeting.who_help"),
            max_chars=_MOST,
        )
        offered = _name_offer(key, _clean(typed)) in st.session_state
        name = _offer_known(page, _clean(typed), key=key)
    st.session_state[_OFFICE] = name or st.session_state.get(_OFFICE, "")
    return Who(name, just_offered=name != _clean(typed) and not offered)


def offer_units(page: Page, values: dict[str, Any], *, key: str) -> bool:
    """Below a form's fields: of each unit that was typed, the known one that it may mean.

    `values` are the fields by name; what is meant takes the place of what was typed. Whether any
    was offered only now, so that nobody has looked at it yet. The fields are texts: of what is
    typed into a list and not chosen from it, Streamlit forgets every letter.
    """
    just_offered = False
    for field in [name for name in values if name in _UNITS]:
        parts = _COMMAS.split(values[field] or "")
        for number, typed in enumerate(map(_clean, parts)):
            offered = _name_offer(key, typed) in st.session_state
            parts[number] = _offer_known(page, typed, key=key, is_unit=True)
            just_offered |= parts[number] != typed and not offered
        values[field] = "|".join(parts) if len(parts) > 1 else parts[0]
    return just_offered


def find_similar(typed: str, names: Mapping[str, Iterable[str]], ending: str) -> list[str]:
    """The offices that a text may mean though it is no office's name, the likeliest first.

    `names` holds further ways of writing each, `ending` what streets' names share (`街道`).
    Accents, case, blanks and width do not count; an office is meant where its name holds the text
    (`鮀江`, `Tuo`), or the text goes on from its name without the ending (`鮀江办事处`).
    """
    wanted = _fold(typed)
    spelled = {office: [_fold(name) for name in (office, *ways)] for office, ways in names.items()}
    if len(wanted) < _LEAST or any(wanted == name for ways in spelled.values() for name in ways):
        exact = [office for office, ways in spelled.items() if wanted in ways]
        return [] if typed in names else exact
    found = {}
    for office, ways in spelled.items():
        stem = _fold(office.removesuffix(ending))
        if any(name.startswith(wanted) for name in ways):
            found[office] = 0
        elif any(wanted in name for name in ways):
            found[office] = 1
        elif ending and stem != _fold(office) and len(stem) >= _LEAST and wanted.startswith(stem):
            found[office] = 2
    return sorted(found, key=found.__getitem__)


def _offer_known(page: Page, typed: str, *, key: str, is_unit: bool = False) -> str:
    """The office that is meant: where a text is a known one's name in short, that one is offered
    first and taken unless the text itself is chosen. Of a unit, those of sites and tasks are known
    as well, and the question says which text it is about."""
    shown, _ = _list_offices(page)
    if is_unit:
        units = load_reference(page.store, reference.units)["unit"]
        shown |= {unit: unit for unit in units if unit not in shown}
    streets = load_reference(page.store, reference.streets).set_index("name")
    names = {office: [shown[office], *_read_names(streets, office)] for office in shown}
    similar = find_similar(typed, names, shared_ending([*streets.index]))[:_OFFERED]
    if not similar:
        return typed
    meant = st.segmented_control(
        page.t("data.unit_meant", name=typed) if is_unit else page.t("data.office_meant"),
        [*similar, typed],
        format_func=lambda name: shown.get(name, page.t("data.office_as_typed", name=name)),
        default=similar[0],
        key=_name_offer(key, typed),
        required=True,
    )
    return str(meant)


def _name_offer(key: str, typed: str) -> str:
    return f"{key}_meant_{typed}"


def _list_offices(page: Page) -> tuple[dict[str, str], list[str]]:
    """Streets and the district as shown, by the name that is kept; and who handed in before."""
    streets = load_reference(page.store, reference.streets)
    shown = dict(zip(streets["name"], streets[page.t.column()], strict=True))
    shown[next(iter(page.district.name.values()))] = page.t.of(page.district.name)
    before = load_reference(page.store, data.batches_by_file)["office"].dropna()
    return shown, [str(name) for name in before]


def _read_names(streets: pd.DataFrame, office: str) -> list[str]:
    """A street's names in all languages."""
    if office not in streets.index:
        return []
    columns = [column for column in streets.columns if column.startswith("name")]
    return [str(name) for name in streets.loc[office, columns].dropna()]


def _fold(text: str) -> str:
    """A name without what does not tell names apart: case, width, accents, blanks."""
    plain = unicodedata.normalize("NFKD", text).casefold()
    return "".join(c for c in plain if not (c.isspace() or unicodedata.combining(c)))


def _clean(name: str | None) -> str:
    """A name on one line, of a length that a table can show."""
    return " ".join((name or "").split())[:_MOST]
