"""A folder for a new district: commented settings, each table's heading row and its template, and
what to do first."""

import json
import os
import re
import shutil
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from importlib.resources import files
from pathlib import Path
from string import Template
from textwrap import fill

from wenming.config import load_district
from wenming.errors import WenmingError
from wenming.figures import load_figures
from wenming.i18n import Translator
from wenming.schema import FOLDER_TABLES
from wenming.translation import build_translator

_TEXT = re.compile(r'\{ (zh|en) = ("[^"]*"), (zh|en) = ("[^"]*") \}')


def write_new_district(
    folder: Path, *, name: str, languages: Sequence[str], district_id: str | None = None
) -> None:
    """Fill a new or empty folder, whole or not at all; its comments are in the first language.

    Raises WenmingError when the folder holds anything or the id cannot be one, OSError where it
    cannot be written.
    """
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise WenmingError("errors.folder_not_empty", folder=folder)
    district_id = district_id or _make_id(folder.resolve().name)
    if not re.fullmatch("[A-Za-z0-9_-]+", district_id):
        raise WenmingError("errors.not_an_id", id=district_id)
    title = Translator(languages[0])("new_district.title", name=" ".join(name.split()))
    values = {
        "title": title,
        "id": _quote(district_id),
        "name": "{ " + ", ".join(f"{code} = {_quote(name)}" for code in languages) + " }",
        "languages": json.dumps(list(languages)),
        "figures": _list_figures(),
    }
    settings = Template(_keep_languages(_read(f"district.{languages[0]}.toml"), languages))
    readme = Template(_read(f"README.{languages[0]}.md"))
    with _make_whole(folder) as part:
        (part / "district.toml").write_text(settings.substitute(values), encoding="utf-8")
        (part / "README.md").write_text(readme.substitute(values), encoding="utf-8")
        for table in FOLDER_TABLES.values():
            heading = ",".join(table.names) + "\n"
            (part / f"{table.name}.csv").write_text(heading, encoding="utf-8")
        _write_templates(part)


@contextmanager
def _make_whole(folder: Path) -> Iterator[Path]:
    """A folder to fill that becomes `folder` once it is full; what fails before leaves nothing.

    Where there is an empty one it stays and is filled from within: it may be a disk of its own, or
    where somebody stands.
    """
    is_there = folder.exists()
    name = f".{folder.resolve().name}.{os.getpid()}.part"
    part = folder / name if is_there else folder.with_name(name)
    try:
        part.mkdir(parents=True)
        yield part
        if is_there:
            for entry in part.iterdir():
                entry.rename(folder / entry.name)
        else:
            part.rename(folder)
    finally:
        shutil.rmtree(part, ignore_errors=True)


def _write_templates(folder: Path) -> None:
    """A workbook for each table in the folder's first language, for offices to fill in."""
    # What knows the tables' columns takes half a second to import, and no other command needs it.
    from wenming.templates import TEMPLATES, write_template

    district = load_district(folder)
    t = build_translator(district, district.languages[0])
    (folder / "templates").mkdir()
    for table in TEMPLATES:
        path = folder / "templates" / f"{table}.xlsx"
        write_template(path, table, district, t=t)


def _make_id(text: str) -> str:
    """An id from a folder's name, or a plain word where nothing of the name can stand in one."""
    return re.sub("[^A-Za-z0-9_-]+", "-", text).strip("-").lower() or "district"


def _read(name: str) -> str:
    return files("wenming.config").joinpath("fresh", name).read_text(encoding="utf-8")


def _keep_languages(text: str, languages: Sequence[str]) -> str:
    """Leave the chosen languages in each text for people, in the order chosen."""

    def keep(found: re.Match[str]) -> str:
        texts = {found[1]: found[2], found[3]: found[4]}
        return "{ " + ", ".join(f"{code} = {texts[code]}" for code in languages) + " }"

    return _TEXT.sub(keep, text)


def _list_figures() -> str:
    ids = ", ".join(load_figures())
    return fill(ids, 100, initial_indent="# ", subsequent_indent="# ")


def _quote(text: str) -> str:
    """A TOML string: JSON's escapes are TOML's too, but for DEL, which TOML wants escaped."""
    return json.dumps(text, ensure_ascii=False).replace("\x7f", "\\u007f")
