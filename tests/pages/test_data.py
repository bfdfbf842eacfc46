"""The data page: hand in, look, publish, take back; and what it says when it cannot."""

import re
import shutil
from datetime import date
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from tests.conftest import RIVERTON, SAMPLE, make_store
from tests.ledgers import DUMPLINGS, HISTORY, NO_DATE, NO_SITE, TOTAL, make_ledger
from tests.pages.conftest import RunPage
from wenming.ingest.processes import Limits
from wenming.store import Store

HAN = re.compile(r"[\u4e00-\u9fff]")
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@pytest.fixture
def store(tmp_path: Path) -> Store:
    """A store of the test's own, without records."""
    return make_store(tmp_path / "store", SAMPLE, registry_only=True)


def hand_in(page: AppTest, *files: tuple[str, bytes]) -> AppTest:
    page.file_uploader[0].set_value([(name, content, XLSX) for name, content in files])
    return page.run()


def publish(page: AppTest, office: str = "鮀江街道") -> AppTest:
    page.selectbox(key="hand_in_office").set_value(office).run()
    return page.button(key="publish").click().run()


def count_outcomes(page: AppTest) -> list[str]:
    return [metric.value for metric in page.metric]


def test_a_ledger_is_judged_published_and_taken_back(run_page: RunPage, store: Store) -> None:
    page = hand_in(
        run_page("data", store=store),
        ("六月.xlsx", make_ledger(DUMPLINGS, HISTORY, NO_DATE, TOTAL)),
    )
    assert not page.exception
    assert count_outcomes(page) == ["0", "2", "1", "0", "2"]
    assert "1 个文件共 5 行，其中 2 行可以计入" in [title.value for title in page.subheader]
    assert page.button(key="publish").disabled
    assert store.current() == 1

    page = publish(page)
    assert not page.exception
    assert page.success[0].value.startswith("已发布第 2 版：2 行计入，1 行待核实；现共 2 场活动")
    assert not page.metric
    assert store.describe(2).office == "鮀江街道"

    history = run_page("data", store=store, part="history")
    assert history.subheader[0].value == "1 批数据在用，0 批已撤销"
    assert "鮀江街道" in "".join(caption.value for caption in history.caption)
    history.button(key="undo_b00018").click().run()
    # Without a browser a dialog stands only while the button that opened it is pressed.
    history.selectbox(key="undo_office").set_value("金平区")
    history.button(key="undo_b00018").click().run()
    history.button(key="undo_b00018").click()
    history.button(key="undo_confirm").click().run()
    assert not history.exception
    assert (store.current(), store.describe(3).activities) == (3, 0)
    assert history.success[0].value == "已撤销 六月.xlsx，当前为第 3 版。"


@pytest.mark.parametrize(
    ("lang", "before", "after"),
    [
        (
            "zh",
            "另有 1 行因与它重复而跳过，撤销后将重新比对，不再重复的自动恢复：乙.xlsx。",
            "已撤销 甲.xlsx，当前为第 4 版。曾因与它重复而跳过的 1 行已恢复：乙.xlsx。",
        ),
        (
            "en",
            "1 row of other files was skipped as repeating it. Once it is taken back, it is"
            " compared anew and comes back unless it repeats something else: 乙.xlsx.",
            "甲.xlsx was taken back; version 4 is current."
            " 1 row that had been skipped as repeating it is back: 乙.xlsx.",
        ),
    ],
)
def test_repeats_come_back_when_a_batch_is_taken_back(
    run_page: RunPage, store: Store, lang: str, before: str, after: str
) -> None:
    first, second = make_ledger(DUMPLINGS, HISTORY), make_ledger(HISTORY, NO_SITE)
    publish(hand_in(run_page("data", store=store), ("甲.xlsx", first)))
    publish(hand_in(run_page("data", store=store), ("乙.xlsx", second)))

    history = run_page("data", store=store, part="history", lang=lang)
    history.button(key="undo_b00019").click().run()
    assert before not in [info.value for info in history.info]
    history.selectbox(key="undo_office").set_value("金平区")
    history.button(key="undo_b00018").click().run()
    assert before in [info.value for info in history.info]
    history.button(key="undo_b00018").click()
    history.button(key="undo_confirm").click().run()

    assert [success.value for success in history.success] == [after]
    assert store.describe(4).activities == 1
    page = hand_in(run_page("data", store=store), ("乙.xlsx", second))
    assert count_outcomes(page) == ["0", "0", "0", "0", "3"]  # all of it stands already


