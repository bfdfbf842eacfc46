"""Making the first version from a district's folder, and the marts of any."""

import hashlib
import re
from collections.abc import Callable, Iterable

import duckdb
import pandas as pd
import pyarrow as pa
from duckdb import ConstantExpression, StarExpression

from wenming.config import District
from wenming.config.district import OTHER_THEME, Named, Theme
from wenming.errors import WenmingError
from wenming.i18n import load_messages
from wenming.schema import BOUNDARIES, FOLDER_TABLES, LEDGER, OWN_TABLES, TABLES, Table
from wenming.store.actions import Action
from wenming.store.check import verify
from wenming.store.cleaning import Cleaned, Gate
from wenming.store.folder import check_settings, check_tables
from wenming.store.imported import record_batch
from wenming.store.population import Population, read_population
from wenming.store.sql import list_sql, load_sql
from wenming.store.tables import LISTS, create_empty, type_rows
from wenming.store.versions import Store

_PIECE = 50_000  # rows of a folder's table in memory at a time
_PLACE = ("outcome", "batch_id", "sheet", "row_number")
"""What a store keeps of an activity besides its own columns: what became of its row, and where
that stands."""


def build_store(
    store: Store,
    district: District,
    *,
    registry_only: bool = False,
    population: Population | None = None,
    hear: Callable[[Cleaned], None] = lambda cleaned: None,
) -> int:
    """Publish the first version of a store from a district folder; returns its number.

    `population` is the district's raster where the caller has read it already; `hear` is told in
    which columns cells were masked.
    Raises WenmingError wherever a version stands already, or a table is missing or wrong.
    """
    store.require_empty()
    check_settings(district)
    check_tables(district, registry_only=registry_only)
    residents = population or read_population(district)

    def change(connection: duckdb.DuckDBPyConnection) -> None:
        connection.execute("create schema raw")
        _load_settings(connection, district)
        for own in OWN_TABLES.values():
            create_empty(connection, own)
        create_empty(connection, TABLES[BOUNDARIES])
        gate = Gate(district, hear)
        for table in FOLDER_TABLES.values():
            if table.name == "population_points" and residents is not None:
                _load_population(connection, district, residents)
                continue
            is_empty = registry_only and not table.is_register
            _load_table(connection, district, table, gate, empty=is_empty)
        connection.sql(load_sql("staging", "waiting_repeats")).create("waiting_repeats")
        connection.execute("drop schema raw cascade")
        build_marts(connection)
        verify(connection)

    with store.turn():
        store.require_empty()  # somebody may have built one while the folder was read
        return store.publish(change, action=Action.INIT, note=district.id)


def build_marts(connection: duckdb.DuckDBPyConnection) -> None:
    """Build every mart anew, in the order of their files, and the macros that read them."""
    for name in list_sql("marts"):
        table = name.split("_", 1)[1]
        connection.execute("drop table if exists " + table)
        connection.sql(load_sql("marts", name)).create(table)
    for name in list_sql("macros"):
        connection.execute(load_sql("macros", name))


def _load_settings(connection: duckdb.DuckDBPyConnection, district: District) -> None:
    """The tables that `district.toml` itself holds, each in the order written there.

    `name` is what a page in Chinese shows, `name_en` one in English.
    """

    def frame(items: Iterable[Named], key: str, **more: str) -> pd.DataFrame:
        rows = []
        for order, item in enumerate(items):
            row = {"sort": order, key: item.id}
            row |= {"name": item.name_in("zh"), "name_en": item.name_in("en")}
            rows.append(row | {column: getattr(item, field) for column, field in more.items()})
        columns = ["sort", key, "name", "name_en", *more]
        # Typed also where the district lists none: an empty column would have no type.
        texts = dict.fromkeys((key, "name", "name_en"), "string")
        return pd.DataFrame(rows, columns=columns).astype(texts)

    frames = {
        "levels": frame(
            district.levels,
            LISTS["levels"],
            minimum_per_month="minimum_per_month",
            covers_communities="covers_communities",
            role="role",
        ),
        "practice_tasks": frame(district.tasks, "task_id"),
        "themes": frame(_list_themes(district), LISTS["themes"], task_id="task"),
        "services": frame(district.services, LISTS["services"]),
        "sections": frame(district.sections, LISTS["sections"], kind="kind"),
        "site_kinds": frame(district.site_kinds, LISTS["site_kinds"], is_school="is_school"),
        "exemplar_events": frame(district.exemplar_events, "event_id"),
        "title_words": pd.DataFrame(
            _list_title_words(district), columns=["kind", "id", "keyword"], dtype="string"
        ),
        "targets": pd.DataFrame(
            [(target.figure, target.year, target.value) for target in district.targets],
            columns=["figure", "year", "value"],
        ),
    }
    for name, values in frames.items():
        connection.from_df(values).create(name)


def _list_themes(district: District) -> list[Theme]:
    """The district's themes, and one for what belongs to none of them if it names none itself."""
    if any(theme.id == OTHER_THEME for theme in district.themes):
        return list(district.themes)
    other = Theme(id=OTHER_THEME, name=load_messages()["common.other_theme"])
    return [*district.themes, other]


