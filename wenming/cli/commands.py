"""The commands, each a few lines over the library."""

import os
import sys
from datetime import date, datetime
from enum import StrEnum
from pathlib import Path
from typing import Annotated, Literal

import typer
from rich.console import Console
from rich.markup import escape

from wenming.cli.folder import say_cleaned, say_population
from wenming.cli.output import Format, write_frame, write_note
from wenming.cli.reporting import choose_filters, find_report, list_reports, read_values
from wenming.cli.versions import (
    ask,
    print_check,
    print_skipped,
    print_survey,
    print_unlisted,
    print_versions,
)
from wenming.config import District, find_places, load_district
from wenming.errors import WenmingError
from wenming.i18n import LANGUAGES, Translator, choose_language
from wenming.ingest.coordinates import CoordinateSystem
from wenming.ingest.reading import Reading
from wenming.new_district import write_new_district
from wenming.reports import data
from wenming.schema import BOUNDARIES
from wenming.store import Store, open_snapshot
from wenming.store.build import build_store
from wenming.store.cleaning import Cleaned
from wenming.store.population import Population
from wenming.store.recovery import recover_store, survey_store
from wenming.store.settling import Decision, settle
from wenming.store.upgrade import upgrade_store
from wenming.translation import build_translator

_WANTED = os.environ.get("WENMING_LANG") or os.environ.get("LC_ALL") or os.environ.get("LANG")
t = Translator(choose_language(_WANTED))
app = typer.Typer(
    help=t("cli.about"),
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
)
# Into a pipe a table may be as wide as it needs.
console = Console(width=None if sys.stdout.isatty() else 220)


class Language(StrEnum):
    """What typer offers for an option that may be given again; LANGUAGES, as it wants them."""

    zh = "zh"
    en = "en"


def speak_of(district: District) -> Translator:
    """Messages about a district: in its words, and in its first language where the environment
    asks for none that is known."""
    wanted = choose_language(_WANTED, (*district.languages[:1], *LANGUAGES))
    return build_translator(district, wanted)


StoreOption = Annotated[
    Path | None, typer.Option("--store", envvar="WENMING_STORE", help=t("cli.store_option"))
]
DistrictOption = Annotated[
    Path | None,
    typer.Option("--district", envvar="WENMING_DISTRICT", help=t("cli.district_option")),
]


@app.command("init", help=t("cli.init"))
def init(
    district: DistrictOption = None,
    store: StoreOption = None,
    registry_only: Annotated[
        bool, typer.Option("--registry-only", help=t("cli.registry_only"))
    ] = False,
) -> None:
    places = find_places(district, store)
    settings = load_district(places.district)
    told, population = speak_of(settings), _read_population(settings)
    cleaned: list[Cleaned] = []
    number = build_store(
        Store(places.store),
        settings,
        registry_only=registry_only,
        population=population,
        hear=cleaned.append,
    )
    if population is not None:
        say_population(population, settings, console, told)
    say_cleaned(cleaned, console, told)
    activities = told.number(Store(places.store).describe(number).activities)
    console.print(told("cli.built", version=number, activities=activities, store=places.store))


def _read_population(settings: District) -> Population | None:
    if settings.population_raster is None:
        return None
    from wenming.ingest.population import read_population_apart  # half a second to import

    return read_population_apart(settings)


@app.command("new-district", help=t("cli.new_district"))
def new_district(
    folder: Annotated[Path, typer.Argument(metavar="DIR", help=t("cli.new_folder"))],
    name: Annotated[str, typer.Option(help=t("cli.new_name"))] = "",
    district_id: Annotated[str, typer.Option("--id", help=t("cli.new_id"))] = "",
    language: Annotated[list[Language] | None, typer.Option(help=t("cli.new_language"))] = None,
) -> None:
    write_new_district(
        folder,
        name=name.strip() or folder.resolve().name,
        languages=[*dict.fromkeys(language or [Language(t.language)])],
        district_id=district_id,
    )
    told = speak_of(load_district(folder))
    console.print(told("cli.new_made", folder=folder), soft_wrap=True)


