"""The translator of a district: messages in its words, dates as its country writes them."""

from wenming.config import District
from wenming.i18n import Translator


def build_translator(district: District, language: str) -> Translator:
    """Messages, numbers and dates in one language of a district."""
    return Translator(
        language, words=district.words.in_language(language), country=district.country
    )
