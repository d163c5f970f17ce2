"""Exercises: the source's own with their solutions, else tasks on what the source shows."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import chain, pairwise

from learning.brief import Brief
from learning.section import Exercise
from providers.language.headings import clean_heading
from providers.language.markdown_text import fenced, inline, table
from providers.language.sentences import stands_alone
from providers.language.tables import Language
from providers.language.terms import Term
from providers.offline.reading.corpus import Task
from providers.offline.reading.passages import Place
from providers.offline.writing.citing import Citations, where
from providers.offline.writing.explanation import Reading, Shown
from providers.offline.writing.prose import render
from providers.offline.writing.ranking import Statement

MOST, MOST_KINESTHETIC = 2, 3
LONGEST_CODE_TASK = 20
_NAME = re.compile(r"[^\W\d]\w{2,}")
_ANY_WORD = re.compile(r"[\u30a0-\u30ff]+|[\u3400-\u9fff]+|(?:(?![\u3040-\u30ff\u3400-\u9fff])\w)+")
"""Words; in Japanese, which has no blanks between them, stretches of one script that are no endings."""
_PROMPT = re.compile(r"^(?:>>> |\.\.\. |\.\.\.$)")


def write_exercises(
    tasks: Sequence[Task],
    reading: Reading,
    ranked: Sequence[Statement],
    terms: Sequence[Term],
    brief: Brief,
    phrases: Language,
    citations: Citations,
) -> list[Exercise]:
    most = MOST_KINESTHETIC if brief.learning_style == "kinesthetic" else MOST
    exercises = [_own(task, phrases, citations) for task in tasks[:most]]
    made = _made(reading, ranked, terms, phrases, citations)
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
        return fenced(place.block)
    if place.kind == "table":
        return table(place.block)
    lead = f"{number}. " if number else "> " if place.kind == "quote" else ""
    return lead + inline(place.text)


def _made(
    reading: Reading, ranked: Sequence[Statement], terms: Sequence[Term], phrases: Language, citations: Citations
) -> Iterator[Exercise]:
    shown = [*reading.examples, *reading.explanation]
    predictions = _predictions(shown, phrases)
    recalls = _recalls(reading.explanation, phrases, citations)
    explains = _explains(ranked, terms, phrases, citations)
    readings = _readings(reading.explanation, phrases, citations)
    commands = _commands(shown, phrases)
    some = False
    for kind in (predictions, explains, recalls, explains, readings, commands, predictions, recalls):
        for exercise in filter(None, [next(kind, None)]):
            some = True
            yield exercise
    if not some and reading.explanation:
        yield _last_resort(reading, ranked, phrases, citations)


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


def _last_resort(reading: Reading, ranked: Sequence[Statement], phrases: Language, citations: Citations) -> Exercise:
    """Say in your own words what the section's best statement says, else what its first text says."""
    place, said = next(
        chain(((s.place, s.text) for s in ranked), ((p.place, p.quote) for s in reading.explanation for p in s.pieces))
    )
    name = _named(place, phrases)
    prompt = _asked(said, name, phrases.quoted(inline(name)), phrases)
    text = f"{inline(said)} {citations.mark(place, said)}"
    return _task(prompt, place, phrases.phrase("solution_says", text=text), phrases)


def _asked(sentence: str, name: str, shown: str, phrases: Language) -> str:
    """What is this? Where the writer has no words to ask it, the sentence with a gap."""
    return inline(gapped(sentence, name)) if phrases.is_wordless else phrases.phrase("explain_prompt", term=shown)


def gapped(sentence: str, name: str) -> str:
    """The sentence without the name in it, or else without its longest word that is no more than half of it, or where
    no words can be told without its last third."""
    at = sentence.casefold().find(name.casefold()) if name else -1
    if at < 0 or len(sentence) != len(sentence.casefold()):
        words = [found for found in _ANY_WORD.finditer(sentence) if 2 * len(found[0]) <= len(sentence)]
        third = (2 * len(sentence) // 3, sentence[2 * len(sentence) // 3 : -1])
        at, name = max(((found.start(), found[0]) for found in words), key=lambda word: len(word[1]), default=third)
    return f"{sentence[:at]}____{sentence[at + len(name) :]}"


def _hint(place: Place, phrases: Language) -> str:
    return phrases.phrase("hint_place", place=inline(where(place, phrases)))


def _named(place: Place, phrases: Language) -> str:
    path = place.block.heading_path
    return clean_heading(path[-1] if path else place.document.title, phrases)


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
            len(items) >= 3
            and lead
            and sentence.endswith(":")
            and stands_alone(sentence[:-1] + ".", lead.place.language)
        ):
            yield Exercise(
                prompt=phrases.phrase("list_prompt", count=str(len(items)), lead=inline(sentence)),
                hint=_hint(items[0].place, phrases),
                solution=render(items, citations),
            )


def tells_of(sentence: str, term: str) -> bool:
    """Whether the sentence has the term for its subject, or names it."""
    name = re.escape(term)
    subject = rf"^(?:the |an? |el |la |le |les |los |las |der |die |das |ein |eine |un |une )?{name}(?= \w)"
    naming = rf"\b(?:called|known as|heißt|appelée?|llamad[oa])(?: the| an?)? [“\"]?{name}(?!\w)"
    return re.search(f"{subject}|{naming}", sentence, re.IGNORECASE) is not None


def _explains(
    ranked: Sequence[Statement], terms: Sequence[Term], phrases: Language, citations: Citations
) -> Iterator[Exercise]:
    """What is this? Answered by the sentence of the source that says it best."""
    used: set[str] = set()
    for term in terms:
        says = next((s for s in ranked if tells_of(s.text, term.text) and s.text not in used), None)
        if says:
            used.add(says.text)
            shown = term.text if term.kind == "code" else phrases.quoted(term.text)
            text = f"{inline(says.text)} {citations.mark(says.place, says.text)}"
            yield Exercise(
                prompt=_asked(says.text, term.text, shown, phrases),
                hint=_hint(says.place, phrases),
                solution=phrases.phrase("solution_says", text=text),
            )
