"""The language that a text is written in, by py3langid, which knows 97 languages by their letter sequences."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice

from learning.source import SourceDocument

PIECES, PIECE_CHARACTERS = 40, 500
LEAST_LETTERS = 40
"""Below this a guess is worth little: a title, a formula, a list of names."""


def prepare() -> None:
    """Load the model, which takes most of a second, so that `text_language` is quick."""
    text_language("Loaded once, so that each text afterwards is looked at in a few milliseconds and no more than that.")


def with_language(document: SourceDocument) -> SourceDocument:
    """Return the document with the language of its text, where its reader did not say it."""
    if document.language:
        return document
    return document.model_copy(update={"language": text_language("\n".join(_sample(document)))})


def text_language(text: str) -> str:
    """Return the two-letter code of a text's language; empty where there are too few letters to tell."""
    if sum(map(str.isalpha, text)) < LEAST_LETTERS:
        return ""
    import py3langid  # numpy and a model: of all that import this module, few ask

    code, _ = py3langid.classify(text)
    return str(code)


def _sample(document: SourceDocument) -> Iterator[str]:
    """The beginnings of some paragraphs, from all over the document."""
    prose = [block.text for block in document.blocks if block.kind in ("paragraph", "list_item", "quote")]
    if not prose:
        prose = [block.text for block in document.blocks if block.kind != "code"]
    step = max(1, len(prose) // PIECES)
    return (text[:PIECE_CHARACTERS] for text in islice(prose, 0, None, step))
