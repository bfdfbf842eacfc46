"""`wenming brief` and `wenming trace`: the meeting's pack, and any of its numbers back to rows."""

from dataclasses import replace
from io import BytesIO
from pathlib import Path

from rich.console import Console
from rich.markup import escape
from rich.progress import BarColumn, Progress, TextColumn

from wenming.briefing.compose import MOST_CHARACTERS
from wenming.briefing.letterhead import build_letterhead
from wenming.briefing.memory import find_settled, name_paper
from wenming.briefing.pack import STEPS, Pack, make_pack
from wenming.briefing.sources import Request
from wenming.briefing.trace import Traced
from wenming.cli.output import Format, write_frame
from wenming.config import District
from wenming.i18n import Translator
from wenming.store import Snapshot, Store, open_snapshot
from wenming.whole_files import write_whole

OPTIONS = {
    "issue": "--issue",
    "day": "--date",
    "report_to": "--report-to",
    "copy_to": "--copy-to",
}
"""How the command line is told what a paper's head and end say, by `Letter`'s names."""


def remember(store: Store, request: Request, current: Snapshot) -> tuple[Request, Snapshot]:
    """What was settled for the meeting's paper: its period and version; else what was asked."""
    settled = find_settled(current, name_paper(request))
    if settled is None:
        return request, current
    return replace(request, filters=settled.filters), open_snapshot(store, settled.version)


def say_made(
    store: Snapshot,
    request: Request,
    *,
    district: District,
    words: Translator,
    template: Path | None,
    folder: Path,
    console: Console,
    t: Translator,
) -> None:
    """Make the pack into `folder` behind a progress bar; `words` is the paper's language."""
    with Progress(
        TextColumn("{task.description}"),
        BarColumn(),
        console=console,
        transient=True,
        disable=not console.is_terminal,
    ) as progress:
        bar = progress.add_task("", total=len(STEPS))

        def show(step: str) -> None:
            done = STEPS.index(step)
            progress.update(bar, completed=done, description=t(f"briefing.step_{step}"))

        pack = make_pack(
            store, request, district=district, t=words, template=template, on_step=show
        )
    pack.write(folder)
    key = "cli.brief_made" if pack.characters <= MOST_CHARACTERS else "cli.brief_long"
    _print_missing(pack, console, t)
    console.print(
        t(
            key,
            folder=folder,
            files=", ".join(pack.files),
            version=pack.version,
            figures=t.number(pack.figures),
            characters=t.number(pack.characters),
            most=t.number(MOST_CHARACTERS),
        ),
        soft_wrap=True,
    )


def _print_missing(pack: Pack, console: Console, t: Translator) -> None:
    """What the paper leaves out as nobody said it, and the options that say it."""
    if not pack.missing:
        return
    names = t("briefing.comma").join(t(f"briefing.missing_{name}") for name in pack.missing)
    options = " ".join(OPTIONS[name] for name in pack.missing)
    console.print(t("cli.brief_missing", names=names, options=options), soft_wrap=True)


def write_template(file: Path) -> None:
    """Write the built-in letterhead as a file to start an office's own from."""
    content = BytesIO()
    build_letterhead().save(content)
    write_whole({file: content.getvalue()})


def print_traced(traced: list[Traced], form: Format, console: Console, t: Translator) -> None:
    """Each figure with how it was computed, then its rows; as CSV or JSON the first's rows only.

    That the pack does not list all rows is said beside them, apart from what a program reads.
    """
    if form is not Format.table:
        write_frame(traced[0].rows, form, console)
        if traced[0].is_cut:
            Console(stderr=True).print(_say_cut(traced[0], t), soft_wrap=True)
        return
    for each in traced:
        entry = each.entry
        about = {
            key: entry[key]
            for key in ("name", "definition", "rule", "column", "parts", "source", "version")
            if entry[key]
        }
        console.print(escape(f"{entry['id']} = {entry['text']}"), style="bold", soft_wrap=True)
        for key, value in about.items():
            console.print(escape(f"  {t(f'cli.trace_{key}')}: {value}"), soft_wrap=True)
        if each.sheet:
            rows = t.number(len(each.rows))
            console.print(t("cli.trace_rows", sheet=each.sheet, rows=rows))
            if each.is_cut:
                console.print(_say_cut(each, t), soft_wrap=True)
            write_frame(each.rows, form, console)


def _say_cut(traced: Traced, t: Translator) -> str:
    return escape(
        t(
            "cli.trace_cut",
            sheet=traced.sheet,
            listed=t.number(traced.listed),
            of=t.number(traced.of),
            command=traced.command,
        )
    )
