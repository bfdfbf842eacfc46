"""What may stand in each table that an office hands in: fields, their kinds, and what names a row.

Nothing here is read or stored; `wenming.store.tables` has the same columns, as the tests hold.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from wenming.config import District
from wenming.config.district import Named
from wenming.i18n import Translator, load_messages

Kind = Literal["key", "line", "list", "day", "count", "number", "degrees", "truth", "choice", "ref"]

LEDGER = "activities"
"""The activity log: it has a template here, and a reader of its own in `wenming.ingest`."""
BOUNDARIES = "boundaries"
"""The streets' areas: a batch of this kind comes from a map file, not from a table."""


@dataclass(frozen=True)
class Field:
    """A column: its kind, and whether a new row needs it.

    `options` are the ids of a choice, `of` the list of `district.toml` or the table that has them.
    An open choice takes other words as they are written. `unit` is a key of `tables.unit.…`. A
    number may be negative if it is `signed`, a day after today if it `may_come`.
    """

    name: str
    kind: Kind = "line"
    required: bool = False
    options: tuple[str, ...] = ()
    of: str | None = None
    is_open: bool = False
    unit: str | None = None
    high: int | None = None
    signed: bool = False
    may_come: bool = False


@dataclass(frozen=True)
class Form:
    """A table that can be handed in.

    `natural` are the columns that name a row which gives no id; without any, the whole row does.
    `order` are columns of which none may be after, or above, a later one.
    `has_names` marks tables whose rows are called by their `name`, which no two of them share
    (within the other natural columns). `replaceable` tables are named by no other.
    """

    table: str
    prefix: str
    fields: tuple[Field, ...]
    natural: tuple[str, ...] = ()
    order: tuple[tuple[str, ...], ...] = ()
    has_names: bool = False
    replaceable: bool = False
    title: str = "name"

    @property
    def key(self) -> str:
        return self.fields[0].name

    @property
    def columns(self) -> tuple[str, ...]:
        return tuple(field.name for field in self.fields)

    def field(self, name: str) -> Field:
        return next(field for field in self.fields if field.name == name)


def _key(name: str) -> Field:
    return Field(name, "key")


def _ref(name: str, table: str, required: bool = False) -> Field:
    return Field(name, "ref", required, of=table)


def _of(name: str, listed: str, required: bool = False, *, is_open: bool = False) -> Field:
    return Field(name, "choice", required, of=listed, is_open=is_open)


def _choice(name: str, options: str, required: bool = False, *, is_open: bool = False) -> Field:
    return Field(name, "choice", required, tuple(options.split()), is_open=is_open)


def _count(name: str, unit: str, required: bool = False, high: int | None = None) -> Field:
    return Field(name, "count", required, unit=unit, high=high)


def _day(name: str, required: bool = False, *, may_come: bool = False) -> Field:
    return Field(name, "day", required, may_come=may_come)


def _truths(*names: str) -> tuple[Field, ...]:
    return tuple(Field(name, "truth") for name in names)


_NAME = (Field("name", required=True), Field("name_en"))
_PLACE = (Field("lon", "degrees", unit="degrees"), Field("lat", "degrees", unit="degrees"))
_STREET = _ref("street_id", "streets")
_BASIS = "census2020 modelled"