def _list_title_words(district: District) -> list[tuple[str, str, str]]:
    """What an activity's title tells it to be: (kind, id, keyword)."""
    return [
        (kind, item.id, keyword)
        for kind, items in (
            ("service", district.services),
            ("exemplar_event", district.exemplar_events),
        )
        for item in items
        for keyword in item.keywords
    ]


def _load_table(
    connection: duckdb.DuckDBPyConnection,
    district: District,
    table: Table,
    gate: Gate,
    *,
    empty: bool,
) -> None:
    """Read one CSV of the folder into its typed table, keeping each row's number and text."""
    path = district.folder / f"{table.name}.csv"
    batch_id = f"{district.id}-{table.name}"
    try:
        # Rows are read while others are written: each takes a cursor of its own.
        source = connection.cursor().read_csv(
            str(path), header=True, all_varchar=True, sep=",", quotechar='"'
        )
        left_out = [name for name in table.names if name not in source.columns]
        nothing = [ConstantExpression(None).cast("varchar").alias(name) for name in left_out]
        read = (source.limit(0) if empty else source).to_arrow_reader(_PIECE)
        kept = pa.RecordBatchReader.from_batches(read.schema, gate.clean(table, read))
        numbered = connection.from_arrow(kept).select(StarExpression(), *nothing)
        numbered = numbered.project("*, (row_number() over () + 1)::integer as row_number")
        numbered.create(f"raw.{table.name}_rows")
    except duckdb.InvalidInputException as error:
        problem = str(error).partition("\n")[0]
        raise WenmingError("errors.table_unreadable", file=path.name, problem=problem) from None
    connection.execute(
        load_sql("staging", "source_rows_of_table"),
        {"table": f"raw.{table.name}_rows", "key": table.key, "batch_id": batch_id},
    )
    rows = connection.table(f"raw.{table.name}_rows")
    if table.name == "activities":
        read = {"outcome": "accepted", "batch_id": batch_id, "sheet": None}
        more = [
            ConstantExpression(value).cast("varchar").alias(name) for name, value in read.items()
        ]
        rows = rows.select(StarExpression(), *more)
    rows.create(f"raw.{table.name}")
    _stage(connection, table, file=path.name)
    total = len(rows)
    record_batch(
        connection,
        batch_id=batch_id,
        kind="district",
        file=path.name,
        sha256=hashlib.sha256(path.read_bytes()).hexdigest(),
        crs=district.crs,
        encoding="utf-8",
        rows_read=total,
        accepted=total,
    )


def _load_population(
    connection: duckdb.DuckDBPyConnection, district: District, population: Population
) -> None:
    """The raster's cells in place of population_points.csv, each kept as a row that was read."""
    batch_id = f"{district.id}-population_points"
    rows = population.rows.astype({"row_number": "int32", "residents": "int32"})
    accepted = rows["outcome"] == "accepted"
    connection.from_df(rows[accepted]).create("raw.population_points")
    _stage(connection, TABLES["population_points"], file=population.file)
    source = rows.reindex(columns=connection.table("source_rows").columns).assign(
        batch_id=batch_id, record_id=rows["point_id"].where(accepted)
    )
    texts = source.columns.drop("row_number")
    connection.from_df(source.astype(dict.fromkeys(texts, "string"))).insert_into("source_rows")
    record_batch(
        connection,
        batch_id=batch_id,
        kind="district",
        file=population.file,
        sha256=population.sha256,
        crs="wgs84",
        rows_read=len(rows),
        accepted=int(accepted.sum()),
        skipped=int((~accepted).sum()),
    )


def _stage(connection: duckdb.DuckDBPyConnection, table: Table, *, file: str) -> None:
    """Type the rows of `raw.<name>` into the table."""
    also = _PLACE if table.name == LEDGER else ()
    try:
        type_rows(connection.table(f"raw.{table.name}"), table, also).create(table.name)
    except duckdb.ConversionException as error:
        if (explained := _explain_value(connection, table.name, file, error)) is None:
            raise
        raise explained from None


def _explain_value(
    connection: duckdb.DuckDBPyConnection, name: str, file: str, error: duckdb.Error
) -> WenmingError | None:
    """Find the cell that DuckDB could not convert, so that the sentence can name it.

    None when no cell holds it: then the fault is not the file's.
    """
    quoted = re.search(r"'([^']*)'|\"([^\"]*)\"", str(error))
    value = next((text for text in quoted.groups() if text is not None), "") if quoted else ""
    frame = connection.table(f"raw.{name}").df()
    hits = frame.map(lambda cell: cell == value)
    if not hits.to_numpy().any():
        return None
    row = hits.any(axis=1).idxmax()
    return WenmingError(
        "errors.table_value",
        file=file,
        row=int(frame.loc[row, "row_number"]),
        column=hits.columns[hits.loc[row].argmax()],
        value=value,
    )
