"""Ledger text made plain."""

import re
import subprocess
from pathlib import Path

import opencc
import pytest
from hypothesis import given
from hypothesis import strategies as st

from wenming.config.ledger import LedgerSettings
from wenming.ingest.text import MASK, Cleaner, remove_readings


@pytest.fixture(scope="module")
def cleaner(settings: LedgerSettings) -> Cleaner:
    return Cleaner(settings, ["鮀滨街道"])


@pytest.mark.parametrize(
    ("written", "kept", "kinds"),
    [
        ("端午包粽子", "端午包粽子", ()),
        ("新時代文明實踐站", "新时代文明实践站", ("script",)),
        ("區(qū)", "区", ("pinyin", "script")),
        ("社區（qū）開(kāi)展活動(dòng)", "社区开展活动", ("pinyin", "script")),
        ("孩子(zi)", "孩子", ("pinyin",)),
        ("活动（huó dòng）", "活动", ("pinyin",)),
        ("英语角(hello)", "英语角(hello)", ()),
        ("咖啡(café)", "咖啡(café)", ()),
        ("卡拉(OK)", "卡拉(OK)", ()),
        ("ＡＢ１２（全角括号）", "AB12（全角括号）", ("width",)),
        ("德 安 站", "德安站", ("spaces",)),
        ("四点  半课堂", "四点半课堂", ("spaces",)),
        ("东塘社区\n开展读书会", "东塘社区开展读书会", ("spaces",)),
        (" 读书会 ", "读书会", ("spaces",)),
        ("“学党史 办实事”活动", "“学党史办实事”活动", ("tidy",)),
        ("Story  hour", "Story hour", ("spaces",)),
        ("读\u200b书会", "读书会", ("invisible",)),
        ("坏字符\uffff活动\ufffe", "坏字符活动", ("invisible",)),
        ("报名13800000000", f"报名{MASK}", ("masked",)),
        ("报名138 0000 0000", f"报名{MASK}", ("masked",)),
        ("电话0754-88880000", f"电话{MASK}", ("masked",)),
        ("证件440500199001010011", f"证件{MASK}", ("masked",)),
        ("联系人：张三，当天到场", f"联系人：{MASK}，当天到场", ("masked",)),
        ("第20210601期", "第20210601期", ()),
    ],
)
def test_cleaning(cleaner: Cleaner, written: str, kept: str, kinds: tuple[str, ...]) -> None:
    assert cleaner.clean(written) == (kept, kinds)


@pytest.mark.parametrize("written", ["鮀滨街道", "𬶍滨街道", "鮀濱街道"])
def test_characters_of_official_names_stay(cleaner: Cleaner, written: str) -> None:
    assert cleaner.clean(written)[0] == "鮀滨街道"


@pytest.mark.parametrize(
    ("written", "kept"),
    [
        ("会后打扫皇后街", "会后打扫皇后街"),  # 后 is what the table makes of 後, and a word itself
        ("會後打掃", "会后打扫"),
        ("后溪社区义诊", "后溪社区义诊"),
        ("後溪社區義診", "後溪社区义诊"),
        ("會後去後溪", "会后去後溪"),
        ("髮廊發廊，在髮廊街", "发廊发廊，在髮廊街"),  # both are 发
        ("發達街頭髮", "發達街头发"),
        ("鮀濱與𬶍滨", "鮀滨与鮀滨"),
    ],
)
def test_of_characters_that_are_changed_only_those_of_official_names_stay(
    settings: LedgerSettings, written: str, kept: str
) -> None:
    cleaner = Cleaner(
        settings, ["鮀滨街道", "鮀滨", "後溪", "鮀滨街道後溪社区", "髮廊街", "發達街"]
    )
    assert cleaner.clean(written)[0] == kept
    assert cleaner.fold(written) == cleaner.fold(kept)


def test_an_official_name_is_found_however_it_is_written(settings: LedgerSettings) -> None:
    cleaner = Cleaner(settings, ["後溪"])
    written = ("後溪社区", "后溪社区", "後 溪社區", "后溪社區")
    assert len({cleaner.fold(each) for each in written}) == 1


@pytest.mark.parametrize(
    ("one", "other"),
    [("四點半 課堂", "四点半课堂"), ("“读书”会", '"读书"会'), ("Ｑ＆Ａ", "q&a"), ("鮀滨", "𬶍滨")],
)
def test_titles_that_compare_equal(cleaner: Cleaner, one: str, other: str) -> None:
    assert cleaner.fold(one) == cleaner.fold(other)


def test_without_simplifying_nothing_changes_script() -> None:
    plain = Cleaner(LedgerSettings())
    assert plain.clean("實踐") == ("實踐", ())


@given(st.text(max_size=40))
def test_cleaning_twice_changes_nothing_more(settings: LedgerSettings, written: str) -> None:
    cleaner = Cleaner(settings)
    once = cleaner.clean(written)[0]
    assert cleaner.clean(once)[0] == once


@given(st.text(alphabet="东塘站活动会()（）abcāáǎà ", max_size=30))
def test_only_readings_in_brackets_go(written: str) -> None:
    assert (
        remove_readings(written)
        .replace(" ", "")
        .startswith(written.split("(")[0].split("（")[0].replace(" ", ""))
    )


@given(
    st.text(
        "光华街道读书会講座鮀沈坏醉打藉口覆答0123456789 aZ、，。：（(qū)）\u3000\n甲", max_size=20
    )
)
def test_plain_texts_pass_cleaning_as_all_others_do(settings: LedgerSettings, written: str) -> None:
    """What is told from its signs to need nothing is what the whole way would have left."""
    quick, slow = (Cleaner(settings, ["鮀滨街道"]) for _ in range(2))
    slow._plain = re.compile("(?!)")
    assert quick.clean(written) == slow.clean(written)
    assert quick.fold(written) == slow.fold(written)
    assert quick.read_plain(written) == slow.read_plain(written)


def test_every_phrase_of_the_table_is_simplified(cleaner: Cleaner, tmp_path: Path) -> None:
    """Some phrases change that have no character which changes by itself: 土坏 is 土坯."""
    package = Path(opencc.__file__).parent / "clib"
    (table,) = package.rglob("TSPhrases.ocd2")
    command = [package / "bin" / "opencc_dict", "-f", "ocd2", "-t", "text"]
    subprocess.run([*command, "-i", table, "-o", tmp_path / "phrases.txt"], check=True)
    lines = (tmp_path / "phrases.txt").read_text(encoding="utf-8").splitlines()
    phrases = [line.split("\t")[0] for line in lines]
    assert "土坏" in phrases
    whole = opencc.OpenCC("t2s")
    assert [p for p in phrases if cleaner.read_plain(p) != whole.convert(p)] == []
