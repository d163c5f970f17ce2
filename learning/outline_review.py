"""Reads an outline as a teacher would before a course is written from it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from learning.brief import Brief
from learning.characters import review_characters
from learning.finding import Finding, error, warning
from learning.objectives import is_measurable, why_unmeasurable
from learning.outline import Outline, OutlineSection
from learning.outline_passages import review_passages
from learning.prerequisites import find_cycle, name_cycle
from learning.sentence import Sentence, say
from learning.source import SourceDocument
from learning.titles import repeated_titles, review_title
from learning.wording import fold, same_statement

MINUTES_PER_SECTION = (1, 600)
MEAN_MINUTES = (3, 120)
MOST_LESSONS, MOST_SECTIONS = 20, 8
"""Of an instructor's own outline, the sections a lesson; a brief asks for no more either."""


def review_outline(
    outline: Outline, brief: Brief, sources: Sequence[SourceDocument] = (), *, generated: bool = True
) -> list[Finding]:
    """What is wrong with an outline for this brief. `source_blocks` are looked up only when sources are given; an
    instructor's own wording of objectives (in the brief, or all with `generated=False`) is at most warned of. An
    instructor's own outline has the shape that they drew, whatever the brief asks for."""
    return [
        *(_review_counts(outline, brief) if generated else _review_own_counts(outline)),
        *_review_keys(outline),
        *_review_titles(outline, brief),
        *_review_objectives(outline, brief, own=not generated),
        *_review_coverage(outline, brief),
        *_review_prerequisites(outline),
        *_review_durations(outline),
        *(review_passages(outline, sources, brief.language, generated=generated) if sources else ()),
        *review_characters(outline),
    ]


def _placed(outline: Outline) -> Iterator[tuple[str, str, OutlineSection]]:
    """Each section with its pointer and with the key that its place asks for."""
    for number, lesson in enumerate(outline.lessons, 1):
        for place, section in enumerate(lesson.sections, 1):
            yield f"/lessons/{number - 1}/sections/{place - 1}", f"{number}.{place}", section


def _review_counts(outline: Outline, brief: Brief) -> Iterator[Finding]:
    if (lessons := len(outline.lessons)) != brief.lessons:
        detail = say(
            "The brief asks for {wanted} lessons; the outline has {lessons}.", wanted=brief.lessons, lessons=lessons
        )
        yield error("lesson_count", "/lessons", detail)
    for index, lesson in enumerate(outline.lessons):
        if (sections := len(lesson.sections)) != brief.sections_per_lesson:
            detail = say(
                "“{title}” should have {wanted} sections; it has {sections}.",
                title=lesson.title,
                wanted=brief.sections_per_lesson,
                sections=sections,
            )
            yield error("section_count", f"/lessons/{index}/sections", detail)


def _review_own_counts(outline: Outline) -> Iterator[Finding]:
    if not 1 <= (lessons := len(outline.lessons)) <= MOST_LESSONS:
        yield error(
            "lesson_count",
            "/lessons",
            say("A course has 1 to {most} lessons; the outline has {lessons}.", most=MOST_LESSONS, lessons=lessons),
        )
    for index, lesson in enumerate(outline.lessons):
        if not 1 <= (sections := len(lesson.sections)) <= MOST_SECTIONS:
            detail = say(
                "A lesson has 1 to {most} sections; “{title}” has {sections}.",
                most=MOST_SECTIONS,
                title=lesson.title,
                sections=sections,
            )
            yield error("section_count", f"/lessons/{index}/sections", detail)


def _review_keys(outline: Outline) -> Iterator[Finding]:
    for pointer, key, section in _placed(outline):
        if section.key != key:
            detail = say(
                "The section “{title}” stands at {key}, but its key is {section}.",
                title=section.title,
                key=key,
                section=section.key,
            )
            yield error("section_key", f"{pointer}/key", detail)


def _review_titles(outline: Outline, brief: Brief) -> Iterator[Finding]:
    lessons = [(lesson.title, f"/lessons/{index}/title") for index, lesson in enumerate(outline.lessons)]
    sections = [(section.title, f"{pointer}/title") for pointer, _, section in _placed(outline)]
    own = [] if fold(outline.title) == fold(brief.title) else [(outline.title, "/title")]
    for title, pointer in [*own, *lessons, *sections]:
        yield from review_title(title, pointer)
    for titles in (lessons, sections):
        for title, pointer, earlier in repeated_titles(titles):
            detail = say(
                "The title “{title}” was used before, at {earlier}; give each part its own.",
                title=title,
                earlier=earlier,
            )
            yield error("title_repeated", pointer, detail)