FORMS: dict[str, Form] = {
    form.table: form
    for form in (
        Form(
            "streets",
            "ST",
            (
                _key("street_id"),
                Field("mca_code"),
                *_NAME,
                Field("aliases", "list"),
                _count("population", "persons"),
                _choice("population_basis", _BASIS, is_open=True),
                Field("area_km2", "number", unit="km2"),
                _choice("area_basis", "published schematic", is_open=True),
                *_PLACE,
            ),
            natural=("name",),
            has_names=True,
        ),
        Form(
            "communities",
            "C",
            (
                _key("community_id"),
                _ref("street_id", "streets", True),
                *_NAME,
                _count("population", "persons"),
                _choice("population_basis", _BASIS, is_open=True),
                *_truths("is_rural"),
                Field("rural_basis"),
                *_PLACE,
            ),
            natural=("street_id", "name"),
            has_names=True,
        ),
        Form(
            "sites",
            "S",
            (
                _key("site_id"),
                *_NAME,
                _of("level", "levels", True),
                _of("kind", "site_kinds"),
                _ref("parent_id", "sites"),
                _STREET,
                _ref("community_id", "communities"),
                *_PLACE,
                _choice("location_basis", "published modelled", is_open=True),
                _choice("pilot", "city district"),
                *_truths("is_demonstration"),
                _day("opened_on", may_come=True),
                _day("closed_on", may_come=True),
                Field("aliases", "list"),
                Field("responsible_unit"),
                *_truths("has_place", "has_team", "has_activities", "has_projects"),
                *_truths("has_mechanism"),
            ),
            natural=("name",),
            order=(("opened_on", "closed_on"),),
            has_names=True,
        ),
        Form(
            "teams",
            "TM",
            (
                _key("team_id"),
                *_NAME,
                _choice("kind", "corps specialist convenience", True),
                _ref("parent_id", "teams"),
                _ref("site_id", "sites"),
                _STREET,
                _day("founded_on"),
                _count("registered_volunteers", "persons"),
                Field("aliases", "list"),
            ),
            natural=("name",),
            has_names=True,
        ),
        Form(
            "population_points",
            "PP",
            (
                _key("point_id"),
                _ref("community_id", "communities", True),
                *_PLACE,
                _count("residents", "persons", True),
                _choice("basis", _BASIS, is_open=True),
            ),
            natural=("community_id", "lon", "lat"),
            replaceable=True,
            title="community_id",
        ),
        Form(
            "published_figures",
            "PF",
            (
                _key("key"),
                Field("value", "number", True, signed=True),
                Field("qualifier", "choice", options=("exact", "at least", "just under")),
                Field("name_zh", required=True),
                Field("name_en"),
                Field("said"),
                Field("source"),
                _day("published_on"),
            ),
            natural=("name_zh", "published_on"),
            replaceable=True,
            title="name_zh",
        ),
        Form(
            "service_orders",
            "O",
            (
                _key("order_id"),
                _ref("community_id", "communities"),
                _ref("site_id", "sites"),
                _of("service_id", "services"),
                _day("requested_on", True),
                _day("dispatched_on"),
                _day("accepted_on"),
                _day("completed_on"),
                _day("rated_on"),
                _count("rating", "points", high=5),
                _ref("team_id", "teams"),
                _choice(
                    "status",
                    "requested dispatched accepted completed rated refused cancelled",
                    True,
                ),
                Field("refusal_reason"),
            ),
            order=(("requested_on", "dispatched_on", "accepted_on", "completed_on", "rated_on"),),
            replaceable=True,
            title="service_id",
        ),
        Form(
            "online_posts",
            "W",
            (
                _key("post_id"),
                _day("published_on", True),
                _of("section_id", "sections"),
                Field("title", required=True),
                _count("views", "views"),
                _count("participants", "visits"),
                _of("theme_id", "themes"),
            ),
            natural=("published_on", "title"),
            replaceable=True,
            title="title",
        ),
        Form(
            "exemplars",
            "E",
            (
                _key("exemplar_id"),
                _day("honoured_on", True),
                Field("honour", required=True),
                _choice("honour_level", "city province nation", True),
                _choice("kind", "individual family group", True),
                _STREET,
                Field("label"),
                _count("talks", "times"),
                _count("audience", "visits"),
            ),
            natural=("honoured_on", "honour", "label", "street_id"),
            replaceable=True,
            title="honour",
        ),
        Form(
            "projects",
            "PJ",
            (
                _key("project_id"),
                *_NAME,
                _of("domain", "domains", is_open=True),
                _of("fund", "funds", is_open=True),
                _ref("site_id", "sites"),
                _STREET,
                Field("granted", "number", unit="yuan"),
                _day("started_on", may_come=True),
                _day("ended_on", may_come=True),
                *_truths("is_distinctive", "is_regular", "is_broad", "is_exemplary"),
                Field("judged_by"),
            ),
            natural=("name",),
            order=(("started_on", "ended_on"),),
            has_names=True,
        ),
        Form(
            "fund_entries",
            "X",
            (
                _key("entry_id"),
                _ref("project_id", "projects", True),
                _day("spent_on", True),
                Field("amount", "number", True, unit="yuan", signed=True),
                Field("purpose"),
                _count("visits", "visits"),
            ),
            replaceable=True,
            title="purpose",
        ),
        Form(
            "surveys",
            "Q",
            (
                _key("survey_id"),
                _day("surveyed_on", True),
                _choice("measure", "awareness support participation satisfaction", True),
                _STREET,
                _count("asked", "persons", True),
                _count("yes", "persons", True),
            ),
            natural=("surveyed_on", "measure", "street_id"),
            order=(("yes", "asked"),),
            replaceable=True,
            title="measure",
        ),
        Form(
            "field_visits",
            "V",
            (
                _key("visit_id"),
                _day("visited_on", True),
                _ref("street_id", "streets", True),
                Field("unit"),
                Field("highlights"),
                Field("problems"),
                Field("difficulties"),
            ),
            natural=("visited_on", "street_id", "unit"),
            title="unit",
        ),
        Form(
            "meetings",
            "M",
            (
                _key("meeting_id"),
                _day("held_on", True, may_come=True),
                *_NAME,
                _choice("kind", "joint progress", True),
                Field("note"),
            ),
            natural=("held_on", "name"),
        ),
        Form(
            "problems",
            "P",
            (
                _key("problem_id"),
                _ref("visit_id", "field_visits"),
                _STREET,
                _day("raised_on", True),
                Field("description", required=True),
                _choice("status", "open closed", True),
                _day("closed_on"),
            ),
            natural=("raised_on", "description"),
            order=(("raised_on", "closed_on"),),
            title="description",
        ),
        Form(
            "tasks",
            "T",
            (
                _key("task_id"),
                _ref("meeting_id", "meetings", True),
                _ref("problem_id", "problems"),
                _choice("line_of_work", "worthies culture_projects resources_down"),
                Field("measure", required=True),
                Field("lead_unit", required=True),
                Field("supporting_units", "list"),
                Field("responsible_office"),
                _day("due_on", may_come=True),
                _choice("status", "open doing done closed", True),
                _day("closed_on"),
                Field("evidence"),
            ),
            natural=("meeting_id", "measure"),
            title="measure",
        ),
    )
}


