"""What the offline writer has to know of a language: word lists, cues and the phrases that it writes itself."""

from providers.language.tables.language import Language
from providers.language.tables.table import KNOWN, detect, language_of

__all__ = ["KNOWN", "Language", "detect", "language_of"]
