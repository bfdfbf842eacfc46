"""Telling what became of a district's folder: its raster of residents, cells of its tables."""

from collections.abc import Iterable

from rich.console import Console

from wenming.config import District
from wenming.i18n import Translator
from wenming.store.cleaning import Cleaned
from wenming.store.population import Population


def say_population(
    population: Population, district: District, console: Console, t: Translator
) -> None:
    """The points and their residents, and what was left out and why; nothing that is nought."""
    console.print(
        t(
            "raster.read",
            file=population.file,
            cells=t.number(population.count(None)),
            residents=t.number(round(population.add_up(None))),
            expected=t.number(district.population),
        ),
        soft_wrap=True,
    )
    for kind in ("outside", "no_community"):
        if cells := population.count(kind):
            residents = t.number(round(population.add_up(kind)))
            console.print(
                t(f"raster.{kind}", cells=t.number(cells), residents=residents), soft_wrap=True
            )
    if population.no_data:
        console.print(t("raster.no_data", cells=t.number(population.no_data)), soft_wrap=True)
    if count := population.communities_without:
        console.print(t("raster.without", count=t.number(count)), soft_wrap=True)


def say_cleaned(cleaned: Iterable[Cleaned], console: Console, t: Translator) -> None:
    """In which columns cells were masked, or rid of signs that none can see."""
    for each in cleaned:
        for kind, count in (("masked", each.masked), ("unwritable", each.unwritable)):
            if count:
                told = {"table": each.table, "column": each.column, "count": t.number(count)}
                console.print(t(f"cli.cells_{kind}", **told), soft_wrap=True)
