"""In which languages a source is written, told from some of its paragraphs.

The detector knows 97 languages (Lui & Baldwin, langid.py: An Off-the-shelf Language Identification Tool, 2012). It says
something about any text; what it is not sure of does not count here.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from functools import cache
from threading import Lock
from typing import TYPE_CHECKING

from learning.source import SourceDocument

if TYPE_CHECKING:
    from py3langid.langid import LanguageIdentifier

SAMPLES, SAMPLE_CHARACTERS = 24, 400
FEWEST_LETTERS = 50
SURE, SHARE = 0.9, 0.15
PROSE = ("paragraph", "list_item", "quote")
_lock = Lock()


def languages_of(document: SourceDocument) -> tuple[str, ...]:
    """The languages (two-letter codes) that make up at least 15 % of a document, most used first; () where none is
    sure."""
    return languages_in(samples_of(document)) or ((document.language,) if document.language else ())


def samples_of(document: SourceDocument) -> list[str]:
    """The beginnings of some two dozen longer paragraphs from all over the document."""
    told = [block.text for block in document.blocks if block.kind in PROSE and len(block.text) >= FEWEST_LETTERS]
    return [text[:SAMPLE_CHARACTERS] for text in told[:: len(told) // SAMPLES + 1]]


def languages_in(samples: Sequence[str]) -> tuple[str, ...]:
    """The languages of some texts, weighed by their length."""
    letters: Counter[str] = Counter()
    for text in samples:
        if (count := sum(map(str.isalpha, text))) >= FEWEST_LETTERS and (language := _language(text)):
            letters[language] += count
    total = letters.total()
    return tuple(language for language, count in letters.most_common() if count >= SHARE * total)


def _language(text: str) -> str:
    with _lock:
        language, sureness = _identifier().classify(text)
    return str(language) if sureness >= SURE else ""


@cache
def _identifier() -> LanguageIdentifier:
    from py3langid.langid import MODEL_FILE, LanguageIdentifier  # with numpy, which most processes never need

    return LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)