def test_the_table_shows_cells_before_and_after_and_is_narrowed(
    run_page: RunPage, store: Store
) -> None:
    page = hand_in(run_page("data", store=store), ("六月.xlsx", make_ledger(DUMPLINGS, NO_DATE)))
    table = page.dataframe[-1].value
    assert {"约50人", "2021.6.14"} <= set(table["before"].dropna())

    page.pills(key="cells_outcomes").set_value(["review"]).run()
    table = page.dataframe[-1].value
    assert set(table["outcome"]) == {"待核实"}
    assert set(table["title"]) == {"没有日期的活动"}


def test_walking_away_changes_nothing(run_page: RunPage, store: Store) -> None:
    page = hand_in(run_page("data", store=store), ("六月.xlsx", make_ledger(DUMPLINGS)))
    page.button(key="discard").click().run()

    assert not page.metric
    assert page.success[0].value == "已放弃，什么都没有改变。"
    assert store.published() == (1,)


def test_the_same_ledger_again_has_nothing_to_publish(run_page: RunPage, store: Store) -> None:
    ledger = ("六月.xlsx", make_ledger(DUMPLINGS))
    publish(hand_in(run_page("data", store=store), ledger))

    page = hand_in(run_page("data", store=store), ledger)

    assert page.button(key="publish").disabled
    assert count_outcomes(page) == ["0", "0", "0", "0", "2"]


def test_who_is_second_looks_again_before_anything_goes_in(run_page: RunPage, store: Store) -> None:
    second = hand_in(run_page("data", store=store), ("乙.xlsx", make_ledger(DUMPLINGS, HISTORY)))
    first = hand_in(run_page("data", store=store), ("甲.xlsx", make_ledger(DUMPLINGS)))
    publish(first)

    second = publish(second)
    assert not second.exception
    assert "第 2 版" in second.warning[0].value and "1 行" in second.warning[0].value
    assert store.current() == 2
    assert count_outcomes(second) == ["0", "1", "0", "0", "2"]

    second.button(key="publish").click().run()
    assert store.describe(3).activities == 2


@pytest.mark.parametrize(
    ("name", "content", "sentence"),
    [
        ("空.xlsx", b"", "空.xlsx 是空的"),
        ("改名.xlsx", "活动名称,时间\n".encode(), "不是 Excel 工作簿"),
        ("没有表头.csv", "甲,乙\n1,2\n".encode(), "找不到表头"),
        ("文档.docx", b"PK", "不是可以导入的类型"),
    ],
)
def test_a_refused_file_is_one_sentence_and_the_others_go_on(
    run_page: RunPage, store: Store, name: str, content: bytes, sentence: str
) -> None:
    page = hand_in(run_page("data", store=store), (name, content))
    (refusal,) = page.error
    assert sentence in refusal.value.replace("\\", "")
    assert not page.metric
    assert not [button for button in page.button if button.key == "publish"]

    page = hand_in(
        run_page("data", store=store), (name, content), ("六月.xlsx", make_ledger(HISTORY))
    )
    assert len(page.error) == 1
    assert publish(page).success
    assert store.describe(2).activities == 1


