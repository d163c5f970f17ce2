"""How much one section may hold: far more than anybody reads in a sitting, and little enough to be read in no time."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from learning.characters import every_text
from learning.finding import Finding, error
from learning.markdown_limits import too_intricate
from learning.passages import markdown_parts
from learning.section import SectionContent
from learning.sentence import say

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
MOST_OF_A_COURSE = {"\n": (40_000, say("lines")), "[": (20_000, say("brackets"))}
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
            detail = say(
                "The course has {count} {name}; it takes {most} at most. Make several courses of it.",
                count=count,
                name=name,
                most=most,
            )
            yield error("too_long", "/lessons", detail)
    total = sum(len(text) for content in contents for _, text in every_text(content.model_dump()))
    if total > LONGEST_COURSE:
        detail = say(
            "The course has {total} characters; it takes {most} at most. Make several courses of it.",
            total=total,
            most=LONGEST_COURSE,
        )
        yield error("too_long", "/lessons", detail)


def review_size(content: SectionContent) -> Iterator[Finding]:
    """What is too much to be read, by people or by us. Nothing else is asked of a section with such a finding."""
    for name, most in MOST.items():
        if (count := len(getattr(content, name))) > most:
            yield error(
                "too_many",
                f"/{name}",
                say(
                    "“{name}” holds {count} parts, too many for one section; it takes {most} at most.",
                    count=count,
                    name=name,
                    most=most,
                ),
            )
    for index, check in enumerate(content.checks):
        if len(check.options) > MOST_OPTIONS:
            detail = say(
                "Check {check} offers {count} options; it takes {most} at most.",
                check=check.id,
                count=len(check.options),
                most=MOST_OPTIONS,
            )
            yield error("too_many", f"/checks/{index}/options", detail)
    texts = dict(every_text(content.model_dump()))
    if (total := sum(map(len, texts.values()))) > MOST_CHARACTERS:
        detail = say(
            "The section has {total} characters; it takes {most} at most. Make several sections of it.",
            total=total,
            most=MOST_CHARACTERS,
        )
        yield error("too_long", "", detail)
    limited = {pointer for pointer, _ in markdown_parts(content)}
    for pointer, text in texts.items():
        if pointer in limited and (problem := too_intricate(text)):
            yield error("too_intricate", pointer, problem)
        elif pointer not in limited and len(text) > LONGEST_NAME:
            yield error(
                "too_long",
                pointer,
                say("This text has {count} characters; it takes {most} at most.", count=len(text), most=LONGEST_NAME),
            )
