"""What a ledger writes for an activity: title, theme, place and note."""

import re
from collections import Counter
from collections.abc import Mapping
from datetime import date
from random import Random

from generator.catalogue import Catalogue
from generator.schedule import Slot
from generator.sites import get_short_name

_SLOT = re.compile(r"\{(\w+)\}")
_STUDY_CAMPAIGN = date(2021, 3, 15)
# What offices write before a title, by how often; {p} is the place.
_OPENINGS = (
    ("", 52),
    ("{p}开展", 13),
    ("{p}组织", 10),
    ("{p}举办", 4),
    ("开展", 9),
    ("组织", 7),
    ("举办", 5),
)
_CAMPAIGN_OPENINGS = ("“学党史 办实事”", "“我为群众办实事”——", "“学党史 办实事”")
_NOTES = (
    "与区妇联共同开展",
    "与团区委共同开展",
    "雨天改在室内",
    "由结对单位协助",
    "人数为现场估计",
    "与辖区学校共建",
    "居民反响热烈",
    "分两场进行",
    "物资由爱心企业捐赠",
    "照片已存档",
)
# A ledger's own words for a theme, beside the official name.
_RAW_THEMES = {
    "party_history": ("党史学习", "学党史", "党史宣讲"),
    "theory_talks": ("理论学习", "文明宣讲", "主题宣讲"),
    "policy_talks": ("政策宣传", "普法宣传", "法律服务"),
    "epidemic_control": ("防疫", "疫情防控宣传"),
    "red_heritage": ("红色基因传承", "红色教育", "爱国主义教育"),
    "family_values": ("家风家教", "家庭教育"),
    "role_models": ("好人分享", "身边好人"),
    "festivals": ("传统节日", "节庆活动"),
    "arts": ("文艺演出", "文化惠民", "非遗传承"),
    "science": ("科普宣传", "科学普及", "科普"),
    "reading": ("助学支教",),
    "customs": ("文明新风", "创文", "文明风尚"),
    "green_health": ("垃圾分类", "健康生活", "清洁家园"),
    "services": ("便民服务", "惠民服务", "志愿服务"),
    "other": ("平安建设", "综合", "网格工作"),
}
_PRECISE_THEMES = (
    ("四点半", "四点半课堂"),
    ("公益培训", "公益培训"),
    ("读书", "阅读分享"),
    ("阅读", "全民阅读"),
    ("义教辅导", "义教辅导"),
    ("义诊", "义诊"),
    ("义卖", "爱心义卖"),
    ("一条街", "惠民一条街"),
    ("三下乡", "三下乡"),
    ("接种", "疫苗接种服务"),
    ("垃圾分类", "垃圾分类"),
    ("温情接力", "文明实践 温情接力"),
    ("非遗", "非遗传承"),
)
_INDOORS = ("museum", "culture_centre", "school", "childrens_palace", "hospital", "patriotic_base")
_ROOMS = ("", "", "门前广场", "报告厅", "一楼大厅", "活动室")
_GROUNDS = ("", "", "", "入口处", "志愿服务驿站")


class Wording:
    """Writes the texts of one activity after another, numbering the issues of each series."""

    def __init__(self, catalogue: Catalogue, names: Mapping[str, str]) -> None:
        self.catalogue = catalogue
        self.names = names
        self.issues: Counter[tuple[str, str]] = Counter()

    def write_title(self, dice: Random, slot: Slot) -> str:
        pattern = self._choose_title(dice, slot)
        place = get_short_name(slot.site)
        issue = 0
        if "{n}" in pattern:
            self.issues[slot.site["site_id"], pattern] += 1
            issue = self.issues[slot.site["site_id"], pattern]
        # The centre goes out to communities; nothing “comes to” it.
        fixed = {"p": "社区" if slot.site["level"] == "centre" else place, "n": str(issue)}

        def fill(match: re.Match[str]) -> str:
            return fixed.get(match[1]) or dice.choice(self.catalogue.slots[match[1]])

        title = _SLOT.sub(fill, pattern)
        return self._write_opening(dice, slot, pattern).replace("{p}", place) + title

    def _choose_title(self, dice: Random, slot: Slot) -> str:
        """A series that a place has begun is likely to go on."""
        titles = slot.event.titles
        begun = [t for t in titles if self.issues[slot.site["site_id"], t]]
        return dice.choice(begun) if begun and dice.random() < 0.5 else dice.choice(titles)

    def _write_opening(self, dice: Random, slot: Slot, pattern: str) -> str:
        if slot.event.theme == "epidemic_control" and "温情接力" in pattern:
            return ""
        if slot.day >= _STUDY_CAMPAIGN and "“" not in pattern and dice.random() < 0.17:
            return dice.choice(_CAMPAIGN_OPENINGS)
        texts, weights = zip(*_OPENINGS, strict=True)
        opening: str = dice.choices(texts, weights=weights)[0]
        is_doubled = "{p}" in pattern and "{p}" in opening
        return "" if is_doubled or slot.site["level"] == "base" else opening

    def write_theme(self, dice: Random, slot: Slot, title: str) -> str:
        draw = dice.random()
        if draw < 0.55:
            return self.names[slot.event.theme]
        if draw < 0.80:
            for part, raw in _PRECISE_THEMES:
                if part in title:
                    return raw
        return dice.choice(_RAW_THEMES[slot.event.theme])

    def write_place(self, dice: Random, slot: Slot) -> str | None:
        if slot.is_online:
            return dice.choice(self.catalogue.places["online"]) if dice.random() < 0.8 else None
        if dice.random() < 0.06:
            return None
        short = get_short_name(slot.site)
        if slot.site["kind"] in ("community_station", "street_institute"):
            bare = short.removesuffix("社区").removesuffix("街道")
            return dice.choice(self.catalogue.places[slot.event.where]).replace("{b}", bare)
        if slot.site["level"] == "centre":
            return dice.choice(("区实践中心", "区文化馆", "人民广场", "区图书馆", "中山公园"))
        is_indoors = slot.site["kind"] in _INDOORS or short.endswith(("学", "院", "大厦"))
        return short + dice.choice(_ROOMS if is_indoors else _GROUNDS)


def write_note(dice: Random) -> str | None:
    return dice.choice(_NOTES) if dice.random() < 0.11 else None