def test_english_is_whole(run_page: RunPage, store: Store) -> None:
    page = hand_in(
        run_page("data", store=store, lang="en"), ("june.xlsx", make_ledger(HISTORY, sheet="June"))
    )
    page = publish(page)
    texts = [each.value for kind in ("success", "subheader", "caption") for each in page.get(kind)]
    assert page.success[0].value.startswith("Published version 2: 1 row counts")
    assert not [text for text in texts if HAN.search(text)]
    history = run_page("data", store=store, lang="en", part="history")
    assert not history.exception
    assert history.subheader[0].value == "1 file stands, 0 were taken back"


def test_the_second_district_takes_a_ledger_too(run_page: RunPage, tmp_path: Path) -> None:
    store = make_store(tmp_path / "store")
    ledger = make_ledger(
        ("Walk by the river", "2021-06-14", "Riverton Hall", 12),
        headings=("Title", "Date", "Site", "Attendance"),
        sheet="June",
    )
    page = run_page("data", store=store, district=RIVERTON, lang="en")
    page = publish(hand_in(page, ("june.xlsx", ledger)), office="Mill Street")
    assert not page.exception
    assert store.current() == 2


def test_a_store_without_ledgers_says_what_to_do(run_on_riverton: RunPage) -> None:
    page = run_on_riverton("data", lang="en", part="history")
    assert not page.exception
    assert "Nothing was imported yet" in page.info[0].value


def test_rows_with_the_same_reason_are_settled_together_and_the_name_is_remembered(
    run_page: RunPage, store: Store
) -> None:
    later = ("夏日读书会", "2021.6.27", "图书室", 18)
    publish(
        hand_in(run_page("data", store=store), ("六月.xlsx", make_ledger(NO_SITE, later, NO_DATE)))
    )
    page = run_page("data", store=store, part="queue")
    assert page.subheader[0].value == "3 行待核实，共 2 种原因"
    assert page.button(key="queue_accept").disabled

    site = next(each for each in page.selectbox if each.key.startswith("queue_site_"))
    site.set_value("JP-I-009")
    page.selectbox(key="queue_office").set_value("鮀江街道").run()
    page.button(key="queue_accept").click().run()
    assert not page.exception
    assert page.success[0].value == "已核定 2 行，当前为第 3 版。"
    assert store.describe(3).activities == 2
    assert page.subheader[0].value == "1 行待核实，共 1 种原因"

    again = ("七月读书会", "2021.7.3", "图书室", 9)
    page = hand_in(run_page("data", store=store), ("七月.xlsx", make_ledger(again)))
    assert count_outcomes(page) == ["0", "1", "0", "0", "1"]


def test_a_single_row_is_corrected_or_rejected(run_page: RunPage, store: Store) -> None:
    other = ("另一场没有日期的活动", None, "蓬洲东社区", 20)
    publish(hand_in(run_page("data", store=store), ("六月.xlsx", make_ledger(NO_DATE, other))))
    page = run_page("data", store=store, part="queue")
    page.selectbox(key="queue_office").set_value("鮀江街道").run()
    rows = next(each for each in page.selectbox if each.key.startswith("queue_row_"))
    rows.set_value(0).run()
    assert page.button(key="queue_accept").disabled
    page.date_input[0].set_value(date(2021, 6, 12)).run()
    page.button(key="queue_accept").click().run()
    assert store.describe(3).activities == 1

    page.button(key="queue_reject").click().run()
    assert not page.exception
    assert page.info[0].value == "没有待核实的行。"
    assert (store.current(), store.describe(4).activities) == (4, 1)


def test_a_column_is_changed_and_remembered_for_the_office(run_page: RunPage, store: Store) -> None:
    def ledger(title: str) -> tuple[str, bytes]:
        row = (title, "2021.6.18", "蓬洲东社区", 32)
        return "六月.xlsx", make_ledger(
            row, headings=("活动名称", "活动时间", "所属实践站", "到场")
        )

    page = hand_in(run_page("data", store=store), ledger("学党史分享会"))
    column = next(each for each in page.selectbox if each.label == "到场")
    column.set_value("attendance").run()
    assert "已按您的选择读取 1 列" in [caption.value for caption in page.caption]
    assert next(each for each in page.selectbox if each.label == "到场").value == "attendance"
    publish(page)
    assert store.current() == 2

    page = hand_in(run_page("data", store=store), ledger("读书会"))
    assert next(each for each in page.selectbox if each.label == "到场").value == ""
    page.selectbox(key="hand_in_office").set_value("鮀江街道").run()
    assert next(each for each in page.selectbox if each.label == "到场").value == "attendance"


