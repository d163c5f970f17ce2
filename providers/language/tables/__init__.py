"""What the offline writer has to know of a language: word lists, cues and the phrases that it writes itself."""

from providers.language.tables.language import Language
from providers.language.tables.table import KNOWN, detect, is_foreign, language_of

__all__ = ["KNOWN", "Language", "detect", "is_foreign", "language_of"]
