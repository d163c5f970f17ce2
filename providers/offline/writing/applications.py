"""Where it is of use: what the source says of that, else tasks that carry the section's terms elsewhere."""

from __future__ import annotations

from collections.abc import Sequence

from learning.wording import count_words
from providers.language.markdown_text import inline
from providers.language.tables import Language
from providers.language.terms import Term
from providers.offline.writing.citing import Citations
from providers.offline.writing.ranking import Statement

MOST = 2
SHORTEST, LONGEST = 8, 40


def write_applications(
    ranked: Sequence[Statement],
    terms: Sequence[Term],
    title: str,
    source: Language,
    phrases: Language,
    citations: Citations,
) -> list[str]:
    useful = [
        statement
        for statement in ranked
        if source.says("use", statement.text) and SHORTEST <= count_words(statement.text) <= LONGEST
    ][: MOST - 1]
    if phrases.is_wordless:
        useful = list(ranked[:1])
    found = [phrases.phrase("application", text=f"{inline(s.text)} {citations.mark(s.place, s.text)}") for s in useful]
    if phrases.is_wordless and found:
        return found
    named = [term.text if term.kind == "code" else phrases.quoted(term.text) for term in terms]
    return [*found, phrases.phrase("transfer", term=named[0] if named else phrases.quoted(title))]
