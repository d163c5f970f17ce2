"""Where it is of use: what the source says of that, and nothing where it does not."""

from __future__ import annotations

from collections.abc import Sequence

from learning.wording import count_words
from providers.language.markdown_text import inline
from providers.language.tables import Language
from providers.offline.writing.citing import Citations
from providers.offline.writing.ranking import Statement

MOST = 1
SHORTEST, LONGEST = 8, 40


def write_applications(
    ranked: Sequence[Statement], source: Language, phrases: Language, citations: Citations
) -> list[str]:
    """At most one sentence of use, as Markdown with its citation; `ranked` has the best first.

    `source` is the language of the sources, `phrases` that of the course.
    """
    useful = [
        statement
        for statement in ranked
        if source.says("use", statement.text)
        and SHORTEST <= count_words(statement.text) <= LONGEST
        and statement.place.stands_alone(statement.text)
    ]
    return [
        phrases.phrase("application", text=f"{inline(s.text)} {citations.mark(s.place, s.text)}") for s in useful[:MOST]
    ]
