"""Exercises: the source's own with their solutions, else tasks on what the source shows."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import islice, pairwise

from learning.characters import is_showable
from learning.section import Exercise
from learning.wording import count_words
from providers.language.markdown_text import fenced, inline, table
from providers.language.sentences import stands_alone
from providers.language.tables import Language
from providers.offline.reading.corpus import Task
from providers.offline.reading.passages import Place
from providers.offline.writing.citing import Citations, where
from providers.offline.writing.explanation import Reading, Shown
from providers.offline.writing.prose import render
from providers.offline.writing.questions.question import Setting
from providers.offline.writing.structured import structured

MOST, MOST_KINESTHETIC = 2, 3
LONGEST_CODE_TASK = 20
FEWEST_LEADING = 4
"""Words that say what a list is of."""
FEWEST_RECALLED, MOST_RECALLED = 3, 7
"""Points of a list that are to be written down from memory (Miller, The Magical Number Seven, 1956)."""
_NAME = re.compile(r"[^\W\d]\w{2,}")
_PROMPT = re.compile(r"^(?:>>> |\.\.\. |\.\.\.$)")


def write_exercises(tasks: Sequence[Task], reading: Reading, setting: Setting, citations: Citations) -> list[Exercise]:
    """The source's own first, then what its steps, tables, terms and code give; none where they give nothing. A task
    of the source that has no words when it is rendered is left out."""
    most = MOST_KINESTHETIC if setting.brief.learning_style == "kinesthetic" else MOST
    shown = (task for task in tasks if any(is_showable(place.text) for place in task.prompt))
    own = (_own(task, setting.phrases, citations) for task in shown)
    exercises = list(islice((exercise for exercise in own if exercise.prompt.strip()), most))
    made = iter(()) if setting.phrases.is_wordless else _made(reading, setting, citations)
    while len(exercises) < most and (exercise := next(made, None)):
        exercises.append(exercise)
    return exercises


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
    phrases, shown = setting.phrases, [*reading.examples, *reading.explanation]
    kinds = [
        structured(setting, citations),
        _predictions(shown, phrases),
        _readings(reading.explanation, phrases, citations),
        _commands(shown, phrases),
        _recalls(reading.explanation, phrases, citations),
    ]
    for kind in kinds:
        yield from islice(kind, 1)
    for kind in kinds:
        yield from kind


def _predictions(shown: Sequence[Shown], phrases: Language) -> Iterator[Exercise]:
    """What does this print? Only where the source shows it."""
    for place in (piece.place for part in shown for piece in part.pieces):
        if not place.text.startswith(">>> ") or place.text.count("\n") > LONGEST_CODE_TASK:
            continue
        typed = "\n".join(line for line in place.text.splitlines() if _PROMPT.match(line))
        if typed != place.text.rstrip():
            asked = fenced(place.block.model_copy(update={"text": typed}))
            yield _task(f"{phrases.phrase('output_prompt')}\n\n{asked}", place, fenced(place.block), phrases)


def _readings(shown: Sequence[Shown], phrases: Language, citations: Citations) -> Iterator[Exercise]:
    """What does this code do? Answered by what the source says next of it."""
    for part in shown:
        for code, after in pairwise(part.pieces):
            place = code.place
            said = after.place.kind == "paragraph" and explains_code(after.quote, place.text)
            if said and _is_short_code(place):
                prompt = f"{phrases.phrase('code_prompt')}\n\n{fenced(place.block)}"
                text = phrases.phrase("solution_says", text=render([after], citations))
                yield _task(prompt, place, text, phrases)


def explains_code(text: str, code: str) -> bool:
    """Whether a text that begins and ends by itself names something of the code before it."""
    names = set(_NAME.findall(code))
    return text[:1].isupper() and not text.endswith(":") and any(name in names for name in _NAME.findall(text))


def _is_short_code(place: Place) -> bool:
    is_code = place.kind == "code" and place.block.language != "output"
    return is_code and place.text.count("\n") <= LONGEST_CODE_TASK


def _commands(shown: Sequence[Shown], phrases: Language) -> Iterator[Exercise]:
    """What do these commands show?"""
    for part in shown:
        for piece, after in pairwise(part.pieces):
            place = piece.place
            if place.kind == after.place.kind == "code" and after.place.block.language == "output" and _is_typed(place):
                prompt = f"{phrases.phrase('command_prompt')}\n\n{fenced(place.block)}"
                yield _task(prompt, place, fenced(after.place.block), phrases)


def _hint(place: Place, phrases: Language) -> str:
    return phrases.phrase("hint_place", place=inline(where(place, phrases)))


def _task(prompt: str, place: Place, solution: str, phrases: Language) -> Exercise:
    return Exercise(prompt=prompt, hint=_hint(place, phrases), solution=solution)


def _is_typed(place: Place) -> bool:
    return place.block.language not in ("output", "")


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