@app.command("import", help=t("cli.import"))
def import_(
    files: Annotated[
        list[Path], typer.Argument(metavar="FILE…", help=t("cli.import_files"), show_default=False)
    ],
    store: StoreOption = None,
    district: DistrictOption = None,
    as_of: Annotated[
        datetime | None, typer.Option("--as-of", formats=["%Y-%m-%d"], help=t("cli.as_of"))
    ] = None,
    crs: Annotated[CoordinateSystem | None, typer.Option("--crs", help=t("cli.crs"))] = None,
    office: Annotated[str, typer.Option("--office", help=t("cli.office"))] = "",
    table: Annotated[str | None, typer.Option("--table", help=t("cli.table"))] = None,
    columns: Annotated[
        Path | None, typer.Option("--columns", metavar="FILE.toml", help=t("cli.columns_of"))
    ] = None,
    replace: Annotated[bool, typer.Option("--replace", help=t("cli.replace"))] = False,
    schematic: Annotated[bool, typer.Option("--schematic", help=t("cli.schematic"))] = False,
    dry_run: Annotated[bool, typer.Option("--dry-run", help=t("cli.dry_run"))] = False,
    report: Annotated[
        Path | None, typer.Option("--report", metavar="OUT.json", help=t("cli.report_file"))
    ] = None,
) -> None:
    from wenming.ingest.processes import warm_up

    # What reads ledgers takes half a second to import, and no other command needs it. It is read
    # in another process, which imports it meanwhile.
    warm_up("wenming.ingest.intake")
    from wenming.cli.intake import import_files, print_reports, read_columns, write_reports

    if replace and table in (None, BOUNDARIES):
        raise WenmingError("cli.replace_what")
    if columns is not None and table is not None:
        raise WenmingError("cli.columns_what")
    if schematic and table != BOUNDARIES:
        raise WenmingError("cli.schematic_what")
    if report is not None and not report.resolve().parent.is_dir():
        raise WenmingError("cli.no_folder", folder=report.resolve().parent)
    places = find_places(district, store)
    settings = load_district(places.district)
    kept, told = Store(places.store), speak_of(settings)
    reading = Reading(
        as_of=as_of.date() if as_of else date.today(),
        # A ledger is in the district's system; the other tables are like those of its folder.
        crs=crs or (settings.crs if table is None else CoordinateSystem.WGS84),
        office=office.strip(),
        columns=read_columns(columns) if columns is not None else {},
    )
    reports, version = import_files(
        files, table=table, replace=replace, schematic=schematic, store=kept, district=settings,
        reading=reading, dry_run=dry_run, console=console, t=told,
    )  # fmt: skip
    if report is not None:
        write_reports(report, reports, told)
    print_reports(reports, console, told, table)
    if version is None:
        console.print(told("cli.nothing_published", version=kept.current()))
    else:
        count = kept.describe(version).activities
        console.print(told("cli.published", version=version, activities=told.number(count)))
        print_unlisted(kept, console, told)
    if any(each.refused for each in reports):
        raise typer.Exit(1)


@app.command("template", help=t("cli.template_of"))
def template_(
    names: Annotated[
        list[str] | None, typer.Argument(metavar="[TABLE…]", help=t("cli.template_names"))
    ] = None,
    out: Annotated[
        Path | None, typer.Option("--out", metavar="DIR", help=t("cli.template_out"))
    ] = None,
    every: Annotated[bool, typer.Option("--all", help=t("cli.template_all"))] = False,
    filled: Annotated[bool, typer.Option("--filled", help=t("cli.template_filled"))] = False,
    language: Annotated[
        Literal["zh", "en"] | None, typer.Option("--lang", help=t("cli.language"))
    ] = None,
    store: StoreOption = None,
    district: DistrictOption = None,
) -> None:
    from wenming.cli.templates import write_templates

    places = find_places(district, store)
    settings = load_district(places.district)
    for path in write_templates(
        names or [],
        every=every,
        filled=filled,
        folder=out,
        store=Store(places.store),
        district=settings,
        t=build_translator(settings, language or settings.languages[0]),
    ):
        console.print(t("cli.template_written", file=path), soft_wrap=True)


@app.command("report", help=t("cli.report"))
def report(
    name: Annotated[str | None, typer.Argument(help=t("cli.report_name"))] = None,
    since: Annotated[
        datetime | None, typer.Option("--from", formats=["%Y-%m-%d"], help=t("cli.from"))
    ] = None,
    until: Annotated[
        datetime | None, typer.Option("--to", formats=["%Y-%m-%d"], help=t("cli.to"))
    ] = None,
    street: Annotated[list[str] | None, typer.Option(help=t("cli.street"))] = None,
    level: Annotated[list[str] | None, typer.Option(help=t("cli.level"))] = None,
    theme: Annotated[list[str] | None, typer.Option(help=t("cli.theme"))] = None,
    value: Annotated[
        list[str] | None, typer.Option("--set", metavar="NAME=VALUE", help=t("cli.set"))
    ] = None,
    form: Annotated[Format, typer.Option("--format", help=t("cli.format"))] = Format.table,
    show_list: Annotated[bool, typer.Option("--list", help=t("cli.list"))] = False,
    version: Annotated[int | None, typer.Option(help=t("cli.version_option"))] = None,
    store: StoreOption = None,
    district: DistrictOption = None,
) -> None:
    places = find_places(district, store)
    reports = list_reports(load_district(places.district))
    if show_list or name is None:
        for known, function in reports.items():
            summary = (function.__doc__ or "").partition("\n")[0]
            typer.echo(f"{known:<42} {summary}")
        return
    function = find_report(name, reports)
    snapshot = open_snapshot(Store(places.store), version)
    filters = choose_filters(
        snapshot,
        since=since.date() if since else None,
        until=until.date() if until else None,
        street=street or [],
        level=level or [],
        theme=theme or [],
    )
    values = read_values(function, value or [])
    needed = filters.needed_by(function)
    if needed:
        write_note(filters.tell(t))
    write_frame(function(snapshot, *needed, **values), form, console)


