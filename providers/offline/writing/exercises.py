"""Exercises: the source's own with their solutions, else tasks on what the source shows."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import islice

from learning.characters import is_showable
from learning.section import Exercise
from learning.wording import count_words
from providers.language.markdown_text import fenced, inline, table
from providers.language.sentences import stands_alone
from providers.language.tables import Language
from providers.offline.reading.corpus import Task
from providers.offline.reading.passages import Place
from providers.offline.writing.citing import Citations, where
from providers.offline.writing.code_exercises import code_exercises
from providers.offline.writing.explanation import Reading, Shown
from providers.offline.writing.prose import render
from providers.offline.writing.questions.question import Setting
from providers.offline.writing.structured import structured

MOST, MOST_KINESTHETIC = 2, 3
FEWEST_LEADING = 4
"""Words that say what a list is of."""
FEWEST_RECALLED, MOST_RECALLED = 3, 7
"""Points of a list that are to be written down from memory (Miller, The Magical Number Seven, 1956)."""


def write_exercises(tasks: Sequence[Task], reading: Reading, setting: Setting, citations: Citations) -> list[Exercise]:
    """The source's own first, then what its steps, tables, terms and code give; none where they give nothing. A task
    of the source that has no words when it is rendered is left out."""
    most = MOST_KINESTHETIC if setting.brief.learning_style == "kinesthetic" else MOST
    shown = (task for task in tasks if any(is_showable(place.text) for place in task.prompt))
    own = (_own(task, setting.phrases, citations) for task in shown)
    exercises = list(islice((exercise for exercise in own if exercise.prompt.strip()), most))
    made = iter(()) if setting.phrases.is_wordless else _made(reading, setting, citations)
    while len(exercises) < most and (exercise := next(made, None)):
        if not any(_shows(one, exercise) or _shows(exercise, one) for one in exercises):
            exercises.append(exercise)
    return exercises


def _shows(one: Exercise, other: Exercise) -> bool:
    """Whether the task of one shows the solution of the other, or has the same."""
    return bool(other.solution) and (other.solution in one.prompt or other.solution == one.solution)


def _own(task: Task, phrases: Language, citations: Citations) -> Exercise:
    title = f"**{inline(task.title)}**\n\n" if task.title else ""
    return Exercise(
        prompt=title + _verbatim(task.prompt, citations),
        hint=_hint(task.prompt[0], phrases),
        solution=_verbatim(task.solution, citations) if task.solution else "",
    )


def _verbatim(places: Sequence[Place], citations: Citations) -> str:
    """The blocks as they stand, lists numbered, with one citation at the end of the first paragraph."""
    blocks: list[str] = []
    number, cited = 0, False
    for at, place in enumerate(places):
        number = place.block.ordinal or number + 1 if place.kind == "list_item" else 0
        text = _block(place, number)
        if place.is_prose and not cited and len(place.text.split()) > 2:
            text, cited = f"{text} {citations.mark(place, place.text)}", True
        if at and place.kind == places[at - 1].kind == "list_item":
            blocks[-1] += f"\n{text}"
        elif text:
            blocks.append(text)
    return "\n\n".join(blocks)


def _block(place: Place, number: int) -> str:
    if place.kind == "code":
        return fenced(place.block) if is_showable(place.text) else ""
    if place.kind == "table":
        return table(place.block)
    lead = f"{number}. " if number else "> " if place.kind == "quote" else ""
    return lead + inline(place.text)


def _made(reading: Reading, setting: Setting, citations: Citations) -> Iterator[Exercise]:
    """One of each kind, then those that are left."""
    shown = [*reading.examples, *reading.explanation]
    kinds = [
        structured(setting, citations),
        *code_exercises(shown, setting, citations),
        _recalls(reading.explanation, setting.phrases, citations),
    ]
    for kind in kinds:
        yield from islice(kind, 1)
    for kind in kinds:
        yield from kind


def _hint(place: Place, phrases: Language) -> str:
    return phrases.phrase("hint_place", place=inline(where(place, phrases)))


def _recalls(shown: Sequence[Shown], phrases: Language, citations: Citations) -> Iterator[Exercise]:
    """Name what the list names."""
    for part in shown:
        items = [piece for piece in part.pieces if piece.place.kind == "list_item"]
        first = part.pieces.index(items[0]) if items else 0
        lead = part.pieces[first - 1] if first else None
        sentence = lead.place.sentences[-1] if lead and lead.place.sentences else ""
        if (
            FEWEST_RECALLED <= len(items) <= MOST_RECALLED
            and lead
            and sentence.endswith(":")
            and count_words(sentence) >= FEWEST_LEADING
            and stands_alone(sentence[:-1] + ".", lead.place.language)
        ):
            yield Exercise(
                prompt=phrases.phrase("list_prompt", count=str(len(items)), lead=inline(sentence)),
                hint=_hint(items[0].place, phrases),
                solution=render(items, citations),
            )
