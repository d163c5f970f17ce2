"""The outline: titles, objectives, prerequisites, minutes and passages of every section."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from learning.brief import Brief
from learning.outline import Outline, OutlineLesson, OutlineSection, VisualKind
from providers.diagrams import visual_of
from providers.language.tables import Language, language_of
from providers.language.terms import Term
from providers.language.words import cosine
from providers.offline.planning.figures import figure_of
from providers.offline.planning.measures import MEASURES, minutes
from providers.offline.planning.objectives import Objectives
from providers.offline.planning.planner import PlannedSection
from providers.offline.planning.prerequisites import prerequisites_of
from providers.offline.planning.titles import Titles
from providers.offline.reading.corpus import Corpus, Task
from providers.offline.reading.passages import references
from providers.offline.writing.citing import Citations
from providers.offline.writing.explanation import Reading, read
from providers.offline.writing.prose import render
from providers.offline.writing.ranking import statements, summary

_Path = tuple[str, ...]


class OutlineWriter:
    """Puts a plan into words."""

    def __init__(self, corpus: Corpus, brief: Brief, plan: Sequence[PlannedSection]) -> None:
        self._corpus, self._brief, self._plan = corpus, brief, plan
        self._phrases: Language = language_of(brief.language)
        self._carried: set[str] = set()

    def write(self) -> Outline:
        """The outline of the whole plan, its sections keyed "1.1", "1.2", … in the order of the plan.

        Raises ProviderProblem "sources_too_thin" where a section finds no title.
        """
        naming = Titles(self._corpus, self._brief.title)
        titles = naming.sections(self._plan)
        terms = [naming.terms(section, title) for section, title in zip(self._plan, titles, strict=True)]
        handed = Objectives(self._corpus, self._brief, self._plan)
        objectives = handed.of_all(titles, terms)
        needed = prerequisites_of(self._corpus, self._plan, titles)
        tasks = self._tasks()
        sections = [
            self._section(index, titles[index], objectives[index], needed[index], tasks[index], terms[index])
            for index in range(len(self._plan))
        ]
        lessons = naming.lessons(self._plan, titles, self._brief.sections_per_lesson)
        return self._outline(sections, lessons, handed.untaught)

    def _outline(self, sections: Sequence[OutlineSection], titles: Sequence[str], untaught: Sequence[str]) -> Outline:
        size = self._brief.sections_per_lesson
        lessons = [
            self._lesson(title, sections[number * size : (number + 1) * size]) for number, title in enumerate(titles)
        ]
        description = self._brief.description or self._phrases.phrase(
            "course_summary", titles=self._phrases.join([self._phrases.quoted(title) for title in titles])
        )
        return Outline(
            title=self._brief.title,
            description=description[:5_000],
            objectives=[objective for objective in self._brief.objectives if objective not in untaught]
            or [lesson.objectives[0] for lesson in lessons],
            untaught=list(untaught),
            lessons=lessons,
        )

    def _lesson(self, title: str, sections: Sequence[OutlineSection]) -> OutlineLesson:
        names = self._phrases.join([section.title for section in sections])
        return OutlineLesson(
            title=title,
            summary=self._phrases.phrase("lesson_summary", titles=names)[:2_000],
            objectives=[section.objectives[0] for section in sections],
            sections=list(sections),
        )

    def _section(
        self,
        index: int,
        title: str,
        objectives: list[str],
        needed: list[int],
        tasks: Sequence[Task],
        terms: Sequence[Term],
    ) -> OutlineSection:
        section, brief = self._plan[index], self._brief
        places = [place for passage in section.passages for place in passage.places]
        ranked = statements(self._corpus, [place for place in places if place.is_prose], title)
        words = min(MEASURES[brief.depth].aim, sum(passage.words for passage in section.passages))
        exercises = [place.reference for task in tasks for place in task.places]
        reading = read(self._corpus, section.passages, brief) if brief.visuals else None
        figure = figure_of(reading, self._corpus, self._carried) if reading else ""
        self._carried.add(figure)
        return OutlineSection(
            key=self._key(index),
            title=title,
            summary=summary(ranked),
            objectives=objectives,
            assessment_criteria=self._criteria(title, objectives),
            prerequisites=[self._key(other) for other in needed],
            estimated_minutes=minutes(words, max(1, len(tasks[:2])), 5, brief.depth, brief.difficulty),
            visual=self._visual(reading) if reading and not figure else None,
            figure=figure,
            source_blocks=[*references(section.passages), *exercises],
        )

    def _visual(self, reading: Reading) -> VisualKind | None:
        citations = Citations()
        text = "\n\n".join(render(shown.pieces, citations) for shown in reading.explanation)
        return visual_of(text, self._corpus.language.code)

    def _key(self, index: int) -> str:
        lesson, section = divmod(index, self._brief.sections_per_lesson)
        return f"{lesson + 1}.{section + 1}"

    def _criteria(self, title: str, objectives: Sequence[str]) -> list[str]:
        return [
            self._phrases.phrase("criterion_checks", title=title),
            self._phrases.phrase("criterion_objective", objective=objectives[0].rstrip(".")),
            self._phrases.phrase("criterion_exercise"),
        ]

    def _tasks(self) -> list[list[Task]]:
        """The source's exercises, each at the section of its chapter that it is most about."""
        found: list[list[Task]] = [[] for _ in self._plan]
        vectors = [self._corpus.vector_of(section.passages) for section in self._plan]
        headings = [_headings(section) for section in self._plan]
        around = [_above(paths) for paths in headings]
        for task in self._corpus.tasks:
            asked = self._corpus.vector_of_text(" ".join(place.text for place in task.places if place.is_prose))
            near = _near(task, headings, around)
            if near:
                best = max(near, key=lambda index: (cosine(vectors[index], asked), -index))
                found[best].append(task)
        return found


def _headings(section: PlannedSection) -> frozenset[_Path]:
    """The document and headings that each passage stands under."""
    firsts = [passage.places[0] for passage in section.passages]
    return frozenset((first.document.id, *first.block.heading_path) for first in firsts)


def _above(paths: Iterable[_Path]) -> frozenset[_Path]:
    return frozenset(path[:depth] for path in paths for depth in range(1, len(path) + 1))


def _near(task: Task, headings: Sequence[frozenset[_Path]], around: Sequence[frozenset[_Path]]) -> list[int]:
    """The sections under a heading that the task is under as well; else those beside the heading of the task."""
    path = (task.prompt[0].document.id, *task.prompt[0].block.heading_path)
    above = _above([path])
    under = [index for index, paths in enumerate(headings) if above & paths]
    return under or [index for index, paths in enumerate(around) if path[:-1] in paths]
