"""An outline changed as its reviewer asks: what was asked changes, all else stays, and what cannot be done is said."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from learning.brief import Brief
from learning.outline import Outline, OutlineLesson, OutlineSection
from learning.outline_review import review_outline
from learning.quality import acceptable
from learning.titles import review_title
from learning.wording import fold_title, same_statement
from providers.errors import ProviderProblem
from providers.language.tables import language_of
from providers.language.words import content_stems
from providers.offline.planning.edits import Edit, read_edits
from providers.offline.planning.feedback import Wishes
from providers.offline.planning.measures import MEASURES
from providers.offline.planning.rehearsal import plan_course
from providers.offline.planning.targets import beside, find_lesson, find_section, is_after, place_of
from providers.offline.planning.units import units_of
from providers.offline.reading.corpus import Corpus

CANNOT = "The built-in writer cannot do “{text}”: it arranges what the sources say, in their own words."
LONGEST_TITLE = 80
LONGEST_SHOWN = 120
OFTEN = 4
"""How often a text has to name a topic that none of its headings names."""


def revise(corpus: Corpus, brief: Brief, before: Outline, instructions: str) -> Outline:
    """The outline with the edits made that can be made; `unfulfilled` says of the others why not."""
    revision = _Revision(corpus, brief, before)
    for edit in read_edits(instructions, corpus.language):
        revision.make(edit)
    after = revision.outline()
    if acceptable(review_outline(after, brief, corpus.documents)):
        return after
    unfulfilled = [CANNOT.format(text=instructions.strip()[:LONGEST_SHOWN])]
    return before.model_copy(update={"unfulfilled": unfulfilled})


class _Revision:
    """Sections in order, under the keys that they had; new ones have keys of their own until all is done."""

    def __init__(self, corpus: Corpus, brief: Brief, before: Outline) -> None:
        self._corpus, self._brief, self._before = corpus, brief, before
        self._sections = list(before.all_sections())
        self._lesson_titles: dict[int, str] = {}
        self._touched: set[str] = set()
        self._removed: list[OutlineSection] = []
        self._members = [[section.key for section in lesson.sections] for lesson in before.lessons]
        self._fresh = 0
        self._unfulfilled: list[str] = []

    def make(self, edit: Edit) -> None:
        makers = {
            "rename": self._rename,
            "remove": self._remove,
            "move": self._move,
            "swap": self._swap,
            "add": self._add,
        }
        if edit.kind == "count":
            self._fail(
                f"The course has {self._brief.lessons} × {self._brief.sections_per_lesson} sections, as the brief "
                "says; start a generation with another brief for another number."
            )
        elif edit.kind == "unknown":
            self._fail(CANNOT.format(text=edit.text[:LONGEST_SHOWN]))
        else:
            makers[edit.kind](edit)

    def _fail(self, sentence: str) -> None:
        if sentence not in self._unfulfilled:
            self._unfulfilled.append(sentence)

    def _unknown(self, target: str) -> None:
        self._fail(f"No lesson or section of this outline is called “{target[:LONGEST_SHOWN]}”.")

    def _section(self, target: str) -> int | None:
        return find_section(self._sections, target, self._corpus.language.code)

    def _lesson(self, target: str) -> int | None:
        return find_lesson(self._before.lessons, target, self._corpus.language.code)

    def _rename(self, edit: Edit) -> None:
        title = edit.other.strip()
        at, lesson = self._section(edit.target), self._lesson(edit.target)
        if review_title(title, "") or not 0 < len(title) <= 200:
            self._fail(f"“{title[:LONGEST_SHOWN]}” cannot be a title; write it as plain words of up to 200 characters.")
        elif at is not None and any(fold_title(title) == fold_title(other.title) for other in self._sections):
            self._fail(f"“{title[:LONGEST_SHOWN]}” is already the title of a section.")
        elif at is not None:
            was = self._sections[at]
            self._sections[at] = _retitled(was, title)
            self._touched.add(was.key)
        elif lesson is not None:
            self._lesson_titles[lesson] = title
        else:
            self._unknown(edit.target)

    def _remove(self, edit: Edit) -> None:
        at = self._section(edit.target)
        if at is None:
            self._unknown(edit.target)
            return
        was = self._sections[at]
        unwanted = (edit.target, was.title, *(section.title for section in self._removed))
        instead = self._another(Wishes(drop=unwanted), [*self._removed, was])
        if instead is None:
            self._fail(
                f"“{was.title}” stays: the brief asks for {self._brief.sections} sections, and the sources have no "
                "other text for one. Ask for fewer sections in a new brief, or add a document."
            )
            return
        self._replace(at, instead)

    def _add(self, edit: Edit) -> None:
        if (at := self._section(edit.target)) is not None:
            named = self._sections[at].title
            self._fail(f"“{named}” has a section already; the sources have no other text for a second one on it.")
            return
        added = self._another(Wishes(more=(edit.target,)), self._removed)
        if added is None or not self._is_about(added, edit.target):
            self._fail(
                f"The sources have no text for a section on “{edit.target[:LONGEST_SHOWN]}” beside this outline."
            )
            return
        self._replace_least(added)

    def _replace_least(self, added: OutlineSection) -> None:
        """Put it in the place of the section with the least text that nobody spoke of, since the brief counts them."""
        free = [at for at, section in enumerate(self._sections) if section.key not in self._touched]
        if not free:
            self._fail(f"There is no room for “{added.title}”: every other section was asked for.")
            return
        at = min(free, key=lambda place: (self._words(self._sections[place]), -place))
        was = self._sections[at]
        self._replace(at, added)
        self._touched.add(added.key)
        self._fail(
            f"“{was.title}” gave way to “{added.title}”, since the brief asks for {self._brief.sections} sections."
        )

    def _replace(self, at: int, section: OutlineSection) -> None:
        """Put a section in the place of another one, in its lesson too."""
        was = self._sections[at]
        self._removed.append(was)
        self._sections[at] = section
        self._members = [[section.key if key == was.key else key for key in keys] for keys in self._members]

    def _move(self, edit: Edit) -> None:
        at = self._section(edit.target)
        if at is None and (lesson := self._lesson(edit.target)) is not None:
            self._move_lesson(lesson, edit)
            return
        if at is None and edit.other in ("first", "last"):
            self._add(edit)
            at = self._section(edit.target)
        if at is None:
            if edit.other not in ("first", "last"):
                self._unknown(edit.target)
            return
        moved = self._sections.pop(at)
        to = place_of(edit.other, self._sections, self._corpus.language.code)
        if to is None:
            self._sections.insert(at, moved)
            self._unknown(beside(edit.other))
            return
        self._sections.insert(to, moved)
        self._touched.add(moved.key)

    def _move_lesson(self, lesson: int, edit: Edit) -> None:
        keys = self._members[lesson]
        block = [section for section in self._sections if section.key in keys]
        rest = [section for section in self._sections if section.key not in keys]
        size = self._brief.sections_per_lesson
        to = place_of(edit.other, rest, self._corpus.language.code)
        if to is None and (other := self._lesson(beside(edit.other))) is not None and other != lesson:
            edge = self._members[other][0]
            start = next((at for at, section in enumerate(rest) if section.key == edge), None)
            to = None if start is None else start + (size if is_after(edit.other) else 0)
        if to is None or len(block) != size or to % size:
            self._fail(f"“{self._before.lessons[lesson].title}” cannot be moved there as a whole; move its sections.")
            return
        self._sections = [*rest[:to], *block, *rest[to:]]

    def _swap(self, edit: Edit) -> None:
        one, other = self._section(edit.target), self._section(edit.other)
        if one is None or other is None:
            self._unknown(edit.target if one is None else edit.other)
            return
        self._sections[one], self._sections[other] = self._sections[other], self._sections[one]

    def _another(self, wishes: Wishes, removed: Sequence[OutlineSection]) -> OutlineSection | None:
        """A section of text that no section has; None where there is none."""
        taken = {reference for section in (*self._sections, *removed) for reference in section.source_blocks}
        measure = MEASURES[self._brief.depth]
        units = units_of(self._corpus, measure.least, measure.aim)
        used = frozenset(
            unit.order
            for unit in units
            if any(place.reference in taken for passage in unit.passages for place in passage.places)
        )
        alone = self._brief.model_copy(update={"lessons": 1, "sections_per_lesson": 1, "objectives": []})
        try:
            made = plan_course(self._corpus, alone, wishes, useless=used)
        except ProviderProblem:
            return None
        section = next(made.all_sections())
        titles = {fold_title(other.title) for other in (*self._sections, *removed)}
        if fold_title(section.title) in titles:
            return None
        self._fresh += 1
        return section.model_copy(update={"key": f"0.{self._fresh}", "prerequisites": []})

    def _is_about(self, section: OutlineSection, topic: str) -> bool:
        code = self._corpus.language.code
        places = [
            self._corpus.by_reference[name] for name in section.source_blocks if name in self._corpus.by_reference
        ]
        headings = {heading for place in places for heading in place.block.heading_path}
        named = set(content_stems(" ".join([section.title, *headings]), code))
        said = Counter(stem for place in places for stem in content_stems(place.text, code))
        asked = set(content_stems(topic, code))
        return bool(asked) and all(stem in named or said[stem] >= OFTEN for stem in asked)

    def _words(self, section: OutlineSection) -> int:
        places = (self._corpus.by_reference.get(reference) for reference in section.source_blocks)
        return sum(len(place.text) for place in places if place and place.is_prose)

    def outline(self) -> Outline:
        """The revised outline, its sections keyed anew."""
        size = self._brief.sections_per_lesson
        keys = {section.key: f"{at // size + 1}.{at % size + 1}" for at, section in enumerate(self._sections)}
        order = {section.key: at for at, section in enumerate(self._sections)}
        sections = [
            section.model_copy(
                update={
                    "key": keys[section.key],
                    "prerequisites": [keys[needed] for needed in section.prerequisites if order.get(needed, at) < at],
                }
            )
            for at, section in enumerate(self._sections)
        ]
        lessons = [
            self._lesson_of(number, sections[number * size : (number + 1) * size])
            for number in range(self._brief.lessons)
        ]
        planned = [objective for section in sections for objective in section.objectives]
        lost = [
            asked
            for asked in self._brief.objectives
            if not any(same_statement(asked, objective, self._brief.language) for objective in planned)
        ]
        phrases = language_of(self._brief.language)
        named = phrases.join([phrases.quoted(lesson.title) for lesson in lessons])
        told = self._brief.description or phrases.phrase("course_summary", titles=named)
        kept = [objective for objective in self._before.objectives if objective not in lost]
        return self._before.model_copy(
            update={
                "description": told[:5_000],
                "lessons": lessons,
                "objectives": kept or self._before.objectives,
                "untaught": lost,
                "unfulfilled": self._unfulfilled,
            }
        )

    def _lesson_of(self, number: int, sections: list[OutlineSection]) -> OutlineLesson:
        """The lesson as it was where it has the same sections; else one that is named by those that it has."""
        phrases = language_of(self._brief.language)
        size = self._brief.sections_per_lesson
        old = {section.key for section in self._sections[number * size : (number + 1) * size]}
        names = [section.title for section in sections]
        was = next((at for at, one in enumerate(self._before.lessons) if {s.key for s in one.sections} == old), None)
        parts = {
            "summary": phrases.phrase("lesson_summary", titles=phrases.join(names))[:2_000],
            "objectives": [section.objectives[0] for section in sections if section.objectives],
            "sections": sections,
        }
        if was is not None:
            lesson = self._before.lessons[was]
            single = size == 1 and fold_title(lesson.title) == fold_title(lesson.sections[0].title)
            title = self._lesson_titles.get(was, names[0] if single else lesson.title)
            return lesson.model_copy(update={**parts, "title": title})
        renamed = next((self._lesson_titles.get(at) for at, keys in enumerate(self._members) if set(keys) == old), None)
        joined = phrases.join(names)
        return OutlineLesson(title=renamed or (joined if len(joined) <= LONGEST_TITLE else names[0]), **parts)


def _retitled(section: OutlineSection, title: str) -> OutlineSection:
    """The section under another title, also where its objectives and criteria name it."""
    texts = {
        name: [text.replace(section.title, title) for text in getattr(section, name)]
        for name in ("objectives", "assessment_criteria")
    }
    return section.model_copy(update={"title": title, **texts})
