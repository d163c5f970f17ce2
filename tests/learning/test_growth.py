"""Whatever text comes from elsewhere is read in time that grows with its length, and no faster.

Each function that meets such text is given the same pattern once and four times as long. What is longer than it takes
has to be refused by it, or by `review_size` before it is asked.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from functools import partial

import pytest

from learning import (
    characters,
    citation_review,
    course_review,
    markdown,
    markdown_code,
    markdown_html,
    markdown_safety,
    titles,
    wording,
)
from learning.brief import Brief
from learning.checks import review_check
from learning.course_draft import CourseDraft, LessonDraft, SectionDraft
from learning.course_draft_review import review_course_draft
from learning.markdown_limits import MOST_LINES, MOST_OF_A_SIGN, too_intricate
from learning.objectives import is_measurable
from learning.outline import OutlineSection
from learning.prose_review import review_ending, review_leftovers, review_repetition
from learning.section import Check, Citation, Option, SectionContent
from learning.section_review import review_section
from learning.size_review import review_size
from learning.source_index import SourceIndex
from learning.teaching import untaught
from learning.text_review import review_text

LENGTH = 2_000
"""Of the longer text in characters."""
TIMES = 4
MOST_POWER = 1.66
"""Of the length, by which work may grow: linear work has 1, quadratic 2."""
MOST_GROWTH = TIMES**MOST_POWER
TRIES = 8
"""On a machine that does much else, the quickest of so many."""
CODE_TAKES = 50
"""Times the yardstick at most, which is half a second where nothing else runs."""
SHORT_SECONDS = 0.003
"""What takes less tells nothing of growth."""

SIGNS = [*"[]()<>!*_~`&\\|#-+=:;.,\"'/ \t\n{}%$^@0aA", "é", "漢", "。", "\u0301", "\u200b", "\r\n"]
PAIRS = [
    *(
        "[a",
        "![",
        "[](",
        "[a](",
        "[a]: b\n",
        "[^a",
        "[^c1]",
        "[^c1]: x\n",
        "](",
        "[[]",
        "[a][",
        "![a](b",
        "<a",
        "<a ",
        "</a>",
    ),
    *(
        "<!--",
        "<?",
        "<!a ",
        "<![CDATA[",
        '<a href="',
        "<a b=c ",
        "<http://a",
        "<x_y =",
        "&#",
        "&amp",
        "&#x",
        "*a",
        "a*",
        "**a",
    ),
    *(
        "*_",
        "_a_",
        "***a",
        "a**b",
        "*a**",
        "~~a",
        "`a",
        "``",
        "` ``",
        "\\[",
        "\\*",
        "- a\n",
        "1. a\n",
        "> a\n",
        "> ",
        "- ",
        "  - a\n",
    ),
    *(
        "# a\n",
        "a\n=\n",
        "a\n\n",
        "a\n",
        "|a",
        "|a|\n",
        "a|b\n-|-\n",
        "```\n",
        "~~~\na\n",
        "    a\n",
        ":::",
        "\n\n\n",
        " \n",
        "{%",
        "{{",
        "{{a}}",
    ),
    *(
        "[insert ",
        "as an ai ",
        "a. ",
        "A. B",
        "a-",
        "a'a-",
        "a_",
        "____",
        "1,0",
        "1.",
        ".)",
        '."',
        '." ',
        "Word word. ",
        "the a of ",
    ),
    *("on=a ", "onclick=", "<b onclick", "](javascript", "]:a", "](a:"),
]
WORDS = [
    "".join(f"Tide {n} rises in the bay and falls. " for n in range(600)),
    "".join(f"- item {n}\n" for n in range(2_000)),
]


def patterns() -> Iterator[str]:
    yield from SIGNS
    yield from PAIRS


def content(text: str) -> SectionContent:
    return SectionContent(summary=text[:4_000], explanation=text, applications=[text])


def cited(text: str) -> SectionContent:
    count = len(text) // 40
    citations = [Citation(id=f"c{number}", source_id="s", quote=text[:40] or "a") for number in range(count)]
    marks = "".join(f"{text[:8]} [^c{number}]\n\n" for number in range(count))
    return SectionContent(explanation=marks, citations=citations)


def checked(text: str) -> SectionContent:
    """As many checks as the text is long, each with some of it."""
    check = asked(text[:200])
    checks = [check.model_copy(update={"id": f"k{number}"}) for number in range(len(text) // 200)]
    return SectionContent(checks=checks)


def asked(text: str) -> Check:
    options = [Option(id=str(number), text=f"{number} {text[: 300 * (number + 1)]}") for number in range(4)]
    return Check(id="a", kind="multiple_choice", stem=text[:4_000], options=options, answer="1", feedback=text[:4_000])


def course(text: str) -> CourseDraft:
    """As many sections as the text is long: each says nearly what the others say."""
    sections = [
        SectionDraft(
            title=f"Part {number}", content=SectionContent(explanation=f"{text[:200]} and so on, {number} times.")
        )
        for number in range(len(text) // 400)
    ]
    return CourseDraft(title="Tides", lessons=[LessonDraft(title="One", sections=sections)] if sections else [])


PLAN, BRIEF = OutlineSection(key="1.1", title="Tides", objectives=["Explain tides"]), Brief(title="Tides")

READERS: dict[str, Callable[[str], object]] = {
    "render": markdown_html.render,
    "render text": markdown_html.render_text,
    "render line": markdown_html.render_line,
    "html tags": markdown.html_tags,
    "safety": markdown_safety.unsafe,
    "limits": too_intricate,
    "leftovers": lambda text: list(review_leftovers("", text, True)),
    "ending": lambda text: list(review_ending(content(text), BRIEF)),
    "repetition": lambda text: list(review_repetition(content(text))),
    "text": lambda text: list(review_text(content(text))),
    "teaching": lambda text: untaught(text, frozenset(), "en"),
    "words": wording.count_words,
    "sentences": wording.sentences,
    "fold": wording.fold,
    "fold quote": wording.fold_quote,
    "terms": lambda text: wording.terms(text, "en"),
    "characters": lambda text: list(characters.review_characters(content(text))),
    "measurable": lambda text: is_measurable(text[:2_000], "en"),
    "title": lambda text: titles.review_title(text[:200], ""),
    "size": lambda text: list(review_size(content(text))),
    "citations": lambda text: list(citation_review.review_citations(cited(text), SourceIndex([]), True)),
    "a check": lambda text: list(review_check(asked(text), "", SectionContent(explanation=text))),
    "a check with a gap": lambda text: list(review_check(asked(f"{text} ____ {text}"[:4_000]), "", content(text))),
    "checks": lambda text: review_section(checked(text), PLAN, BRIEF, generated=False),
}


def yardstick() -> int:
    """About a hundredth of a second on a machine that has nothing else to do, and what other things take there else."""
    return sum(number % 7 for number in range(200_000))


def seconds(work: Callable[[], object]) -> float:
    began = time.thread_time()
    work()
    return time.thread_time() - began


def grows_too_fast(reader: Callable[[str], object], text: str) -> bool:
    """Over the last quadrupling of the text, and over the last doubling: what a reader only begins to look for in
    longer texts is in one of them alone."""
    return all(growth(reader, text[: len(text) // times], text, times**MOST_POWER) for times in (TIMES, 2))


def growth(reader: Callable[[str], object], shorter: str, longer: str, most: float) -> float:
    """How many times as long the longer takes, where that is more than `most`, else 0; 0 for what takes no time."""
    slow = fast = float("inf")
    for _ in range(TRIES):
        slow = min(slow, seconds(partial(reader, longer)))
        if slow < SHORT_SECONDS:
            return 0.0
        fast = min(fast, max(seconds(partial(reader, shorter)), 1e-6))
        if slow <= most * fast:
            return 0.0
    return slow / fast


def test_growth_is_told_from_what_only_begins_late(monkeypatch: pytest.MonkeyPatch) -> None:
    """By readers that say how many seconds they took."""
    monkeypatch.setattr(f"{__name__}.seconds", lambda work: work())
    text = "a" * LENGTH
    assert grows_too_fast(lambda text: len(text) ** 2 / 1e6, text)
    assert not grows_too_fast(lambda text: len(text) / 1e3, text)
    assert not grows_too_fast(lambda text: 1.0 if len(text) > LENGTH // 3 else 0.0, text)


@pytest.mark.parametrize("name", READERS)
def test_no_text_is_read_in_time_that_grows_faster_than_it(name: str) -> None:
    for pattern in patterns():
        assert not grows_too_fast(READERS[name], pattern * (LENGTH // len(pattern))), pattern
    for text in WORDS:
        assert not grows_too_fast(READERS[name], text), text[:20]


@pytest.mark.parametrize("text", ["Tide and ebb follow each other in the bay twice a day. ", "a b c d e f g h "])
def test_many_sections_that_say_the_same_are_compared_in_time(text: str) -> None:
    def reviewed(length: int) -> object:
        return course_review.review_course({f"1.{n}": s.content for n, s in enumerate(_sections(text, length))})

    few, many = partial(reviewed, 150), partial(reviewed, 600)
    assert any(seconds(many) / max(seconds(few), 1e-6) <= MOST_GROWTH for _ in range(TRIES))


def _sections(text: str, count: int) -> list[SectionDraft]:
    return [
        SectionDraft(title=f"Part {n}", content=SectionContent(explanation=f"{text * 3} {n * 7919} {n} {n * n} times."))
        for n in range(count)
    ]


def test_what_is_more_than_anybody_reads_is_refused_in_a_sentence() -> None:
    too_much = {
        "/explanation": content("[" * 50_000),
        "/citations": SectionContent(citations=cited("a" * 40 * 501).citations),
        "/checks": SectionContent(checks=checked("a" * 200 * 201).checks),
        "": SectionContent(applications=["a " * 29_000] * 6),
    }
    for pointer, section in too_much.items():
        found = review_section(section, PLAN, BRIEF, generated=False)
        assert pointer in [finding.pointer for finding in found]
        assert {finding.severity for finding in found} == {"error"}
        assert all(finding.detail.endswith(".") for finding in found)


def test_what_is_as_much_as_anybody_reads_is_taken() -> None:
    """A code listing may have any number of signs, and a long text as many as a long text has."""
    listing = "```json\n" + "[[*_`~<&!" * 6_000 + "\n```\n"
    linked = "Tides are [explained](https://example.org/a?b=c&d=e) by *gravity* and `inertia`.\n\n" * 600
    for text in (listing, linked, "word " * 11_000, "a line\n" * (MOST_LINES - 1)):
        assert too_intricate(text) is None
        assert review_section(SectionContent(explanation=text), PLAN, BRIEF, generated=False) == []


@pytest.mark.parametrize("sign", MOST_OF_A_SIGN)
@pytest.mark.parametrize("hidden", ["- a\n   ```\nb\n", "> ```\n\n", "    ```\n", "```a`b\n"])
def test_what_is_no_code_block_hides_nothing(sign: str, hidden: str) -> None:
    text = hidden + f"{sign} " * (MOST_OF_A_SIGN[sign] + 10)
    assert too_intricate(text)
    assert markdown_html.render(text).startswith("<p>")


def test_a_course_that_is_longer_than_a_shelf_is_refused_as_a_whole() -> None:
    section = SectionDraft(title="Part", content=SectionContent(explanation="a line\n" * 3_900))
    draft = CourseDraft(title="Tides", lessons=[LessonDraft(title="One", sections=[section] * 11)])
    [finding] = review_course_draft(draft)
    assert (finding.code, finding.pointer) == ("too_long", "/lessons")


def test_a_whole_course_is_reviewed_as_its_sections_are() -> None:
    draft = course("Tide and ebb " * 1_500)
    assert not [finding for finding in review_course_draft(draft) if finding.severity == "error"]


@pytest.mark.parametrize("language", sorted(set(markdown_code._NAMES) | {"java"}))
def test_no_code_takes_long_to_mark(language: str) -> None:
    """Readers of strings that never end take the square of their length, so that blocks have one at most."""
    longest = CODE_TAKES * min(seconds(yardstick) for _ in range(TRIES))
    for piece in ('"', "/*", "<", "(", "{", "a ", "${", "'", "\n", "a.", "0", '"\\', "- ", "class a", "`", "a\n", "$("):
        block = (piece * markdown_code.MOST_CHARACTERS)[: markdown_code.MOST_CHARACTERS - 1] + "\n"
        mark = partial(markdown_code.highlighted, block, language)
        assert any(seconds(mark) < longest for _ in range(TRIES)), piece
