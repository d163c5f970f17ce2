"""One section: explanation, examples, exercises, checks, applications, resources, all of them from the sources."""

from __future__ import annotations

import re
from collections.abc import Sequence

from learning.answers import parse_draft
from learning.outline import OutlineSection
from learning.section import Example, Resource, SectionContent
from learning.wording import fold, fold_title
from providers.errors import ProviderProblem
from providers.language.headings import clean_heading, is_generic
from providers.language.markdown_text import inline
from providers.language.sentences import LONGEST
from providers.language.tables import Language, language_of
from providers.offline.planning.feedback import read_wishes
from providers.offline.planning.measures import MEASURES, minutes
from providers.offline.reading.corpus import Corpus
from providers.offline.reading.passages import Passage, Place
from providers.offline.writing.applications import write_applications
from providers.offline.writing.checks import write_checks
from providers.offline.writing.citing import Citations
from providers.offline.writing.exercises import write_exercises
from providers.offline.writing.explanation import Reading, read
from providers.offline.writing.prose import render
from providers.offline.writing.questions.question import Setting
from providers.offline.writing.ranking import statements, summary
from providers.offline.writing.sourcing import Material, material_of, without
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
        material, reading = self._read()
        setting = self._setting(reading)
        prose = [place for place in setting.places if place.is_prose]
        ranked = statements(self._corpus, prose, self._about())
        explanation = self._explanation(reading)
        examples = self._examples(reading)
        exercises = write_exercises(material.tasks, reading, setting, self._citations)
        checks = write_checks(setting)
        applications = write_applications(ranked, self._corpus.language, self._phrases, self._citations)
        return SectionContent(
            summary=summary(ranked) or self._section.summary or _opening(reading),
            explanation=explanation,
            examples=examples,
            exercises=exercises,
            checks=checks,
            applications=applications,
            resources=self._resources(setting.places),
            citations=self._citations.all(),
            estimated_minutes=minutes(
                reading.words, len(exercises), len(checks), self._brief.depth, self._brief.difficulty
            ),
            interactivity="high" if len(exercises) + len(checks) > 7 else "medium" if len(checks) > 2 else "low",
        )

    def rehearse(self) -> SectionContent:
        """The text of the section, to see whether it can be written."""
        _, reading = self._read()
        setting = self._setting(reading)
        return SectionContent(
            summary=self._section.summary or _opening(reading),
            explanation=self._explanation(reading),
            examples=self._examples(reading),
            resources=self._resources(setting.places),
            citations=self._citations.all(),
        )

    def _read(self) -> tuple[Material, Reading]:
        measure, wishes = MEASURES[self._brief.depth], read_wishes(self._request.instructions, self._corpus.language)
        material = material_of(self._corpus, self._request.outline, self._section, measure.aim)
        passages = without(self._corpus, material.passages, wishes.drop, measure.least)
        passages = self._untold(passages, measure.least)
        reading = read(self._corpus, passages, self._brief)
        if not any(part.words for part in reading.explanation):
            raise nothing_to_show(self._section.title)
        return material, reading

    def _untold(self, passages: Sequence[Passage], least: int) -> tuple[Passage, ...]:
        """The passages without those that an earlier section has, where the rest is long enough for a section."""
        earlier: set[str] = set()
        for section in self._request.outline.all_sections():
            if section.key == self._request.key:
                break
            earlier.update(section.source_blocks)
        own = tuple(passage for passage in passages if not all(place.reference in earlier for place in passage.places))
        return own if sum(passage.words for passage in own) >= least else tuple(passages)

    def _about(self) -> str:
        wishes = read_wishes(self._request.instructions, self._corpus.language)
        return " ".join([self._section.title, *self._section.objectives, *wishes.more])

    def _setting(self, reading: Reading) -> Setting:
        sections = list(self._request.outline.all_sections())
        keys = [section.key for section in sections]
        return Setting(
            corpus=self._corpus,
            brief=self._brief,
            title=self._section.title,
            objectives=[objective for objective in self._section.objectives if objective],
            ordinal=keys.index(self._request.key),
            shown=reading.pieces,
            avoided=self._avoided(),
            sections={name: at for at, section in reversed([*enumerate(sections)]) for name in section.source_blocks},
        )

    def _avoided(self) -> frozenset[str]:
        """The stems of the checks that a review of the previous answer found fault with."""
        previous, _ = parse_draft(self._request.previous or "", SectionContent)
        faults = " ".join(finding.pointer for finding in self._request.findings if finding.severity != "note")
        at = {int(number) for number in re.findall(r"/checks/(\d+)", faults)}
        return frozenset(fold(check.stem) for n, check in enumerate(previous.checks if previous else []) if n in at)

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

    def _heading(self, passage: Passage, *, generic: bool = False) -> str:
        """The source's heading over a passage, not that of its box."""
        path = passage.places[0].block.heading_path
        level = -2 if passage.heading and len(path) > 1 else -1
        heading = clean_heading(path[level], self._corpus.language) if path else ""
        return "" if not heading or (not generic and is_generic(heading, self._corpus.language)) else heading

    def _examples(self, reading: Reading) -> list[Example]:
        """What the source marks as one, under its own title."""
        examples: list[Example] = []
        for shown in reading.examples:
            heading = shown.passage.heading or self._heading(shown.passage, generic=True) or self._section.title
            taken = {example.title for example in examples}
            titles = (heading, *(f"{heading} ({number})" for number in range(2, 9)))
            title = next(title for title in titles if title not in taken)
            examples.append(Example(title=title, body=render(shown.pieces, self._citations)))
        return examples

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
    """The "sources_too_thin" for a section none of whose text can be quoted in whole sentences."""
    return ProviderProblem(
        "sources_too_thin", f"Nothing that the sources say about “{title}” is a sentence that a section could quote."
    )
