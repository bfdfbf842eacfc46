"""No table holds a telephone number, an identity number or a private person's name."""

import re

import pytest

from tests.sample.conftest import FOLDER, Table

TABLES = sorted(path.stem for path in FOLDER.glob("*.csv"))
NUMBERS = re.compile(r"(?<!\d)(1[3-9]\d{9}|0\d{2,3}-?\d{7,8}|\d{17}[\dXx])(?!\d)")
ADDRESSED = re.compile(r"[\u4e00-\u9fff]{1,3}(先生|女士|同志|老师傅|大爷|阿姨|某)")
# A figure of history, in the title of a talk.
KNOWN = {"周恩来同志"}


@pytest.mark.parametrize("name", TABLES)
def test_no_telephone_or_identity_number(table: Table, name: str) -> None:
    texts = table(name).select_dtypes(exclude="number").astype(str)
    coded = [column for column in texts if column.endswith(("_id", "_code"))]
    for column in texts.drop(columns=coded):
        found = texts[column].str.extract(NUMBERS)[0].dropna()
        assert found.empty, (column, found.head())


@pytest.mark.parametrize("name", TABLES)
def test_nobody_is_addressed_by_name(table: Table, name: str) -> None:
    texts = table(name).select_dtypes(exclude="number").astype(str)
    for column in texts:
        found = set(texts[column].str.extract(f"({ADDRESSED.pattern})")[0].dropna())
        assert found <= KNOWN, column


def test_exemplars_are_labelled_by_honour_field_and_street(table: Table) -> None:
    labels = table("exemplars")["label"]
    assert labels.is_unique
    pattern = r"^(汕头|广东|中国)\S{2,11}（\S{2,4}类(个人|家庭|集体)，\S{2,3}）第\d+号$"
    assert labels.str.match(pattern).all()


def test_offices_are_responsible_not_persons(table: Table) -> None:
    offices = table("tasks")["responsible_office"]
    assert offices.str.contains("办|股|部|处|委|中心").all()
