"""Reads sources into a corpus: what is furniture, whose text stands under which heading, what is a task."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator, Sequence
from itertools import groupby, zip_longest
from threading import Lock

from cachetools import LRUCache

from learning.source import Block, SourceDocument
from learning.wording import fold_title
from providers.language.cleanliness import is_clean, is_furniture
from providers.language.headings import clean_heading, is_front_matter
from providers.language.speech import is_loose
from providers.language.tables import Language, detect
from providers.language.verbatim import is_math
from providers.offline.reading.corpus import Corpus, Heading, Leaf, Task
from providers.offline.reading.foreign import own_language_only
from providers.offline.reading.passages import PassageMaker, Place, parts_of

KEPT_CORPORA = 4
LONGEST_TASK = 12_000
FEWEST_QUESTIONS = 3
FEWEST_NAMED, MOSTLY = 3, 0.6
"""Items of a list that are headings, and their share, from which on it is a table of contents."""
FEWEST_OF_A_CLAUSE = 3
ENDS_OF_CLAUSES = frozenset(
    "by from of with to as for in ist sind wird werden hat haben durch von mit est sont par de à es son por con "
    "en".split()
)
_SAMPLE_CHARACTERS = 40_000
_ASKS = re.compile(r"[?？][\"”»)\s]*(?:\([^()]{1,80}\)[.\s]*)?$")


class CorpusShelf:
    """Keeps the last few corpora by content, so that the sections of a course share one reading."""

    def __init__(self) -> None:
        self._kept: LRUCache[str, Corpus] = LRUCache(KEPT_CORPORA)
        self._lock = Lock()

    def corpus(self, sources: Sequence[SourceDocument], language: str) -> Corpus:
        """The corpus of these sources for a course in `language`; one thread reads, others wait meanwhile.

        Raises as `read_corpus` does.
        """
        key = _fingerprint(sources, language)
        with self._lock:
            if key not in self._kept:
                self._kept[key] = read_corpus(sources, language)
            return self._kept[key]


def read_corpus(sources: Sequence[SourceDocument], language: str) -> Corpus:
    """Read the sources for a course in `language` (BCP 47). Text in another one is left out, but for `documents`.

    Raises ProviderProblem "language_differs" when all text is in another language.
    """
    own = own_language_only(sources, language)
    table = detect(_sample(own), language)
    reader = _Reader(table)
    for document in own:
        reader.read(document)
    return Corpus(
        documents=tuple(sources),
        language=table,
        places=tuple(reader.places),
        leaves=tuple(reader.leaves),
        tasks=tuple(reader.tasks),
        objectives=tuple(reader.objectives),
    )


class _Reader:
    """Sorts the blocks of the documents, in order, into leaves, tasks and objectives."""

    def __init__(self, table: Language) -> None:
        self._table = table
        self.places: list[Place] = []
        self.leaves: list[Leaf] = []
        self.tasks: list[Task] = []
        self.objectives: list[Place] = []
        self._trail: list[tuple[int, Heading]] = []
        self._maker = PassageMaker()
        self._task: list[Place] = []
        self._box = ""

    def read(self, document: SourceDocument) -> None:
        self._trail = [(0, Heading(document.title, len(self.places)))]
        self._maker = PassageMaker()
        loose = is_loose(document.blocks)
        shown = [
            block
            for block in _with_review_questions(list(_without_contents(document.blocks)))
            if block.kind != "figure"
        ]
        for block, after in zip_longest(shown, shown[1:]):
            for start, end in parts_of(block):
                opens = not start and (not self.places or self.places[-1].kind == "heading")
                leads = end is None and after is not None and _leads(block.text, after, self._table)
                place = Place(document, block, len(self.places), self._table.code, loose, start, end, opens, leads)
                self.places.append(place)
                self._sort(place)
        self._end_task()
        self._end_leaf()

    def _sort(self, place: Place) -> None:
        role, is_heading = place.block.role, place.kind == "heading"
        if not is_heading and place.kind != "code" and self._is_furniture(place):
            return
        if role in ("exercise", "solution"):
            self._in_task(place, starts=is_heading and role == "exercise")
            return
        self._end_task()
        if role == "callout":
            self._in_box(place)
        elif role == "objectives" and not is_heading:
            self.objectives.append(place)
        elif role == "body" and is_heading:
            self._under(place)
        elif role == "body":
            self._box = ""
            self._maker.enter("", False)
            self._maker.add(place)

    def _is_furniture(self, place: Place) -> bool:
        if place.kind == "table":
            cells = [cell.strip() for cell in place.text.split("\n")[0].split("|")]
            return sum(self._table.opens("furniture", cell) for cell in cells) > 0
        return is_furniture(place.text)

    def _in_task(self, place: Place, starts: bool) -> None:
        if starts:
            self._end_task()
        self._task.append(place)

    def _in_box(self, place: Place) -> None:
        if place.kind == "heading":
            self._box = clean_heading(place.text, self._table) if is_clean(place.text) else ""
        else:
            self._maker.enter(self._box, True)
            self._maker.add(place)

    def _under(self, place: Place) -> None:
        self._end_leaf()
        level = max(place.block.level, 1)
        while self._trail[-1][0] >= level:
            self._trail.pop()
        self._trail.append((level, Heading(place.text, place.order)))
        self._maker, self._box = PassageMaker(), ""

    def _end_leaf(self) -> None:
        path = tuple(heading for _, heading in self._trail)
        passages = self._maker.passages()
        if passages and not any(is_front_matter(heading.text, self._table) for heading in path[1:]):
            self.leaves.append(Leaf(path, passages))

    def _end_task(self) -> None:
        def part(role: str, heading: bool) -> list[Place]:
            return [p for p in self._task if p.block.role == role and (p.kind == "heading") is heading]

        prompt, headings = part("exercise", False), part("exercise", True)
        clean = all(place.kind == "code" or is_clean(place.text) for place in self._task)
        if prompt and clean and sum(len(place.text) for place in self._task) <= LONGEST_TASK:
            title = clean_heading(headings[0].text, self._table) if headings else ""
            self.tasks.append(Task(title, tuple(prompt), tuple(part("solution", False))))
        self._task = []


def _with_review_questions(blocks: Sequence[Block]) -> Iterator[Block]:
    """The blocks; a list of nothing but questions right under a heading is an exercise, whatever the heading says."""
    headed = False
    for is_list, run in groupby(blocks, key=lambda block: block.kind == "list_item" and block.role == "body"):
        items = list(run)
        if is_list and headed and len(items) >= FEWEST_QUESTIONS and all(_ASKS.search(item.text) for item in items):
            yield from (item.model_copy(update={"role": "exercise"}) for item in items)
        else:
            yield from items
        headed = items[-1].kind == "heading"


def _leads(text: str, after: Block, table: Language) -> bool:
    """Whether a line without an end goes on in the next block: in a formula, in items that go on with its sentence, or
    behind a word that ends none, as in "It is made by"."""
    if after.kind == "paragraph":
        return is_math(after.text)
    words = text.split()
    if after.kind not in ("list_item", "code") or len(words) < FEWEST_OF_A_CLAUSE:
        return False
    goes_on = after.kind == "list_item" and after.text[:1].islower() and words[0].lower() in table.determiners
    return goes_on or words[-1].lower() in table.verb_marks | ENDS_OF_CLAUSES


def _without_contents(blocks: Sequence[Block]) -> Iterator[Block]:
    """The blocks without lists of the headings that come below."""
    headings = {fold_title(block.text) for block in blocks if block.kind == "heading"}
    for is_list, run in groupby(blocks, key=lambda block: block.kind == "list_item"):
        items = list(run)
        named = sum(fold_title(item.text) in headings for item in items) if is_list else 0
        if named < FEWEST_NAMED or named < MOSTLY * len(items):
            yield from items


def _sample(sources: Sequence[SourceDocument]) -> str:
    def texts() -> Iterator[str]:
        for document in sources:
            yield from (block.text for block in document.blocks if block.kind in ("paragraph", "list_item"))

    sample, length = [], 0
    for text in texts():
        sample.append(text)
        length += len(text)
        if length > _SAMPLE_CHARACTERS:
            break
    return "\n".join(sample)


def _fingerprint(sources: Sequence[SourceDocument], language: str) -> str:
    digest = hashlib.sha256(language.encode())
    for document in sources:
        digest.update(document.model_dump_json().encode())
    return digest.hexdigest()
