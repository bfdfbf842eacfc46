"""The models of `district.toml`: all that makes one district's product different from another's."""

import re
import tomllib
from collections.abc import Iterator, Sequence
from datetime import date
from functools import lru_cache
from itertools import pairwise
from pathlib import Path
from typing import Annotated, Any, Literal, Self

from pydantic import (
    AfterValidator,
    BaseModel,
    ConfigDict,
    Field,
    ValidationError,
    model_validator,
)

from wenming.config.ledger import LedgerSettings, fold_word
from wenming.config.problems import explain_problem, make_problem
from wenming.errors import WenmingError
from wenming.signs import drop_in_all

LANGUAGES = ("zh", "en")


def _check_text(text: dict[str, str]) -> dict[str, str]:
    for language, told in text.items():
        if language not in LANGUAGES:
            raise make_problem("no_language", language=language)
        if not told.strip():
            raise make_problem("blank", language=language)
    return text


Text = Annotated[dict[str, str], AfterValidator(_check_text)]
"""What people read, by language code: `{"zh": "…", "en": "…"}`."""

Id = Annotated[str, Field(pattern=r"^[A-Za-z0-9_-]+$")]


OTHER_THEME = "other"
"""The theme of activities that state none, or one that is not known."""


class _Model(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Named(_Model):
    """Something with an id and a name in each of the district's languages."""

    id: Id
    name: Annotated[Text, Field(min_length=1)]

    def name_in(self, language: str) -> str:
        """The name in a language, or else in the first it is given in."""
        return self.name.get(language) or next(iter(self.name.values()))


class Level(Named):
    """A level of site; `minimum_per_month` activities are expected of each open site.

    `covers_communities` marks the level whose sites make their community count as covered.
    `role` is what ledgers' words call it: the id itself where it is one of them, else a base.
    """

    role: Literal["centre", "institute", "station", "base"] = "base"
    minimum_per_month: int = Field(default=1, ge=0)
    covers_communities: bool = False

    @model_validator(mode="before")
    @classmethod
    def take_role_of_id(cls, table: Any) -> Any:
        if isinstance(table, dict) and table.get("id") in ("centre", "institute", "station"):
            return {"role": table["id"], **table}
        return table


class Theme(Named):
    """A theme of activity; `aliases` are what ledgers write for it. `task` may be absent."""

    task: Id | None = None
    aliases: tuple[str, ...] = ()


class Service(Named):
    """A regular service, recognised by `keywords` in an activity's title."""

    keywords: tuple[str, ...] = ()


class ExemplarEvent(Named):
    """A kind of event about exemplars, recognised by `keywords` in an activity's title."""

    keywords: tuple[str, ...] = Field(min_length=1)


class Section(Named):
    """A section of the online platform, or an online series."""

    kind: Literal["section", "series"]


class SiteKind(Named):
    """A kind of site; `led_by` is the office that answers for it, never a person's name.

    `is_school` marks schools and what stands for them.
    """

    led_by: Text = {}
    is_school: bool = False


class Target(_Model):
    """What the district wants a figure to reach in a year, and who set it."""

    figure: Id
    year: int
    value: float
    basis: Text


class Holiday(_Model):
    """A public holiday, both days included."""

    start: date
    end: date
    name: Text

    @model_validator(mode="after")
    def check_order(self) -> Self:
        if self.end < self.start:
            raise make_problem("backwards", first="start", second="end")
        return self


class Thresholds(_Model):
    """Limits that colour or flag; local settings unless a source is named beside them."""

    silent_yellow_months: int = Field(default=1, ge=1)
    silent_orange_months: int = Field(default=2, ge=1)
    silent_red_months: int = Field(default=3, ge=1)
    reporting_due_day: int = Field(default=5, ge=1, le=28)
    project_gap_months: int = Field(default=6, ge=0)
    project_visits_per_month: int = Field(default=100, ge=1)
    walk_limit_m: int = Field(default=1000, gt=0)
    older_limit_m: int = Field(default=500, gt=0)
    walk_minutes: int = Field(default=15, gt=0)
    detour_factor: float = Field(default=1.3, ge=1)
    active_reach_months: int = Field(default=3, gt=0)
    survey_minimum: int = Field(default=30, ge=1)
    source: Text = {}

    @model_validator(mode="after")
    def check_order(self) -> Self:
        """A site turns yellow first and red last."""
        steps = ("silent_yellow_months", "silent_orange_months", "silent_red_months")
        for first, second in pairwise(steps):
            if getattr(self, first) > getattr(self, second):
                raise make_problem("backwards", first=first, second=second)
        return self


class PopulationRaster(_Model):
    """A raster of residents in the district's folder; `basis` says who made it."""

    file: str
    basis: str = ""


class Tiles(_Model):
    """An office's own tile service; `key_env` names the environment variable with its key."""

    url: str
    attribution: str = ""
    key_env: str | None = None
    subdomains: tuple[str, ...] = ()
    max_zoom: int = 18


class MapSettings(_Model):
    """Where the map looks at first, and the tiles under it (none: a plain ground).

    `tiles_crs` is what the tiles are drawn in: Amap's and Tencent's in GCJ-02.
    """

    center: (
        tuple[Annotated[float, Field(ge=-90, le=90)], Annotated[float, Field(ge=-180, le=180)]]
        | None
    ) = Field(default=None, description="lat, lon")
    zoom: int | None = Field(default=None, ge=0, le=22)
    tiles_crs: Literal["wgs84", "gcj02"] = "wgs84"
    tiles: tuple[Tiles, ...] = ()


class Briefing(_Model):
    """The head and end of the joint meeting's paper; what is absent is left out.

    `template` is a .docx in the district's folder with the office's own letterhead.
    """

    name: Text = {}
    issuer: Text = {}
    report_to: Text = {}
    copy_to: Text = {}
    copies: int | None = Field(default=None, ge=1)
    template: str | None = None


def _check_country(code: str) -> str:
    if not re.fullmatch("[A-Z]{2}", code):
        raise make_problem("not_a_country")
    return code


class Words(_Model):
    """What the district calls what the pages call a street, a community, a station, or yuan."""

    street: Text = {}
    streets: Text = {}
    community: Text = {}
    communities: Text = {}
    station: Text = {}
    stations: Text = {}
    money: Text = {}

    @model_validator(mode="after")
    def check_numbers(self) -> Self:
        """English needs one and many of a word."""
        for one, many in (("street", "streets"), ("community", "communities"),
                          ("station", "stations")):  # fmt: skip
            for given, lacking in ((one, many), (many, one)):
                if "en" in getattr(self, given) and "en" not in getattr(self, lacking):
                    raise make_problem("one_and_many", given=given, lacking=lacking)
        return self

    def in_language(self, language: str) -> dict[str, str]:
        """The district's own words of one language, by what they stand for."""
        texts = {name: getattr(self, name).get(language) for name in type(self).model_fields}
        return {name: text for name, text in texts.items() if text}


class District(_Model):
    """A district as its folder describes it; see `data/README.md` for each key."""

    folder: Path
    id: Id
    name: Annotated[Text, Field(min_length=1)]
    parent: Text = {}
    is_sample: bool = False
    country: Annotated[str, AfterValidator(_check_country)] | None = None
    languages: tuple[Literal["zh", "en"], ...] = Field(default=("zh", "en"), min_length=1)
    words: Words = Words()
    crs: Literal["wgs84", "gcj02", "bd09"] = "wgs84"
    population: int | None = Field(default=None, ge=0)
    population_source: Text = {}
    area_km2: float | None = Field(default=None, gt=0)
    boundary: str = "streets.geojson"
    boundary_is_schematic: bool = False
    network: str | None = None
    population_raster: PopulationRaster | None = None
    levels: tuple[Level, ...] = Field(min_length=1)
    tasks: tuple[Named, ...] = ()
    themes: tuple[Theme, ...] = Field(min_length=1)
    services: tuple[Service, ...] = ()
    sections: tuple[Section, ...] = ()
    domains: tuple[Named, ...] = ()
    funds: tuple[Named, ...] = ()
    exemplar_events: tuple[ExemplarEvent, ...] = ()
    site_kinds: tuple[SiteKind, ...] = ()
    targets: tuple[Target, ...] = ()
    thresholds: Thresholds = Thresholds()
    holidays: tuple[Holiday, ...] = ()
    map: MapSettings = MapSettings()
    ledger: LedgerSettings = LedgerSettings()
    briefing: Briefing = Briefing()

    @model_validator(mode="after")
    def check_coordinates(self) -> Self:
        """China's own systems shift points by a rule that holds in China alone."""
        if self.crs != "wgs84" and self.country not in (None, "CN"):
            raise make_problem("crs_abroad", key="crs", crs=self.crs, country=self.country)
        return self

    @model_validator(mode="after")
    def check_references(self) -> Self:
        tasks = {task.id for task in self.tasks}
        for theme in self.themes:
            if theme.task is not None and theme.task not in tasks:
                raise make_problem("no_task", key=f"[[themes]] {theme.id}", task=theme.task)
        kinds = "levels tasks themes services sections site_kinds domains funds exemplar_events"
        for kind in kinds.split():
            ids = [item.id for item in getattr(self, kind)]
            if twice := _find_twice(ids):
                raise make_problem("id_twice", key=f"[[{kind}]]", id=twice)
        targets = [f"{target.figure} {target.year}" for target in self.targets]
        if twice := _find_twice(targets):
            raise make_problem("id_twice", key="[[targets]]", id=twice)
        if twice := _find_twice(self.languages):
            raise make_problem("id_twice", key="languages", id=twice)
        return self

    @model_validator(mode="after")
    def check_aliases(self) -> Self:
        """What ledgers write names one theme."""
        named: dict[str, str] = {}
        for theme in self.themes:
            for alias in (*theme.name.values(), *theme.aliases):
                other = named.setdefault(fold_word(alias), theme.id)
                if other != theme.id:
                    raise make_problem(
                        "claimed_twice", key="[[themes]]", word=alias, first=other, second=theme.id
                    )
        return self

    @model_validator(mode="after")
    def check_languages(self) -> Self:
        """Every text for people is there in one of the district's languages."""
        for key, text in _list_texts(self):
            if text and not set(text) & set(self.languages):
                raise make_problem("no_text", key=key, languages=", ".join(self.languages))
        return self

    @property
    def boundary_path(self) -> Path:
        return self.folder / self.boundary


def _find_twice(items: Sequence[str]) -> str | None:
    """The first that stands a second time."""
    return next((item for at, item in enumerate(items) if item in items[:at]), None)


def _list_texts(model: BaseModel, around: str = "") -> Iterator[tuple[str, dict[str, str]]]:
    """Every text for people of a model and those within it, by where it stands."""
    for name in type(model).model_fields:
        value = getattr(model, name)
        if isinstance(value, BaseModel) and not isinstance(value, LedgerSettings):
            yield from _list_texts(value, f"{around}{name}.")
        elif isinstance(value, dict):
            yield f"{around}{name}", value
        elif isinstance(value, tuple):
            for at, item in enumerate(value):
                if isinstance(item, BaseModel):
                    place = getattr(item, "id", None) or at + 1
                    yield from _list_texts(item, f"{around}[[{name}]] {place}: ")


def load_district(folder: Path) -> District:
    """Read `folder/district.toml`.

    Raises WenmingError when there is none, it is not TOML, or a key is missing, unknown or wrong.
    """
    path = folder / "district.toml"
    try:
        return _understand(folder, path, path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        raise WenmingError("errors.no_district", folder=folder) from None
    except UnicodeDecodeError:
        raise WenmingError("errors.not_utf8", file=path) from None


@lru_cache(maxsize=8)  # each run of a page asks for it, twice, and seldom has anybody edited it
def _understand(folder: Path, path: Path, text: str) -> District:
    try:
        values: dict[str, Any] = drop_in_all(tomllib.loads(text))
    except tomllib.TOMLDecodeError as error:
        raise WenmingError("errors.district_not_toml", file=path, problem=error) from None
    try:
        return District(folder=folder, **values)
    except ValidationError as error:
        raise explain_problem(path, values, error) from None
