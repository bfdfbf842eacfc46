"""The documentation names what there is: every command, page, table, column and key."""

import re
from typing import get_args

import pytest
from pydantic import BaseModel

from wenming.cli.commands import app
from wenming.config import District
from wenming.config.places import PROJECT
from wenming.schema.__main__ import renew

DATA = (PROJECT / "data" / "README.md").read_text(encoding="utf-8")
READMES = [PROJECT / "README.md", PROJECT / "README.zh-CN.md"]


def test_the_tables_are_described_as_the_schema_has_them() -> None:
    assert renew(DATA) == DATA, "run `python -m wenming.schema`"


def test_every_key_of_a_district_is_described() -> None:
    keys = set(District.model_fields) - {"folder"}
    described = set(re.findall(r"[`\[]([a-z_0-9.]+)[`\]]", DATA))

    assert keys <= described
    for name in ("levels", "themes", "services", "sections", "targets", "holidays", "map"):
        for field in _item_fields(name):
            assert field in described or f"{name}.{field}" in described, f"{name}.{field}"


def _item_fields(name: str) -> set[str]:
    annotation = District.model_fields[name].annotation
    model = next((arg for arg in get_args(annotation) if isinstance(arg, type)), annotation)
    assert isinstance(model, type) and issubclass(model, BaseModel)
    return set(model.model_fields)


@pytest.mark.parametrize("path", READMES, ids=lambda path: path.name)
def test_every_command_stands_in_the_readme(path) -> None:  # type: ignore[no-untyped-def]
    text = path.read_text(encoding="utf-8")

    for command in app.registered_commands:
        assert f"wenming {command.name}" in text


@pytest.mark.parametrize(
    "path", [*READMES, PROJECT / "CONTRIBUTING.md", PROJECT / "data" / "README.md"], ids=str
)
def test_every_link_and_picture_is_there(path) -> None:  # type: ignore[no-untyped-def]
    for target in re.findall(r"\]\(([^)#]+)\)", path.read_text(encoding="utf-8")):
        if "://" not in target:
            assert (path.parent / target).exists(), target