@pytest.mark.parametrize(
    ("lang", "told"), [("zh", "已按您的选择读取 1 列"), ("en", "1 column read as you chose")]
)
def test_a_column_of_another_table_is_changed_and_remembered(
    run_page: RunPage, store: Store, lang: str, told: str
) -> None:
    def sites(name: str) -> tuple[str, bytes]:
        row = (name, "站", "鮀江街道", "蓬洲东社区")
        return "站点.xlsx", make_ledger(row, headings=("大家怎么叫", "层级", "街道", "社区"))

    def open_sites(name: str) -> AppTest:
        page = run_page("data", store=store, lang=lang)
        page.selectbox(key="hand_in_table").set_value("sites").run()
        return hand_in(page, sites(name))

    def column(page: AppTest) -> object:
        return next(each for each in page.selectbox if each.label == "大家怎么叫")

    page = open_sites("江边站")
    assert column(page).value == ""
    column(page).set_value("name").run()
    assert not page.exception
    assert told in [caption.value for caption in page.caption]
    publish(page)
    assert store.current() == 2

    page = open_sites("桥头站")
    page.selectbox(key="hand_in_office").set_value("鮀江街道").run()
    assert column(page).value == "name"


def test_changed_columns_that_leave_no_heading_can_be_taken_back(
    run_page: RunPage, store: Store
) -> None:
    page = hand_in(run_page("data", store=store), ("六月.xlsx", make_ledger(HISTORY)))
    for heading in ("活动名称", "活动时间"):
        next(each for each in page.selectbox if each.label == heading).set_value("").run()
        if page.error:
            break
    assert "找不到表头" in page.error[0].value

    page.button(key="columns_reset").click().run()
    assert not page.error
    assert count_outcomes(page) == ["0", "1", "0", "0", "1"]


def test_files_that_are_too_large_together_are_let_go(run_page: RunPage, tmp_path: Path) -> None:
    """Each may be of the size taken; together they would fill the disk."""
    folder = tmp_path / "district"
    shutil.copytree(RIVERTON, folder)
    settings = (folder / "district.toml").read_text("utf-8")
    limit = "[ledger]\nmax_hand_in_bytes = 1048576\n"
    (folder / "district.toml").write_text(settings.replace("[ledger]\n", limit, 1), "utf-8")
    store = make_store(tmp_path / "store", folder)

    page = run_page("data", store=store, district=folder, lang="en")
    page = hand_in(page, ("a.csv", b"x" * 700_000), ("b.csv", b"x" * 700_000))

    assert not page.exception
    assert page.warning[0].value.startswith("These files hold 2 MB together, more than the 1 MB")
    assert page.info  # the field is empty, and says what to hand in
    assert not page.metric


def test_a_file_that_takes_too_long_does_not_stop_the_others(
    run_page: RunPage, store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    allowed = iter([Limits(seconds=0), Limits()])
    monkeypatch.setattr("wenming.ingest.apart._find_limits", lambda path, long_from: next(allowed))
    page = hand_in(
        run_page("data", store=store),
        ("坏.xlsx", make_ledger(DUMPLINGS)),
        ("六月.xlsx", make_ledger(DUMPLINGS, HISTORY)),
    )
    assert not page.exception
    assert "坏.xlsx 读了 0 秒处理器时间仍未读完" in page.error[0].value.replace("\\", "")
    assert count_outcomes(page) == ["0", "2", "0", "0", "1"]
