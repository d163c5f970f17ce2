"""What four times as much costs: about four times as much, and never sixteen times.

Processor time of this process is measured, so that other work on the machine does not count, and the best of several.
"""

import asyncio
import gc
import sys
from collections.abc import Callable, Sequence
from time import process_time

import pytest

from learning.answers import parse_draft
from learning.brief import Brief
from learning.outline import Outline
from learning.section import SectionContent
from learning.source import Block, SourceDocument
from providers.drawn.fitting import fit
from providers.errors import ProviderProblem
from providers.language.cleanliness import is_clean
from providers.language.headings import clean_heading
from providers.language.markdown_text import inline, table
from providers.language.sentences import spans
from providers.language.speech import turns
from providers.language.tables import language_of
from providers.offline import OfflineText
from providers.offline.planning.edits import read_edits
from providers.prompting import to_contract
from providers.prompting.labels import Labels
from providers.text import OutlineRequest, SectionRequest
from tests.learning import drafts
from tests.providers.conftest import TOPICS, document, manual, told

TIMES, ALLOWED = 4, 9.0
LEAST_SECONDS = 0.002
BRIEF = Brief(title="Heating", depth="overview", lessons=2, sections_per_lesson=1)
ENGLISH = language_of("en")
PATTERNS = {
    "letters": "a",
    "hyphens": "a-",
    "words": "word ",
    "full stops": ". ",
    "numbers": "1. ",
    "brackets": "(",
    "open sentences": "(A valve is open. ",
    "back-ticks": "`a ",
    "dollars": "$a ",
    "formulas": "$a$ ",
    "addresses": "http://",
    "templates": "{{< ",
    "ideographs": "水泵把水送到每个房间。",
    "sentences": "The valve of a pump closes when the pressure falls below one bar. ",
    "captions": "so the valve is the part that limits the flow and then there is the spindle now ",
    "tags": "<a",
    "blanks": "a" + " " * 40,
}
READERS: dict[str, Callable[[str], object]] = {
    "sentences": lambda text: spans(text, "en"),
    "turns": lambda text: turns(text, "en"),
    "markup": is_clean,
    "markdown": inline,
    "edits": lambda text: read_edits(text, ENGLISH),
    "heading": lambda text: clean_heading(text, ENGLISH),
    "table": lambda text: table(Block(id="b", kind="table", text=text.replace("valve", "|"))),
}


def forget() -> None:
    """Empty the caches of the writer, so that each measure begins anew."""
    for name, module in list(sys.modules.items()):
        if name.startswith(("providers.offline.", "learning.wording")):
            for function in vars(module).values():
                if hasattr(function, "cache_clear"):
                    function.cache_clear()
    gc.collect()


def seconds(work: Callable[[], object], tries: int = 3) -> float:
    taken = []
    for _ in range(tries):
        forget()
        begin = process_time()
        work()
        taken.append(process_time() - begin)
    return min(taken)


def assert_linear(work: Callable[[int], Callable[[], object]], size: int, tries: int = 3) -> None:
    """The work on 4 × `size` takes less than nine times as long as that on `size`; quadratic work takes sixteen."""
    small, large = work(size), work(TIMES * size)
    once = max(seconds(small, tries), LEAST_SECONDS)
    limit = ALLOWED * once
    assert seconds(large, 1) < limit or seconds(large, tries) < limit, f"{seconds(large, 1) / once:.1f} times as long"


@pytest.mark.parametrize("pattern", PATTERNS)
@pytest.mark.parametrize("reader", READERS)
def test_what_reads_a_text_grows_with_it(reader: str, pattern: str) -> None:
    def work(size: int) -> Callable[[], object]:
        text = (PATTERNS[pattern] * size)[:size]
        return lambda: READERS[reader](text)

    assert_linear(work, 4_000, 1)


def test_a_text_in_a_picture_is_fitted_at_a_cost_that_has_a_bound() -> None:
    assert_linear(lambda size: lambda: fit("A" * size, 300, 60, 30, 20), 4_000, 1)


ANSWERS = {
    "open objects": "{",
    "nested objects": '{"a":',
    "objects": '{"a": 1} ',
    "broken objects": '{"a" 1} ',
    "nested lists": "[",
    "escaped quotes": '\\"',
    "commas": ",}",
    "blanks after a comma": "," + " " * 20,
    "fences": "```json\n",
    "thoughts": "<think>",
    "ends of thoughts": "</think>",
    "line ends": "\n",
}


@pytest.mark.parametrize("pattern", ANSWERS)
@pytest.mark.parametrize("before", ["", '{"summary": "', '{"summary": ['])
def test_what_reads_an_answer_grows_with_it(pattern: str, before: str) -> None:
    request = SectionRequest(brief=BRIEF, outline=drafts.outline(BRIEF), key="1.1")

    def work(size: int) -> Callable[[], object]:
        text = before + (ANSWERS[pattern] * size)[:size]
        return lambda: parse_draft(to_contract(text, request), SectionContent)

    assert_linear(work, 6_000, 1)


