"""The translator of a district: messages in its words, dates as its country writes them."""

from wenming.config import District
from wenming.i18n import LANGUAGES, Translator


def build_translator(district: District, language: str) -> Translator:
    """Messages, numbers and dates in one language of a district."""
    return Translator(
        language, words=district.words.in_language(language), country=district.country
    )


def build_readers(district: District) -> tuple[Translator, ...]:
    """Every way in which a workbook of the product's own may say things when it comes back: in
    each language, in the district's words, and in the usual ones that it had before."""
    return (
        *(build_translator(district, language) for language in LANGUAGES),
        *map(Translator, LANGUAGES),
    )
