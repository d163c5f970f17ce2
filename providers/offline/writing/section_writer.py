"""One section: explanation, examples, exercises, checks, applications, resources, all of them from the sources."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import takewhile

from learning.answers import parse_draft
from learning.outline import OutlineSection
from learning.section import Example, Resource, SectionContent
from learning.wording import fold, fold_title
from providers.errors import ProviderProblem
from providers.language.headings import clean_heading, is_generic
from providers.language.markdown_text import inline
from providers.language.sentences import LONGEST
from providers.language.tables import Language, language_of
from providers.language.terms import Term, is_sample_name
from providers.offline.planning.feedback import read_wishes
from providers.offline.planning.measures import MEASURES, minutes
from providers.offline.reading.corpus import Corpus
from providers.offline.reading.passages import Passage, Place
from providers.offline.writing.applications import write_applications
from providers.offline.writing.checks import CheckWriter, Setting, write_checks, write_clozes
from providers.offline.writing.citing import Citations
from providers.offline.writing.exercises import write_exercises
from providers.offline.writing.explanation import Reading, Shown, read
from providers.offline.writing.prose import Piece, render
from providers.offline.writing.ranking import Statement, statements, summary
from providers.offline.writing.sourcing import material_of, without
from providers.text import SectionRequest

MOST_RESOURCES = 3


class SectionWriter:
    """Writes the section of one request."""

    def __init__(self, corpus: Corpus, request: SectionRequest) -> None:
        self._corpus, self._request = corpus, request
        self._brief = request.brief
        self._section: OutlineSection = request.outline.section(request.key)
        self._phrases: Language = language_of(request.brief.language)
        self._citations = Citations()

    def write(self) -> SectionContent:
        """Raises ProviderProblem "sources_too_thin" where nothing of the text can be shown."""
        return self._written(write_checks)

    def rehearse(self) -> SectionContent:
        """The section with the checks that are quickest to make, to see whether it can be written."""
        return self._written(write_clozes)

    def _written(self, ask: CheckWriter) -> SectionContent:
        measure, wishes = MEASURES[self._brief.depth], read_wishes(self._request.instructions, self._corpus.language)
        material = material_of(self._corpus, self._request.outline, self._section, measure.aim)
        passages = without(self._corpus, material.passages, wishes.drop, measure.least)
        about = " ".join([self._section.title, *self._section.objectives, *wishes.more])
        reading = read(self._corpus, passages, about, self._brief)
        if not any(part.words for part in reading.explanation):
            raise nothing_to_show(self._section.title)
        places = [place for passage in passages for place in passage.places]
        shown = [piece.place for part in (*reading.explanation, *reading.examples) for piece in part.pieces]
        terms = self._terms(reading)
        ranked = statements(self._corpus, [place for place in shown if place.is_prose], about)
        explanation = self._explanation(reading)
        examples = self._examples(reading, ranked, terms)
        exercises = write_exercises(material.tasks, reading, ranked, terms, self._brief, self._phrases, self._citations)
        checks = ask(self._setting(), shown, places, about)
        applications = write_applications(
            ranked, terms, self._section.title, self._corpus.language, self._phrases, self._citations
        )
        return SectionContent(
            summary=summary(ranked) or self._section.summary or _opening(reading),
            explanation=explanation,
            examples=examples,
            exercises=exercises,
            checks=checks,
            applications=applications,
            resources=self._resources(places),
            citations=self._citations.all(),
            estimated_minutes=minutes(
                reading.words, len(exercises), len(checks), self._brief.depth, self._brief.difficulty
            ),
            interactivity="high" if len(exercises) + len(checks) > 7 else "medium" if len(checks) > 2 else "low",
        )

    def _setting(self) -> Setting:
        keys = [section.key for section in self._request.outline.all_sections()]
        objectives = [objective for objective in self._section.objectives if objective]
        return Setting(self._corpus, self._brief, objectives, keys.index(self._request.key), self._avoided())

    def _avoided(self) -> frozenset[str]:
        """The stems of the checks that a review of the previous answer found fault with."""
        previous, _ = parse_draft(self._request.previous or "", SectionContent)
        faults = " ".join(finding.pointer for finding in self._request.findings if finding.severity != "note")
        at = {int(number) for number in re.findall(r"/checks/(\d+)", faults)}
        return frozenset(fold(check.stem) for n, check in enumerate(previous.checks if previous else []) if n in at)

    def _terms(self, reading: Reading) -> list[Term]:
        texts = [text for part in reading.explanation for text in self._corpus.telling(part.passage)]
        return [term for term in self._corpus.terms(texts, self._section.title) if not is_sample_name(term)][:12]

    def _explanation(self, reading: Reading) -> str:
        """Boxes as quotes under their own title; the source's headings where there are several."""
        several = len({self._heading(shown.passage) for shown in reading.explanation}) > 1
        parts: list[str] = []
        under = box = ""
        for shown in reading.explanation:
            heading = self._heading(shown.passage)
            if several and heading != under and heading and fold_title(heading) != fold_title(self._section.title):
                parts.append(f"### {inline(heading)}")
            title = None if not shown.passage.aside else "" if shown.passage.heading == box else shown.passage.heading
            under, box = heading, shown.passage.heading
            text = render(shown.pieces, self._citations, box=title)
            if title == "" and text.startswith(">") and parts and parts[-1].rsplit("\n", 1)[-1].startswith(">"):
                text = f"{parts.pop()}\n>\n{text}"
            parts.append(text)
        return "\n\n".join(parts)

    def _heading(self, passage: Passage) -> str:
        """The source's heading over a passage, not that of its box."""
        path = passage.places[0].block.heading_path
        level = -2 if passage.heading and len(path) > 1 else -1
        heading = clean_heading(path[level], self._corpus.language) if path else ""
        return "" if not heading or is_generic(heading, self._corpus.language) else heading

    def _examples(self, reading: Reading, ranked: Sequence[Statement], terms: Sequence[Term]) -> list[Example]:
        titles: set[str] = set()
        examples = []
        for shown in reading.examples:
            title = self._example_title(shown, titles)
            titles.add(title)
            examples.append(Example(title=title, body=render(shown.pieces, self._citations)))
        return examples or self._spoken_example(reading, ranked, terms)

    def _example_title(self, shown: Shown, titles: set[str]) -> str:
        texts = [piece.quote for piece in shown.pieces if piece.quote]
        terms = [term for term in self._corpus.terms(texts) if not is_sample_name(term)]
        named = [self._phrases.phrase("example", term=term.text) for term in terms]
        named.append(
            self._phrases.phrase("example_heading", heading=self._heading(shown.passage) or self._section.title)
        )
        return next((title for title in named if title not in titles), named[-1])

    def _spoken_example(self, reading: Reading, ranked: Sequence[Statement], terms: Sequence[Term]) -> list[Example]:
        """The sentence that gives an example, else the last code shown, else the most telling statement."""
        term = terms[0].text if terms else self._section.title
        title = self._phrases.phrase("example", term=term)
        said = [statement for statement in ranked if self._corpus.language.says("example", statement.text)]
        coded = [part for shown in reversed(reading.explanation) if (part := _with_code(shown))]
        if coded and not said:
            return [Example(title=title, body=render(coded[0], self._citations))]
        chosen = (said or list(ranked[1:]) or list(ranked))[:1]
        return [
            Example(
                title=title, body=f"{inline(statement.text)} {self._citations.mark(statement.place, statement.text)}"
            )
            for statement in chosen
        ] or [Example(title=title, body=render(reading.explanation[-1].pieces, self._citations))]

    def _resources(self, places: Sequence[Place]) -> list[Resource]:
        grouped: dict[tuple[str, str], list[Place]] = {}
        for place in places:
            path = place.block.heading_path
            heading = clean_heading(path[-1] if path else place.document.title, self._corpus.language)
            grouped.setdefault((place.document.filename, heading or place.document.title), []).append(place)
        largest = sorted(grouped, key=lambda key: -len(grouped[key]))[:MOST_RESOURCES]
        return [
            self._resource(file, heading, grouped[file, heading])
            for file, heading in grouped
            if (file, heading) in largest
        ]

    def _resource(self, file: str, heading: str, places: Sequence[Place]) -> Resource:
        pages = sorted({place.block.page for place in places if place.block.page is not None})
        if not pages:
            return Resource(title=heading[:LONGEST], source=file, pages=heading[:LONGEST])
        if pages[0] == pages[-1]:
            return Resource(
                title=heading[:LONGEST], source=file, pages=self._phrases.phrase("pages", page=str(pages[0]))
            )
        span = self._phrases.phrase("page_range", first=str(pages[0]), last=str(pages[-1]))
        return Resource(title=heading[:LONGEST], source=file, pages=span)


def _opening(reading: Reading) -> str:
    """The first sentence that is shown."""
    piece = next(piece for part in reading.explanation for piece in part.pieces if piece.quote)
    return inline(piece.place.split(piece.quote)[0].text[:LONGEST])


def nothing_to_show(title: str) -> ProviderProblem:
    return ProviderProblem(
        "sources_too_thin", f"Nothing that the sources say about “{title}” is a sentence that a section could quote."
    )


def _with_code(shown: Shown) -> list[Piece]:
    """The sentence that leads to the first code of a passage, with that code."""
    at = next((at for at, piece in enumerate(shown.pieces) if piece.place.kind == "code"), 0)
    if not at or not shown.pieces[at - 1].quote:
        return []
    lead = shown.pieces[at - 1]
    last = lead.place.split(lead.quote)[-1].text
    return [Piece(lead.place, last), *takewhile(lambda piece: piece.place.kind == "code", shown.pieces[at:])]
