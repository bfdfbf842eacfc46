"""The online platform: posts of the mini-programme's sections, and the epidemic-time series."""

from datetime import date, timedelta
from random import Random
from typing import Any

from generator.calendar import LAST_DAY
from generator.dice import make_dice
from generator.table import Record

_FIRST_DAY = date(2019, 5, 6)  # when 文明金平 opened: assumed
_RELAY = (date(2020, 2, 3), date(2020, 6, 30))

# section: posts, median views, [(theme, title), …]; {x} is drawn from the list of the same key.
_SECTIONS: dict[str, tuple[int, float, tuple[tuple[str, str], ...]]] = {
    "good_people": (
        128,
        640,
        (
            ("role_models", "身边好人｜{virtue}的{who}"),
            ("role_models", "好人风尚：{who}的故事"),
            ("role_models", "{street}好人分享会回顾"),
            ("family_values", "文明家庭｜{family}"),
            ("role_models", "志愿者说：{said}"),
        ),
    ),
    "civic_talks": (
        186,
        420,
        (
            ("theory_talks", "文明宣讲｜{talk}"),
            ("policy_talks", "一图读懂{policy}"),
            ("customs", "移风易俗小课堂：{custom}"),
            ("theory_talks", "潮汕话微宣讲：{talk}"),
            ("green_health", "绿色生活指南：{green}"),
        ),
    ),
    "culture_heritage": (
        150,
        560,
        (
            ("arts", "文化传承｜{heritage}"),
            ("festivals", "我们的节日｜{festival}里的潮汕味道"),
            ("arts", "非遗微课：{heritage}"),
            ("red_heritage", "红色记忆｜{red}"),
            ("reading", "共读一本书：{book}"),
        ),
    ),
    "warm_relay": (
        72,
        980,
        (
            ("epidemic_control", "文明实践 温情接力｜居家健身：{exercise}"),
            ("epidemic_control", "文明实践 温情接力｜健康生活：{health}"),
            ("epidemic_control", "文明实践 温情接力｜云上演出：{opera}"),
            ("epidemic_control", "文明实践 温情接力｜非遗云课堂：{heritage}"),
            ("epidemic_control", "文明实践 温情接力｜{street}志愿者在行动"),
        ),
    ),
}
_PARTY_HISTORY = (
    ("party_history", "党史学习｜{red}"),
    ("party_history", "学党史 办实事：{street}"),
)
_WORDS = {
    "virtue": ("助人为乐", "诚实守信", "孝老爱亲", "敬业奉献", "见义勇为"),
    "who": ("社区医生", "退休教师", "环卫工人", "网格员", "公交司机", "老党员", "返乡创业青年"),
    "family": ("四代同堂一家亲", "书香伴成长", "夫妻志愿者", "用行动教孩子"),
    "said": ("把小事做好", "邻里就是一家人", "周末我在社区", "红马甲的一天"),
    "talk": ("新时代公民道德", "光盘行动", "文明出行", "诚信", "文明条例", "互助互爱"),
    "policy": ("城乡居民医保", "民生微实事", "垃圾分类办法", "养老服务", "就业补贴"),
    "custom": ("喜事新办", "丧事简办", "文明祭扫", "公筷公勺", "不铺张不攀比"),
    "green": ("垃圾怎么分", "节约用水", "低碳出行", "阳台种菜"),
    "heritage": ("潮剧", "英歌舞", "潮绣", "嵌瓷", "工夫茶", "剪纸", "大锣鼓", "侨批", "木雕"),
    "red": ("红色交通线", "八一南昌起义部队在汕头", "东江革命", "老街里的革命旧址"),
    "book": ("《红星照耀中国》", "《乡土中国》", "《傅雷家书》", "《朝花夕拾》"),
    "exercise": ("八段锦", "太极拳", "亲子操", "客厅里的健步走"),
    "health": ("科学洗手", "居家消毒", "均衡饮食", "规律作息", "心理调适", "口罩怎么戴"),
    "opera": ("潮剧名段", "潮语童谣", "古筝独奏", "合唱《我和我的祖国》"),
    "street": ("鮀江", "光华", "广厦", "小公园", "金东", "月浦", "岐山", "鮀莲", "东方", "大华"),
}
# The festival that a post of each month is about, January first.
_FESTIVALS = (
    *("春节", "元宵", "清明", "清明", "端午", "端午"),
    *("七夕", "七夕", "中秋", "重阳", "冬至", "冬至"),
)


def _draw_day(dice: Random, first: date, last: date) -> date:
    """Later days a little likelier; offices post on working days."""
    while True:
        day = first + timedelta(days=int((last - first).days * dice.random() ** 0.8))
        if day.weekday() < 5 or dice.random() < 0.35:
            return day


def _write_title(dice: Random, day: date, pattern: str) -> str:
    pattern = pattern.replace("{festival}", _FESTIVALS[day.month - 1])
    for key, words in _WORDS.items():
        if f"{{{key}}}" in pattern:
            pattern = pattern.replace(f"{{{key}}}", dice.choice(words))
    return pattern


def _draw_figures(dice: Random, day: date, median: float) -> tuple[int | None, int | None]:
    """Views, and those who took part where the post asked them to; null where not reported."""
    growth = 0.7 + 0.5 * (day - _FIRST_DAY).days / (LAST_DAY - _FIRST_DAY).days
    at_home = 1.8 if date(2020, 2, 1) <= day <= date(2020, 5, 15) else 1.0
    views = round(median * growth * at_home * dice.lognormvariate(0, 0.65))
    is_asked = dice.random() < 0.6
    participants = round(views * min(0.5, 0.06 * dice.lognormvariate(0, 0.6)))
    if dice.random() < 0.03:
        return None, None
    return views, participants if is_asked else None


def build_online_posts() -> list[Record]:
    rows: list[dict[str, Any]] = []
    for section, (count, median, patterns) in _SECTIONS.items():
        dice = make_dice(f"online_posts/{section}")
        first, last = _RELAY if section == "warm_relay" else (_FIRST_DAY, LAST_DAY)
        for _ in range(count):
            day = _draw_day(dice, first, last)
            is_study = section == "civic_talks" and day >= date(2021, 3, 1)
            theme, pattern = dice.choice(patterns + _PARTY_HISTORY * 3 if is_study else patterns)
            views, participants = _draw_figures(dice, day, median)
            rows.append(
                {
                    "published_on": day,
                    "section_id": section,
                    "title": _write_title(dice, day, pattern),
                    "views": views,
                    "participants": participants,
                    "theme_id": theme,
                }
            )
    rows.sort(key=lambda row: (row["published_on"], row["section_id"], row["title"]))
    return [{"post_id": f"JP-W-{n:04d}", **row} for n, row in enumerate(rows, start=1)]
