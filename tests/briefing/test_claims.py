"""What the paper's sentences claim holds, in districts drawn by chance: order, most, sign, all.

A checker reads each sentence's own words and numbers and counts again in pandas, from the tables
that the district was drawn into; it knows nothing of the rules that wrote the sentence.
"""

import re
from calendar import month_abbr
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property

import pandas as pd
import pytest

from tests.briefing.conftest import MEETING, compose
from tests.briefing.worlds import WORLDS, Drawn, World, draw
from tests.conftest import make_store
from wenming.briefing.paper import Grid, Paper, Paragraph
from wenming.briefing.sources import Material
from wenming.briefing.text import read
from wenming.errors import WenmingError
from wenming.filters import Filters
from wenming.store import Snapshot, open_snapshot

SINCE = date(2021, 1, 1)
DAY_ZH = re.compile(r"(\d{4})年(\d{1,2})月(\d{1,2})日")
_SUMS = {
    "activities_held": ("累计开展文明实践活动", "场次", None),
    "attendance": ("惠及群众", "人次", "attendance"),
    "service_hours": ("志愿服务时长", "小时", "service_hours"),
}
_NAMES = {"活动场次": "activities_held", "参与人次": "attendance", "志愿服务时长": "service_hours"}


@dataclass
class Made:
    """A paper of a drawn district, in both languages, beside what it was drawn from."""

    drawn: Drawn
    filters: Filters
    cutoff: date
    zh: dict[str, str]
    en: dict[str, str]
    targets: list[list[str]]
    needs: pd.DataFrame
    paper: Paper

    @property
    def until(self) -> date:
        return min(self.filters.until, self.cutoff)

    @property
    def world(self) -> World:
        return self.drawn.world

    def count(self, since: date, until: date) -> pd.DataFrame:
        log = self.log
        return log[(log["started_on"] >= since) & (log["started_on"] <= until)]

    @cached_property
    def log(self) -> pd.DataFrame:
        log = self.drawn.frame("activities")
        if self.filters.streets:
            log = log[log["street_id"].isin(self.filters.streets)]
        tasks = log["theme_id"].str[1:].astype(int) % self.world.tasks
        return log.assign(task=tasks)

    @property
    def now(self) -> pd.DataFrame:
        return self.count(SINCE, self.until)

    @property
    def bases(self) -> dict[str, tuple[date, date]]:
        """The year before and the period before, by their word in Chinese."""
        until = self.until
        year = (date(2020, 1, 1), until.replace(year=2020))
        if (until + timedelta(1)).day == 1:
            after = until + timedelta(1)
            year = (year[0], after.replace(year=2020) - timedelta(1))
            months = after.month - 1
            previous = (date(2020, 13 - months, 1), SINCE - timedelta(1))
        else:
            days = (until - SINCE).days + 1
            previous = (SINCE - timedelta(days), SINCE - timedelta(1))
        return {"上年同期": year, "上期": previous}

    @property
    def first(self) -> date:
        return self.drawn.frame("activities")["started_on"].min().replace(day=1)

    @property
    def tables(self) -> dict[str, pd.DataFrame]:
        frames = {name: self.drawn.frame(name) for name in ("streets", "communities", "sites")}
        frames = {
            name: frame.reindex(columns=frame.columns.union(["street_id", "community_id"]))
            for name, frame in frames.items()
        }
        if self.filters.streets:
            frames = {
                name: frame[frame["street_id"].isin(self.filters.streets)]
                for name, frame in frames.items()
            }
        return frames


def make(drawn: Drawn, store: Snapshot, streets: tuple[str, ...] | None) -> Made:
    filters = Filters(SINCE, drawn.world.until, streets=streets)
    meeting = "m2" if drawn.world.promises else None
    material: Material | None = None
    told: dict[str, dict[str, str]] = {"en": {}}
    for language in ("zh",) if streets else ("en", "zh"):
        material, paper = compose(
            store, drawn.folder, filters=filters, meeting=meeting, language=language
        )
        told[language] = {b.key: read(b.line) for b in paper.blocks if isinstance(b, Paragraph)}
    assert material is not None and store.cutoff is not None
    grids = [b for b in paper.blocks if isinstance(b, Grid) and b.key == "targets"]
    rows = [[read(cell) for cell in row] for grid in grids for row in grid.rows]
    needs = material.frame("needs")
    return Made(drawn, filters, store.cutoff, told["zh"], told["en"], rows, needs, paper)


