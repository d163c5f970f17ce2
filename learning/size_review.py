"""How much one section may hold: far more than anybody reads in a sitting, and little enough to be read in no time."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from learning.characters import every_text
from learning.finding import Finding, error
from learning.markdown_limits import too_intricate
from learning.passages import markdown_parts
from learning.section import SectionContent

MOST = {
    "examples": 100,
    "exercises": 100,
    "checks": 200,
    "applications": 100,
    "resources": 200,
    "citations": 500,
    "visuals": 50,
}
"""Parts of a kind. A learner's answers come in one message, which takes 200."""
MOST_OPTIONS = 20
MOST_CHARACTERS = 300_000
"""Of a whole section."""
MOST_OF_A_COURSE = {"\n": (40_000, "lines"), "[": (20_000, "brackets")}
"""Of all Markdown of a course together, what takes the longest to read."""
LONGEST_COURSE = 3_000_000
"""Characters of all sections of a course: some ten books."""
LONGEST_NAME = 4_000
"""Of a text that is no Markdown, in characters."""


def review_course_size(contents: Sequence[SectionContent]) -> Iterator[Finding]:
    """What is too much in all sections of a course together."""
    texts = [text for content in contents for _, text in markdown_parts(content)]
    for sign, (most, name) in MOST_OF_A_COURSE.items():
        if (count := sum(text.count(sign) for text in texts)) > most:
            detail = f"The course has {count} {name}; it takes {most} at most. Make several courses of it."
            yield error("too_long", "/lessons", detail)
    total = sum(len(text) for content in contents for _, text in every_text(content.model_dump()))
    if total > LONGEST_COURSE:
        detail = f"The course has {total} characters; it takes {LONGEST_COURSE} at most. Make several courses of it."
        yield error("too_long", "/lessons", detail)


def review_size(content: SectionContent) -> Iterator[Finding]:
    """What is too much to be read, by people or by us. Nothing else is asked of a section with such a finding."""
    for name, most in MOST.items():
        if (count := len(getattr(content, name))) > most:
            yield error(
                "too_many", f"/{name}", f"{count} {name} are too many for one section; it takes {most} at most."
            )
    for index, check in enumerate(content.checks):
        if len(check.options) > MOST_OPTIONS:
            detail = f"Check {check.id} offers {len(check.options)} options; it takes {MOST_OPTIONS} at most."
            yield error("too_many", f"/checks/{index}/options", detail)
    texts = dict(every_text(content.model_dump()))
    if (total := sum(map(len, texts.values()))) > MOST_CHARACTERS:
        detail = f"The section has {total} characters; it takes {MOST_CHARACTERS} at most. Make several sections of it."
        yield error("too_long", "", detail)
    limited = {pointer for pointer, _ in markdown_parts(content)}
    for pointer, text in texts.items():
        if pointer in limited and (problem := too_intricate(text)):
            yield error("too_intricate", pointer, problem)
        elif pointer not in limited and len(text) > LONGEST_NAME:
            yield error("too_long", pointer, f"This text has {len(text)} characters; it takes {LONGEST_NAME} at most.")
