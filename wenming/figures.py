"""The catalogue of figures: what each is called, how it is computed and which report gives it."""

import tomllib
from functools import cache
from pathlib import Path
from typing import Annotated

from pydantic import AfterValidator, BaseModel, ConfigDict, Field

from wenming.config import District
from wenming.i18n import ProductText, Translator

Text = Annotated[dict[str, str], AfterValidator(ProductText)]

_CATALOGUE = Path(__file__).with_name("figures.toml")


class Figure(BaseModel):
    """One figure's definition, the same wherever the figure is shown.

    `sources` are `report.column`; `thresholds` are the district's settings the definition uses.
    """

    model_config = ConfigDict(extra="forbid", frozen=True)

    id: str
    name: Text
    unit: Text
    definition: Text
    formula: Text
    denominator: Text | None = None
    note: Text | None = None
    sources: tuple[str, ...] = Field(min_length=1)
    thresholds: tuple[str, ...] = ()

    def title(self, t: Translator) -> str:
        """The name, with its unit unless the name says it or it is a percentage."""
        name, unit = t.of(self.name), t.of(self.unit)
        if unit == "%" or unit.lower() in name.lower():
            return name
        return t("figures.with_unit", name=name, unit=unit)

    def tell(self, part: str, t: Translator, district: District) -> str:
        """One part of the definition in words, its thresholds filled in; empty if there is none."""
        text: Text | None = getattr(self, part)
        return t.of(text, **district.thresholds.model_dump()) if text else ""

    def explain(self, t: Translator, district: District) -> str:
        """The whole definition in a few lines of Markdown, for the tooltip beside the figure."""
        formula = self.tell("formula", t, district)
        lines = [
            self.tell("definition", t, district),
            t("figures.formula_is", formula=formula),
            self.tell("note", t, district),
        ]
        return "\n\n".join(filter(None, lines))


@cache
def load_figures() -> dict[str, Figure]:
    """Every figure that is computed, by id, in the catalogue's order."""
    values = tomllib.loads(_CATALOGUE.read_text(encoding="utf-8"))
    return {key: Figure(id=key, **value) for key, value in values.items()}
