"""One prompt a request: what all calls of a course share comes first, so that a service can cache it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from learning.brief import Brief, Depth, LearningStyle
from learning.outline import Outline, OutlineSection
from learning.prose_review import LENGTHS
from learning.quality import feedback
from learning.section import Check
from providers.prompting import labels
from providers.prompting.files import fill, version_of
from providers.prompting.schemas import WrittenAnswers, WrittenOutline, WrittenSection, schema_of
from providers.text import DraftRequest, OutlineRequest, SectionRequest, SolveRequest, TextRequest

FORM = frozenset({"not_json", "schema_mismatch"})
SECTION_TOKENS: dict[Depth, int] = {"overview": 6_000, "standard": 10_000, "deep": 16_000}
OUTLINE_TOKENS, OUTLINE_TOKENS_A_SECTION, MOST_TOKENS = 4_000, 500, 64_000
SOLVING_TOKENS, SOLVING_TOKENS_A_CHECK = 2_000, 200
STYLES: dict[LearningStyle, str] = {
    "visual": "Prefer tables, ordered steps and descriptions that a learner can picture.",
    "auditory": "Write as one would speak to a learner: rhythm, questions and answers, things to say aloud.",
    "reading": "Prefer connected, precise text with definitions that can be taken down.",
    "kinesthetic": "Let the learner do something at every turn: try, measure, build, change and see.",
    "mixed": "Change between text, steps, tables and things to try.",
}


PROMPTS: dict[type[TextRequest], tuple[str, ...]] = {
    OutlineRequest: ("rules", "structure", "revise", "repair"),
    SectionRequest: ("rules", "section", "repair"),
    SolveRequest: ("solver", "solve"),
}
"""Of which prompts the ones for a kind of request are made."""


@dataclass(frozen=True)
class Prompt:
    """`rules` and `shared` are the same for all calls of a course, `shared` part by part; `task` is this call's own.

    `is_form` says that only the form of an earlier answer is to be mended; then nothing is shared.
    """

    rules: str
    shared: tuple[str, ...]
    task: str
    schema: dict[str, Any]
    max_tokens: int
    is_form: bool = False

    def text(self) -> str:
        """All that the model reads, the schema aside: rules, shared parts and task, with blank lines between them."""
        return "\n\n".join((self.rules, *self.shared, self.task))


def prompt_of(request: TextRequest, *, previous: str | None = None, room: int = 1) -> Prompt:
    """What to ask for a request. `previous` is the text of the answer to mend; `room` times the usual length fits.

    A request with findings and without an answer is for a text that was refused for them and could not be mended.
    """
    if isinstance(request, SolveRequest):
        return _solving_prompt(request)
    shape = WrittenSection if isinstance(request, SectionRequest) else WrittenOutline
    mends = previous is not None and bool(request.findings)
    is_form = mends and all(finding.code in FORM for finding in request.findings if finding.severity == "error")
    task = _task(request)
    if mends and previous is not None:
        repair = fill("repair", findings=feedback(request.findings), previous=labels.harmless(previous))
        task = repair if is_form else f"{task}\n\n{repair}"
    elif request.findings and request.previous is None:
        task = f"{task}\n\n{_anew(request)}"
    return Prompt(
        rules=fill("rules"),
        shared=() if is_form else shared_parts(request),
        task=task,
        schema=schema_of(shape),
        max_tokens=min(MOST_TOKENS, _tokens(request) * room),
        is_form=is_form,
    )


def prompt_version(request: TextRequest, *besides: str) -> str:
    """The version of the prompts that take part in a request, and of others that a service needs for it."""
    return version_of(*PROMPTS[type(request)], *besides)


def _solving_prompt(request: SolveRequest) -> Prompt:
    """The checks of a section, with its text or without; the sources are not needed for either."""
    text = f"<reading>\n{labels.harmless(request.text)}\n</reading>" if request.text else "There is no text."
    checks = "\n\n".join(labels.harmless(_question(check)) for check in request.checks)
    return Prompt(
        rules=fill("solver"),
        shared=(),
        task=fill("solve", text=text, checks=checks),
        schema=schema_of(WrittenAnswers),
        max_tokens=SOLVING_TOKENS + SOLVING_TOKENS_A_CHECK * len(request.checks),
    )


def _question(check: Check) -> str:
    options = "\n".join(f"{option.id}) {option.text}" for option in check.options)
    return "\n".join(filter(None, [f"[{check.id}] {check.kind}: {check.stem}", options]))


def warming_prompt(request: SectionRequest) -> Prompt:
    """The shared parts alone, for a call that writes nothing but the cache."""
    return Prompt(fill("rules"), shared_parts(request), "", schema_of(WrittenSection), 0)


def shared_parts(request: DraftRequest) -> tuple[str, ...]:
    """The sources with the brief; then, for sections, the outline."""
    brief = f"<brief>\n{labels.harmless(_brief(request.brief))}\n</brief>"
    sources = labels.rendered(request.sources) if request.sources else "There are no sources."
    first = f"{sources}\n\n{brief}"
    if isinstance(request, SectionRequest):
        return (first, f"<outline>\n{labels.harmless(_outline(request.outline))}\n</outline>")
    return (first,)


def _tokens(request: DraftRequest) -> int:
    if isinstance(request, SectionRequest):
        return SECTION_TOKENS[request.brief.depth]
    return OUTLINE_TOKENS + OUTLINE_TOKENS_A_SECTION * request.brief.sections


def _task(request: DraftRequest) -> str:
    return _section_task(request) if isinstance(request, SectionRequest) else _outline_task(request)


def _outline_task(request: OutlineRequest) -> str:
    brief = request.brief
    visuals = "" if brief.visuals else " This course has no diagrams: always none."
    task = fill("structure", lessons=brief.lessons, sections=brief.sections_per_lesson, visuals=visuals)
    if not request.instructions.strip():
        return task
    wishes = labels.harmless(request.instructions)
    return f"{task}\n\n{fill('revise', previous=labels.harmless(request.previous or ''), wishes=wishes)}"


def _anew(request: DraftRequest) -> str:
    return (
        f"Earlier answers were refused for this, and mending did not help:\n\n{feedback(request.findings)}\n\n"
        "Write it anew, in other words, so that none of this can be found in it."
    )


def _section_task(request: SectionRequest) -> str:
    section, brief = request.outline.section(request.key), request.brief
    length = LENGTHS[brief.depth]
    task = fill(
        "section",
        key=section.key,
        title=section.title,
        objectives=_list(section.objectives),
        criteria=_list(section.assessment_criteria),
        blocks=", ".join(labels.labelled(name, request.sources) for name in section.source_blocks) or "none",
        low=length.low,
        high=length.high,
        style=STYLES[brief.learning_style],
    )
    wishes = labels.harmless(request.instructions.strip())
    return f"{task}\n\nThe instructor asks besides:\n\n<wishes>\n{wishes}\n</wishes>" if wishes else task


def _brief(brief: Brief) -> str:
    lines = {
        "Title": brief.title,
        "Description": brief.description,
        "Objectives": "; ".join(brief.objectives),
        "Difficulty": brief.difficulty,
        "Depth": brief.depth,
        "Learning style": brief.learning_style,
        "Language": brief.language,
        "Category": brief.category,
        "Shape": f"{brief.lessons} lessons of {brief.sections_per_lesson} sections",
    }
    return "\n".join(f"{name}: {value}" for name, value in lines.items() if value)


def _outline(outline: Outline) -> str:
    lines = [outline.title, outline.description]
    for number, lesson in enumerate(outline.lessons, 1):
        lines += [f"{number}. {lesson.title}", *(_line(section) for section in lesson.sections)]
    return "\n".join(line for line in lines if line)


def _line(section: OutlineSection) -> str:
    return f"{section.key} {section.title}: {section.summary} Objectives: {'; '.join(section.objectives)}"


def _list(items: Sequence[str]) -> str:
    return "\n".join(f"- {item}" for item in items)
