"""Reviews a course draft before it is stored: can every learner get through it, and is it safe to show?"""

from __future__ import annotations

from collections.abc import Iterator

from learning.brief import Brief
from learning.characters import review_characters
from learning.course_draft import CourseDraft, Gate, SectionDraft
from learning.course_review import review_course
from learning.finding import Finding, error, warning
from learning.objectives import is_measurable, why_unmeasurable
from learning.outline import OutlineSection
from learning.prerequisites import find_cycle, name_cycle
from learning.section_review import review_section
from learning.sentence import say
from learning.size_review import review_course_size, review_size
from learning.titles import repeated_titles

Placed = tuple[str, str, SectionDraft]


def review_course_draft(draft: CourseDraft) -> list[Finding]:
    """What is wrong with a draft. Lessons are known by their number ("2"), sections by theirs ("2.1")."""
    if too_much := list(review_course_size([section.content for _, _, section in _placed(draft)])):
        return too_much
    return [
        *_review_titles(draft),
        *_review_objectives(draft),
        *_review_references(draft),
        *_review_cycles(draft),
        *_review_contents(draft),
        *(finding for finding in review_characters(draft) if "/content/" not in finding.pointer),
    ]


def _placed(draft: CourseDraft) -> Iterator[Placed]:
    for number, lesson in enumerate(draft.lessons, 1):
        for place, section in enumerate(lesson.sections, 1):
            yield f"/lessons/{number - 1}/sections/{place - 1}", f"{number}.{place}", section


def _review_titles(draft: CourseDraft) -> Iterator[Finding]:
    lessons = [(lesson.title, f"/lessons/{index}/title") for index, lesson in enumerate(draft.lessons)]
    sections = [(section.title, f"{pointer}/title") for pointer, _, section in _placed(draft)]
    for title, pointer, earlier in repeated_titles(lessons) + repeated_titles(sections):
        yield warning(
            "title_repeated",
            pointer,
            say("The title “{title}” was used before, at {earlier}.", title=title, earlier=earlier),
        )


def _review_objectives(draft: CourseDraft) -> Iterator[Finding]:
    owners = [("", draft.objectives)]
    owners += [(f"/lessons/{index}", lesson.objectives) for index, lesson in enumerate(draft.lessons)]
    owners += [(pointer, section.objectives) for pointer, _, section in _placed(draft)]
    for pointer, objectives in owners:
        for index, objective in enumerate(objectives):
            if objective and not is_measurable(objective, draft.language):
                at = f"{pointer}/objectives/{index}"
                yield warning("objective_unmeasurable", at, why_unmeasurable(objective))


def _references(placed: Placed) -> Iterator[tuple[str, str]]:
    """(what the section needs, pointer to where it says so)"""
    pointer, _, section = placed
    for index, needed in enumerate(section.prerequisites):
        yield needed, f"{pointer}/prerequisites/{index}"
    if section.gate:
        yield section.gate.requires, f"{pointer}/gate/requires"


def _review_references(draft: CourseDraft) -> Iterator[Finding]:
    known = {key for _, key, _ in _placed(draft)} | {str(number) for number, _ in enumerate(draft.lessons, 1)}
    for placed in _placed(draft):
        for needed, at in _references(placed):
            if needed not in known:
                code = "gate_unknown" if at.endswith("/requires") else "prerequisite_unknown"
                yield error(
                    code,
                    at,
                    say(
                        "Section {section} needs {needed}, which this course does not have.",
                        section=placed[1],
                        needed=needed,
                    ),
                )
        if (gate := placed[2].gate) and not _asks(gate):
            detail = say(
                "The gate of section {section} asks for nothing: give it a score or a completion.", section=placed[1]
            )
            yield warning("gate_asks_nothing", f"{placed[0]}/gate", detail)


def _asks(gate: Gate) -> bool:
    return bool(gate.min_score or gate.min_completion)


def _review_cycles(draft: CourseDraft) -> Iterator[Finding]:
    """A cycle of prerequisites and gates, said at each that closes it; else one that only the course's order closes."""
    if cycle := find_cycle(_needs(draft, sequential=False)):
        why = say("These need each other, so that nobody can begin: {parts}.", parts=_named(draft, cycle))
        yield from (error("prerequisite_cycle", at, why) for at in _closed_at(draft, cycle))
    elif cycle := find_cycle(_needs(draft)):
        why = say(
            "In a sequential course nobody can begin these, since each needs the other: {parts}.",
            parts=_named(draft, cycle),
        )
        yield from (warning("prerequisite_against_order", at, why) for at in _closed_at(draft, cycle))


def _named(draft: CourseDraft, cycle: list[str]) -> str:
    titles = {str(number): lesson.title for number, lesson in enumerate(draft.lessons, 1)}
    titles |= {key: section.title for _, key, section in _placed(draft)}
    return name_cycle(cycle, titles)


def _closed_at(draft: CourseDraft, cycle: list[str]) -> Iterator[str]:
    for step in zip(cycle, cycle[1:] + cycle[:1], strict=True):
        yield from _said_at(draft, *step)


def _needs(draft: CourseDraft, sequential: bool = True) -> dict[str, list[str]]:
    """What each section and lesson needs: a lesson its required sections, a section what it names, and in a
    sequential course a required section the required one before it."""
    needs: dict[str, list[str]] = {}
    for number, lesson in enumerate(draft.lessons, 1):
        needs[str(number)] = [f"{number}.{place}" for place, s in enumerate(lesson.sections, 1) if s.is_required]
    before: list[str] = []
    for placed in _placed(draft):
        _, key, section = placed
        asking = [section.gate.requires] if section.gate and _asks(section.gate) else []
        needs[key] = [*section.prerequisites, *asking]
        if section.is_required and sequential and draft.progression_policy.sequential:
            needs[key] += before
            before = [key]
    return needs


def _said_at(draft: CourseDraft, key: str, needed: str) -> list[str]:
    sections = (placed for placed in _placed(draft) if placed[1] == key)
    return [at for placed in sections for other, at in _references(placed) if other == needed]


def _review_contents(draft: CourseDraft) -> Iterator[Finding]:
    brief = Brief(title=draft.title, language=draft.language, difficulty=draft.difficulty, depth=draft.depth)
    for pointer, key, section in _placed(draft):
        plan = OutlineSection(key=key, title=section.title, objectives=section.objectives)
        for finding in review_section(section.content, plan, brief, generated=False):
            yield finding.model_copy(update={"pointer": f"{pointer}/content{finding.pointer}"})
    contents = {key: s.content for _, key, s in _placed(draft) if not any(review_size(s.content))}
    pointers = {key: f"{pointer}/content" for pointer, key, _ in _placed(draft)}
    for finding in review_course(contents):
        yield _in_draft(finding, pointers)


def _in_draft(finding: Finding, pointers: dict[str, str]) -> Finding:
    key, _, rest = finding.pointer.removeprefix("/").partition("/")
    return finding.model_copy(update={"pointer": f"{pointers[key]}/{rest}" if key else "/lessons"})
