"""What of the sources is in another language than the course: the writer cannot translate it, and leaves it out."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Sequence

from learning.source import Block, SourceDocument
from learning.wording import base_language
from providers.errors import ProviderProblem
from providers.language.tables import KNOWN, Language, language_of

FEWEST_WORDS = 20
SURE, APART = 0.2, 0.1
_WORD = re.compile(r"[^\W\d_]+")
PROSE = ("paragraph", "list_item", "quote")


def own_language_only(sources: Sequence[SourceDocument], language: str) -> tuple[SourceDocument, ...]:
    """The documents without the text under headings that is in another language.

    Raises ProviderProblem "language_differs" when no text is left.
    """
    wanted = language_of(language)
    kept = tuple(_native(document, wanted) for document in sources)
    if _tells(sources) and not _tells(kept):
        raise ProviderProblem(
            "language_differs",
            f"The sources are in another language than the course (“{base_language(language)}”), and the built-in "
            "writer cannot translate: ask for the course in their language, or add documents in the one asked for.",
        )
    return kept


def _native(document: SourceDocument, wanted: Language) -> SourceDocument:
    under: defaultdict[tuple[str, ...], list[Block]] = defaultdict(list)
    for block in document.blocks:
        if block.kind in PROSE:
            under[block.heading_path].append(block)
    foreign = {path for path, blocks in under.items() if _is_foreign(blocks, wanted)}
    if not foreign:
        return document
    blocks = tuple(b for b in document.blocks if b.kind == "heading" or b.heading_path not in foreign)
    return document.model_copy(update={"blocks": blocks})


def _is_foreign(blocks: Sequence[Block], wanted: Language) -> bool:
    """Whether the small words of another language make up far more of a text than those of this one."""
    counts = Counter(word.lower() for block in blocks for word in _WORD.findall(block.text))
    total = counts.total()
    shares = {table.code: sum(counts[word] for word in table.stop_words) / max(1, total) for table in KNOWN}
    own = shares.get(wanted.code, 0.0)
    return total >= FEWEST_WORDS and max(shares.values()) >= max(SURE, own + APART)


def _tells(sources: Sequence[SourceDocument]) -> bool:
    return any(block.kind in PROSE for document in sources for block in document.blocks)
