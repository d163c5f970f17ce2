"""Whether a section is written in the language that its brief asks for."""

from __future__ import annotations

from collections.abc import Iterator

from learning.brief import Brief
from learning.finding import Finding, error
from learning.passages import prose
from learning.section import SectionContent
from learning.sentence import say
from learning.source_languages import languages_in
from learning.wording import base_language

_ALIKE = (
    frozenset({"no", "nb", "nn", "da"}),
    frozenset({"hr", "sr", "bs", "sl"}),
    frozenset({"id", "ms"}),
    frozenset({"pt", "gl"}),
    frozenset({"cs", "sk"}),
    frozenset({"hi", "mr", "ne"}),
)
"""Languages that short texts cannot be told apart by."""


def review_language(content: SectionContent, brief: Brief) -> Iterator[Finding]:
    """An explanation none of whose longer paragraphs is in the language asked for; silent where the detector is not
    sure (`source_languages`), and among languages that are nearly alike."""
    written = languages_in([text for text in prose(content.explanation).split("\n\n") if text.strip()])
    wanted = base_language(brief.language)
    if written and not _same(wanted) & set(written):
        detail = say(
            "The explanation is in {written_language}; the course is to be in {wanted_language}: write it in that.",
            written_language=written[0],
            wanted_language=wanted,
        )
        yield error("language_differs", "/explanation", detail)


def _same(code: str) -> frozenset[str]:
    return next((alike for alike in _ALIKE if code in alike), frozenset({code}))
