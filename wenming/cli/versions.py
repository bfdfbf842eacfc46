"""`wenming versions`, `check`, `undo` and `recover`: what they tell on the terminal."""

import typer
from rich.console import Console
from rich.markup import escape
from rich.table import Table

from wenming.errors import WenmingError
from wenming.i18n import Translator
from wenming.store import Store
from wenming.store.check import check_store
from wenming.store.files import name_version
from wenming.store.pointer import Move
from wenming.store.recovery import Found, Survey

_MOMENT = "%Y-%m-%d %H:%M UTC"


def print_versions(store: Store, console: Console, t: Translator) -> None:
    """The listed versions and the moves between them in order of time, the current one marked.

    A version that cannot be read keeps its line, and is told below as files not listed are.
    """
    current, problems = store.require_current(), []
    headings = "version", "parent", "created", "office", "action", "note", "cutoff", "activities"
    table = Table()
    for heading in headings:
        table.add_column(t(f"cli.heading_{heading}"), justify="left")
    moves = list(store.moves())
    for number in store.published():
        shown = f"{number} ←" if number == current else str(number)
        try:
            line = store.describe(number)
        except WenmingError as error:
            problems.append((number, error))
            table.add_row(shown, *["—"] * (len(headings) - 2), t("cli.recover_not_whole"))
            continue
        while moves and moves[0].at < line.created_at:
            _add_move(table, moves.pop(0), t)
        table.add_row(
            shown,
            t.number(line.parent),
            f"{line.created_at:{_MOMENT}}",
            escape(line.office),
            t.named("methods.action_", line.action),
            escape(line.note),
            t.day(line.cutoff),
            t.number(line.activities),
        )
    for move in moves:
        _add_move(table, move, t)
    console.print(table)
    for number, problem in problems:
        _print_problem(number, problem, console, t)
    print_unlisted(store, console, t)


def _add_move(table: Table, move: Move, t: Translator) -> None:
    told = t("cli.move", before=t.number(move.before), after=move.after)
    action = t(f"methods.action_{move.way}")
    table.add_row("", "", f"{move.at:{_MOMENT}}", escape(move.by), action, told, "", "")


def print_check(store: Store, console: Console, t: Translator) -> bool:
    """Check every version, naming what is wrong with any; returns whether nothing is."""
    whole = check_store(
        store, on_problem=lambda number, problem: _print_problem(number, problem, console, t)
    )
    listed = store.published()
    if len(whole) == len(listed):
        console.print(t("cli.checked", count=len(whole), version=whole[-1]))
    else:
        console.print(t("cli.checked_some", count=len(whole), of=len(listed)))
    print_unlisted(store, console, t)
    return len(whole) == len(listed)


def print_unlisted(store: Store, console: Console, t: Translator) -> None:
    """Name the version files that `current.json` does not list, and what helps."""
    if unlisted := store.unlisted():
        files = t("downloads.separator").join(map(name_version, unlisted))
        told = t("errors.unlisted", store=store.folder, files=files)
        console.print(escape(told), soft_wrap=True)


def print_skipped(problem: WenmingError, console: Console, t: Translator) -> None:
    """A version that `undo` passed over."""
    told = t("cli.skipped", problem=t(problem.key, **problem.params))
    console.print(escape(told), soft_wrap=True)


def ask(question: str) -> bool:
    """Whether somebody at the terminal says yes; nobody there is a no."""
    try:
        return typer.confirm(question)
    except typer.Abort:
        typer.echo()
        return False


def print_survey(store: Store, survey: Survey, console: Console, t: Translator) -> None:
    """What `current.json` says, if anything, and every version that has a file or is listed."""
    if survey.pointer_problem is not None:
        told = t(survey.pointer_problem.key, **survey.pointer_problem.params)
    elif survey.pointer is None:
        told = t("cli.recover_no_pointer", store=store.folder)
    else:
        count = len(survey.pointer.published)
        told = t("cli.recover_pointer", version=survey.pointer.version, count=count)
    console.print(escape(told), soft_wrap=True)
    if not survey.found:
        return
    table = Table()
    for heading in ("version", "created", "office", "action", "note", "activities"):
        table.add_column(t(f"cli.heading_{heading}"), justify="left")
    table.add_column(t("cli.recover_listed"))
    table.add_column(t("cli.recover_state"))
    for each in survey.found:
        _add_found(table, each, t)
    console.print(table)
    for each in survey.found:
        if each.problem is not None:
            _print_problem(each.number, each.problem, console, t)


def _add_found(table: Table, found: Found, t: Translator) -> None:
    state = "whole" if found.line else "older" if found.is_older else "not_whole"
    line = ["—"] * 5
    if found.line is not None:
        made, kept = f"{found.line.created_at:{_MOMENT}}", t.number(found.line.activities)
        line = [
            made,
            found.line.office,
            t.named("methods.action_", found.line.action),
            found.line.note,
            kept,
        ]
    listed = "✓" if found.is_listed else ""
    table.add_row(str(found.number), *map(escape, line), listed, t(f"cli.recover_{state}"))


def _print_problem(number: int, problem: WenmingError, console: Console, t: Translator) -> None:
    told = t("cli.check_problem", version=number, problem=t(problem.key, **problem.params))
    console.print(escape(told), soft_wrap=True)
