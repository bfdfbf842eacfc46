"""The methods page: every figure defined, published against counted, and where data come from."""

import re
import shutil
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from tests.conftest import RIVERTON, SAMPLE, make_store
from tests.fresh import make_harbour
from tests.pages.conftest import RunPage
from tests.tabular.conftest import TODAY, make_book
from tests.tabular.test_boundaries import MILL, make_geojson
from wenming.config import load_district
from wenming.figures import load_figures
from wenming.i18n import Translator
from wenming.ingest.intake import HandedIn
from wenming.ingest.reading import Reading
from wenming.store import Store
from wenming.tabular.boundaries import judge_boundaries, publish_boundaries
from wenming.tabular.publishing import judge_table, publish_table
from wenming.ui.text import escape

HAN = re.compile(r"[\u4e00-\u9fff]")


def said(page: AppTest) -> list[str]:
    """What the page itself says: headings, captions, text; not the cells of tables."""
    return [
        *(heading.value for heading in page.subheader),
        *(caption.value for caption in page.caption),
        *(text.value for text in page.markdown),
    ]


def shown_figures(page: AppTest) -> list[str]:
    ids = {f"`{name}` ·": name for name in load_figures()}
    return [
        name
        for caption in page.caption
        for start, name in ids.items()
        if caption.value.startswith(start)
    ]


@pytest.mark.parametrize("language", ["zh", "en"])
def test_every_figure_is_defined_in_the_page_language(run_page: RunPage, language: str) -> None:
    page = run_page("methods", lang=language)
    assert not page.exception
    assert shown_figures(page) == list(load_figures())
    t, district = Translator(language), load_district(SAMPLE)
    text = "\n".join(said(page))
    for figure in load_figures().values():
        for part in ("name", "definition", "formula", "denominator", "note"):
            assert escape(figure.tell(part, t, district)) in text


def test_english_is_whole(run_page: RunPage) -> None:
    page = run_page("methods", lang="en")
    assert not [text for text in said(page) if HAN.search(text)]


def test_thresholds_say_that_they_are_local(run_page: RunPage) -> None:
    page = run_page("methods", figure="silent_sites")
    (told,) = [caption.value for caption in page.caption if caption.value.startswith("阈值")]
    assert told == "阈值：黄色满1个月、橙色满2个月、红色满3个月（本地设定）"


def test_a_search_narrows_the_figures(run_page: RunPage) -> None:
    page = run_page("methods", lang="en")
    page.text_input(key="figure").set_value("SEVERAL site-months").run()
    assert shown_figures(page) == ["active_sites"]
    page.text_input(key="figure").set_value("no such thing").run()
    assert shown_figures(page) == []
    assert "No figure matches" in page.info[0].value


def test_a_link_opens_one_definition(run_page: RunPage) -> None:
    assert shown_figures(run_page("methods", figure="silent_sites")) == ["silent_sites"]


def test_published_figures_are_judged_in_words(run_page: RunPage) -> None:
    page = run_page("methods")
    assert "12项公布数：11项相符，0项不符，1项无法由台账计数" in said(page)
    table = page.dataframe[0].value.set_index("name")
    assert table.loc["主题活动场次", ["told", "counted", "verdict"]].tolist() == [
        "不少于2,400",
        2436,
        "相符（不少于）",
    ]
    assert table.loc["先进典型", ["told", "verdict"]].tolist() == ["近100", "相符（略少于）"]
    assert table.loc["实践中心", "verdict"] == "一致"
    assert table.loc["省级试点起始年", ["told", "verdict"]].tolist() == ["2019", "无法由台账计数"]


def test_sources_say_what_is_sample_modelled_and_schematic(run_page: RunPage) -> None:
    text = "\n".join(said(run_page("methods")))
    assert "这是样本数据" in text
    assert "全区常住人口777,024人，来源：第七次全国人口普查（2020年）" in text
    assert "1个为2020年普查公布数、11个为模型推算" in text
    assert "街道边界为示意" in text
    assert "实践基地（点）0场（本地设定；0为不作要求）" in text


def test_a_real_district_is_not_called_a_sample(run_on_riverton: RunPage) -> None:
    page = run_on_riverton("methods", lang="en")
    assert not page.exception
    text = "\n".join(said(page))
    assert "sample" not in text.lower()
    assert "registers and the ledgers" in text
    assert "Published against counted: 1 of 1 agree, 0 differ" in text


def test_files_and_versions_stand_in_tables(run_on_riverton: RunPage) -> None:
    page = run_on_riverton("methods", lang="en")
    tables = {next(iter(frame.value.columns)): frame.value for frame in page.dataframe}
    assert set(tables["file"]["kind"]) == {"district table"}
    assert tables["file"]["rows_read"].sum() > 100
    assert tables["version"]["action"].tolist() == ["first build"]
    assert tables["year"]["target"].tolist() == ["100"]


def test_the_page_says_that_filters_do_not_change_it(run_page: RunPage) -> None:
    everything = run_page("methods")
    narrowed = run_page("methods", street="440511016", **{"from": "2018-01-01", "to": "2018-01-31"})
    assert "上方的筛选不影响本页" in "\n".join(said(everything))
    published = [page.dataframe[0].value for page in (everything, narrowed)]
    assert published[0].equals(published[1])


def test_a_district_without_records_still_explains_itself(
    run_page: RunPage, tmp_path: Path
) -> None:
    page = run_page("methods", store=make_store(tmp_path, SAMPLE, registry_only=True))
    assert not page.exception
    assert page.dataframe[0].value.set_index("name").loc["主题活动场次", "verdict"] == "不符"


def test_tables_and_boundaries_that_were_handed_in_are_named(
    run_page: RunPage, tmp_path: Path, riverton_store: Store
) -> None:
    store = Store(shutil.copytree(riverton_store.folder, tmp_path / "store"))
    district, reading = load_district(RIVERTON), Reading(TODAY, "wgs84")
    table, areas = tmp_path / "teams.xlsx", tmp_path / "areas.geojson"
    table.write_bytes(make_book((("Name", "Kind of team"), ("Rowers", "specialist team"))))
    areas.write_bytes(make_geojson(("Mill Street", MILL)))
    publish_table(
        store,
        judge_table(
            [HandedIn("teams.xlsx", table)],
            table="teams", store=store, district=district, reading=reading,
        ),
    )  # fmt: skip
    publish_boundaries(
        store,
        judge_boundaries(
            [HandedIn("areas.geojson", areas)], store=store, district=district, reading=reading
        ),
    )

    page = run_page("methods", store=store, district=RIVERTON, lang="en")

    assert not page.exception
    assert any("boundaries are those that were handed in" in text for text in said(page))
    kinds = next(set(frame.value["kind"]) for frame in page.dataframe if "kind" in frame.value)
    assert kinds == {"Volunteer teams", "Borough boundaries", "district table"}


def test_a_district_without_boundaries_is_said_to_have_none(
    run_page: RunPage, tmp_path: Path
) -> None:
    folder = make_harbour(tmp_path / "harbour", "en")
    store = make_store(tmp_path / "store", folder)

    page = run_page("methods", store=store, district=folder)

    assert any("There are no street boundaries" in text for text in said(page))