def test_labels_are_looked_up_in_one_reading() -> None:
    def work(size: int) -> Callable[[], object]:
        source = document([Block(id=f"b{n}", kind="paragraph", text="A valve.") for n in range(size)])
        runs = [f"S1.b{n}" for n in range(size)]
        return lambda: list(Labels([source]).expanded(runs))

    assert_linear(work, 1_000, 1)


def numbered(texts: Sequence[str], kind: str = "paragraph", **rest: object) -> list[Block]:
    return [Block.model_validate({"id": f"b{n}", "kind": kind, "text": text, **rest}) for n, text in enumerate(texts)]


def sentences(count: int) -> list[str]:
    return [told(TOPICS[n % len(TOPICS)], n // len(TOPICS)) for n in range(count)]


def headings(count: int) -> list[Block]:
    """As many headings, each with a paragraph of its own."""
    blocks = []
    for n, text in enumerate(sentences(count)):
        path = (f"Part {n}",)
        blocks.append(Block(id=f"h{n}", kind="heading", text=path[0], level=1))
        blocks.append(Block(id=f"p{n}", kind="paragraph", text=f"{text} {text[:-1]} and so on.", heading_path=path))
    return blocks


def cells(count: int) -> list[Block]:
    """As many cells that need the first one, each with what it gives."""
    pairs = ((f"pipes = [{n}, 2]" if not n else f"pipes[0] + {n}", f"{n}") for n in range(count))
    blocks = []
    for n, (code, output) in enumerate(pairs):
        blocks.append(Block(id=f"c{n}", kind="code", text=code, language="python"))
        blocks.append(Block(id=f"o{n}", kind="code", text=output, language="output"))
    return blocks


def one(blocks: Sequence[Block]) -> list[SourceDocument]:
    return [document(blocks)]


SOURCES: dict[str, tuple[Callable[[int], list[SourceDocument]], int]] = {
    "one giant paragraph": (lambda n: one(numbered([" ".join(sentences(n))])), 200),
    "one giant paragraph without full stops": (
        lambda n: one(numbered([" ".join(sentences(n)).replace(".", "").lower()])),
        150,
    ),
    "many paragraphs under one heading": (lambda n: one(numbered(sentences(n))), 200),
    "many tiny blocks": (lambda n: one(numbered(["A valve."] * n + sentences(100))), 400),
    "many headings": (lambda n: one(headings(n)), 75),
    "many list items": (lambda n: one(numbered(sentences(n), "list_item")), 200),
    "many listings": (lambda n: one([*numbered(sentences(100)), *numbered(["x = 1"] * n, "code")]), 400),
    "many cells and what they give": (
        lambda n: one([*numbered(sentences(100)), *cells(n)]),
        200,
    ),
    "one long session": (
        lambda n: one([*numbered(sentences(100)), *numbered([">>> x = [1]\n" + ">>> len(x)\n1\n" * n], "code")]),
        200,
    ),
    "many remarks of what code gives": (
        lambda n: one(
            [*numbered(sentences(100)), *numbered(["let x = [1]\nx[0] // => 1\n" * n], "code", language="js")]
        ),
        150,
    ),
    "many objectives": (
        lambda n: one([*numbered(sentences(100)), *numbered(sentences(n), "list_item", role="objectives")]),
        150,
    ),
    "many exercises": (
        lambda n: one([*numbered(sentences(100)), *numbered(sentences(n), "heading", role="exercise", level=2)]),
        150,
    ),
    "many sources": (lambda n: [manual(2, 60, seed, f"s{seed}") for seed in range(n)], 6),
    "many terms": (
        lambda n: one(numbered([f"The valve{n} closes the pipe{n} of the pump{n} in the house{n}." for n in range(n)])),
        150,
    ),
}


def write(sources: Sequence[SourceDocument]) -> None:
    asyncio.run(_write(tuple(sources)))


async def _write(sources: tuple[SourceDocument, ...]) -> None:
    writer = OfflineText()
    try:
        raw = (await writer.outline(OutlineRequest(brief=BRIEF, sources=sources))).raw
        outline = Outline.model_validate_json(raw)
        await writer.section(SectionRequest(brief=BRIEF, outline=outline, key="1.1", sources=sources))
    except ProviderProblem:
        return


@pytest.mark.parametrize("name", SOURCES)
def test_a_course_grows_with_its_sources(name: str) -> None:
    make, size = SOURCES[name]

    def work(count: int) -> Callable[[], object]:
        sources = make(count)
        return lambda: write(sources)

    assert_linear(work, size, 1)
