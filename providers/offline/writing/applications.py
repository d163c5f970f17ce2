"""Where it is of use: what the source says of that, and nothing where it does not."""

from __future__ import annotations

import re
from collections.abc import Sequence

from learning.wording import count_words
from providers.language.markdown_text import inline
from providers.language.tables import Language
from providers.offline.writing.citing import Citations
from providers.offline.writing.ranking import Statement, speaks_of_one_case

MOST = 1
SHORTEST, LONGEST = 8, 40
_RULE = re.compile(
    r"(?<!\byou )\b(?:should|must)\b|\b(?:sollten?|muss|müssen|debe(?:ría)?n?|conviene|devrai(?:en)?t|doi(?:t|vent)|"
    r"il convient)\b",
    re.IGNORECASE,
)
_LABELLED = re.compile(r"[\"“„«'‘]|[\w ]{1,30}[.:] [A-ZÄÖÜ]")
"""What begins with a quotation, or with the label of a line: "C. Therefore", "After pressure: An app"."""


_OTHERS = re.compile(
    r"\b(?:they|them|it|these|those|this|that case|in such cases?|dies\w*|damit|dabei|den letzten|ihn|celui|ceux|cela|"
    r"est[eao]s|ello|ellos|s\.u\.|blog post)\b",
    re.IGNORECASE,
)
"""What only the sentences around it make clear."""


def write_applications(
    ranked: Sequence[Statement], source: Language, phrases: Language, citations: Citations
) -> list[str]:
    """At most one rule of use, as Markdown with its citation, none that speaks of a single case; `ranked` has the best
    first.

    `source` is the language of the sources, `phrases` that of the course.
    """
    useful = [
        statement
        for statement in ranked
        if (source.opens("condition", statement.text) or _RULE.search(statement.text))
        and source.says("use", statement.text)
        and statement.place.kind != "quote"
        and not (_LABELLED.match(statement.text) or speaks_of_one_case(statement.text))
        and not (source.says("elsewhere", statement.text) or _OTHERS.search(statement.text))
        and SHORTEST <= count_words(statement.text) <= LONGEST
        and statement.place.stands_alone(statement.text)
    ]
    return [
        phrases.phrase("application", text=f"{inline(s.text)} {citations.mark(s.place, s.text)}") for s in useful[:MOST]
    ]
