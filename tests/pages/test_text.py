"""What stands in a link, a ledger or a district's folder is shown as it is, whatever it would mean
in Markdown, HTML, a template or a chart."""

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from google.protobuf.json_format import MessageToDict
from streamlit.testing.v1 import AppTest

from tests.conftest import make_store
from tests.hostile import KEPT, TEXT, make_hostile
from tests.pages.conftest import RunPage
from wenming.store import Store
from wenming.ui.routes import PAGES
from wenming.ui.text import escape

J = "\u2060"  # of no width: it keeps apart what would become a link, an icon or an emoji


@pytest.mark.parametrize(
    ("text", "escaped"),
    [
        ("![x](http://outside.example/x.png)", rf"!\[x\](http:{J}//outside.example/x.png)"),
        ("https://a.example, www.b.example", rf"https:{J}//a.example, www{J}.b.example"),
        ("WWW.b.example mailto:c@d.example", rf"WWW{J}.b.example mailto\:c@{J}d.example"),
        ("<img src=x> &lt;", r"\<img src=x> \&lt;"),
        (":red[x] :material/home: :+1:", rf"\:red\[x\] :{J}material/home: :{J}+1:"),
        ("**b** `c` $x$ ~s~", r"\*\*b\*\* \`c\` \$x\$ \~s\~"),
        ("- one", r"\- one"),
        ("1. one", r"1\. one"),
        ("95.8% of all", "95.8% of all"),
        ("# one\n\n- two", r"\# one - two"),
        ("2021-02-30 10:30 春节 190.4% (75%)", "2021-02-30 10:30 春节 190.4% (75%)"),
    ],
)  # fmt: skip
def test_signs_lose_their_meaning(text: str, escaped: str) -> None:
    assert escape(text) == escaped


def test_a_link_cannot_have_a_page_load_a_picture_from_outside(run_on_riverton: RunPage) -> None:
    page = run_on_riverton("overview", street="![x](http://outside.example/x.png)")

    assert "![x](" not in page.warning[0].value


OPENED = [
    *((page, {}) for page in PAGES),
    *(("reach", {"part": part}) for part in ("needs", "next", "fairness", "growth", "pace")),
    *(("data", {"part": part}) for part in ("queue", "history")),
    ("sites", {"site": "JP-C"}),
    ("coverage", {"street": "440511016"}),
    ("activities", {"activity": "JP-A-00004"}),
]
# What gives no sign a meaning, and what is told apart from the text: maps, charts, the product's
# own HTML.
_PLAIN = {"multiselect", "selectbox", "text", "arrow_data_frame", "html"}
_MAP, _CHART = "component_instance", "bidi_component"
_MEANT = re.compile(
    r"(?<!\\)\[a\]|https:(?!\u2060)|www\.c|d@e|(?<!\\):red\[f|:material/home|(?<!\\)<[i/abe]"
    r"|(?<!\\)\$g|(?<!\\)`c`|(?<!\\)\*k"
)


@pytest.fixture(scope="module")
def hostile(tmp_path_factory: pytest.TempPathFactory) -> tuple[Store, Path]:
    folder = tmp_path_factory.mktemp("hostile")
    district = make_hostile(folder / "district")
    return make_store(folder / "store", district), district


def list_texts(page: AppTest) -> Iterator[tuple[str, str]]:
    """Every text that is sent to the browser, with the kind of what shows it."""

    def walk(node: Any) -> Iterator[Any]:
        for child in getattr(node, "children", {}).values():
            yield from walk(child)
        if getattr(node, "proto", None) is not None:
            yield node

    def read(value: Any) -> Iterator[str]:
        if isinstance(value, dict):
            for key, part in value.items():
                if key not in {"icon", "queryString"}:
                    yield from read(part)
        elif isinstance(value, list):
            for part in value:
                yield from read(part)
        elif isinstance(value, str):
            yield value

    for node in walk(page._tree):
        for text in read(MessageToDict(node.proto)):
            if node.type not in (_MAP, _CHART) or text.startswith("{"):
                yield node.type, text


@pytest.mark.parametrize("language", ["zh", "en"])
@pytest.mark.parametrize(
    ("name", "query"), OPENED, ids=["-".join((page, *query.values())) for page, query in OPENED]
)
def test_no_text_of_a_page_means_anything(
    run_page: RunPage,
    hostile: tuple[Store, Path],
    name: str,
    query: dict[str, str],
    language: str,
) -> None:
    store, district = hostile

    page = run_page(name, store=store, district=district, lang=language, **query)

    assert not page.exception and not page.error
    for kind, text in list_texts(page):
        if kind == _MAP:
            check_map(text)
        elif kind == _CHART:
            check_chart(text)
        elif kind not in _PLAIN:
            assert not _MEANT.search(text), (kind, text)


def check_map(arguments: str) -> None:
    """The update is JSON in which the text stands to the letter."""
    update = re.search(
        r"\w+\.update\((\{.*\})\);", arguments and json.loads(arguments)["feature_group"]
    )
    assert update
    values = list_values(json.loads(update[1]))
    assert TEXT in values or KEPT in values


def check_chart(data: str) -> None:
    """Nothing in a chart is markup but its own breaks, and no name is part of a template."""
    if figure := json.loads(data).get("figure"):
        drawn = json.loads(figure)
        values = list_values(drawn)
        assert not re.search("<(?!br>|extra></extra>$|/extra>$)", values, re.MULTILINE)
        assert "~<br>" not in values
        templates = [trace.get("hovertemplate", "") for trace in drawn["data"]]
        assert "{%" not in list_values(templates)


def list_values(data: Any) -> str:
    """All texts in it, a line each."""
    if isinstance(data, dict):
        return "\n".join(map(list_values, data.values()))
    if isinstance(data, list):
        return "\n".join(map(list_values, data))
    return data if isinstance(data, str) else ""
