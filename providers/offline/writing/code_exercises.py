"""Exercises on code that a section shows: find the fault, write it anew, fill its gaps, say what it gives or does."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise

from learning.section import Exercise
from providers.language.markdown_text import fenced, inline
from providers.language.tables import Language
from providers.offline.reading.facts.lead_ins import aim_of
from providers.offline.reading.passages import Place
from providers.offline.writing.citing import Citations, where
from providers.offline.writing.explanation import Shown
from providers.offline.writing.prose import Piece, render
from providers.offline.writing.questions.question import Setting

LONGEST, FEWEST_LINES = 20, 3
"""Lines of a listing that is shown in an exercise, and of one that is worth explaining line by line."""
MOST_GAPS, LEFT = 3, 3
"""Words of a listing that are left out, and how many stay for each of them."""
GAP = "____"
_NAME = re.compile(r"[^\W\d]\w{2,}")
_WORD = re.compile(r"[^\W\d]\w+[?!]?")
_INLINE = re.compile(r"`([^\W\d]\w+)(?:\(\))?`")
_FOR_EXAMPLE = re.compile(r"^(?:beispielsweise|zum Beispiel|por ejemplo|par exemple|for example),? ")
_PROMPT = re.compile(r"^(?:>>> |\.\.\. |\.\.\.$)")
_APART = re.compile(
    r"\"(?:\\.|[^\"\\\n])*\"|'(?:\\.|[^'\\\n])*'|(?:(?<=\s)|^)(?:#|//|--)[^\n]*|/\*.{0,2000}?\*/",
    re.MULTILINE | re.DOTALL,
)
"""Strings and remarks."""
_TYPED = re.compile(r"^ *(?:\$|[\w()-]*>) ", re.MULTILINE)
"""How a line begins that somebody types into a shell."""
_SHELLS = frozenset("console shell bash sh zsh terminal shellsession sh-session".split())
_CAPITALS = re.compile(r"\b[A-Z]{2,}\b")
_KEYWORDS = frozenset("elif fn def let const struct enum impl except lambda".split())
"""Words of programming languages that are nothing else in a text."""
_RULED = re.compile(r"^ *[-+|=]{3,} *$|-\+-", re.MULTILINE)
"""The line under the head of a table that a program prints."""
_FAULT = re.compile(
    r"(?P<remark>\s*(?:--|#|//|/\*|(?<=\s\s)(?=WRONG))[^\n]*\b(?:wrong|errors?|fails?|invalid|incorrect|illegal|"
    r"not allowed|won['’]t work|does ?n[o’']t (?:work|compile)|falsch|Fehler|ungültig|incorrecto|inválid[oa]|faux|"
    r"erreur|invalide)\b[^\n]*)",
    re.IGNORECASE,
)
_SAID_TO_FAIL = re.compile(
    r"(?:this|the|here|running|trying)\b[^.]{0,80}\b(?:fails?|won['’]t (?:work|compile)|will not (?:work|compile)|"
    r"does ?n[o’']t (?:work|compile)|(?:raises?|throws?|causes?|produces?|gives?) an? (?:\w+ )?(?:error|exception)|"
    r"is (?:invalid|illegal|wrong|an error|not allowed))\b",
    re.IGNORECASE,
)


def code_exercises(shown: Sequence[Shown], setting: Setting, citations: Citations) -> list[Iterator[Exercise]]:
    """An iterator for each kind, the kinds in another order from section to section, so that not all ask the same."""
    plain = [
        _rewritings(shown, setting.phrases),
        _fillings(shown, setting),
        _readings(shown, setting.phrases, citations),
    ]
    turn = setting.ordinal % len(plain)
    first = [_predictions(shown, setting.phrases), _faults(shown, setting.phrases, citations)]
    return [*first, *plain[turn:], *plain[:turn], _commands(shown, setting.phrases)]


def _pairs(shown: Sequence[Shown]) -> Iterator[tuple[Piece, Piece]]:
    """Pieces that stand right after each other in the source, under one heading."""
    for one, other in pairwise(piece for part in shown for piece in part.pieces):
        same = one.place.block.heading_path == other.place.block.heading_path
        if same and other.place.order - one.place.order == 1:
            yield one, other


def _predictions(shown: Sequence[Shown], phrases: Language) -> Iterator[Exercise]:
    """What does this print? Only where the source shows it."""
    for place in (piece.place for part in shown for piece in part.pieces):
        if not place.text.startswith(">>> ") or place.text.count("\n") > LONGEST:
            continue
        typed = "\n".join(line for line in place.text.splitlines() if _PROMPT.match(line))
        if typed != place.text.rstrip():
            yield _task(
                f"{phrases.phrase('output_prompt')}\n\n{_listing(place, typed)}", place, _listing(place), phrases
            )


def _faults(shown: Sequence[Shown], phrases: Language, citations: Citations) -> Iterator[Exercise]:
    """What is wrong with this code? Where the source calls it so, in a remark or in the sentence after it."""
    for piece, after in _pairs(shown):
        place, remark = piece.place, _FAULT.search(piece.place.text)
        told = after.place.kind == "paragraph" and bool(after.quote)
        if not _is_program(place) or not told or not (remark or _SAID_TO_FAIL.match(after.quote)):
            continue
        code = place.text.replace(remark["remark"], "") if remark else place.text
        said = phrases.phrase("solution_says", text=render([after], citations))
        yield _task(f"{phrases.phrase('fault_prompt')}\n\n{_listing(place, code)}", place, said, phrases)


def _rewritings(shown: Sequence[Shown], phrases: Language) -> Iterator[Exercise]:
    """Write the code that serves to what the sentence before it says."""
    for before, piece in _pairs(shown):
        place = piece.place
        aim = aim_of(before.quote.rsplit(". ", 1)[-1], place.language) if _is_program(place) and before.quote else ""
        aim = _FOR_EXAMPLE.sub("", aim)
        if aim:
            yield _task(phrases.phrase("write_prompt", aim=inline(aim)), place, _listing(place), phrases)


def _fillings(shown: Sequence[Shown], setting: Setting) -> Iterator[Exercise]:
    """Fill in the words of the language that the text names; those of the example stay. One line alone is shown with
    the sentence that says what it is for."""
    named = Counter(word for piece in setting.shown for word in _INLINE.findall(piece.quote))
    for before, piece in _pairs(shown):
        place = piece.place
        lead = before.place.sentences[-1] if before.quote.endswith(":") and before.place.sentences else ""
        is_printed = place.block.language in _SHELLS and not _TYPED.search(place.text)
        if not _is_program(place) or is_printed or (place.text.count("\n") < 1 and not lead):
            continue
        code = _with_gaps(place.text, named, setting)
        if code != place.text:
            asked = "\n\n".join(
                filter(None, (setting.phrases.phrase("gaps_prompt"), inline(lead), _listing(place, code)))
            )
            yield _task(asked, place, _listing(place), setting.phrases)


def _with_gaps(code: str, named: Mapping[str, int], setting: Setting) -> str:
    """The code without some words, those first that the text names most: none of a string, a remark or an output."""
    masked = _APART.sub(lambda found: " " * len(found[0]), code)
    if _TYPED.search(masked):
        masked = "\n".join(line if _TYPED.match(line) else " " * len(line) for line in masked.split("\n"))
    words = Counter(_WORD.findall(masked))
    own = setting.corpus.own_names | setting.corpus.own_values
    known = [word for word in words if words[word] == 1 and word not in own and _is_of_language(word, masked, setting)]
    known = [word for word in known if named.get(word) or word in _KEYWORDS]
    known.sort(key=lambda word: -named.get(word, 0))
    for word in known[: min(MOST_GAPS, words.total() // (LEFT + 1))]:
        found = re.search(rf"\b{re.escape(word)}\b", masked)
        if found:
            code, masked = (f"{text[: found.start()]}{GAP}{text[found.end() :]}" for text in (code, masked))
    return code


def _is_of_language(word: str, code: str, setting: Setting) -> bool:
    """Whether a word of a listing is of the language or tool: called, in capitals among others, or of a known kind."""
    kinds = setting.corpus.kinds
    if word in _KEYWORDS or re.search(rf"\b{re.escape(word)} ?\(", code):
        return True
    if word.isupper() and word.isalpha() and len(_CAPITALS.findall(code)) > 1:
        return True
    return bool(kinds.kind_of(f"`{word}`"))


def _readings(shown: Sequence[Shown], phrases: Language, citations: Citations) -> Iterator[Exercise]:
    """What does this code do? Answered by what the source says next of it."""
    for piece, after in _pairs(shown):
        place = piece.place
        told = after.place.kind == "paragraph" and explains_code(after.quote, place.text)
        if told and _is_program(place) and place.text.count("\n") + 1 >= FEWEST_LINES:
            text = phrases.phrase("solution_says", text=render([after], citations))
            yield _task(f"{phrases.phrase('code_prompt')}\n\n{_listing(place)}", place, text, phrases)


def explains_code(text: str, code: str) -> bool:
    """Whether a text that begins and ends by itself names something of the code before it."""
    names = set(_NAME.findall(code))
    return text[:1].isupper() and not text.endswith(":") and any(name in names for name in _NAME.findall(text))


def _commands(shown: Sequence[Shown], phrases: Language) -> Iterator[Exercise]:
    """What do these commands show?"""
    for piece, after in _pairs(shown):
        place = piece.place
        is_output = after.place.kind == "code" and after.place.block.language == "output"
        if place.kind == "code" and is_output and place.block.language not in ("output", ""):
            prompt = f"{phrases.phrase('command_prompt')}\n\n{_listing(place)}"
            yield _task(prompt, place, _listing(after.place), phrases)


def _is_program(place: Place) -> bool:
    """Whether a block is code alone, short enough for a task: nothing that it prints, no session."""
    if place.kind != "code" or place.block.language == "output" or place.text.count("\n") >= LONGEST:
        return False
    return not _RULED.search(place.text) and not any(_PROMPT.match(line) for line in place.text.splitlines())


def _listing(place: Place, code: str = "") -> str:
    return fenced(place.block.model_copy(update={"text": code}) if code else place.block)


def _task(prompt: str, place: Place, solution: str, phrases: Language) -> Exercise:
    hint = phrases.phrase("hint_place", place=inline(where(place, phrases)))
    return Exercise(prompt=prompt, hint=hint, solution=solution)