LEDGER_FORM = Form(
    LEDGER,
    "",
    (
        Field("title", required=True),
        _day("start", True),
        _day("end"),
        _ref("site", "sites", True),
        _ref("street", "streets"),
        _of("theme", "themes"),
        _ref("team", "teams"),
        Field("place"),
        Field("lon", "degrees", unit="degrees"),
        Field("lat", "degrees", unit="degrees"),
        _count("attendance", "visits"),
        _count("volunteers", "persons"),
        Field("service_hours", "number", unit="hours"),
        Field("mode", "choice"),
        Field("note"),
    ),
)
"""The columns of the ledger's template: fields that `wenming.ingest` finds by their headings."""


def list_listed(field: Field, district: District) -> Sequence[Named]:
    """The items of `district.toml` that a choice is made from; none for any other field."""
    if field.kind != "choice" or field.of is None:
        return ()
    items: Sequence[Named] = getattr(district, field.of)
    return items


def name_table(table: str, t: Translator) -> str:
    """What people call a table."""
    return t.named("tables.", table)


def find_column_key(table: str, column: str) -> str:
    """The message that names a column; some mean something of their own in one table."""
    return _find(table, column, "")


def name_column(table: str, column: str, t: Translator) -> str:
    """What people call a column."""
    return t(find_column_key(table, column))


def explain_column(table: str, column: str, t: Translator) -> str:
    """What has to stand in a column, in a sentence."""
    return t(_find(table, column, ".about"))


def name_option(table: str, column: str, option: str, t: Translator) -> str:
    """A fixed choice as people call it; problems have other words for their state than tasks."""
    key = f"tables.{table}.{column}.{option}"
    return t(key if key in load_messages() else f"tables.{column}.{option}")


def _find(table: str, column: str, suffix: str) -> str:
    own = f"tables.{table}.{column}{suffix}"
    return own if own in load_messages() else f"tables.{column}{suffix}"
