"""A check as a problem of Open edX."""

from __future__ import annotations

from typing import Any

from lxml.builder import E

from exports import mathematics
from exports.qti12 import TRUE_AND_FALSE
from exports.xml import blocks, clean
from learning.checks import KINDS, Check
from learning.checks.disclosure import withholds_key
from learning.checks.kind import Exported


def problem(check: Check) -> Any:
    """The `problem` element. Feedback that tells the key comes with the right answer and the solution alone."""
    asked = KINDS[check.kind].exported(check)
    question = blocks(mathematics.asked(check.stem))
    response = _choices(check, asked) if asked.interaction in ("choice", "true-false") else _typed(check, asked)
    if len(question) == 1 and question[0].tag == "p":
        question[0].tag = "label"
        response.insert(0, question.pop())
    if check.feedback.strip():
        response.append(E.solution(E.div(*blocks(mathematics.asked(check.feedback)), {"class": "detailed-solution"})))
    return E.problem(*question, response, display_name=check.id)


def _choices(check: Check, asked: Exported) -> Any:
    options = asked.options or TRUE_AND_FALSE
    choices = [_choice(check, text, is_key=id_ in asked.correct) for id_, text in options]
    return E.multiplechoiceresponse(E.choicegroup(*choices, type="MultipleChoice"))


def _choice(check: Check, text: str, is_key: bool) -> Any:
    choice = E.choice(*_inline(text), correct="true" if is_key else "false")
    if check.feedback.strip() and (is_key or withholds_key(check)):
        choice.append(E.choicehint(*_inline(check.feedback)))
    return choice


def _typed(check: Check, asked: Exported) -> Any:
    expected, *others = (clean(text) for text in asked.correct)
    response = E.stringresponse(answer=expected, type="ci")
    if check.feedback.strip():
        response.append(E.correcthint(*_inline(check.feedback)))
    response.extend(E.additional_answer(answer=other) for other in others)
    response.append(E.textline(size="40"))
    return response


def _inline(written: str) -> list[Any]:
    """A text in a line: a single paragraph without its element."""
    found = blocks(mathematics.asked(written))
    if len(found) == 1 and found[0].tag == "p":
        return [found[0].text or "", *found[0]]
    return found