# Each takes seconds to build and compose; those that hold most kinds of sentence run every time.
_QUICK = {
    "ordinary", "one street, one task", "all targets met", "fall to nothing", "one activity",
    "many out of reach", "some counted", "nobody near a site", "log ends within a month",
}  # fmt: skip
_PARAMS = [
    pytest.param(name, marks=() if name in _QUICK else pytest.mark.slow, id=name) for name in WORLDS
]


@pytest.fixture(scope="module", params=_PARAMS)
def made(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> list[Made]:
    """The paper of the whole district, and the sheet of one of its streets."""
    folder = tmp_path_factory.mktemp("world")
    drawn = draw(WORLDS[request.param], folder / "district")
    store = open_snapshot(make_store(folder / "store", drawn.folder))
    return [make(drawn, store, None), make(drawn, store, ("s0",))]


def numbers(text: str) -> list[float]:
    return [float(found) for found in re.findall(r"\d+(?:\.\d+)?", text)]


def check_change(clause: str, now: float | None, before: float | None) -> None:
    """A clause of comparison: its word for the direction, and its number."""
    if found := re.search(r"(增长|下降)([\d.]+)%", clause):
        assert now is not None and before
        share = now / before - 1
        assert (share > 0) == (found[1] == "增长")
        assert float(found[2]) == pytest.approx(abs(share) * 100, abs=0.051)
    elif "基本持平" in clause:
        assert now is not None and before and now != before and abs(now / before - 1) < 0.001
    elif "持平" in clause:
        assert now == before != 0
    elif "未报" in clause:
        assert before is None or now is None
    elif "也为零" in clause:
        assert now == before == 0
    elif "为零" in clause:
        assert before == 0 and now
    else:
        assert now == 0 and numbers(clause.partition("为")[2]) == [before]


def add_up(rows: pd.DataFrame, column: str | None) -> float | None:
    if column is None:
        return len(rows)
    values = pd.to_numeric(rows[column]) if column in rows else pd.Series(dtype=float)
    return None if values.dropna().empty else float(values.sum())


def test_totals_and_their_changes_are_a_recounts(made: list[Made]) -> None:
    for each in made:
        text = each.zh["progress.totals"]
        if not len(each.now):
            assert "没有文明实践活动记录" in text
            continue
        for name, unit, column in _SUMS.values():
            found = re.search(rf"{name}(\d+){unit}，(.*?)。", text)
            total = add_up(each.now, column)
            if not total:
                assert found is None
                assert re.search("均未报|为零", text)
                continue
            assert found is not None and abs(int(found[1]) - total) <= 0.5
            check_bases(each, found[2], total, column)
        check_parts(each, text)


def check_bases(each: Made, text: str, total: float, column: str | None) -> None:
    known = {word: since >= each.first for word, (since, _) in each.bases.items()}
    if not any(known.values()):
        assert text == "上年同期和上期记录不全，不作比较"
        return
    clauses = [clause for clause in text.split("，") if clause != "不作比较"]
    for clause, (word, base) in zip(clauses, each.bases.items(), strict=True):
        assert ("记录不全" in clause) == (not known[word])
        if known[word]:
            assert word in clause or {"上年同期": "同比", "上期": "环比"}[word] in clause
            check_change(clause, total, add_up(each.count(*base), column))


def check_parts(each: Made, text: str) -> None:
    """What is estimated and what is missing of the sums."""
    reported = each.now[pd.to_numeric(each.now["attendance"]).notna()]
    attendance = pd.to_numeric(reported["attendance"])
    estimated = attendance[reported["attendance_is_estimate"] == "true"].sum()
    if not attendance.sum():
        assert "估计" not in text
    elif "均为估计数" in text:
        assert estimated == attendance.sum()
    elif found := re.search(r"其中估计数占([\d.]+)%", text):
        assert float(found[1]) == pytest.approx(estimated / attendance.sum() * 100, abs=0.051)
        assert 0 < float(found[1]) < 100
    else:
        assert estimated == 0
    missing = re.search(r"另有([\d.]+)%的场次未报参与人次", text)
    share = 1 - len(reported) / len(each.now)
    if len(reported):
        assert (missing is not None) == (share > 0)
        assert not missing or float(missing[1]) == pytest.approx(share * 100, abs=0.051)


def test_every_target_is_told_and_those_that_fell_short_first(made: list[Made]) -> None:
    for each in made:
        text = each.zh.get("progress.targets", "")
        if each.filters.streets or not each.world.targets:
            assert not text and not each.targets
            continue
        head, _, told = text.partition("）：")
        clauses = told.rstrip("。").split("；")
        assert len(clauses) == len(each.targets) == len(each.world.targets)
        assert numbers(head)[:2] == [2021, len(clauses)]
        elapsed = ((each.until - SINCE).days + 1) / 365
        assert numbers(head)[-1] == pytest.approx(elapsed * 100, abs=0.051)
        ranks = [rank_clause(each, clause, elapsed) for clause in clauses]
        assert ranks == sorted(ranks)
        assert all("—" not in "".join(row) and all(row) for row in each.targets)


def rank_clause(each: Made, clause: str, elapsed: float) -> int:
    """1 for what fell short, 2 for what is not known, 3 for the rest; the clause is held true."""
    if "尚不掌握" in clause:
        return 2
    if found := re.search(r"（(\d+)/(\d+)", clause):
        share, target = int(found[1]) / int(found[2]), numbers(clause)[0] / 100
        missed = "比目标低" in clause
        assert missed == (share < target - 1e-9)
        if gap := re.search(r"([\d.]+)个百分点", clause):
            assert float(gap[1]) == pytest.approx(abs(share - target) * 100, abs=0.06)
        return 1 if missed else 3
    if "目前为零，" in clause:
        name = clause.partition("目标")[0]
        assert not add_up(each.now, _SUMS[_NAMES[name]][2]) and clause.endswith("低于时间进度")
        return 1
    name, target_text = re.match(r"(\D+)目标([\d.]+)", clause).groups()  # type: ignore[union-attr]
    column = _SUMS[_NAMES[name]][2]
    total = add_up(each.now, column) or 0
    share = total / dict(each.world.targets)[_NAMES[name]]
    assert float(target_text) == pytest.approx(dict(each.world.targets)[_NAMES[name]], abs=0.05)
    assert abs(numbers(clause)[1] - total) <= 0.5
    assert numbers(clause)[2] == pytest.approx(share * 100, abs=0.06)
    behind = "，低于时间进度" in clause
    assert behind == (round(share, 3) < round(elapsed, 3) and share < 1)
    assert ("达到目标" in clause) == (share >= 1)
    return 1 if behind else 3


def test_sites_and_coverage_are_a_recounts(made: list[Made]) -> None:
    for each in made:
        text, sites = each.zh.get("sites", ""), each.tables["sites"]
        if sites.empty:
            assert text == ""
            continue
        assert int(re.search(r"开放阵地(\d+)个", text)[1]) == len(sites)  # type: ignore[index]
        shown = (sites["is_demonstration"] == "true").sum()
        found = re.search(r"示范站(\d+)个", text)
        assert (int(found[1]) if found else 0) == shown
        covered = set(sites["community_id"].dropna())
        total = len(each.tables["communities"])
        if f"{total}个社区都设有" in text:
            assert len(covered) == total > 1
        elif "还没有社区设有" in text:
            assert not covered
        else:
            assert f"{total}个社区中有{len(covered)}个" in text
            assert total == 1 or 0 < len(covered) < total
        if len(covered) < total:
            missing = total - len(covered)
            gap = each.zh["issues.reach"]
            assert f"中尚有{missing}个" in gap or (missing == total and f"{total}个社区都" in gap)
        else:
            assert "issues.reach" not in each.zh


def test_most_and_fewest_are_those_and_all_of_those(made: list[Made]) -> None:
    for each in made:
        text = each.zh.get("balance", "")
        counts = each.now.groupby("task").size().reindex(range(each.world.tasks)).fillna(0)
        named = {f"任务{'甲乙丙丁戊'[number]}": count for number, count in counts.items()}
        if "任务都开展" in text.replace("项任务", "任务"):
            assert (counts > 0).all() and len(counts) > 1
        elif found := re.search(r"(\d+)项任务中有(\d+)项", text):
            assert [int(found[1]), int(found[2])] == [len(counts), (counts > 0).sum()]
        for words, end in (("最多", counts.max()), ("最少", counts.min()), ("没有活动", 0)):
            for list_, tied in re.findall(rf"((?:“[^”]*”、?)+)(并列)?{words}", text):
                names = re.findall("“(.*?)”", list_)
                assert {name for name, count in named.items() if count == end} == set(names)
                assert bool(tied) == (len(names) > 1 and words != "没有活动")
        gaps = each.zh.get("issues.gaps", "").rpartition("本期没有开展活动")[0]
        missing = re.findall("“(.*?)”", gaps)
        assert set(missing) == {name for name, count in named.items() if not count}


def test_what_is_said_of_all_streets_holds_of_each_and_of_more_than_one(made: list[Made]) -> None:
    for each in made:
        text, streets = each.zh.get("balance", ""), each.tables["streets"]
        whole = "".join(each.zh.values())
        if len(streets) == 1:
            assert not re.search("各街道|每个街道", whole)
        people = pd.to_numeric(streets.set_index("street_id")["population"]).dropna()
        held = each.now.groupby("street_id").size().reindex(streets["street_id"]).fillna(0)
        if found := re.search(r"(各|有人口数据的\d+个)街道每千人活动场次(.*?)。", text):
            rates = (held / people * 1000).dropna()
            assert (found[1] == "各") == (len(people) == len(streets))
            ends = [rates.min(), rates.max()]
            assert numbers(found[2]) == pytest.approx(ends[: len(numbers(found[2]))], abs=0.0051)
        idle = each.zh.get("issues.gaps", "").partition("本期没有活动记录")
        names = dict(zip(streets["name"], streets["street_id"], strict=True))
        told = {names[name] for name in idle[0].split("、")} if idle[1] else set()
        assert told == (set() if each.filters.streets else {k for k, v in held.items() if not v})
        tasks = re.findall("“任务(.)”的有(\\d+)个", each.zh.get("issues.gaps", ""))
        for sign, number in tasks:
            rows = each.now[each.now["task"] == "甲乙丙丁戊".index(sign)]
            assert rows["street_id"].nunique() == int(number) < len(streets)
        assert [int(number) for _, number in tasks] == sorted(int(number) for _, number in tasks)


def test_places_in_need_are_ordered_by_what_the_sentence_orders_by(made: list[Made]) -> None:
    for each in made:
        text = each.zh.get("issues.needs", "")
        waiting = each.needs["unreached"].fillna(0)
        found = re.search(r"(分布在|主要集中在|人数最多的是)(.*?)，服务", text)
        if not waiting.sum():
            assert found is None
            continue
        assert found is not None
        listed = [int(number) for number in re.findall(r"(\d+)人", found[2])]
        assert listed == sorted(waiting[waiting > 0], reverse=True)[: len(listed)]
        assert len(listed) == min(3, (waiting > 0).sum())
        assert f"约{int(waiting.sum())}名居民" in text
        kinds = {"分布在": 1.0, "主要集中在": 0.5, "人数最多的是": 0.0}
        share = sum(listed) / waiting.sum()
        assert (
            max(word for word in kinds.values() if share > word or word == share == 1)
            == (kinds[found[1]])
        )
        english = each.en.get("issues.needs", "")
        assert not english or ("most of them in" in english) == (found[1] == "主要集中在")


def test_themes_that_grew_did_and_the_greatest_come_first(made: list[Made]) -> None:
    for each in made:
        since, until = each.bases["上年同期"]
        before, now = (
            rows.groupby("theme_id").size() for rows in (each.count(since, until), each.now)
        )
        gained = now.sub(before, fill_value=0).sort_values(ascending=False)
        told = [text for key, text in each.zh.items() if key.startswith("highlight.theme")]
        known = since >= each.first
        if each.filters.streets is None:
            assert len(told) == (min(2, (gained > 0).sum()) if known else 0)
        for text, best in zip(told, gained, strict=False):
            name = re.search("“主题(.)”", text)[1]  # type: ignore[index]
            theme = f"t{'甲乙丙丁戊己'.index(name)}"
            assert gained[theme] == best > 0
            assert numbers(text)[0] == now[theme]
            if "上年同期没有" in text:
                assert theme not in before
            else:
                assert numbers(text)[1] == gained[theme]
        none = each.zh.get("highlight.none", "")
        assert not ("没有活动场次比上年同期增加" in none and (gained > 0).any())
        assert not ("没有实地调研记录" in none and each.world.problems)


def test_tasks_add_up_and_none_is_told_as_nought(made: list[Made]) -> None:
    for each in made:
        if each.filters.streets or not each.world.promises:
            continue
        text, tasks = each.zh["tasks.last"], each.drawn.frame("tasks")
        total = int(re.search(r"共(\d+)项", text)[1])  # type: ignore[index]
        states = [
            int(number) for number in re.findall(r"(?:已销号|待核定|推进中|未启动)(\d+)项", text)
        ]
        assert total == sum(states) == len(tasks)
        unsettled = tasks[~tasks["status"].isin(["closed", "done"])]
        late = unsettled[unsettled["due_on"] < "2021-07-05"]
        assert ("没有逾期" in text) == late.empty
        overdue = each.zh.get("issues.overdue", "")
        assert numbers(overdue.partition("任务")[2])[:1] == ([len(late)] if len(late) else [])
        assert ("最长" in overdue) == (len(late) > 1)


def lines(each: Made) -> Iterator[str]:
    yield from each.zh.values()
    yield from each.en.values()


def test_no_day_is_told_as_known_that_the_data_do_not_reach(made: list[Made]) -> None:
    for each in made:
        for text in each.zh.values():
            for found in re.finditer(rf"截至{DAY_ZH.pattern}", text):
                assert date(*map(int, found.groups())) <= each.cutoff
        for _, day in re.findall(r"(On|by|to) (\d{1,2} \w+ \d{4})", " ".join(each.en.values())):
            assert pd.Timestamp(day.replace("Sept", "Sep")).date() <= each.cutoff


def test_nothing_is_nought_negative_or_a_dash(made: list[Made]) -> None:
    for each in made:
        for text in lines(each):
            assert "—" not in text
            assert not re.search(r"(增长|下降|up|down|提高) ?-", text), text
            assert not re.search(r"(?<![\d.])0(?:个|项|场次|名|人次|条|小时)", text), text
            assert not re.search(r"(增长|下降|up|down|提高) ?0(\.0)?(%|个| points)", text), text


def test_english_goes_with_its_numbers(made: list[Made]) -> None:
    many = "activities|visits|hours|sites|communities|tasks|targets|streets|residents|days|problems"
    one = "activity|visit|hour|site|community|task|target|street|resident|day|problem|month"
    for each in made:
        for text in each.en.values():
            assert not re.search(rf"(?<![\d.,])1 ({many}|months)\b(?! of)", text), text
            assert not re.search(rf"(?<!\S)(?!1 )[\d,]+ ({one})\b(?!-)", text), text
            assert not re.search(r"\b1 (were|are|have)\b|\.\.|  | [,.;]", text), text


# What a sentence claims in Chinese, and the same in English: each is told as often in both.
CLAIMS = {
    r"(?:增长|提高)\d": r"\bup \d",
    r"下降\d": r"\bdown \d",
    "与上年同期持平|同比持平": "the same as a year before|level with the year before",
    r"\d项任务都开展了": r"\bAll \d+ tasks had",
    r"\d个社区都设有": r"\b[Aa]ll \d+ communities have",
    "阵地月都有活动": r"\bAll \d+ site-months",
    "还没有社区": r"\bNo community",
    "没有居民": "no resident",
    "”(?:并列)?最多": "” had the most",
    "”(?:并列)?最少": "” the fewest",
    r"各\d+场次、各占": r"\d+ each \([\d.]+% each\)",
    "；“[^”]*”(?:、“[^”]*”)*没有活动": "” had none",
    "主要集中在": "most of them in",
    "人数最多的是": "the largest numbers in",
    "阵地，分布在": "on foot, in ",
    "最长逾期": "the longest by",
    r"其中逾期\d": r"\d (?:is|are) overdue",
    "没有逾期": "none is overdue",
    "，低于时间进度": "behind the pace",
    "不低于时间进度": "keeping pace",
    "比目标低": "short of the target",
    "高于目标": "above the target",
    "，达到目标": r"target reached|target of [\d.]+% reached",
    "尚不掌握": "what has been reached is not known",
    "估算|估计数": "[Ee]stimated",
    "模型推算": "modelled",
    "从未上报": "never reported",
    "上年同期为零": "from none a year before",
    "上期为零": "from none in the period before",
    "上年同期未报": "nothing reported a year before",
    "上期未报": "nothing reported in the period before",
    "场次未报": "did not report",
    "均未报": "No activity reported",
    "记录不全": "not on record in full|not compared",
    "没有文明实践活动记录": "no activity is on record in",
    "各街道每千人": r"over the streets\. ",
    r"有人口数据的\d+个街道": r"over the \d+ streets whose",
    "比上年同期增加": "more than a year before|No theme grew",
}
NAMES = (
    {f"{kind}{zh}": f"{name} {en}" for kind, name in (("任务", "Task"), ("主题", "Theme"))
     for zh, en in zip("甲乙丙丁戊己", "pqrstu", strict=True)},
    {f"{zh}街道": f"Street {en}" for zh, en in zip("东南西北中下", "ABCDEG", strict=True)},
    {f"{zh}{own_zh}": f"{en}{own_en}" for zh, en in zip("东南西北中上下", "ABCDEFG", strict=True)
     for own_zh, own_en in zip("甲乙丙丁戊己庚", "pqrstuv", strict=True)},
)  # fmt: skip
_MONTHS = [*month_abbr][1:]


def find_numbers(text: str) -> Counter[str]:
    """Numbers and days, written alike in both languages."""
    text = re.sub(r"(\d{4})年(\d{1,2})月(\d{1,2})日", r"<\1.\2.\3>", text)
    text = re.sub(r"(?<![\d.])(\d{4}\.\d{1,2}\.\d{1,2})(?!\d)", r"<\1>", text)
    text = re.sub(
        rf"(\d{{1,2}}) ({'|'.join(_MONTHS)})\w* (\d{{4}})",
        lambda found: f"<{found[3]}.{_MONTHS.index(found[2]) + 1}.{found[1]}>",
        text,
    )
    text = re.sub(r"(?<=\d),(?=\d{3})", "", text)
    return Counter(re.findall(r"<[\d.]+>|\d+(?:\.\d+)?", text))


def test_english_claims_what_the_chinese_does_of_the_same_numbers_in_the_same_order(
    made: list[Made],
) -> None:
    """So that what is counted again above holds of the English sentences as well."""
    for each in made:
        if not each.en:
            continue
        assert each.en.keys() == each.zh.keys()
        for key, english in each.en.items():
            chinese = each.zh[key]
            for told, same in CLAIMS.items():
                assert len(re.findall(told, chinese)) == len(re.findall(same, english)), (told, key)
            for names in NAMES:
                own = {en: zh for zh, en in names.items()}
                found = re.findall(rf"\b(?:{'|'.join(own)})\b", english)
                assert [own[name] for name in found] == re.findall("|".join(names), chinese), key
            if key == "progress.totals":  # begins with the period, whose ends share a year
                chinese, english = chinese.partition("，")[2], english.partition(": ")[2]
            assert find_numbers(english) == find_numbers(chinese), key
            assert english == english.strip(), key


def test_head_has_an_issue_number_and_day_or_no_words_for_them(made: list[Made]) -> None:
    for each in made:
        head = each.paper.head
        assert bool(head.issue) == bool(head.day) == bool(each.world.promises)
        assert not head.issue or re.fullmatch(r"第\d+期", read(head.issue))


def test_the_sentence_that_named_the_first_of_another_order_names_the_largest(
    sample: Snapshot,
) -> None:
    """It read “较集中的有西港5198、溪东1703、中宫1250” beside 华新城 4267 and 红树湾 3777."""
    for language, words in (
        ("zh", "人数最多的是光华街道西港5198人、月浦街道华新城4267人、鮀江街道红树湾3777人，"),
        ("en", "the largest numbers in Xigang, Guanghua (5,198); Huaxincheng, Yuepu (4,267); "
               "Hongshuwan, Tuojiang (3,777)."),
    ):  # fmt: skip
        _, paper = compose(sample, meeting=MEETING, language=language)
        (told,) = (
            read(b.line)
            for b in paper.blocks
            if isinstance(b, Paragraph) and b.key == "issues.needs"
        )
        assert words in told
        assert "most of them" not in told  # 40 % of all are not most


def test_a_period_after_the_data_is_refused_in_a_sentence(sample: Snapshot) -> None:
    with pytest.raises(WenmingError) as error:
        compose(sample, filters=Filters(date(2021, 7, 1), date(2021, 7, 31)))
    assert error.value.key == "briefing.beyond_cutoff"
