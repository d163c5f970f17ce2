"""Which command or code serves to what its sentence says? Wrong ones are others of the document that call something
else."""

from __future__ import annotations

from collections.abc import Iterator

from providers.language.markdown_text import inline
from providers.offline.reading.facts.lead_ins import LedCode
from providers.offline.writing.questions.of_outputs import span
from providers.offline.writing.questions.question import FEWEST, Question, Setting, balanced

MOST_NEAR = 24
ALIKE = 0.5


def of_lead_ins(setting: Setting) -> list[Question]:
    """A question for each shown piece of short code to which the sentence before it gives an aim."""
    shown = [led for place in setting.places if (led := setting.corpus.led_code.get(place.order))]
    return [question for led in shown if led.aim for question in _asked(led, setting)]


def _asked(led: LedCode, setting: Setting) -> Iterator[Question]:
    said = setting.stems(led.aim)
    near = [
        other
        for other in setting.corpus.led_code_near(led.place, MOST_NEAR)
        if other.is_command == led.is_command
        and other.language == led.language
        and _is_apart(led, other, said, setting)
    ]
    heads: dict[str, LedCode] = {}
    for other in sorted(near, key=lambda one: (one.code.split()[0] != led.code.split()[0], not one.aim)):
        heads.setdefault(other.head, other)
    wrong = balanced(led.code, [one.code for one in heads.values()])
    if len(wrong) < FEWEST or not said:
        return
    kind = "ask_command_for" if led.is_command else "ask_code_for"
    yield Question(
        place=led.place,
        sentence=f"{led.sentence} {span(led.code.splitlines()[0])}",
        stem=setting.phrases.phrase(kind, aim=inline(led.aim)),
        key=span(led.code),
        wrong=tuple(map(span, wrong)),
        structure="led",
        topics=frozenset({f"led:{led.head}"}),
        worth=1.0 + setting.worth(led.aim),
        about=said | setting.stems(led.code),
    )


def _is_apart(led: LedCode, other: LedCode, said: frozenset[str], setting: Setting) -> bool:
    """Whether other code calls something else, to another end."""
    if other.head == led.head or other.head.startswith(led.head) or led.head.startswith(other.head):
        return False
    theirs = setting.stems(other.aim or other.sentence)
    return not said or len(said & theirs) < ALIKE * len(said)