@app.command("brief", help=t("cli.brief"))
def brief(
    out: Annotated[Path | None, typer.Option("--out", metavar="DIR", help=t("cli.out"))] = None,
    since: Annotated[
        datetime | None, typer.Option("--from", formats=["%Y-%m-%d"], help=t("cli.from"))
    ] = None,
    until: Annotated[
        datetime | None, typer.Option("--to", formats=["%Y-%m-%d"], help=t("cli.to"))
    ] = None,
    meeting: Annotated[str | None, typer.Option(metavar="ID", help=t("cli.meeting"))] = None,
    street: Annotated[list[str] | None, typer.Option(help=t("cli.street"))] = None,
    language: Annotated[
        Literal["zh", "en"] | None, typer.Option("--lang", help=t("cli.language"))
    ] = None,
    issue: Annotated[int | None, typer.Option(min=1, help=t("cli.issue"))] = None,
    day: Annotated[
        datetime | None, typer.Option("--date", formats=["%Y-%m-%d"], help=t("cli.paper_date"))
    ] = None,
    report_to: Annotated[str | None, typer.Option(help=t("cli.report_to"))] = None,
    copy_to: Annotated[str | None, typer.Option(help=t("cli.copy_to"))] = None,
    template: Annotated[
        Path | None, typer.Option(metavar="FILE.docx", help=t("cli.template"))
    ] = None,
    new_template: Annotated[
        Path | None,
        typer.Option("--write-template", metavar="FILE.docx", help=t("cli.write_template")),
    ] = None,
    version: Annotated[int | None, typer.Option(help=t("cli.version_option"))] = None,
    store: StoreOption = None,
    district: DistrictOption = None,
) -> None:
    # Drawing and writing documents takes a second to import, and no other command needs it.
    from wenming.briefing.memory import add_wording
    from wenming.briefing.sources import Letter, Request
    from wenming.cli.briefing import remember, say_made, write_template

    if new_template is not None:
        write_template(new_template)
        console.print(t("cli.template_written", file=new_template), soft_wrap=True)
        return
    if out is None:
        raise WenmingError("cli.no_out")
    places = find_places(district, store)
    settings = load_district(places.district)
    snapshot = open_snapshot(Store(places.store), version)
    words = language or settings.languages[0]
    if words not in settings.languages:
        raise WenmingError("cli.not_spoken", language=words, known=", ".join(settings.languages))
    asked = choose_filters(
        snapshot,
        since=since.date() if since else None,
        until=until.date() if until else None,
        street=street or [],
        level=[],
        theme=[],
    )
    write_note(asked.tell(t))
    letter = Letter(issue, day.date() if day else None, report_to, copy_to)
    request = Request(asked.filters, meeting, letter=letter)
    if version is None and since is None and until is None:
        request, snapshot = remember(Store(places.store), request, snapshot)
    say_made(
        snapshot,
        add_wording(open_snapshot(Store(places.store)), request, words),
        district=settings,
        words=build_translator(settings, words),
        template=template,
        folder=out,
        console=console,
        t=t,
    )


@app.command("trace", help=t("cli.trace"))
def trace_(
    figure: Annotated[str, typer.Argument(metavar="FIGURE-ID", help=t("cli.figure_id"))],
    pack: Annotated[Path, typer.Option("--pack", metavar="DIR", help=t("cli.pack"))],
    form: Annotated[Format, typer.Option("--format", help=t("cli.format"))] = Format.table,
) -> None:
    from wenming.briefing.trace import trace
    from wenming.cli.briefing import print_traced

    print_traced(trace(figure, pack), form, console, t)


@app.command("versions", help=t("cli.versions"))
def versions(store: StoreOption = None) -> None:
    print_versions(Store(find_places(store=store).store), console, t)


@app.command("batches", help=t("cli.batches"))
def batches(
    form: Annotated[Format, typer.Option("--format", help=t("cli.format"))] = Format.table,
    store: StoreOption = None,
) -> None:
    snapshot = open_snapshot(Store(find_places(store=store).store))
    write_frame(data.batches_by_file(snapshot), form, console)


