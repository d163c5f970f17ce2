"""Whether the key is what the section and its sources say, and no other option is."""

from __future__ import annotations

from collections.abc import Iterator

from learning.checks.reading import GAP, Flaw, Reading
from learning.wording import fold

FEWEST_WORDS = 5


def truth_flaws(read: Reading, said: str) -> Iterator[Flaw]:
    """`said` is everything that the section and its sources say, folded, between blanks; "" where nothing is known."""
    if not said or not read.is_gap or not read.key:
        return
    before, _, after = read.stem.partition(GAP)
    if len(fold(f"{before} {after}").split()) < FEWEST_WORDS:
        return
    if _is_said(read, read.key, said):
        also = [text for text in read.distractors if _is_said(read, text, said)]
        if also:
            yield Flaw("MULTI", "options", f"The source says the same of “{also[0]}”, which is right as well.")
    elif other := next((text for text in read.distractors if _is_said(read, text, said)), ""):
        yield Flaw("KEY", "answer", f"The source says “{other}” where the key says “{read.key}”.")


def _is_said(read: Reading, text: str, said: str) -> bool:
    return f" {fold(read.stem.replace(GAP, f' {text} '))} " in said
