"""Drop caps and raised initials: large first letters, put back before the rest of their word."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

from sources.pdf.spans import RawPage, Span

_INITIAL = re.compile(r"\s*[\"'“”„«»‘’‚‹(¿¡]?\s?[^\W\d_]{1,2}[’']?\s*")
_WORD = re.compile(r"[^\W\d_]+")
_ALONE = frozenset("AIOYEÀÉÈÍÓÁÖÅÆUVWZKS")
"""Letters that are words by themselves in some language."""
_STARTS = frozenset(
    "after all also although am among an ancient and another any are art as at each early en er every is if in inside "
    "into it its once one only on or other others our out over of off often us use you your years yes".split()
)
_LARGER = 1.4
_MOST_LINES = 6
_NEAR = 1.6
_CAP = 0.75
_SAME_BASELINE = 0.3
_FEWEST_LINES = 1
_MOST_INITIALS = 12


def with_initials(pages: Sequence[RawPage]) -> list[RawPage]:
    """The pages with every initial joined to the first line beside it."""
    if not any(_INITIAL.fullmatch(span.text) for page in pages for span in page.spans):
        return list(pages)
    words = _Words(pages)
    return [replace(page, spans=_joined(page.spans, words)) for page in pages]


class _Words:
    """The usual size of the document's type, and how often each of its words occurs."""

    def __init__(self, pages: Sequence[RawPage]) -> None:
        sizes: Counter[float] = Counter()
        self._counts: Counter[str] = Counter()
        for page in pages:
            for span in page.spans:
                sizes[round(span.size, 1)] += len(span.text)
                self._counts.update(_WORD.findall(span.text.casefold()))
        self.size = sizes.most_common(1)[0][0] if sizes else 0.0

    def are_apart(self, initial: str, rest: str) -> bool:
        """Whether the initial is a word by itself: `A buoy`, but `After`."""
        letter, following = initial.strip(" \"'“”„«»‘’‚‹(¿¡").upper(), _WORD.match(rest)
        if letter not in _ALONE or following is None:
            return False
        word = following[0].casefold()
        if self._counts[letter.casefold() + word] or letter.casefold() + word in _STARTS:
            return False
        return letter in "AIOÀÉEYÓ" and (self._counts[word] > 1 or letter in "AI")


def _joined(spans: Sequence[Span], words: _Words) -> tuple[Span, ...]:
    kept = list(spans)
    initials = [span for span in spans if span.size >= _LARGER * words.size and _INITIAL.fullmatch(span.text)]
    for initial in initials if len(initials) <= _MOST_INITIALS else ():
        beside = _beside(initial, kept, words.size)
        if len(beside) < _FEWEST_LINES:
            continue
        first = beside[0]
        blank = " " if words.are_apart(initial.text, first.text.lstrip()) else ""
        kept[kept.index(first)] = replace(first, text=initial.text.strip() + blank + first.text.lstrip())
        kept.remove(initial)
    return tuple(kept)


def _beside(initial: Span, spans: Sequence[Span], size: float) -> list[Span]:
    """The lines of ordinary type right of an initial, from the top; none if no line ends at its foot."""
    bottom, top = initial.baseline - _SAME_BASELINE * size, initial.baseline + _CAP * initial.size
    lines = [
        span
        for span in spans
        if span is not initial
        and bottom < span.baseline < top
        and -0.3 * size < span.left - initial.right < _NEAR * size
        and span.size < initial.size / _LARGER * 1.05
        and any(map(str.isalnum, span.text))
    ]
    lines.sort(key=lambda span: -span.baseline)
    on_foot = bool(lines) and lines[-1].baseline < initial.baseline + (_SAME_BASELINE + 0.3) * size
    return lines if on_foot and len(lines) <= _MOST_LINES else []