@app.command("queue", help=t("cli.queue"))
def queue(
    form: Annotated[Format, typer.Option("--format", help=t("cli.format"))] = Format.table,
    store: StoreOption = None,
) -> None:
    snapshot = open_snapshot(Store(find_places(store=store).store))
    write_frame(data.queue_by_activity(snapshot), form, console)


@app.command("settle", help=t("cli.settle"))
def settle_rows(
    rows: Annotated[list[str], typer.Argument(metavar="ROW…", help=t("cli.settle_rows"))],
    site: Annotated[str | None, typer.Option(help=t("cli.settle_site"))] = None,
    day: Annotated[
        datetime | None, typer.Option("--date", formats=["%Y-%m-%d"], help=t("cli.settle_date"))
    ] = None,
    reject: Annotated[bool, typer.Option("--reject", help=t("cli.settle_reject"))] = False,
    remember: Annotated[str | None, typer.Option(help=t("cli.settle_remember"))] = None,
    office: Annotated[str, typer.Option("--office", help=t("cli.office"))] = "",
    store: StoreOption = None,
) -> None:
    if remember and (reject or not site):
        raise WenmingError("cli.settle_remember_what")
    kept = Store(find_places(store=store).store)
    decisions = [
        Decision(
            row,
            accepted=not reject,
            site_id=None if reject else site,
            started_on=day.date() if day and not reject else None,
        )
        for row in dict.fromkeys(rows)
    ]
    aliases = {remember: site} if remember and site else {}
    number = settle(kept, decisions, office=office.strip(), aliases=aliases)
    count = kept.describe(number).activities
    console.print(t("cli.settled", version=number, activities=t.number(count)))


@app.command("undo", help=t("cli.undo"))
def undo(
    to: Annotated[int | None, typer.Option(help=t("cli.undo_to"))] = None,
    batch: Annotated[str | None, typer.Option(help=t("cli.undo_batch"))] = None,
    office: Annotated[str, typer.Option("--office", help=t("cli.office"))] = "",
    district: DistrictOption = None,
    store: StoreOption = None,
) -> None:
    if to is not None and batch is not None:
        raise WenmingError("cli.undo_one")
    # As `import` reads ledgers, this compares their rows, which no other command needs.
    from wenming.ingest.undo import take_back

    places = find_places(district, store)
    kept = Store(places.store)
    if batch is None:
        number = kept.undo(
            to, by=office.strip(), on_skip=lambda problem: print_skipped(problem, console, t)
        )
        returned = None
    else:
        done = take_back(
            kept, batch, district=load_district(places.district), office=office.strip()
        )
        number, returned = done.version, done.returned
    console.print(
        t("cli.undone", version=number, activities=t.number(kept.describe(number).activities))
    )
    if returned is not None and not returned.empty:
        files = t("downloads.separator").join(map(escape, returned["file"]))
        rows = int(returned["returned"].sum())
        console.print(t("cli.undo_returned", rows=rows, files=files), soft_wrap=True)


@app.command("upgrade", help=t("cli.upgrade"))
def upgrade(
    office: Annotated[str, typer.Option("--office", help=t("cli.office"))] = "",
    store: StoreOption = None,
) -> None:
    kept = Store(find_places(store=store).store)
    number = upgrade_store(kept, office=office.strip())
    if number is None:
        console.print(t("cli.upgrade_none", version=kept.require_current()))
    else:
        count = kept.describe(number).activities
        console.print(t("cli.upgraded", version=number, activities=t.number(count)))


@app.command("check", help=t("cli.check"))
def check(store: StoreOption = None) -> None:
    if not print_check(Store(find_places(store=store).store), console, t):
        raise typer.Exit(1)


@app.command("recover", help=t("cli.recover"))
def recover(
    to: Annotated[int | None, typer.Option(help=t("cli.recover_to"))] = None,
    yes: Annotated[bool, typer.Option("--yes", help=t("cli.recover_yes"))] = False,
    office: Annotated[str, typer.Option("--office", help=t("cli.office"))] = "",
    store: StoreOption = None,
) -> None:
    kept = Store(find_places(store=store).store)
    kept.require_folder()
    survey = survey_store(kept)
    print_survey(kept, survey, console, t)
    if not survey.is_needed and to is None:
        console.print(t("cli.recover_not_needed"), soft_wrap=True)
        return
    chosen = survey.choose(kept, to)
    proposed = t("cli.recover_proposed", version=chosen, count=t.number(len(survey.listed)))
    console.print(proposed, soft_wrap=True)
    if not yes and not ask(t("cli.recover_ask")):
        console.print(t("cli.recover_left"))
        raise typer.Exit(1)
    number = recover_store(kept, survey, to=chosen, by=office.strip())
    activities = t.number(kept.describe(number).activities)
    console.print(t("cli.recovered", version=number, activities=activities))
