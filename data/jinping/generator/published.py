"""The figures that the district published, each with its source."""

from generator.facts import Facts
from generator.table import Record

SOURCE = "汕头日报"
PUBLISHED_ON = "2021-07-07"


def build_published_figures(facts: Facts) -> list[Record]:
    return [{**row, "source": SOURCE, "published_on": PUBLISHED_ON} for row in facts.published]
