"""What a check is meant to be, told by the shape in which a model has written it. What could be two things stays."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping, Sequence
from typing import Any

from learning.checks.cloze import BLANK
from learning.checks.registry import KINDS, kind_named, kind_of
from providers.prompting.keys import LETTERS, option_meant, without_labels

Json = dict[str, Any]
CHOICE, STATEMENT = kind_of("choice"), kind_of("true-false")
GAPPED, QUESTION = kind_of("fill-in"), kind_of("long-fill-in")
OTHER_NAMES: dict[str, tuple[str, ...]] = {
    "stem": ("question", "statement", "prompt", "sentence"),
    "answer": ("correct_answer", "correct", "right_answer", "correct_option", "answer_key", "key", "solution"),
    "options": ("choices", "answers", "alternatives"),
    "feedback": ("explanation", "rationale", "reason", "why"),
    "accepted": ("also_accepted", "accepted_answers", "alternatives_accepted"),
    "kind": ("type", "question_type"),
}
"""Fields of a check as models also call them; the name of the contract counts first."""
_OPTION_TEXTS = ("text", "option", "value", "content", "answer", "label", "statement", "choice")
_OPTION_IDS = ("id", "key", "letter", "label", "option_id")
_OPTION_MARKS = ("correct", "is_correct", "iscorrect", "right", "is_right", "is_answer")
_TRUE = frozenset("true t yes correct right wahr richtig ja verdadero cierto sí si vrai oui".split())
_FALSE = frozenset("false f no incorrect wrong falsch nein falso faux non untrue".split())
_JUDGED = frozenset("true false wahr falsch richtig verdadero falso".split())
_FIRST_WORD = re.compile(r"[^\W\d_]+")
_GAPS = re.compile(r"(?<!\w)_{2,}(?!\w)|\[(?:blank|gap|\.\.\.|…|_+)\]|\((?:blank|gap)\)|<(?:blank|gap)>", re.IGNORECASE)
_LINE = re.compile(r"^\s*[(\[]?[A-Za-z][)\].:]\s+\S")


def shaped(written: Json, first: int | None = None) -> Json:
    """The check with the fields of the contract, of the kind that its options and its answer make it, and with the
    answer in that kind's words.

    Options that are no true and false make a choice, true and false alone a statement; a gap without options is filled,
    and a question without is answered. The key becomes the id of the option that is meant; a number counts from
    `first`.
    """
    check = _fields(written)
    options, marked = _options(check.get("options"))
    answer = _alone(check.get("answer"))
    answer = marked if answer in (None, "") and marked else answer
    if first is not None and (place := _place(answer, options)) is not None and 0 <= place - first < len(options):
        answer = options[place - first]["id"]
    stem = check.get("stem")
    kind = _kind(str(check.get("kind", "")), stem, options, answer)
    if isinstance(stem, str) and kind in (GAPPED, CHOICE):
        stem = _with_gap(stem)
    if kind == STATEMENT:
        answer, options = _judged(answer, options), []
    elif kind in KINDS and KINDS[kind].interaction == "choice":
        answer = option_meant(answer, options) if isinstance(answer, str) else answer
    elif kind in KINDS and _is_text_of_one(answer, options):
        options = []
    return check | {"kind": kind, "stem": stem, "options": options, "answer": answer}


def counts_from(checks: Sequence[Json]) -> int | None:
    """0 or 1, from which numbers for answers count in all checks of a section, where one of them tells; else None."""
    asked = [_fields(check) for check in checks]
    places = [(_place(check.get("answer"), options), len(options)) for check in asked for options in [_read(check)]]
    from_zero = any(place == 0 for place, _ in places)
    from_one = any(place == size > 0 for place, size in places)
    return None if from_zero == from_one else int(from_one)


def _read(check: Json) -> list[Json]:
    return _options(check.get("options"))[0]


def _place(answer: object, options: Sequence[Json]) -> int | None:
    """The place that an answer says in digits, None where they are the id or the text of an option."""
    said = _alone(answer)
    if not isinstance(said, str) or not said.isdecimal() or len(said) > 2 or not options:
        return None
    named = [option.get(name) for option in options for name in ("id", "text")]
    return None if said in named else int(said)


def _fields(written: Json) -> Json:
    folded = {re.sub(r"[\W_]+", "", name).casefold(): value for name, value in written.items()}
    found = dict(written)
    for own, others in OTHER_NAMES.items():
        if own not in found:
            named = [name for name in others if name.replace("_", "") in folded]
            found |= {own: folded[named[0].replace("_", "")]} if named else {}
    return found


def _kind(written: str, stem: object, options: Sequence[Json], answer: object) -> str:
    name = kind_named(written)
    if len(options) > 1:
        is_statement = _is_judgement(name, options) and _judged(answer, options) in ("true", "false")
        return STATEMENT if is_statement else _choice(name, options, answer)
    has_gap = isinstance(stem, str) and len(_GAPS.findall(stem)) == 1
    asks = isinstance(stem, str) and stem.rstrip().endswith(("?", "？"))
    if name not in KINDS:
        return STATEMENT if _plain(answer) in ("true", "false") else GAPPED if has_gap else QUESTION
    if name == QUESTION and has_gap:
        return GAPPED
    return QUESTION if name == GAPPED and not has_gap and asks else name


def _choice(name: str, options: Sequence[Json], answer: object) -> str:
    """A choice, where the answer means one of the options; else what it is called."""
    ids = [option["id"] for option in options]
    means_one = isinstance(answer, str) and option_meant(answer, options) in ids
    return CHOICE if means_one or name not in KINDS else name


def _is_judgement(name: str, options: Sequence[Json]) -> bool:
    """Whether the options are true and false, or yes and no of what is called a statement."""
    said = {_truth(option.get("text")) for option in options}
    bare = all(_plain(option.get("text")) in _JUDGED for option in options)
    return len(options) == 2 and said == {"true", "false"} and (bare or name == STATEMENT)


def _judged(answer: object, options: Sequence[Json]) -> object:
    """“true” or “false” for what says so: the word in another spelling, or the option that does."""
    if isinstance(answer, str) and options:
        meant = option_meant(answer, options)
        text = next((option.get("text") for option in options if option.get("id") == meant), None)
        if text is not None:
            return _truth(text) or answer
    return _truth(answer) or answer


def _truth(value: object) -> str:
    """What a text that is a truth value, or begins with one and a mark, says; "" for anything else."""
    said = _plain(value)
    first = _FIRST_WORD.match(said)
    if first is None or (first[0] != said and said[first.end()] not in ".,:;!–—-("):
        return ""
    return "true" if first[0] in _TRUE else "false" if first[0] in _FALSE else ""


def _plain(value: object) -> str:
    text = ("true" if value else "false") if isinstance(value, bool) else str(value)
    return unicodedata.normalize("NFKC", text).strip(" *_`\"'“”.").casefold()


def _is_text_of_one(answer: object, options: Sequence[Json]) -> bool:
    """Whether all the options that there are is the answer once more."""
    return len(options) == 1 and isinstance(answer, str) and _plain(options[0].get("text")) == _plain(answer)


def _with_gap(stem: str) -> str:
    """The stem with its one gap as four underscores."""
    return _GAPS.sub(BLANK, stem) if len(_GAPS.findall(stem)) == 1 else stem


def _alone(answer: object) -> object:
    """An answer in words, also where it stands alone in a list or an object."""
    if isinstance(answer, list) and len(answer) == 1:
        answer = answer[0]
    if isinstance(answer, Mapping):
        answer = next((answer[name] for name in ("id", "letter", "key", "text") if name in answer), answer)
    return text_of(answer)


def text_of(value: object) -> object:
    """Numbers and truth values as the words that the contract has for them."""
    if isinstance(value, bool):
        return "true" if value else "false"
    return str(value) if isinstance(value, int | float) else value


def _options(written: object) -> tuple[list[Json], str]:
    """The options as objects with an id and a text, and the id of the one that is marked as right, "" without.

    Models also write them as texts alone, as one object of letters, as objects of one letter each, or as lines of one
    text.
    """
    if isinstance(written, str):
        lines = [line for line in written.splitlines() if line.strip()]
        written = lines if len(lines) > 1 and all(map(_LINE.match, lines)) else []
    if isinstance(written, dict):
        written = [{"id": name, "text": text} for name, text in written.items()]
    if not isinstance(written, list):
        return [], ""
    options = [found for place, option in enumerate(written) if (found := _option(option, place))]
    marked = [option["id"] for option in options if option.pop("right", False)]
    return without_labels(options), marked[0] if len(marked) == 1 else ""


def _option(written: object, place: int) -> Json | None:
    letter = LETTERS[place] if place < len(LETTERS) else str(place + 1)
    if not isinstance(written, dict):
        text = text_of(written)
        return {"id": letter, "text": text} if isinstance(text, str) else None
    if len(written) == 1 and not set(written) & {*_OPTION_TEXTS, *_OPTION_IDS}:
        [(name, text)] = written.items()
        return {"id": identifier(name), "text": text_of(text)}
    folded = {str(name).casefold().replace(" ", "_"): value for name, value in written.items()}
    named = next((name for name in _OPTION_IDS if name in folded), None)
    texts = [name for name in _OPTION_TEXTS if name in folded and name != named]
    if not texts:
        return {"id": letter, "text": text_of(folded[named])} if named not in (None, "id") else {"id": letter}
    right = any(folded.get(mark) is True for mark in _OPTION_MARKS)
    own = identifier(folded[named]) if named else letter
    return {"id": own, "text": text_of(folded[texts[0]])} | ({"right": True} if right else {})


def identifier(value: object) -> object:
    """An id without the marks that stand around it."""
    named = text_of(value)
    return unicodedata.normalize("NFKC", named).strip(" .):([]") if isinstance(named, str) else named
