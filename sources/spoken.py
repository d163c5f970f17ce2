"""What somebody says, as captions have it: cues joined to sentences and paragraphs."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

_PAUSE_SECONDS = 0.8
_PARAGRAPH_PAUSE_SECONDS = 3.0
_PARAGRAPH_CHARACTERS = 500
_SENTENCE_END = re.compile(r"[.!?…。！？؟।][\"'”’»)\]]*(?=\s|$)|[。！？]")
_WORDS_A_SENTENCE = 60
"""A text with fewer full stops than one in so many words has none to speak of."""
_SHORT, _USUAL, _LONG, _LONGEST = 4, 8, 30, 60
_OPENERS = frozenset(
    "so now okay well but however aber nun jetzt entonces pero ahora donc alors mais maintenant quindi allora".split()
)
"""Small words with which speakers begin anew; after `and` others as well."""
_AND = frozenset("and und y et e".split())
_AFTER_AND = _OPENERS | frozenset("then this it there they we you he she i dann das es luego ils elle il poi".split())


class Cue(NamedTuple):
    """What is said from `start` to `end` (seconds), by whom (empty where it is not told)."""

    start: float
    end: float
    speaker: str
    text: str


class _Word(NamedTuple):
    text: str
    pause: float
    begins_line: bool


def paragraphs(cues: Sequence[Cue]) -> Iterator[str]:
    """The paragraphs of a speech: a new one for each speaker, at a long pause, and when one has grown long.

    Where nothing is punctuated, pauses and small words end a sentence: it gets a capital and a full stop.
    """
    has_sentences = _has_sentences(cues)
    speaker = ""
    for turn in _turns(cues):
        text = " ".join(cue.text for cue in turn) if has_sentences else " ".join(_sentences(_words(turn)))
        told = turn[0].speaker if turn[0].speaker != speaker else ""
        speaker = turn[0].speaker
        yield f"{told}: {text}" if told else text


def _has_sentences(cues: Iterable[Cue]) -> bool:
    words = ends = 0
    for cue in cues:
        words += len(cue.text.split())
        ends += len(_SENTENCE_END.findall(cue.text))
    return words <= _WORDS_A_SENTENCE * ends


def _turns(cues: Sequence[Cue]) -> Iterator[list[Cue]]:
    turn: list[Cue] = []
    length = 0
    for cue in cues:
        if turn and (_is_new_turn(turn[-1], cue) or (length > _PARAGRAPH_CHARACTERS and _may_end(turn[-1], cue))):
            yield turn
            turn, length = [], 0
        turn.append(cue)
        length += len(cue.text)
    if turn:
        yield turn


def _is_new_turn(before: Cue, cue: Cue) -> bool:
    return cue.speaker != before.speaker or cue.start - before.end >= _PARAGRAPH_PAUSE_SECONDS


def _may_end(before: Cue, cue: Cue) -> bool:
    """Whether a sentence ends between two cues, or something like one."""
    if _SENTENCE_END.search(before.text[-4:]) or cue.start - before.end >= _PAUSE_SECONDS:
        return True
    first, second, *_ = [*cue.text.lower().split(maxsplit=2), ""]
    return _opens(before.text.rsplit(maxsplit=1)[-1].lower(), first, second)


def _opens(before: str, word: str, after: str) -> bool:
    """Whether somebody begins anew with a word."""
    if before in _AND or before in _OPENERS:
        return False
    return word in _OPENERS or (word in _AND and after in _AFTER_AND)


def _words(turn: Sequence[Cue]) -> Iterator[_Word]:
    end = turn[0].start
    for cue in turn:
        for number, word in enumerate(cue.text.split()):
            yield _Word(word, 0.0 if number else cue.start - end, not number)
        end = cue.end


def _sentences(words: Iterable[_Word]) -> Iterator[str]:
    sentence: list[str] = []
    nothing = _Word("", 0.0, False)
    all_words = [nothing, *words, nothing]
    for before, word, after in zip(all_words, all_words[1:], all_words[2:], strict=False):
        if sentence and _begins_anew(before, word, after, len(sentence)):
            yield _punctuated(sentence)
            sentence = []
        sentence.append(word.text)
    if sentence:
        yield _punctuated(sentence)


def _begins_anew(before: _Word, word: _Word, after: _Word, length: int) -> bool:
    if length >= _LONGEST or (length >= _LONG and word.begins_line):
        return True
    if length >= _SHORT and word.pause >= _PAUSE_SECONDS:
        return True
    return length >= _USUAL and _opens(before.text.lower(), word.text.lower(), after.text.lower())


def _punctuated(words: Sequence[str]) -> str:
    text = " ".join(words)
    end = "" if _SENTENCE_END.search(text[-3:]) else "."
    return text[:1].upper() + text[1:].rstrip(",;:–-") + end