def _review_objectives(outline: Outline, brief: Brief, own: bool) -> Iterator[Finding]:
    yield from _review_wording(outline.objectives, "/objectives", brief, own)
    for index, lesson in enumerate(outline.lessons):
        yield from _review_wording(lesson.objectives, f"/lessons/{index}/objectives", brief, own)
    for pointer, _, section in _placed(outline):
        yield from _review_wording(section.objectives, f"{pointer}/objectives", brief, own)
        if not any(section.objectives):
            detail = say("The section “{title}” has no learning objective.", title=section.title)
            yield error("objective_missing", f"{pointer}/objectives", detail)
        if not any(section.assessment_criteria):
            detail = say("The section “{title}” does not say how its objectives are assessed.", title=section.title)
            yield error("criterion_missing", f"{pointer}/assessment_criteria", detail)
    yield from _repeated_objectives(outline)


def _review_wording(objectives: Sequence[str], pointer: str, brief: Brief, own: bool) -> Iterator[Finding]:
    asked = {fold(objective) for objective in brief.objectives}
    for index, objective in enumerate(objectives):
        if objective and not is_measurable(objective, brief.language):
            remark = warning if own or fold(objective) in asked else error
            yield remark("objective_unmeasurable", f"{pointer}/{index}", why_unmeasurable(objective))


def _repeated_objectives(outline: Outline) -> Iterator[Finding]:
    first: dict[str, str] = {}
    for pointer, _, section in _placed(outline):
        for index, objective in enumerate(section.objectives):
            earlier = first.setdefault(fold(objective), section.key)
            if objective and earlier != section.key:
                detail = say(
                    "The objective “{objective}” is already one of section {earlier}.",
                    objective=objective,
                    earlier=earlier,
                )
                yield warning("objective_repeated", f"{pointer}/objectives/{index}", detail)


def _review_coverage(outline: Outline, brief: Brief) -> Iterator[Finding]:
    planned = [objective for section in outline.all_sections() for objective in section.objectives]
    untaught = {fold(objective) for objective in outline.untaught}
    for asked in brief.objectives:
        if any(same_statement(asked, objective, brief.language) for objective in planned):
            continue
        if fold(asked) in untaught:
            yield warning("objective_not_taught", "/untaught", not_taught(asked))
        else:
            detail = say(
                "No section covers the objective “{asked}”; give it to the section that teaches it, word for word.",
                asked=asked,
            )
            yield error("objective_uncovered", "/lessons", detail)


def not_taught(objective: str) -> Sentence:
    """What an instructor is told of an objective that no section claims."""
    return say(
        "The sources do not teach the objective “{objective}”, so that no section of the course does. Add a document "
        "that teaches it, put it in the words of the sources, or take it out of the brief.",
        objective=objective,
    )


def _review_prerequisites(outline: Outline) -> Iterator[Finding]:
    """Unknown ones; then the cycle if there is one, else those that come later: learners go through it in order."""
    order = {section.key: place for place, section in enumerate(outline.all_sections())}
    later = []
    for pointer, _, section in _placed(outline):
        for index, needed in enumerate(section.prerequisites):
            at = f"{pointer}/prerequisites/{index}"
            if needed not in order:
                detail = say(
                    "Section {section} needs section {needed}, which the outline does not have.",
                    section=section.key,
                    needed=needed,
                )
                yield error("prerequisite_unknown", at, detail)
            elif order[needed] > order[section.key]:
                detail = say(
                    "Section {section} needs section {needed}, which comes later.", section=section.key, needed=needed
                )
                later.append(error("prerequisite_later", at, detail))
    cycle = find_cycle({section.key: section.prerequisites for section in outline.all_sections()})
    yield from [_cycle(outline, cycle)] if cycle else later


def _cycle(outline: Outline, cycle: list[str]) -> Finding:
    at = next(pointer for pointer, _, section in _placed(outline) if section.key == cycle[0])
    titles = {section.key: section.title for section in outline.all_sections()}
    detail = say("These sections need each other, so that nobody can begin: {parts}.", parts=name_cycle(cycle, titles))
    return error("prerequisite_cycle", f"{at}/prerequisites", detail)


def _review_durations(outline: Outline) -> Iterator[Finding]:
    shortest, longest = MINUTES_PER_SECTION
    durations = [section.estimated_minutes for section in outline.all_sections()]
    for pointer, _, section in _placed(outline):
        if not shortest <= section.estimated_minutes <= longest:
            detail = say(
                "{minutes} minutes is not a plausible duration of a section.", minutes=section.estimated_minutes
            )
            yield error("duration_implausible", f"{pointer}/estimated_minutes", detail)
    low, high = MEAN_MINUTES[0] * len(durations), MEAN_MINUTES[1] * len(durations)
    if not low <= sum(durations) <= high:
        detail = say(
            "{sections} sections in {minutes} minutes: expected between {low} and {high}.",
            sections=len(durations),
            minutes=sum(durations),
            low=low,
            high=high,
        )
        yield warning("duration_total", "/lessons", detail)
