"""Which command serves to what its sentence says? Wrong ones are others of the document that call something else."""

from __future__ import annotations

from collections.abc import Iterator

from providers.language.markdown_text import inline
from providers.offline.reading.facts.lead_ins import LedCommand
from providers.offline.writing.questions.of_outputs import span
from providers.offline.writing.questions.question import FEWEST, Question, Setting, balanced

MOST_NEAR = 24
ALIKE = 0.5


def of_lead_ins(setting: Setting) -> list[Question]:
    """A question for each shown command to which the sentence before it gives an aim."""
    shown = [led for place in setting.places if (led := setting.corpus.led_commands.get(place.order))]
    return [question for led in shown if led.aim for question in _asked(led, setting)]


def _asked(led: LedCommand, setting: Setting) -> Iterator[Question]:
    said = setting.stems(led.aim)
    near = [
        other
        for other in setting.corpus.led_commands_near(led.place, MOST_NEAR)
        if _is_apart(led, other, said, setting)
    ]
    heads: dict[str, LedCommand] = {}
    for other in sorted(near, key=lambda one: (one.code.split()[0] != led.code.split()[0], not one.aim)):
        heads.setdefault(other.head, other)
    wrong = balanced(led.code, [one.code for one in heads.values()])
    if len(wrong) < FEWEST or not said:
        return
    yield Question(
        place=led.place,
        sentence=f"{led.sentence} {span(led.code.splitlines()[0])}",
        stem=setting.phrases.phrase("ask_command_for", aim=inline(led.aim)),
        key=span(led.code),
        wrong=tuple(map(span, wrong)),
        structure="led",
        topics=frozenset({f"led:{led.head}"}),
        worth=1.0 + setting.worth(led.aim),
        about=said | setting.stems(led.code),
    )


def _is_apart(led: LedCommand, other: LedCommand, said: frozenset[str], setting: Setting) -> bool:
    """Whether another command calls something else, to another end."""
    if other.head == led.head or other.head.startswith(led.head) or led.head.startswith(other.head):
        return False
    theirs = setting.stems(other.aim or other.sentence)
    return not said or len(said & theirs) < ALIKE * len(said)
